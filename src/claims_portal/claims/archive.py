"""The archive: claims that went to court with a pack, to search and to read (identity facts 5.3).

They are kept for twelve months after they ended (docs/retention.md). An account with the
profile of it finds those of its whole organisation, of every kind and branch, and changes
none of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from claims_portal import cursors
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.claims.models import WITH_PEOPLE, Claim
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import End
from claims_portal.claims.refusals import NoSuchClaim, NotAllowed
from claims_portal.claims.search.conditions import condition_of
from claims_portal.claims.search.keys import Keys
from claims_portal.cursors import BadCursor

PAGE_SIZE = 50
GREATEST = 10**16 - 1
ARCHIVED = sorted(
    {
        phase.code
        for process in PROCESSES.values()
        for phase in process.phases
        if phase.end is End.COURT_PACK
    }
)
"""The phases at which a claim is in the archive."""


@dataclass(frozen=True)
class Page:
    claims: Sequence[Claim]
    next_cursor: str | None


def may(by: Actor) -> bool:
    return by.may(Right.SEARCH_ARCHIVE)


def page(keys: Keys, *, by: Actor, cursor: str | None = None, size: int = PAGE_SIZE) -> Page:
    """A page of what is found, the claims that ended last first. NotAllowed, BadCursor."""
    found = _of(by).filter(condition_of(keys, by)).order_by("-ended_at", "-pk")
    if cursor:
        ended, pk = _read(cursor)
        found = found.filter(ended_at__lte=ended).filter(Q(ended_at__lt=ended) | Q(pk__lt=pk))
    claims = list(found.select_related(*WITH_PEOPLE)[: size + 1])
    if len(claims) <= size:
        return Page(claims, None)
    last = claims[size - 1]
    assert last.ended_at is not None  # noqa: S101 - asked for above
    return Page(claims[:size], cursors.write(f"{last.ended_at.isoformat()}|{last.pk}"))


def find(number: int, *, by: Actor) -> Claim:
    """One of them, to read; NoSuchClaim also for a claim that is not in the archive."""
    found = _of(by).select_related(*WITH_PEOPLE).filter(pk=min(max(number, 0), GREATEST)).first()
    if found is None:
        raise NoSuchClaim
    return found


def _of(by: Actor) -> QuerySet[Claim]:
    if not may(by):
        raise NotAllowed
    side = "compensator_id" if by.is_compensator else "representative_id"
    return Claim.objects.filter(
        **{side: by.organisation_pk}, phase__in=ARCHIVED, ended_at__isnull=False,
        sent_at__isnull=False, claim_type__in=_types(),
    )  # fmt: skip


def _types() -> list[str]:
    """All there are; a claim that was deleted and can be had back is of none of them."""
    return sorted({process.claim_type for process in PROCESSES.values()})


def _read(cursor: str) -> tuple[datetime, int]:
    try:
        when, pk = cursors.read(cursor).split("|")
        ended, number = datetime.fromisoformat(when), int(pk)
        if ended.tzinfo is None or not 0 <= number <= GREATEST:
            raise ValueError(cursor)
    except ValueError as broken:
        raise BadCursor from broken
    return ended, number
