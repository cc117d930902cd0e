"""A claim is passed to another compensator before it was accepted (process facts R1 and E2).

Only to an own brand, to the own third party administrator, or from that back to its
insurer; to anybody else it is sent back to the claimant representative, who chooses
anew. The time limit goes on as it runs: the clock is not started again [inferred]. It
is a verb beside the step tables, because who gets the claim is a question to the
register of organisations, which the tables do not know.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import RTA_CLAIMS, Right
from claims_portal.claims import actions, compensators, rules, writing
from claims_portal.claims.actions import RawDocument
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.documents.checking import check
from claims_portal.claims.documents.faults import DocumentRefused, Fault, FaultCode
from claims_portal.claims.documents.notes import Reassign
from claims_portal.claims.models import Claim
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import ONE_DAY, london_date
from claims_portal.claims.process.deadlines import Deadline
from claims_portal.claims.process.engine import Decision
from claims_portal.claims.process.sides import Side
from claims_portal.claims.refusals import NotAllowed, StaleActivity
from claims_portal.claims.writing import Written
from claims_portal.organisations import relations
from claims_portal.organisations.models import Organisation
from claims_portal.sentences import said

REASSIGN = "reassign-claim"
EVENT = "notification:reassigned"
ARRIVES_AT = "ClaimSubmitted"
"""Where a claim stands with the compensator that gets it: nobody there has done anything yet."""


@dataclass(frozen=True)
class Place:
    """In which row of its process, and at which phase, a claim can be passed on."""

    row: str
    phase: str


RTA, ELPL = Place("R1", "ClaimSubmitted"), Place("E2", "ClaimAcknowledged")
"""EL, ELD and PL claims are acknowledged before anything else (process facts E1)."""


def possible(claim: Claim, actor: Actor) -> bool:
    """Whether this account may pass the claim on, if there is anybody to pass it to."""
    return (
        claim.phase == _place_of(claim).phase
        and actor.is_compensator
        and rules.holds(actor, Right.RECEIVE_CLAIMS, claim)
    )


def targets(claim: Claim) -> Sequence[Organisation]:
    """The compensators that may get this claim from the one that has it, by name."""
    if claim.compensator_id is None:
        return []
    related = relations.related_to(claim.compensator_id).filter(enabled=True)
    taking = related.filter(**{compensators.takes(claim.claim_type): True})
    with_central_point = taking.filter(branches__kind="central", branches__enabled=True)
    return list(with_central_point.order_by("name"))


def reassign(
    claim: Claim, raw: RawDocument, *, activity_id: UUID, by: Actor, at: datetime
) -> Written:
    """Pass the claim on; the account that did it sees it no more.

    Raises as `actions.act` does.
    """
    rules.must_be_current(claim, activity_id)
    _must_be_possible(claim, by)
    rules.must_not_be_locked(claim, by, at)
    try:
        engine.must_be_in_time(claim.process, claim.state, london_date(at))
    except engine.TimeLimitPassed:
        actions.time_out(claim, at=at)
        raise
    checked = check(Reassign, raw, actions.context_of(claim, by, london_date(at)))
    receiver, branch_pk = _receiver(claim, checked.document.organisation_id)
    written = writing.move_claim(
        claim,
        _decision(claim, receiver, at),
        action=REASSIGN,
        by=by,
        at=at,
        receiver=(receiver.pk, branch_pk),
    )
    if written is None:
        claim.refresh_from_db()
        rules.must_not_be_locked(claim, by, at)
        raise StaleActivity(phase=claim.phase, activity_id=str(claim.activity_id))
    return written


def _place_of(claim: Claim) -> Place:
    return RTA if claim.claim_type in RTA_CLAIMS else ELPL


def _must_be_possible(claim: Claim, by: Actor) -> None:
    if claim.phase != _place_of(claim).phase:
        raise engine.ActionNotPossible(
            said(
                "%(reassign)s is not possible while the claim is at “%(phase)s”: only a new claim "
                "that was not accepted yet is passed on.",
                reassign=REASSIGN,
                phase=said(claim.phase_row.name),
            )
        )
    if not by.is_compensator:
        raise engine.ActionNotPossible(
            said("%(reassign)s is for the compensator to do.", reassign=REASSIGN)
        )
    if not possible(claim, by):
        raise NotAllowed


def _receiver(claim: Claim, code: str) -> tuple[Organisation, int]:
    """Who gets the claim, and the central point there; DocumentRefused for anybody else."""
    wanted = code.strip("/").partition("/")[0].upper()  # also as a path: /COMP003/001
    chosen = next((one for one in targets(claim) if one.code.upper() == wanted), None)
    if chosen is None:
        raise DocumentRefused([_not_related(code)])
    found = compensators.receiver_of(chosen.code, chosen.compensator_kind, claim.claim_type)
    if found is None:
        raise DocumentRefused([_not_related(code)])
    return chosen, found[1]


def _not_related(code: str) -> Fault:
    return Fault(
        "/organisationId",
        FaultCode.INSURER_NOT_SELECTED,
        said(
            "%(code)s is no brand of your organisation, administers no claims for it, and is "
            "not the insurer for which it does. Reject the claim instead.",
            code=code,
        ),
    )


def _decision(claim: Claim, receiver: Organisation, at: datetime) -> Decision:
    changes = {"compensator_code": receiver.code}
    return Decision(
        row=_place_of(claim).row,
        event=EVENT,
        says=f"Claim passed to another compensator: {receiver.name}",
        phase_before=claim.phase,
        phase=claim.process.phase_by_code[ARRIVES_AT],
        turn=Side.COMPENSATOR,
        facts=claim.state.facts.with_changes(**changes),
        changed_facts=changes,
        deadline=_as_it_stands(claim, at),
    )


def _as_it_stands(claim: Claim, at: datetime) -> Deadline | None:
    """The limit that runs, to the day; also where it is not known how it was counted."""
    if claim.times_out_on is None:
        return None
    counted = engine.deadline_of(claim.phase_row, claim.state.facts, current_calendar())
    if counted is not None and counted.times_out_on == claim.times_out_on:
        return counted
    limit = claim.phase_row.limit
    return Deadline(
        limit.key if limit else "",
        started_on=london_date(claim.sent_at or at),
        days=0,
        last_day=claim.times_out_on - ONE_DAY,
        agreed=claim.times_out_on,
    )
