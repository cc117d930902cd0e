"""Claims found by their keys, whoever must act in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from claims_portal.accounts.actor import Actor
from claims_portal.claims.listing import Line, Page
from claims_portal.claims.models import Claim
from claims_portal.claims.worklist import PAGE_SIZE
from claims_portal.cursors import BadCursor

_LINE_COLUMNS = (
    "pk", "claim_type", "process_version", "phase", "activity_id", "turn", "times_out_on",
    "claimant_forename", "claimant_surname", "representative_reference", "compensator_reference",
    "representative__name", "compensator__name", "sent_at", "updated_at", "locked_by__user_name",
    "locked_by__organisation", "locked_until",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Keys:
    """What to search by; what is not given does not restrict."""

    phase: str | None = None
    claim_type: str | None = None
    reference: str | None = None
    surname: str | None = None
    application_id: str | None = None

    @property
    def any(self) -> bool:
        return any(vars(self).values())


def page(
    actor: Actor, keys: Keys, *, waiting: bool, cursor: str | None = None, size: int = PAGE_SIZE
) -> Page:
    """A page of the claims this account may see, the newest first.

    `waiting` keeps only those of its worklist.
    """
    claims = Claim.objects.awaiting(actor) if waiting else Claim.objects.visible_to(actor)
    claims = claims.filter(_condition(keys)).order_by("-pk")
    if cursor:
        claims = claims.filter(pk__lt=_read(cursor))
    lines = [Line(*row) for row in claims.values_list(*_LINE_COLUMNS)[: size + 1]]
    if len(lines) <= size:
        return Page(lines, None)
    return Page(lines[:size], str(lines[size - 1].pk))


def counts_by_phase(actor: Actor) -> Mapping[str, int]:
    """How many claims of the worklist stand at each phase."""
    waiting = Claim.objects.awaiting(actor)
    return dict(waiting.values_list("phase").annotate(Count("pk")).order_by("phase"))


def _condition(keys: Keys) -> Q:
    condition = Q()
    if keys.phase:
        condition &= Q(phase=keys.phase)
    if keys.claim_type:
        condition &= Q(claim_type=keys.claim_type)
    if keys.reference:
        condition &= Q(representative_reference__iexact=keys.reference) | Q(
            compensator_reference__iexact=keys.reference
        )
    if keys.surname:
        condition &= Q(claimant_surname__istartswith=keys.surname)
    if keys.application_id:
        digits = keys.application_id
        known = digits.isdecimal() and len(digits) <= 16
        condition &= Q(pk=int(digits)) if known else Q(pk__in=[])
    return condition


def _read(cursor: str) -> int:
    if not (cursor.isdecimal() and len(cursor) <= 18):
        raise BadCursor
    return int(cursor)
