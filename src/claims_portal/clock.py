"""The one clock. Only front doors and commands ask it; everything below takes `at=`."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from claims_portal.claims.process.calendar import london_date

ahead: Callable[[], timedelta] | None = None
"""How far the clock is ahead of the world's: only a sandbox has one (`sandbox.moving_clock`)."""


def world() -> datetime:
    """The time outside, whatever a sandbox takes it to be."""
    return datetime.now(UTC)


def now() -> datetime:
    return world() if ahead is None else world() + ahead()


def today() -> date:
    """The calendar day in England."""
    return london_date(now())
