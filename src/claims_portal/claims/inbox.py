"""The inbox: what happened in the claims of an account that is news to its side.

A notice is an event read by whom it is told to (process facts 5): nothing is written
twice. It is shown for 15 calendar days, or until the account clears it, and only
where the account may see the claim and it is not another's work. It is information
only; the worklist says what has to be done.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from claims_portal import cursors
from claims_portal.accounts.actor import Actor
from claims_portal.claims.documents.codes import Code, ExitReason, RejectionReason
from claims_portal.claims.models import Claim, Dismissal, Document, Event, InboxState
from claims_portal.claims.process.notices import NoticeKind, notice_of, text_of
from claims_portal.claims.refusals import ClaimRefusal, NotAllowed
from claims_portal.cursors import BadCursor

KEPT_FOR = timedelta(days=15)
SETTLES_WITHIN = timedelta(minutes=2)
"""An event is there for others to read this long after its instant at the latest: what is
measured by instants alone stops short of the last minutes."""
PAGE_SIZE = 50
MOST_COUNTED = 100
REASONS: dict[str, type[Code]] = {
    "claim:notification:rejected": RejectionReason,
    "claim:exit:exited": ExitReason,
}
"""Of which events the reason is told with them, from the list that it is of."""
_OF_CLAIM = (
    "claim__claimant_forename", "claim__claimant_surname",
    "claim__representative_reference", "claim__compensator_reference",
)  # fmt: skip
"""By which people know a claim."""


class NoSuchNotice(ClaimRefusal):
    """Also the answer for a notice of somebody else, and for one that was cleared."""

    code = "no-such-notice"

    def __init__(self) -> None:
        super().__init__("There is no such notice in this inbox.")


@dataclass(frozen=True)
class Notice:
    pk: int
    tag: str
    kind: NoticeKind
    claim_pk: int
    text: str
    at: datetime
    claimant: str
    representative_reference: str
    compensator_reference: str

    @property
    def application_id(self) -> str:
        return f"{self.claim_pk:016d}"


@dataclass(frozen=True)
class Page:
    """Notices, and where the next page begins, if there is one."""

    notices: list[Notice]
    next_cursor: str | None


def page(actor: Actor, *, at: datetime, cursor: str | None = None, size: int = PAGE_SIZE) -> Page:
    """A page of the account's inbox, the newest first."""
    events = _news(actor, at).order_by("-at", "-pk")
    if cursor:
        when, pk = _read(cursor)
        events = events.filter(at__lte=when).filter(Q(at__lt=when) | Q(pk__lt=pk))
    found = notices_of(events[: size + 1])
    if len(found) <= size:
        return Page(found, None)
    last = found[size - 1]
    return Page(found[:size], cursors.write(f"{last.at.isoformat()}|{last.pk}"))


def count(actor: Actor, *, at: datetime) -> int:
    """How many notices there are; a hundred stands for as many or more."""
    return len(_news(actor, at).order_by("-at", "-pk").values_list("pk")[:MOST_COUNTED])


def between(actor: Actor, *, after: datetime, until: datetime, at: datetime) -> QuerySet[Event]:
    """The news of a time, the oldest first, of which nothing can be added any more."""
    return _news(actor, at).filter(at__gt=after, at__lte=until).order_by("at", "pk")


def notices_of(events: QuerySet[Event]) -> list[Notice]:
    """Events in the words in which they are told."""
    rows = list(events.values_list("pk", "claim_id", "number", "tag", "says", "at", *_OF_CLAIM))
    reasons = _reasons([(claim, number) for _, claim, number, tag, *_ in rows if tag in REASONS])
    told = []
    for pk, claim_pk, number, tag, says, at, forename, surname, *references in rows:
        text = text_of(tag, says, f"{claim_pk:016d}")
        labels = {reason.value: reason.label for reason in REASONS.get(tag, ())}
        if label := labels.get(reasons.get((claim_pk, number), "")):
            text = f"{text}: {label}"
        claimant = " ".join(filter(None, (forename, surname)))
        kind = notice_of(tag).kind
        told.append(Notice(pk, tag, kind, claim_pk, text, at, claimant, *references))
    return told


def dismiss(pk: int, *, by: Actor, at: datetime) -> None:
    """Clear one notice for this account. Raises NoSuchNotice."""
    _must_be_own(by)
    if not _news(by, at).filter(pk=pk).exists():
        raise NoSuchNotice
    _dismiss([pk], by, at)


@transaction.atomic
def clear(*, by: Actor, at: datetime, until: datetime | None = None) -> None:
    """Clear every notice of this account that there is, or that was there at an instant."""
    _must_be_own(by)
    until = min(until or at, at)
    settled = min(until, at - SETTLES_WITHIN)
    state, _made = InboxState.objects.get_or_create(user_id=by.user_pk)
    InboxState.objects.filter(pk=state.pk).update(
        cleared_until=Greatest("cleared_until", Value(settled))
    )
    # The newest one by one: another of the same minutes may still be on its way.
    newest = _news(by, at).filter(at__gt=settled, at__lte=until)
    _dismiss(list(newest.values_list("pk", flat=True)), by, at)


def forget_old(*, at: datetime) -> int:
    """Delete what is kept of notices that are shown no more."""
    return Dismissal.objects.filter(at__lte=at - KEPT_FOR).delete()[0]


def _news(actor: Actor, at: datetime) -> QuerySet[Event]:
    told = "for_compensator" if actor.is_compensator else "for_representative"
    after = at - KEPT_FOR
    all_cleared = InboxState.objects.filter(user=actor.user_pk).values("cleared_until")
    cleared = Dismissal.objects.filter(user=actor.user_pk, event=OuterRef("pk"))
    return Event.objects.filter(
        ~Exists(cleared),
        Q(at__gt=Coalesce(Subquery(all_cleared), Value(after))),
        claim__in=Claim.objects.concerning(actor),
        # Both: by the first alone the planner knows how few there are.
        at__gt=after,
        **{told: actor.organisation_pk},
    )


def _reasons(of: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], str]:
    """The reason that stands in the document of each of these events, by claim and number."""
    if not of:
        return {}
    claims, numbers = zip(*of, strict=True)
    documents = Document.objects.filter(claim__in=claims, number__in=numbers)
    found = documents.values_list("claim_id", "number", "body__reason")
    return {(claim, number): reason for claim, number, reason in found}


def _dismiss(pks: Sequence[int], by: Actor, at: datetime) -> None:
    Dismissal.objects.bulk_create(
        (Dismissal(user_id=by.user_pk, event_id=pk, at=at) for pk in pks), ignore_conflicts=True
    )


def _must_be_own(by: Actor) -> None:
    """Whoever is signed in as another reads that inbox, and leaves it as it is."""
    if by.is_signed_in_as_another:
        raise NotAllowed


def _read(cursor: str) -> tuple[datetime, int]:
    try:
        when, pk = cursors.read(cursor).split("|")
        instant, number = datetime.fromisoformat(when), int(pk)
        if instant.tzinfo is None or not 0 <= number < 2**63:
            raise ValueError(cursor)
    except ValueError as broken:
        raise BadCursor from broken
    return instant, number
