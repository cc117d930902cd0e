"""The service notices of this moment, asked for by every page.

What the database says is kept for a while in each process, so that a page costs no query
more.
"""

from datetime import datetime, timedelta

from claims_portal.keeping import Kept
from claims_portal.notices.models import ServiceNotice

SOON = timedelta(hours=1)
"""Read beforehand, since what is kept must know what begins meanwhile."""
kept: Kept[list[ServiceNotice]] = Kept(seconds=15.0)


def current(*, at: datetime) -> list[ServiceNotice]:
    """What is to be shown now, the newest first."""
    near = kept.get(lambda: _near(at))
    return [one for one in near if one.shown_from <= at < one.shown_until]


def _near(at: datetime) -> list[ServiceNotice]:
    near = ServiceNotice.objects.filter(shown_from__lte=at + SOON, shown_until__gt=at)
    return list(near.order_by("-shown_from", "-pk"))
