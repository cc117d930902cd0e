"""The sandbox's clock: ahead of the world's by what the database says, in every process."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.db.models import F, Min

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import ApiToken, User, WebSession
from claims_portal.claims import alarms, sweeping
from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import london_date
from claims_portal.sandbox.models import Sandbox
from claims_portal.sandbox.noting import note
from claims_portal.sandbox.refusals import ClockRefused

LONDON = ZoneInfo("Europe/London")
FURTHEST = timedelta(days=10 * 366)
_last_known = timedelta()


def ahead() -> timedelta:
    """Asked of the database each time, so that all processes tell the same time."""
    global _last_known
    if not connection.needs_rollback:  # otherwise the database answers nothing now
        found = Sandbox.objects.values_list("ahead", flat=True).first()
        _last_known = found or timedelta()
    return _last_known


def move(meant: Callable[[datetime], datetime], *, world: datetime, by: Actor) -> None:
    """Set the clock forward, and do what happened meanwhile. ClockRefused.

    `meant` says to which time, from the one at which the clock stands when it is its turn:
    of two moves at once each counts.
    """
    catch_up(at=_set(meant, world, by))


@transaction.atomic
def _set(meant: Callable[[datetime], datetime], world: datetime, by: Actor) -> datetime:
    sandbox = Sandbox.objects.select_for_update().get()
    at = world + sandbox.ahead
    to = meant(at)
    further = to - at
    if further < timedelta():
        raise ClockRefused(
            f"The clock stands at {at:%Y-%m-%dT%H:%M:%SZ}, and moves forward only. POST "
            "/sandbox/reset sets it back, and deletes all claims."
        )
    if sandbox.ahead + further > FURTHEST:
        raise ClockRefused("The clock can be ten years ahead at most. POST /sandbox/reset.")
    sandbox.ahead += further
    sandbox.save(update_fields=["ahead"])
    _take_along(further)
    note("clock-moved", by=by, at=at, to=to)
    return to


def set_back() -> None:
    """To the world's time; part of a reset, since no claim may be of the future."""
    sandbox = Sandbox.objects.select_for_update().get()
    _take_along(-sandbox.ahead)
    sandbox.ahead = timedelta()
    sandbox.save(update_fields=["ahead"])


def _take_along(by: timedelta) -> None:
    """People, sessions and tokens do not age with the clock: only claims do.

    Otherwise each move would end all tokens, and a long one every account.
    """
    ApiToken.objects.update(expires_at=F("expires_at") + by)
    WebSession.objects.update(
        signed_in_at=F("signed_in_at") + by, last_seen_at=F("last_seen_at") + by
    )
    User.objects.update(
        expires_on=F("expires_on") + by,
        password_changed_at=F("password_changed_at") + by,
        last_used_at=F("last_used_at") + by,
    )


def catch_up(*, at: datetime) -> None:
    """What silence did since: each claim is moved on at the beginning of its own day."""
    while day := _next_due(london_date(at)):
        if not sweeping.sweep(at=datetime.combine(day, time(), LONDON)):
            break  # held by somebody who acts on it at this moment; the worker comes too
    alarms.ring(at=at)


def _next_due(today: date) -> date | None:
    due = Claim.objects.filter(
        times_out_on__lte=today, phase__in=sweeping.PHASES_THAT_EXPIRE
    ).exclude(turn="")
    found: date | None = due.aggregate(first=Min("times_out_on"))["first"]
    return found
