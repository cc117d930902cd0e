"""Claims found by their keys, in the order asked for, in pages after a cursor.

Two statements a page: the first picks the claims, from indexes wherever they have
what is asked; the second reads what a line shows of those alone.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from claims_portal import cursors
from claims_portal.accounts.actor import Actor
from claims_portal.claims import worklist
from claims_portal.claims.listing import Page, lines_of
from claims_portal.claims.models import Claim
from claims_portal.claims.search.conditions import condition_of
from claims_portal.claims.search.keys import ANY_DAY
from claims_portal.claims.search.orders import Order
from claims_portal.claims.search.query import Scope, SearchQuery
from claims_portal.claims.worklist import PAGE_SIZE
from claims_portal.cursors import BadCursor


def page(
    actor: Actor, query: SearchQuery, *, cursor: str | None = None, size: int = PAGE_SIZE
) -> Page:
    """A page of the claims this account may see and asks for. Raises BadCursor.

    The worklist as it is, which is asked for most, is a statement of its own.
    """
    waiting = query.scope is Scope.WORKLIST
    order = query.sort or _usual_order(query, actor)
    if waiting and order is Order.MOST_URGENT and not query.keys.any:
        return worklist.page(actor, cursor=cursor, size=size)
    claims = Claim.objects.awaiting(actor) if waiting else Claim.objects.visible_to(actor)
    claims = claims.filter(condition_of(query.keys, actor))
    ordered: QuerySet[Any] = claims.annotate(place=order.place(actor.side))
    if cursor:
        ordered = ordered.filter(_after(order, *_read(cursor, order)))
    minus = "-" * order.descending
    picked = ordered.order_by(f"{minus}place", f"{minus}pk").values_list("pk", "place")
    found = list(picked[: size + 1])
    lines = lines_of([pk for pk, _place in found[:size]], actor.side)
    return Page(lines, _write(order, *found[size - 1]) if len(found) > size else None)


def _usual_order(query: SearchQuery, actor: Actor) -> Order:
    """Of a span of days the last first, where an index of these days leads to it."""
    keys = query.keys
    if query.scope is Scope.WORKLIST:
        return Order.MOST_URGENT
    if keys.updated != ANY_DAY or keys.updated_since:
        return Order.LAST_CHANGED
    if keys.started != ANY_DAY or (keys.sent != ANY_DAY and actor.is_compensator):
        return Order.LAST_BEGUN
    return Order.NEWEST


def _after(order: Order, place: Any, pk: int) -> Q:
    """Beyond this place; said so that an index can begin there."""
    beyond = "lt" if order.descending else "gt"
    further = Q(**{f"place__{beyond}": place}) | Q(**{f"pk__{beyond}": pk})
    return Q(**{f"place__{beyond}e": place}) & further


def _write(order: Order, pk: int, place: date | datetime | int) -> str:
    said = place if isinstance(place, int) else place.isoformat()
    return cursors.write(f"{order}|{said}|{pk}")


def _read(cursor: str, order: Order) -> tuple[date | datetime | int, int]:
    try:
        listed_by, said, number = cursors.read(cursor).split("|")
        if listed_by != order:
            raise ValueError(cursor)
        return _PLACE_OF[order.removeprefix("-")](said), _number(number)
    except ValueError as broken:
        raise BadCursor from broken


def _number(said: str) -> int:
    number = int(said)
    if not 0 <= number < 2**63:
        raise ValueError(said)
    return number


def _instant(said: str) -> datetime:
    instant = datetime.fromisoformat(said)
    if instant.tzinfo is None:
        raise ValueError(said)
    return instant


_PLACE_OF: dict[str, Callable[[str], date | datetime | int]] = {
    "deadline": date.fromisoformat,
    "start": _instant,
    "update": _instant,
    "id": _number,
}
