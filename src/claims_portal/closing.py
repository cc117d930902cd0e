"""Whether the portal is closed for the move from the old platform.

Asked by both front doors and by the worker, on whose modules the move itself stands;
hence here, with a statement of its own. What the database says is kept for two seconds
in each process, so that a request costs no query more.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from django.db import connection

from claims_portal.keeping import Kept

SECONDS_WITHOUT_A_TIME = 600
"""After how many one may ask again when the opening is late."""
_ASK: LiteralString = """
SELECT state, intake_closes_at, opens_at FROM migration_cutover
WHERE state = 'moving' OR state = 'after' AND opens_at > finished_at
"""
_Window = tuple[str, datetime, datetime]
kept: Kept[_Window | None] = Kept(seconds=2.0)


@dataclass(frozen=True)
class Closure:
    """The portal takes nothing from organisations and tells them nothing."""

    opens_at: datetime

    def seconds_left(self, at: datetime) -> int:
        """At least one; where the opening is late, when to ask again."""
        left = int((self.opens_at - at).total_seconds()) + 1
        return left if self.opens_at > at else SECONDS_WITHOUT_A_TIME


def closure(*, at: datetime) -> Closure | None:
    """From the closing of the intake to the opening; None where the portal is open."""
    window = kept.get(_window)
    if window is None:
        return None
    state, closes_at, opens_at = window
    is_closed = at >= closes_at if state == "moving" else at < opens_at
    return Closure(opens_at) if is_closed else None


def _window() -> _Window | None:
    with connection.cursor() as cursor:
        cursor.execute(_ASK)
        window: _Window | None = cursor.fetchone()
        return window
