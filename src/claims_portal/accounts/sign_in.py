"""Signing in on the web: User ID or e-mail and password; `second_factors` has the step after.

Nothing here tells a stranger which User IDs or addresses exist: every failure
has one sentence and costs as many password hashes, whatever was wrong. A User ID
costs one. An address, which may serve several organisations, always costs
`settings.SIGN_IN_HASHES_OF_AN_ADDRESS` [our decision]; who has more accounts than
that under one address enters those used longest ago by their User ID.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Lower, Trim

from claims_portal.accounts import disabling, states
from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.accounts.saving import held_to_enter
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.process.calendar import london_date
from claims_portal.records import audit

NOBODY = 0
"""No account has this primary key: what is asked of it costs what it costs of an account."""


class SignInRefused(Exception):
    """The one sentence that every failed sign-in gets."""

    def __init__(self) -> None:
        super().__init__("The User ID or e-mail address, or the password, is not right.")


def check_password(*, name: str, password: str, at: datetime, address: str = "") -> Sequence[User]:
    """The usable accounts of this User ID or e-mail address whose password this is.

    One address may serve several organisations; then there may be several.
    Raises SignInRefused. Five failures in a row disable an account until an
    administrator enables it again (identity facts 2.1); so does having been unused
    for 90 days, which the nightly job may not have seen yet.
    """
    name = name.strip()
    candidates = _candidates(name)
    matched = [user for user in candidates if user.check_password(password)]
    # Whoever is right for one of the accounts of an address has not guessed at the others.
    if not matched:
        _count_failures(candidates, at, address)
    usable = _still_usable(matched, at)
    if not usable:
        for _ in range(_hashes_of(name) - len(candidates)):
            make_password(password)
        raise SignInRefused
    return usable


def count_failure(user: User, at: datetime) -> None:
    """Count a failed sign-in: a wrong password, or too many tries of a second factor."""
    _count_failures([user], at)


def note_use(user: User, *, at: datetime) -> None:
    """Note that an account was signed in to; of several of one address, the one chosen."""
    User.objects.filter(pk=user.pk).update(last_used_at=at, failed_sign_ins=0, wrong_factor_tries=0)


def _candidates(name: str) -> list[User]:
    """The accounts that are meant, no more than are looked at: those used last first."""
    accounts = User.objects.select_related("organisation").filter(
        active=True, organisation__enabled=True
    )
    if not name or not name.isascii() or "\x00" in name:
        return []
    found: QuerySet[User] = (
        accounts.alias(folded=Lower(Trim("email"))).filter(folded=name.lower())
        if "@" in name
        else of_user_id(name, among=accounts)
    )
    return list(found.order_by(F("last_used_at").desc(nulls_last=True), "pk")[: _hashes_of(name)])


def _hashes_of(name: str) -> int:
    return settings.SIGN_IN_HASHES_OF_AN_ADDRESS if "@" in name else 1


@transaction.atomic
def _still_usable(matched: Sequence[User], at: datetime) -> list[User]:
    """Those that may be entered after whatever others tried while these were hashed."""
    hashed = {user.pk: user.password for user in matched}
    return [
        user
        for user in held_to_enter(matched)
        if user.password == hashed[user.pk] and _may_enter(user, at)
    ]


def _may_enter(user: User, at: datetime) -> bool:
    if not user.organisation.enabled or _is_guessed_at(user):
        return False
    if user.is_usable(london_date(at)) and states.is_unused(user, at=at):
        disabling.disable(user, DisabledBecause.UNUSED, at=at)
        return False
    return user.is_usable(london_date(at))


def _is_guessed_at(user: User) -> bool:
    return user.failed_sign_ins >= settings.FAILED_SIGN_INS_BEFORE_DISABLING


@transaction.atomic
def _count_failures(accounts: Sequence[User], at: datetime, address: str = "") -> None:
    meant = User.objects.filter(pk__in=[one.pk for one in accounts] or [NOBODY])
    # Held in one order, or two who are wrong about the same accounts would wait for each other.
    list(meant.select_for_update().order_by("pk").values_list("pk"))
    enabled = meant.filter(enabled=True)
    enabled.update(failed_sign_ins=F("failed_sign_ins") + 1)
    for account in enabled.filter(failed_sign_ins__gte=settings.FAILED_SIGN_INS_BEFORE_DISABLING):
        by = audit.Author(address=address)
        disabling.disable(account, DisabledBecause.BAD_SIGN_INS, at=at, by=by)
