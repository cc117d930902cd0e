"""Never locked out: an organisation keeps at least one usable administrator.

Identity facts 3.3: another account must be active, enabled, unexpired, verified
and hold the Administrator profile, before one is disabled, expired or stripped.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.process.calendar import london_date
from claims_portal.organisations.models import Organisation
from claims_portal.sentences import said

ADMINISTRATORS = (Profile.CR_ADMINISTRATOR.value, Profile.COMP_ADMINISTRATOR.value)
ADVISED = 2


class LastAdministrator(Exception):
    """The change would leave the organisation without anybody to run it."""

    code = "last-administrator"

    def __init__(self) -> None:
        super().__init__(
            "This would leave the organisation without a usable administrator. Give somebody "
            "else the Administrator profile first, and let them verify their address."
        )


def usable(organisation_pk: int, *, at: datetime) -> list[User]:
    """The administrators who could sign in now, as far as their accounts go."""
    return list(
        User.objects.filter(
            organisation_id=organisation_pk,
            active=True,
            enabled=True,
            expires_on__gt=london_date(at),
            email_verified_at__isnull=False,
            profiles__profile__in=ADMINISTRATORS,
        ).distinct()
    )


def is_one(account: User) -> bool:
    return account.profiles.filter(profile__in=ADMINISTRATORS).exists()


class LastToExpire(LastAdministrator):
    """Nobody can be expired for today, but for tomorrow: the same end, a night later."""

    def __init__(self, days: int) -> None:
        Exception.__init__(
            self,
            said(
                "No administrator who can sign in would last %(days)s days more. Choose a later "
                "date, or give somebody else the Administrator profile first.",
                days=days,
            ),
        )


def must_last(organisation_pk: int, *, at: datetime) -> None:
    """Refuse an expiry date that leaves the organisation without anybody within weeks.

    Asked where a date is brought forward; the time is that of the first notice [our decision].
    """
    days = max(settings.EXPIRY_NOTICES_DAYS_BEFORE)
    latest = [one.expires_on for one in usable(organisation_pk, at=at)]
    if max(latest, default=date.min) < london_date(at) + timedelta(days=days):
        raise LastToExpire(days)


@contextmanager
def one_remains(organisation_pk: int, *, at: datetime) -> Iterator[None]:
    """A transaction around a change of accounts; LastAdministrator undoes the change.

    One such change at a time goes through in an organisation: of two
    administrators who disable each other at one instant, the second waits for
    the first and then finds itself the last. An organisation that has no usable
    administrator already (a new one, one in recovery) is not stopped.
    """
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation_pk)
        had_one = bool(usable(organisation_pk, at=at))
        yield
        if had_one and not usable(organisation_pk, at=at):
            raise LastAdministrator
