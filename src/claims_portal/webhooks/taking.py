"""Takes deliveries that are due out of the queue, to be sent now.

One statement takes a batch: from each subscription its share, of each claim the first
that waits. What is taken is due again when the lease ends: whoever dies with it has it
sent by another. Any number of processes may take beside each other.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, LiteralString

import msgspec

from claims_portal import database
from claims_portal.claims.feed.shapes import COLUMNS, told
from claims_portal.webhooks import signing
from claims_portal.webhooks.dispatching import USABLE
from claims_portal.webhooks.shares import AT_FIRST, Load

TEST_TYPE = "webhook.test"
LEASE = timedelta(seconds=30)
"""Twice the time that an attempt may take."""
# The first of a claim is asked for row by row, by an index: as a join it would be made of all
# that waits, at each turn.
_DUE: LiteralString = """
    SELECT due.id, subscription.id AS subscription_id, due.due_at
    FROM webhooks_subscription subscription
    LEFT JOIN unnest(%(loaded)s::bigint[], %(under_way)s::bigint[], %(shares)s::bigint[])
        load (id, under_way, share) ON load.id = subscription.id
    CROSS JOIN LATERAL (
        SELECT id, due_at FROM webhooks_delivery delivery
        WHERE delivery.subscription_id = subscription.id AND delivery.state = 'waiting'
          AND delivery.due_at <= %(at)s::timestamptz
          AND (delivery.claim_number IS NULL OR delivery.event_id = (
              SELECT min(event_id) FROM webhooks_delivery first
              WHERE first.subscription_id = delivery.subscription_id
                AND first.claim_number = delivery.claim_number AND first.state = 'waiting'))
        ORDER BY due_at, event_id
        LIMIT GREATEST(0, CASE WHEN subscription.failures > 0 THEN 1
                               ELSE COALESCE(load.share, %(share)s) END
                          - COALESCE(load.under_way, 0))
        FOR UPDATE OF delivery SKIP LOCKED
    ) due
    WHERE (subscription.held_until IS NULL OR subscription.held_until <= %(at)s::timestamptz)
"""
# By turns, so that none waits until another has had all of its own.
TAKE: LiteralString = f"""
WITH due AS ({_DUE} AND {USABLE}),
taken AS (
    UPDATE webhooks_delivery delivery SET due_at = %(lease)s::timestamptz
    FROM (SELECT id FROM due ORDER BY row_number() OVER (
              PARTITION BY subscription_id ORDER BY due_at) LIMIT %(room)s) first
    WHERE delivery.id = first.id
    RETURNING delivery.*
)
SELECT taken.id, taken.subscription_id, taken.message_id, jsonb_array_length(taken.attempts),
    subscription.public_id, subscription.url, taken.created_at,
    (SELECT array_agg(sealed ORDER BY secret.id DESC) FROM webhooks_signingsecret secret
     WHERE secret.subscription_id = taken.subscription_id
       AND (secret.ends_at IS NULL OR secret.ends_at > %(at)s::timestamptz)),
    {COLUMNS}
FROM taken JOIN webhooks_subscription subscription ON subscription.id = taken.subscription_id
LEFT JOIN claims_event event ON event.id = taken.event_id
LEFT JOIN claims_claim claim ON claim.id = event.claim_id
LEFT JOIN claims_document document
    ON document.claim_id = event.claim_id AND document.number = event.number
ORDER BY taken.id
"""  # noqa: S608 - composed of constants
_OWN = 8
"""How many columns of TAKE are not the event's."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is posted where, and with which secrets it is signed."""

    delivery: int
    subscription: int
    message_id: str
    attempts: int
    """Made before this one."""
    url: str
    secrets: Sequence[str]
    """Sealed."""
    body: bytes

    def headers(self) -> dict[str, str]:
        """Signed now: the time that receivers compare is the world's, not the portal's."""
        signed = signing.headers(self.message_id, int(time.time()), self.body, self.secrets)
        return {"content-type": "application/json", "user-agent": "Claims-Portal", **signed}


def take(*, room: int, loads: Mapping[int, Load], at: datetime) -> list[Message]:
    """At most so many deliveries that are due; from each subscription what its load leaves."""
    rows = database.rows(
        TAKE,
        {
            "at": at,
            "lease": at + LEASE,
            "room": room,
            "share": AT_FIRST,
            "loaded": list(loads),
            "under_way": [one.under_way for one in loads.values()],
            "shares": [one.share for one in loads.values()],
        },
    )
    return [_message(row) for row in rows]


def _message(row: tuple[Any, ...]) -> Message:
    delivery, subscription, message_id, attempts, public_id, url, created_at, secrets = row[:_OWN]
    return Message(
        delivery, subscription, message_id, attempts, url, secrets or (),
        body=_body(row[_OWN:], public_id, created_at),
    )  # fmt: skip


def _body(event: tuple[Any, ...], public_id: str, created_at: datetime) -> bytes:
    """`type`, `timestamp` and `data`, as Standard Webhooks advises."""
    if event[0] is None:
        said = {"type": TEST_TYPE, "timestamp": created_at, "data": {"webhookId": public_id}}
        return msgspec.json.encode(said)
    one = told(event)
    return msgspec.json.encode({"type": one.type, "timestamp": one.at, "data": one})
