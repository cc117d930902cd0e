"""How many calls a client may make: a bucket of tokens in each process, kept in step.

A bucket holds ten seconds' worth of calls and is filled at the client's rate. A call costs
no round trip; once a second `usage.flush` tells each process what the others let through,
and that much is taken from its bucket (decision 0021).
"""

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from claims_portal.sentences import said

WINDOW = 10
"""Seconds of calls that a bucket holds: so much may come at once."""
MOST_BUCKETS = 50_000


class TooManyCalls(Exception):
    """The bucket is empty."""

    code = "too-many-calls"

    def __init__(self, whose: Hashable, allowance: "Allowance") -> None:
        self.whose, self.allowance = whose, allowance
        self.seconds = allowance.seconds_to_wait
        super().__init__(
            said(
                "This client may make %(quota)s calls within %(window)s seconds, and made them. "
                "Wait %(seconds)s s.",
                quota=f"{allowance.quota:,}",
                window=WINDOW,
                seconds=self.seconds,
            )
        )


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a client may still do, as the headers RateLimit and RateLimit-Policy tell it."""

    rate: float
    left: float

    @property
    def quota(self) -> int:
        return int(self.rate * WINDOW)

    @property
    def policy(self) -> str:
        return f'"client";q={self.quota};w={WINDOW}'

    @property
    def state(self) -> str:
        """What is left, and in how many seconds the quota is whole again."""
        whole_in = math.ceil((self.quota - self.left) / self.rate)
        return f'"client";r={max(0, int(self.left))};t={max(0, whole_in)}'

    @property
    def seconds_to_wait(self) -> int:
        return max(1, math.ceil((1 - self.left) / self.rate))


@dataclass(slots=True)
class Bucket:
    rate: float
    left: float
    filled_at: float

    def fill(self, rate: float, now: float) -> None:
        # A rate that was changed counts from now on; what was spent stays spent.
        self.left = min(self.left + (now - self.filled_at) * self.rate, rate * WINDOW)
        self.rate, self.filled_at = rate, now


class Buckets:
    """The buckets of one process; those that were not used for longest are let go."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._buckets: OrderedDict[Hashable, Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, whose: Hashable, rate: float, *, calls: int = 1) -> Allowance:
        """Let so many calls through, or raise TooManyCalls."""
        with self._lock:
            bucket = self._filled(whose, rate)
            allowance = Allowance(rate, bucket.left - calls)
            if bucket.left < 1:
                raise TooManyCalls(whose, Allowance(rate, bucket.left))
            bucket.left -= calls
        return allowance

    def must_have_some(self, whose: Hashable) -> None:
        """Raise TooManyCalls for a bucket that is known to be empty; takes nothing."""
        with self._lock:
            known = self._buckets.get(whose)
            if known is not None:
                known.fill(known.rate, self._seconds())
                if known.left < 1:
                    raise TooManyCalls(whose, Allowance(known.rate, known.left))

    def spent_elsewhere(self, whose: Hashable, calls: int) -> None:
        """Other processes let so many calls through; nobody waits for more than two windows."""
        with self._lock:
            known = self._buckets.get(whose)
            if known is not None:
                known.left = max(known.left - calls, -known.rate * WINDOW)

    def forget_all(self) -> None:
        with self._lock:
            self._buckets.clear()

    def _filled(self, whose: Hashable, rate: float) -> Bucket:
        now = self._seconds()
        bucket = self._buckets.get(whose)
        if bucket is None:
            bucket = self._buckets[whose] = Bucket(rate, rate * WINDOW, now)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(whose)
            bucket.fill(rate, now)
        return bucket


CLIENTS = Buckets()
"""Of the API's clients, by their number."""
WRONG_SECRETS = Buckets()
"""Of network addresses that ask for tokens with wrong secrets."""
