"""The service notices of this moment, asked for by every page.

What the database says is kept for a while in each process, so that a page costs no query
more.
"""

import time
from datetime import datetime, timedelta

from claims_portal.notices.models import ServiceNotice

KEPT_FOR_SECONDS = 15.0
SOON = timedelta(hours=1)
"""Read beforehand, since what is kept must know what begins meanwhile."""
_kept: tuple[float, list[ServiceNotice]] | None = None


def current(*, at: datetime) -> list[ServiceNotice]:
    """What is to be shown now, the newest first."""
    return [one for one in _near(at) if one.shown_from <= at < one.shown_until]


def forget() -> None:
    """Ask the database again at the next page."""
    global _kept
    _kept = None


def _near(at: datetime) -> list[ServiceNotice]:
    global _kept
    if _kept is None or time.monotonic() - _kept[0] > KEPT_FOR_SECONDS:
        near = ServiceNotice.objects.filter(shown_from__lte=at + SOON, shown_until__gt=at)
        _kept = (time.monotonic(), list(near.order_by("-shown_from", "-pk")))
    return _kept[1]
