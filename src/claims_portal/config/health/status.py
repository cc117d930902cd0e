"""How the portal does, as everybody may know it: now, and day by day for the last month.

Three things are told apart: pages and API, the work in the background (time limits, mail),
and webhooks. What a figure is made of is what the worker notes every minute, and what waits.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from time import monotonic
from typing import LiteralString

from claims_portal import database
from claims_portal.config.health.checks import MOST_LATE

DAYS = 30
FRESH_FOR = 30.0
"""Seconds for which an answer is given again: anybody may ask, as often as they like."""

_NOW: LiteralString = """
SELECT
    (SELECT max(last_heartbeat) > now() - make_interval(secs => %(late)s)
        FROM procrastinate_workers),
    (SELECT EXISTS (SELECT FROM webhooks_delivery delivery
        JOIN webhooks_subscription receiver ON receiver.id = delivery.subscription_id
        WHERE delivery.state = 'waiting' AND receiver.stopped = '' AND receiver.failures = 0
        AND delivery.due_at < %(at)s::timestamptz - make_interval(secs => %(late)s)))
"""
_EACH_DAY: LiteralString = """
SELECT (minute AT TIME ZONE 'Europe/London')::date AS day, count(*), count(answered_in_ms),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY answered_in_ms),
    percentile_cont(0.95) WITHIN GROUP (ORDER BY answered_in_ms)
FROM figures_probe
WHERE minute > %(since)s::timestamptz AND minute <= %(at)s::timestamptz
GROUP BY 1 ORDER BY 1 DESC
"""


@dataclass(frozen=True)
class Day:
    """The minutes of one day in London in which the portal was asked whether it is there."""

    day: date
    asked: int
    answered: int
    median_ms: float | None
    p95_ms: float | None

    @property
    def available(self) -> float:
        """Per cent of the minutes asked."""
        return self.answered / self.asked * 100


@dataclass(frozen=True)
class Standing:
    at: datetime
    background_works: bool
    webhooks_work: bool
    """False where more than five minutes were lost to receivers that take what they are sent."""
    days: tuple[Day, ...]
    """The newest first; none for a day on which nothing was asked."""


_kept: dict[str, tuple[float, Standing]] = {}
_one_at_a_time = Lock()


def standing(*, at: datetime) -> Standing:
    """What is known now, at most half a minute old."""
    with _one_at_a_time:
        until, known = _kept.get("", (0.0, None))
        if known is None or monotonic() > until:
            known = _read(at)
            _kept[""] = (monotonic() + FRESH_FOR, known)
        return known


def forget() -> None:
    """Look anew at the next call."""
    _kept.clear()


def _read(at: datetime) -> Standing:
    ((alive, late),) = database.rows(_NOW, {"late": MOST_LATE, "at": at})
    since = at - timedelta(days=DAYS)
    days = database.rows(_EACH_DAY, {"since": since, "at": at})
    return Standing(
        at=at,
        background_works=bool(alive),
        webhooks_work=not late,
        days=tuple(Day(*one) for one in days),
    )
