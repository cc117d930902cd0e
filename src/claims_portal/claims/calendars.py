"""The calendar in force, read from the holiday table."""

import time

from django.db.models import Max

from claims_portal.claims.models import CalendarVersion, Holiday
from claims_portal.claims.process.calendar import Calendar

KEPT_FOR_SECONDS = 60.0
_kept: tuple[float, Calendar] | None = None


def current_calendar() -> Calendar:
    """The business calendar; a changed holiday counts in every process within a minute."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_FOR_SECONDS:
        _kept = (time.monotonic(), newest_calendar())
    return _kept[1]


def newest_calendar() -> Calendar:
    """The table as it is at this moment."""
    newest = CalendarVersion.objects.aggregate(newest=Max("number"))["newest"]
    return Calendar.of(dict(Holiday.objects.values_list("day", "name")), newest or 0)


def forget_calendar() -> None:
    """Read the table again at the next call (after a change, and between tests)."""
    global _kept
    _kept = None
