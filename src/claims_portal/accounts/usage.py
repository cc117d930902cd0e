"""What clients do with the API, counted: calls and errors by client, day and route.

Counted in memory, and added to the table once a second by one statement. The same
statement tells what all processes let through of a client's rate (`rate_limits`).
A process that is killed loses the counts of its last second.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import LiteralString

from django.db import close_old_connections

from claims_portal import database
from claims_portal.accounts.rate_limits import CLIENTS, WINDOW
from claims_portal.claims.process.calendar import london_date

logger = logging.getLogger(__name__)
SECONDS_BETWEEN_FLUSHES = 1.0

# In one order everywhere, so that two processes never wait for each other.
FLUSH: LiteralString = """
WITH counted AS (
    SELECT * FROM unnest(
        %(clients)s::bigint[], %(days)s::date[], %(routes)s::text[], %(calls)s::int[],
        %(errors)s::int[], %(last)s::timestamptz[]
    ) AS one (client_id, day, route, calls, errors, last_at)
    ORDER BY client_id, day, route
), added AS (
    INSERT INTO accounts_apiusage AS kept (client_id, day, route, calls, errors, last_at)
    SELECT client_id, day, route, calls, errors, last_at FROM counted
    ON CONFLICT (client_id, day, route) DO UPDATE SET
        calls = kept.calls + excluded.calls, errors = kept.errors + excluded.errors,
        last_at = GREATEST(kept.last_at, excluded.last_at)
), spending AS (
    SELECT * FROM unnest(%(spenders)s::bigint[], %(spent)s::bigint[]) AS one (client_id, spent)
    ORDER BY client_id
)
INSERT INTO accounts_apispending AS kept (client_id, spent)
SELECT client_id, spent FROM spending
ON CONFLICT (client_id) DO UPDATE SET spent = kept.spent + excluded.spent
RETURNING client_id, spent
"""


@dataclass(slots=True)
class Counted:
    calls: int = 0
    errors: int = 0
    last_at: datetime | None = None


@dataclass
class Meter:
    """The counts of one process, until they are flushed."""

    counts: dict[tuple[int, date, str], Counted] = field(default_factory=dict)
    spent: dict[int, int] = field(default_factory=dict)
    totals: dict[int, tuple[int, float]] = field(default_factory=dict)
    """What all processes had spent of each client when this one last asked, and when that was."""
    seconds: Callable[[], float] = time.monotonic
    lock: threading.Lock = field(default_factory=threading.Lock)
    flushing: bool = False
    """Whether a thread of this process flushes; tests flush by themselves."""
    thread: threading.Thread | None = None
    wanted: threading.Event = field(default_factory=threading.Event)

    def count(self, client_pk: int, route: str, *, error: bool, spent: int, at: datetime) -> None:
        key = client_pk, london_date(at), route
        with self.lock:
            counted = self.counts.get(key)
            if counted is None:
                counted = self.counts[key] = Counted()
            counted.calls += 1
            counted.errors += error
            counted.last_at = at
            self.spent[client_pk] = self.spent.get(client_pk, 0) + spent
        if self.flushing:
            self._wake()

    def flush(self) -> None:
        """Add what was counted to the table, and take from the buckets what others spent."""
        with self.lock:
            counts, self.counts = self.counts, {}
            spent, self.spent = self.spent, {}
        if not counts:
            return
        try:
            rows = database.rows(FLUSH, _parameters(counts, spent))
        except Exception:
            self._put_back(counts, spent)
            raise
        for client_pk, total in rows:
            self._reconcile(client_pk, total, own=spent[client_pk])

    def _reconcile(self, client_pk: int, total: int, *, own: int) -> None:
        now = self.seconds()
        before, asked_at = self.totals.get(client_pk, (total - own, now))
        self.totals[client_pk] = total, now
        # What was spent longer than a window ago is filled up again.
        recent = min(1.0, WINDOW / (now - asked_at)) if now > asked_at else 1.0
        CLIENTS.spent_elsewhere(client_pk, int((total - before - own) * recent))

    def forget_all(self) -> None:
        """As if the process began now."""
        with self.lock:
            self.counts, self.spent, self.totals = {}, {}, {}

    def _put_back(
        self, counts: dict[tuple[int, date, str], Counted], spent: dict[int, int]
    ) -> None:
        with self.lock:
            for key, one in counts.items():
                now = self.counts.setdefault(key, Counted(last_at=one.last_at))
                now.calls, now.errors = now.calls + one.calls, now.errors + one.errors
            for client_pk, number in spent.items():
                self.spent[client_pk] = self.spent.get(client_pk, 0) + number

    def _wake(self) -> None:
        if self.thread is None or not self.thread.is_alive():
            with self.lock:
                if self.thread is None or not self.thread.is_alive():
                    self.thread = threading.Thread(target=self._keep_flushing, daemon=True)
                    self.thread.start()
        self.wanted.set()

    def _keep_flushing(self) -> None:
        pause = threading.Event()
        while self.wanted.wait():
            self.wanted.clear()
            pause.wait(SECONDS_BETWEEN_FLUSHES)
            close_old_connections()
            try:
                self.flush()
            except Exception:
                # The database is away: the counts wait for it.
                logger.warning("The use of the API could not be written down.", exc_info=True)


METER = Meter()


def _parameters(
    counts: dict[tuple[int, date, str], Counted], spent: dict[int, int]
) -> dict[str, object]:
    return {
        "clients": [client_pk for client_pk, _day, _route in counts],
        "days": [day for _client, day, _route in counts],
        "routes": [route for _client, _day, route in counts],
        "calls": [one.calls for one in counts.values()],
        "errors": [one.errors for one in counts.values()],
        "last": [one.last_at for one in counts.values()],
        "spenders": list(spent),
        "spent": list(spent.values()),
    }
