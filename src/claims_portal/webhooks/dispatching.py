"""Makes deliveries of new events, for every subscription that wants them.

It reads on from the snapshot of its last turn, as the feed's cursors do (claims.feed), so
that an event which is committed late is not missed. One process at a time does it; the
others find the row held and go on.
"""

from datetime import datetime
from typing import LiteralString

from django.db import transaction

from claims_portal import database
from claims_portal.claims.feed import places
from claims_portal.claims.feed.places import CursorTooOld, Place

_HOLD: LiteralString = """
SELECT server, seen FROM webhooks_dispatched WHERE id = 1 FOR UPDATE SKIP LOCKED
"""
_BEGIN: LiteralString = """
INSERT INTO webhooks_dispatched (id, server, seen) VALUES (1, %(server)s, %(seen)s)
ON CONFLICT (id) DO NOTHING RETURNING id
"""
_BEGIN_ANEW: LiteralString = """
UPDATE webhooks_dispatched SET server = %(server)s, seen = %(seen)s WHERE id = 1 RETURNING id
"""
USABLE: LiteralString = """
    subscription.stopped = ''
    AND EXISTS (SELECT FROM organisations_organisation own
                WHERE own.id = subscription.organisation_id AND own.enabled)
    AND (subscription.client_id IS NULL
         OR EXISTS (SELECT FROM accounts_apiclient client
                    WHERE client.id = subscription.client_id AND client.enabled))
"""
_PICK: LiteralString = """
    SELECT id, claim_id, number, tag FROM claims_event
    WHERE {told} = subscription.organisation_id AND {wanted}
"""
# Of a claim that its compensator passed on since, the former one is told nothing more.
FOUND: LiteralString = """
    SELECT subscription.id AS subscription_id, event.*
    FROM webhooks_subscription subscription
    CROSS JOIN LATERAL ({representative} UNION ALL {compensator}) event
    JOIN claims_claim claim ON claim.id = event.claim_id
         AND subscription.organisation_id IN (claim.representative_id, claim.compensator_id)
    WHERE EXISTS (SELECT FROM unnest(subscription.event_types) pattern
                  WHERE event.tag LIKE replace(pattern, '*', '%%'))
"""
# Behind what waits of the same claim: there is no use in looking at it earlier.
INSERT: LiteralString = """
    INSERT INTO webhooks_delivery (
        subscription_id, event_id, claim_number, message_id, type, state, attempts, created_at,
        due_at)
    SELECT subscription_id, id, claim_id, lpad(claim_id::text, 16, '0') || '-' || number, tag,
        'waiting', '[]', %(at)s::timestamptz, GREATEST(%(at)s::timestamptz, (
            SELECT max(due_at) FROM webhooks_delivery earlier
            WHERE earlier.subscription_id = found.subscription_id
              AND earlier.claim_number = found.claim_id AND earlier.state = 'waiting'))
    FROM found ORDER BY id
"""


def found(wanted: LiteralString) -> LiteralString:
    """The events that `wanted` says, with each subscription that wants to be told of them."""
    return FOUND.format(
        representative=_PICK.format(told="for_representative_id", wanted=wanted),
        compensator=_PICK.format(told="for_compensator_id", wanted=wanted),
    )


_NEW: LiteralString = """
    transaction_id >= pg_snapshot_xmin(%(seen)s::pg_snapshot)
    AND transaction_id < pg_snapshot_xmax(pg_current_snapshot())
    AND NOT pg_visible_in_snapshot(transaction_id, %(seen)s::pg_snapshot)
"""
_DISPATCH: LiteralString = f"""
WITH found AS ({found(_NEW)} AND {USABLE}),
made AS ({INSERT} ON CONFLICT (event_id, subscription_id) DO NOTHING RETURNING id),
told AS (UPDATE webhooks_dispatched SET seen = pg_current_snapshot()::text WHERE id = 1)
SELECT count(*) FROM made
"""  # noqa: S608 - composed of constants


def dispatch(*, at: datetime) -> int:
    """Make the deliveries of what is new; how many were made."""
    # The row is held before the statement that reads events: its snapshot is the later one.
    with transaction.atomic():
        held = database.rows(_HOLD, {})
        here = places.here()
        anew = {"server": here.server, "seen": here.seen}
        if not held:
            database.rows(_BEGIN, anew)
            return 0
        try:
            Place(*held[0]).must_be_of(here.server, here.seen)
        except CursorTooOld:
            # A dump was restored: what came meanwhile is for a replay.
            database.rows(_BEGIN_ANEW, anew)
            return 0
        ((made,),) = database.rows(_DISPATCH, {"seen": held[0][1], "at": at})
    return int(made)
