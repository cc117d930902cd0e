"""The log of a webhook's deliveries, and how long it is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from claims_portal import cursors
from claims_portal.cursors import BadCursor
from claims_portal.webhooks.models import Delivery, State, Subscription
from claims_portal.webhooks.refusals import NoSuchDelivery

PAGE_SIZE = 50
KEPT_FOR = timedelta(days=30)
DELETED_AT_ONCE = 5000


@dataclass(frozen=True)
class Page:
    """Deliveries, and where the next page begins, if there is one."""

    deliveries: list[Delivery]
    next_cursor: str | None


def page(
    subscription: Subscription,
    *,
    state: State | None = None,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """A page of the log, the newest first."""
    found = subscription.deliveries.order_by("-pk")
    if state:
        found = found.filter(state=state)
    if cursor:
        found = found.filter(pk__lt=_read(cursor))
    rows = list(found[: size + 1])
    if len(rows) <= size:
        return Page(rows, None)
    return Page(rows[:size], cursors.write(str(rows[size - 1].pk)))


def find(subscription: Subscription, pk: int) -> Delivery:
    """A delivery of this webhook, or NoSuchDelivery."""
    found = subscription.deliveries.filter(pk=pk).first() if 0 <= pk < 2**63 else None
    if found is None:
        raise NoSuchDelivery
    found.subscription = subscription
    return found


def forget_old(*, at: datetime) -> int:
    """Delete what ended long ago, some thousands at a time; how many."""
    old = Delivery.objects.exclude(state=State.WAITING).filter(created_at__lte=at - KEPT_FOR)
    deleted = 0
    while number := _delete(old):
        deleted += number
    return deleted


def _delete(old: "QuerySet[Delivery]") -> int:
    some = list(old.order_by("pk").values_list("pk", flat=True)[:DELETED_AT_ONCE])
    return Delivery.objects.filter(pk__in=some).delete()[0] if some else 0


def _read(cursor: str) -> int:
    place = cursors.read(cursor)
    if not place.isdecimal() or not place.isascii() or int(place) >= 2**63:
        raise BadCursor
    return int(place)
