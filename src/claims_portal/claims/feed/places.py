"""How far a program has read: which transactions had ended when it looked last.

`seen` is PostgreSQL's snapshot of then: what was written by transactions that it does not
have is new, whatever its number. While a page follows on another, `until` is the snapshot
of the first of them and `after` the last event of the page before.

The text of a place is signed, so that only the portal makes one, and bound to the
database: in another server transactions are counted anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.core import signing

from claims_portal import database
from claims_portal.cursors import BadCursor

KEPT_FOR = timedelta(days=30)
_SIGNER = "claims_portal.claims.feed"


class CursorTooOld(Exception):
    """A place before what the feed still has, or of a database that was restored since."""

    code = "cursor-too-old"

    def __init__(self) -> None:
        super().__init__(
            f"Events are told for {KEPT_FOR.days} days, and this cursor is older, or from before "
            "the portal's database was restored. Begin again without it, or with since."
        )


@dataclass(frozen=True)
class Place:
    seen: str
    until: str | None = None
    after: int = 0

    def write(self, *, at: datetime) -> str:
        """As a cursor, given out now."""
        said = [server(), int(at.timestamp()), self.seen, self.until, self.after]
        return signing.Signer(salt=_SIGNER).sign_object(said, compress=True)


BEGINNING = Place("1:1:")
"""Of who has seen nothing: every transaction comes after it, and what counts as old is of 1."""


def read(cursor: str, *, at: datetime) -> Place:
    """The place of a cursor; BadCursor or CursorTooOld where it leads nowhere."""
    try:
        of_server, given_at, seen, until, after = signing.Signer(salt=_SIGNER).unsign_object(cursor)
    except (signing.BadSignature, ValueError) as broken:
        raise BadCursor from broken
    if of_server != server() or at.timestamp() - given_at > KEPT_FOR.total_seconds():
        raise CursorTooOld
    return Place(seen, until, after)


@cache
def server() -> str:
    """Another for each set of data files: a restored dump is in another server."""
    ((identifier,),) = database.rows("SELECT system_identifier::text FROM pg_control_system()", {})
    return str(identifier)
