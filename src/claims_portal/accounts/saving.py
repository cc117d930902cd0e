"""How changes of accounts are kept: held, saved or refused, and noted in the audit."""

import unicodedata
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Lower, Trim

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User, WebSession
from claims_portal.accounts.refusals import EmailTaken, TextRefused, UserIdTaken
from claims_portal.records import audit


def end_sessions(account: User) -> None:
    """End every session of the account, here and now."""
    keys = list(WebSession.objects.filter(user=account).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    WebSession.objects.filter(user=account).delete()


def described(account: User) -> dict[str, Any]:
    """An account as the audit keeps it: what may change, and nothing secret."""
    profiles = sorted(account.profiles.values_list("profile", flat=True)) if account.pk else []
    return {
        "forename": account.forename,
        "secondName": account.second_name,
        "surname": account.surname,
        "email": account.email,
        "emailVerified": account.email_verified_at is not None,
        "telephone": account.telephone,
        "mobile": account.mobile,
        "branch": account.branch.number if account.branch else "",
        "enabled": account.enabled,
        "active": account.active,
        "expiresOn": account.expires_on.isoformat(),
        "profiles": profiles,
    }


def author(by: Actor) -> audit.Author:
    return audit.Author(by.user_name, by.real_user_name, by.client_name, by.address)


def note(tag: str, account: User, by: Actor, at: datetime, **said: Any) -> None:
    audit.write(
        tag,
        organisation_code=account.organisation.code,
        subject=account.user_name,
        by=author(by),
        at=at,
        **said,
    )


def held(account: User) -> User:
    """The account as it is now, held until the transaction ends."""
    return (
        User.objects.select_for_update(of=("self",))
        .select_related("organisation", "branch")
        .get(pk=account.pk)
    )


def must_fit(account: User) -> None:
    """Refuse text that is too long, or has characters in it that nobody can see."""
    for name in ("forename", "second_name", "surname", "telephone", "mobile"):
        value: str = getattr(account, name)
        most: int = User._meta.get_field(name).max_length  # type: ignore[union-attr, assignment]
        if len(value) > most or any(unicodedata.category(one) == "Cc" for one in value):
            raise TextRefused(name, most)


def must_be_free(account: User, email: str) -> None:
    """EmailTaken when another active account of the organisation has the address.

    The constraint says the same, but for accounts that came sharing an address.
    """
    holder = holders_of(account, email).first()
    if holder is not None:
        raise EmailTaken(holder.user_name)


def holders_of(account: User, email: str) -> QuerySet[User]:
    """Other active accounts of the organisation that have the address, however it is spelt."""
    holders = _with_address(account.organisation_id, email).exclude(pk=account.pk)
    return holders.order_by("user_name")


def save_new(account: User) -> None:
    must_be_free(account, account.email)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError as taken:
        if "user_ids_are_unique" in str(taken):
            raise UserIdTaken(account.user_name) from taken
        _refuse_address(account, taken)


def save_or_refuse(account: User) -> None:
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as taken:
        _refuse_address(account, taken)


def settle_address(organisation_pk: int, email: str) -> None:
    """Whoever is left alone with an address that was shared has it as everybody has theirs."""
    sharing = _with_address(organisation_pk, email)
    if sharing.count() == 1:
        sharing.filter(shares_address=True).update(shares_address=False)


def _with_address(organisation_pk: int, email: str) -> QuerySet[User]:
    return (
        User.objects.annotate(folded=Lower(Trim("email")))
        .filter(organisation_id=organisation_pk, active=True, folded=email.strip().lower())
        .exclude(folded="")
    )


def _refuse_address(account: User, taken: IntegrityError) -> None:
    if "one_active_account_per_email" not in str(taken):
        raise taken
    holder = holders_of(account, account.email).first()
    raise EmailTaken(holder.user_name if holder else "another account") from taken
