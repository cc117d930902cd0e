"""A page of the feed: one prepared statement, which misses no event that is committed late.

Numbers of events are given before their transactions end, so that a reader of "all after
number 17" would miss number 16 of a transaction that ends later. A place therefore says
which transactions had ended, and the next page has what they did not write. Within a page,
and from one page to the next, a claim's events come in their order: each is numbered
while its claim is held, so a later one is never seen without the earlier.

Three ways of reading: `BEGIN` from an instant on, `NEXT` the following page of what was
there when the first was read, `NEW` what came since.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from claims_portal import database
from claims_portal.accounts.actor import Actor
from claims_portal.claims import worklist
from claims_portal.claims.feed import event_types, places
from claims_portal.claims.feed.places import BEGINNING, KEPT_FOR, SERVER, Place
from claims_portal.claims.feed.shapes import COLUMNS, FeedEvent, told

PAGE_SIZE = 100
MOST = 500

# How many events are seen cannot be estimated, and the planner would rather read and sort the
# whole feed. "OFFSET 0" has the claim of each event looked up, in their order, until the page
# is full; as it may not know the page's size either, it keeps its plan from call to call.
_TOLD: LiteralString = f"""
SELECT COALESCE({SERVER}, ''), pg_current_snapshot()::text, told.*
FROM (SELECT) always LEFT JOIN LATERAL (
    SELECT {COLUMNS} FROM picked event
    JOIN LATERAL (
        SELECT claim.claim_type FROM claims_claim claim
        WHERE claim.id = event.claim_id AND {{visible}} OFFSET 0
    ) claim ON TRUE
    LEFT JOIN claims_document document
        ON document.claim_id = event.claim_id AND document.number = event.number
    WHERE event.tag LIKE ANY(%(likes)s::text[])
    ORDER BY event.id LIMIT (SELECT %(size)s::bigint)
) told ON TRUE ORDER BY told.id
"""  # noqa: S608 - composed of constants
# The lowest number of that time: "+ 0" has it found by the time, not by walking up all numbers.
_BEGIN: LiteralString = """
WITH picked AS NOT MATERIALIZED (
    SELECT * FROM claims_event WHERE {told} = %(organisation)s AND at >= %(since)s AND id >= (
        SELECT min(id + 0) FROM claims_event WHERE {told} = %(organisation)s AND at >= %(since)s)
)
"""
_NEXT: LiteralString = """
WITH picked AS NOT MATERIALIZED (
    SELECT * FROM claims_event WHERE {told} = %(organisation)s AND id > %(after)s
      AND pg_visible_in_snapshot(transaction_id, %(until)s::pg_snapshot)
      AND NOT pg_visible_in_snapshot(transaction_id, %(seen)s::pg_snapshot)
)
"""
# Picked by transaction first: their order by number would have all events looked through.
# What no transaction of this server can have written came with a dump, and is not new.
_NEW: LiteralString = """
WITH few AS MATERIALIZED (
    SELECT id FROM claims_event WHERE {told} = %(organisation)s
      AND transaction_id >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
      AND transaction_id < pg_snapshot_xmax(pg_current_snapshot())
      AND NOT pg_visible_in_snapshot(transaction_id, %(seen)s::pg_snapshot)
), picked AS NOT MATERIALIZED (SELECT event.* FROM few JOIN claims_event event USING (id))
"""
_VISIBLE = {
    "representative": """
        claim.representative_id = %(organisation)s AND claim.claim_type = ANY(%(types)s)
    """,
    "compensator": f"""
        claim.compensator_id = %(organisation)s AND claim.sent_at IS NOT NULL AND {worklist.COVERED}
    """,
}
STATEMENTS: dict[tuple[str, str], LiteralString] = {
    (way, side): (picked + _TOLD).format(told=f"for_{side}_id", visible=visible)
    for way, picked in (("begin", _BEGIN), ("next", _NEXT), ("new", _NEW))
    for side, visible in _VISIBLE.items()
}
"""By how one reads and for which side; visible is what `Claim.objects.visible_to` says."""


@dataclass(frozen=True)
class Page:
    """Events, the place after them, and whether there are more at once."""

    events: list[FeedEvent]
    place: Place
    more: bool


def page(
    actor: Actor,
    *,
    at: datetime,
    cursor: str | None = None,
    since: datetime | None = None,
    patterns: list[str] | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """The events after a cursor; without one from an instant on, or all that are kept.

    Raises BadCursor, CursorTooOld.
    """
    place = places.read(cursor, at=at) if cursor else BEGINNING
    first = max(since or at - KEPT_FOR, at - KEPT_FOR)
    way = "next" if place.until else "begin" if place is BEGINNING else "new"
    rows = database.rows(
        STATEMENTS[way, "compensator" if actor.is_compensator else "representative"],
        {
            **worklist.reach_of(actor),
            "likes": event_types.as_like(patterns or ["*"]),
            "size": size + 1,
            **_bounds(way, place, first),
        },
    )
    return _page(place, rows, size)


def _bounds(way: str, place: Place, since: datetime) -> dict[str, Any]:
    if way == "begin":
        return {"since": since}
    if way == "new":
        return {"seen": place.seen}
    return {"seen": place.seen, "until": place.until, "after": place.after}


def _page(place: Place, rows: list[tuple[Any, ...]], size: int) -> Page:
    # Where there is no event the statement still tells its server and snapshot.
    server, now = rows[0][:2]
    if place is not BEGINNING:
        place.must_be_of(server, now)
    until = place.until or now
    found = [row[2:] for row in rows if row[2] is not None]
    events = [told(row) for row in found[:size]]
    if len(found) <= size:
        return Page(events, Place(server, until), more=False)
    last = found[size - 1][0]
    return Page(events, Place(server, place.seen, until, after=last), more=True)
