"""The one clock. Only front doors and commands ask it; everything below takes `at=`."""

from datetime import UTC, date, datetime

from claims_portal.claims.process.calendar import london_date


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """The calendar day in England."""
    return london_date(now())
