"""Calls that are done once, however often they are sent: by their Idempotency-Key.

The key is written in the transaction of what the call does (decision 0020). A call that
was refused did nothing, so nothing is kept of it: sent again, it is looked at anew.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, LiteralString

from django.conf import settings

from claims_portal import database, sealing

PURPOSE = "answer of a call"
BATCH = 10_000
SECONDS_BEFORE_A_STUCK_CALL_IS_GIVEN_UP = 60

# Held until the call is done, by commit or by the end of its connection: then, or when it
# says nothing for too long, the key is free again.
BEGIN: LiteralString = """
WITH held AS MATERIALIZED (
    SELECT pg_try_advisory_xact_lock(%(lock)s) AS free,
        set_config('idle_in_transaction_session_timeout', %(patience)s, true)
)
INSERT INTO accounts_answeredcall (client_id, key, fingerprint, at)
SELECT %(client)s::bigint, %(key)s::text, %(fingerprint)s::bytea, %(at)s::timestamptz
FROM held WHERE held.free
ON CONFLICT DO NOTHING
RETURNING key
"""
END: LiteralString = """
UPDATE accounts_answeredcall SET sealed_answer = %(answer)s
WHERE client_id = %(client)s AND key = %(key)s
RETURNING key
"""
FIND: LiteralString = """
SELECT key, fingerprint, claim_number, event_number, sealed_answer
FROM accounts_answeredcall WHERE client_id = %(client)s AND key = ANY(%(keys)s)
"""
# As a part of the statement that changes a claim: `written` is the claim after it.
WITH_THE_CHANGE: LiteralString = """
    INSERT INTO accounts_answeredcall (
        client_id, key, fingerprint, at, claim_number, event_number)
    SELECT %(client)s::bigint, %(once_key)s::text, %(once_fingerprint)s::bytea,
        %(at)s::timestamptz, id, event_count
    FROM written WHERE %(once_key)s::text IS NOT NULL
"""
FORGET: LiteralString = """
WITH old AS (
    SELECT client_id, key FROM accounts_answeredcall WHERE at < %(before)s LIMIT %(batch)s
)
DELETE FROM accounts_answeredcall answered USING old
WHERE answered.client_id = old.client_id AND answered.key = old.key
RETURNING 1
"""


class KeyInUse(Exception):
    """The first call under this key is still being done."""

    code = "idempotency-key-in-use"

    def __init__(self) -> None:
        super().__init__("A call with this Idempotency-Key is being done. Repeat it in a moment.")


class KeyUsedOtherwise(Exception):
    """The key was given with another call before."""

    code = "idempotency-key-reused"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used for another call: another address, User ID or body. "
            "Every new call wants a key of its own."
        )


@dataclass(frozen=True, slots=True)
class Once:
    """A call that must be done once."""

    client_pk: int
    key: str
    fingerprint: bytes

    def part(self, number: int) -> "Once":
        """One of several steps of this call, each with its own transaction."""
        return replace(self, key=f"{self.key}#{number}")

    def parameters(self) -> dict[str, Any]:
        return {"client": self.client_pk, "key": self.key, "fingerprint": self.fingerprint}


@dataclass(frozen=True, slots=True)
class Answered:
    """What is kept of a call that was done: the event it brought, or its answer."""

    key: str
    fingerprint: bytes
    claim_number: int | None
    event_number: int | None
    sealed_answer: str | None

    def must_be_of(self, once: Once) -> None:
        if self.fingerprint != once.fingerprint:
            raise KeyUsedOtherwise

    @property
    def event(self) -> dict[str, Any]:
        """Where the event of a step is: of which claim, and which of its events."""
        return {"claim_id": self.claim_number, "number": self.event_number}

    @property
    def answer(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            sealing.unseal(self.sealed_answer or "", purpose=PURPOSE)
        )
        return found


def fingerprint(*parts: bytes) -> bytes:
    """The hash of a call; each part is told from the next by its length."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(len(part).to_bytes(8))
        hashed.update(part)
    return hashed.digest()


def find(once: Once) -> Answered | None:
    """What is kept under the key of this call; KeyUsedOtherwise where it was for another."""
    found = find_all([once])
    return found.get(once.key)


def find_all(calls: Sequence[Once]) -> dict[str, Answered]:
    """The same of several calls of one client, by key."""
    asked = {"client": calls[0].client_pk, "keys": [one.key for one in calls]}
    kept = {row[0]: Answered(*row) for row in database.rows(FIND, asked)}
    for one in calls:
        if one.key in kept:
            kept[one.key].must_be_of(one)
    return kept


def begin(once: Once, *, at: datetime) -> Answered | None:
    """Take the key for the transaction that is open. What is kept where it was done before.

    KeyInUse while another transaction does it.
    """
    lock = int.from_bytes(
        fingerprint(str(once.client_pk).encode(), once.key.encode())[:8], signed=True
    )
    patience = f"{SECONDS_BEFORE_A_STUCK_CALL_IS_GIVEN_UP}s"
    asked = {**once.parameters(), "at": at, "lock": lock, "patience": patience}
    if database.rows(BEGIN, asked):
        return None
    kept = find(once)
    if kept is None:
        raise KeyInUse
    return kept


def end(once: Once, answer: dict[str, Any]) -> None:
    """Keep the answer, in the same transaction."""
    sealed = sealing.seal(json.dumps(answer), purpose=PURPOSE)
    database.rows(END, {**once.parameters(), "answer": sealed})


def forget_old(*, at: datetime) -> int:
    """Remove the keys whose time is over; how many."""
    asked = {"before": at - settings.IDEMPOTENCY_KEYS_KEPT_FOR, "batch": BATCH}
    forgotten = 0
    while gone := len(database.rows(FORGET, asked)):
        forgotten += gone
    return forgotten


def with_the_change(once: Once | None) -> dict[str, Any]:
    """The parameters of `WITH_THE_CHANGE`, beside client and time."""
    return {
        "once_key": once.key if once else None,
        "once_fingerprint": once.fingerprint if once else None,
    }
