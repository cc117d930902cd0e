"""How far a program has read: which transactions had ended when it looked last.

`seen` is PostgreSQL's snapshot of then: what was written by transactions that it does not
have is new, whatever its number. While a page follows on another, `until` is the snapshot
of the first of them and `after` the last event of the page before.

The text of a place is signed, so that only the portal makes one, and bound to the
database: in another server transactions are counted anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import LiteralString

from django.core import signing

from claims_portal import database
from claims_portal.cursors import BadCursor
from claims_portal.sentences import said

KEPT_FOR = timedelta(days=30)
_SIGNER = "claims_portal.claims.feed"


class CursorTooOld(Exception):
    """A place before what the feed still has, or of a database that was restored since."""

    code = "cursor-too-old"

    def __init__(self) -> None:
        super().__init__(
            said(
                "Events are told for %(days)s days, and this cursor is older, or from before the "
                "portal's database was restored. Begin again without it, or with since.",
                days=KEPT_FOR.days,
            )
        )


@dataclass(frozen=True)
class Place:
    server: str
    seen: str
    until: str | None = None
    after: int = 0

    def write(self, *, at: datetime) -> str:
        """As a cursor, given out now."""
        said = [self.server, int(at.timestamp()), self.seen, self.until, self.after]
        return signing.Signer(salt=_SIGNER).sign_object(said, compress=True)

    def must_be_of(self, server: str, now: str) -> None:
        """CursorTooOld where this was read in another server than one with this snapshot.

        Or in this one, before it was set back in time.
        """
        if self.server != server or _end(self.until or self.seen) > _end(now):
            raise CursorTooOld


BEGINNING = Place("", "1:1:")
"""Of who has seen nothing: every transaction comes after it, and what counts as old is of 1."""
SERVER: LiteralString = """
    (SELECT made_in::text || '-' || xmin::text FROM claims_feedserver WHERE id = 1)
"""
"""Another for each server: a dump that is restored has its rows written anew (`FeedServer`)."""


def read(cursor: str, *, at: datetime) -> Place:
    """The place of a cursor; BadCursor or CursorTooOld where it leads nowhere."""
    try:
        server, given_at, seen, until, after = signing.Signer(salt=_SIGNER).unsign_object(cursor)
    except (signing.BadSignature, ValueError) as broken:
        raise BadCursor("after") from broken
    if at.timestamp() - given_at > KEPT_FOR.total_seconds():
        raise CursorTooOld
    return Place(server, seen, until, after)


def here() -> Place:
    """The place of now: everything that is committed is seen."""
    ((server, now),) = database.rows(_HERE, {})
    return Place(server, now)


_HERE: LiteralString = f"SELECT COALESCE({SERVER}, ''), pg_current_snapshot()::text"


def _end(snapshot: str) -> int:
    """The number that no transaction of the snapshot has reached."""
    return int(snapshot.split(":")[1])
