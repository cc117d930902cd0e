"""What of the API will stop working as it does, announced before it changes: one table."""

from datetime import date
from typing import NamedTuple


class Announcement(NamedTuple):
    fact: str
    """As in the released contract: what is affected."""
    announced_on: date
    ends_on: date
    instead: str


ANNOUNCED: tuple[Announcement, ...] = ()
"""Nothing so far. What is here may change once `ends_on` has come; until then a test fails."""
MONTHS_OF_NOTICE = 12
