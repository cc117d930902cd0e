"""The calendar in force, read from the holiday table."""

import time

from claims_portal.claims.models import Holiday
from claims_portal.claims.process.calendar import Calendar

_KEPT_FOR_SECONDS = 60.0
_kept: tuple[float, Calendar] | None = None


def current_calendar() -> Calendar:
    """The business calendar; a changed holiday counts in every process within a minute."""
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > _KEPT_FOR_SECONDS:
        _kept = (time.monotonic(), Calendar.of(Holiday.objects.values_list("day", flat=True)))
    return _kept[1]


def forget_calendar() -> None:
    """Read the table again at the next call (after a change, and between tests)."""
    global _kept
    _kept = None
