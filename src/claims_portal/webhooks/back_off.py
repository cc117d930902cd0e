"""When a delivery that failed is tried again, and how long one that fails is left alone."""

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

# fmt: off
AFTER = tuple(timedelta(seconds=seconds) for seconds in (
    5, 30, 2 * 60, 10 * 60, 30 * 60, 3600,
    2 * 3600, 4 * 3600, 8 * 3600, 12 * 3600, 20 * 3600, 24 * 3600,
))
# fmt: on
"""After the first attempt, the second, and so on: thirteen in three days; then it is dead."""
LONGEST_HOLD = timedelta(minutes=5)
FAILS_FOR = timedelta(days=3)
"""A subscription of which nothing was taken for so long is switched off."""
MOST_ASKED_FOR = timedelta(hours=1)
"""The longest wait that a receiver's Retry-After is heeded for."""


def wait_after(attempts: int, *, asked: timedelta = timedelta()) -> timedelta | None:
    """The wait after so many attempts, a tenth more at most; None: no more attempts.

    Spread a little, so that what failed together does not come together again.
    """
    if attempts > len(AFTER):
        return None
    wait = AFTER[attempts - 1] * random.uniform(1, 1.1)  # noqa: S311 - no secret
    return max(wait, asked)


def asked_for(retry_after: str, *, at: datetime) -> timedelta:
    """What a receiver's Retry-After asks for, in seconds or until a date (RFC 9110, 10.2.3).

    Nothing where it is neither, or over.
    """
    asked = retry_after.strip()
    if asked.isascii() and asked.isdecimal():
        return min(timedelta(seconds=int(asked[:9])), MOST_ASKED_FOR)
    try:
        until = parsedate_to_datetime(asked)
    except ValueError:
        return timedelta()
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max(until - at, timedelta()), MOST_ASKED_FOR)


def hold_after(failures: int) -> timedelta:
    """How long a subscription rests after so many failures in a row."""
    return min(timedelta(seconds=2 ** min(failures, 10)), LONGEST_HOLD)
