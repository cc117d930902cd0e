"""When a call is sent again, and after how long."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

NOTHING_WAS_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_BUSY = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


@dataclass(frozen=True)
class Retries:
    """How often a call is sent again, and the waits between (seconds)."""

    attempts: int = 5
    first_wait: float = 0.25
    longest_wait: float = 60.0
    """Where the portal asks for a longer wait, its answer is raised at once."""
    jitter: Callable[[], float] = random.random

    def wait_after(self, attempt: int) -> float:
        """Before the attempt after this one: twice as long each time, and half of it by chance."""
        wait = min(self.first_wait * 2.0 ** (attempt - 1), self.longest_wait)
        return wait / 2 + wait / 2 * self.jitter()

    def wait_asked_for(self, answer: httpx.Response, attempt: int) -> float | None:
        """How long to wait before the call is sent again; None: its answer stands."""
        in_use = answer.status_code == HTTPStatus.CONFLICT and _is_being_done(answer)
        if attempt >= self.attempts or not (in_use or answer.status_code in _BUSY):
            return None
        asked = _seconds(answer.headers.get("Retry-After"))
        if asked is None:
            return self.wait_after(attempt)
        if asked > self.longest_wait:
            return None
        return asked + self.first_wait * self.jitter()


def _is_being_done(answer: httpx.Response) -> bool:
    """The call that was cut is still being worked on, under the same Idempotency-Key."""
    try:
        return str(answer.json().get("type", "")).endswith("#idempotency-key-in-use")
    except (ValueError, AttributeError):
        return False


def _seconds(header: str | None) -> float | None:
    """Retry-After: a number of seconds, or a date."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except ValueError:
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())
