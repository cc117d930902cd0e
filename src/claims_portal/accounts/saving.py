"""How changes of accounts are kept: held, saved or refused, and noted in the audit."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.db.models import Func, QuerySet, Value
from django.db.models.functions import Lower, Trim

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User, WebSession
from claims_portal.accounts.refusals import (
    ChangedMeanwhile,
    EmailTaken,
    TextRefused,
    UserIdTaken,
)
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry

TEXTS = {
    "forename": "forename",
    "second_name": "secondName",
    "surname": "surname",
    "telephone": "telephone",
    "mobile": "mobile",
}
"""What is typed freely, with the name under which the front doors know it."""
TAG = re.compile(r"\+[^@]*@")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def end_sessions(account: User) -> None:
    """End every session of the account, here and now."""
    keys = list(WebSession.objects.filter(user=account).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    WebSession.objects.filter(user=account).delete()


def described(account: User) -> dict[str, Any]:
    """An account as the audit keeps it: what may change, and nothing secret."""
    profiles = sorted(one.profile for one in account.profiles.all()) if account.pk else []
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
    return _to_hold().select_related("branch").get(pk=account.pk)


def held_together(accounts: Sequence[User]) -> list[User]:
    """The accounts as they are now, in the order given, with their profiles at hand."""
    return _in_order(accounts, _to_hold().select_related("branch").prefetch_related("profiles"))


def held_to_enter(accounts: Sequence[User]) -> list[User]:
    """The same without what only a change of an account asks for: branch and profiles."""
    return _in_order(accounts, _to_hold())


def _in_order(accounts: Sequence[User], to_hold: QuerySet[User]) -> list[User]:
    # Held in one order, or two who want the same accounts would wait for each other.
    now = to_hold.order_by("pk").in_bulk([one.pk for one in accounts])
    return [now[one.pk] for one in accounts if one.pk in now]


def _to_hold() -> QuerySet[User]:
    # Not against rows that name the account: a claim's event waits for no administrator.
    held = User.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("organisation")


def version_of(account: User) -> str:
    """Changes whenever something about the account changes that an administrator can see."""
    return version_of_what([sorted(described(account).items()), account.disabled_because])


def version_of_what(told: object) -> str:
    """The same for what JSON tells alike, and another for all else."""
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def must_be_as_seen(version: str, seen: str) -> None:
    """Refuse a change that was decided on an account that has changed since.

    `version` is that of the held account; `seen` the one then, or nothing where nobody looked.
    """
    if seen and seen != version:
        raise ChangedMeanwhile


def field_must_fit(account: User, name: str) -> None:
    most: int = User._meta.get_field(name).max_length  # type: ignore[union-attr, assignment]
    must_fit_text(TEXTS[name], getattr(account, name), most)


def must_fit_text(field: str, value: str, most: int) -> None:
    """TextRefused where the text is too long, or has characters in it that nobody can see."""
    if len(value) > most or any(unicodedata.category(one) in _UNSEEN for one in value):
        raise TextRefused(field, most)


def must_fit_reason(reason: str) -> None:
    """Whether a reason can stand in the audit."""
    must_fit_text("reason", reason, AuditEntry._meta.get_field("reason").max_length or 0)


def must_be_free(account: User, email: str) -> None:
    """EmailTaken when another active account of the organisation has the address.

    The constraint says the same, but for accounts that came sharing an address.
    """
    holder = holders_of(account, email).first()
    if holder is not None:
        raise EmailTaken(holder.user_name)
    same_mailbox = _with_mailbox(account, email).first()
    if same_mailbox is not None:
        raise EmailTaken(same_mailbox.user_name, by_tag=True)


def _with_mailbox(account: User, email: str) -> QuerySet[User]:
    """Other active accounts whose address differs by a plus tag alone.

    Such addresses are not compared as equal (facts 3.1, row 25: those that came with
    them keep them), but nobody is given a second one for the same mailbox [our decision].
    """
    folded = Lower(Trim("email"))
    mailbox = Func(folded, Value(TAG.pattern), Value("@"), function="regexp_replace")
    wanted = TAG.sub("@", email.strip().lower())
    accounts = User.objects.filter(organisation_id=account.organisation_id, active=True)
    return accounts.annotate(mailbox=mailbox).filter(mailbox=wanted).exclude(pk=account.pk)


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
