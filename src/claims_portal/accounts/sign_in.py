"""Signing in on the web: User ID or e-mail and password; `second_factors` has the step after.

Nothing here tells a stranger which User IDs or addresses exist: every failure
has one sentence and costs one password hash.
"""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.db.models.functions import Lower, Trim, Upper

from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.claims.process.calendar import london_date


class SignInRefused(Exception):
    """The one sentence that every failed sign-in gets."""

    def __init__(self) -> None:
        super().__init__("The User ID or e-mail address, or the password, is not right.")


def check_password(*, name: str, password: str, at: datetime) -> Sequence[User]:
    """The usable accounts of this User ID or e-mail address whose password this is.

    One address may serve several organisations; then there may be several.
    Raises SignInRefused. Five failures in a row disable an account until an
    administrator enables it again (identity facts 2.1).
    """
    candidates = _candidates(name)
    if not candidates:
        make_password(password)
    matched = [user for user in candidates if user.check_password(password)]
    # Whoever is right for one of the accounts of an address has not guessed at the others.
    for user in () if matched else candidates:
        count_failure(user, at)
    usable = [user for user in matched if user.is_usable(london_date(at))]
    if not usable:
        raise SignInRefused
    return usable


def _candidates(name: str) -> list[User]:
    name = name.strip()
    if not name or "\x00" in name:
        return []
    accounts = User.objects.select_related("organisation").filter(
        active=True, organisation__enabled=True
    )
    if "@" in name:
        found = accounts.annotate(folded=Lower(Trim("email"))).filter(folded=name.lower())
    else:
        found = accounts.annotate(folded=Upper("user_name")).filter(folded=name.upper())
    return list(found)


def count_failure(user: User, at: datetime) -> None:
    """Count a failed sign-in: a wrong password, or too many tries of a second factor."""
    limit = settings.FAILED_SIGN_INS_BEFORE_DISABLING
    User.objects.filter(pk=user.pk).update(failed_sign_ins=F("failed_sign_ins") + 1)
    User.objects.filter(pk=user.pk, enabled=True, failed_sign_ins__gte=limit).update(
        enabled=False, disabled_at=at, disabled_because=DisabledBecause.BAD_SIGN_INS
    )


def note_use(user: User, *, at: datetime) -> None:
    """Note that an account was signed in to; of several of one address, the one chosen."""
    User.objects.filter(pk=user.pk).update(last_used_at=at, failed_sign_ins=0, wrong_factor_tries=0)
