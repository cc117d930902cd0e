"""The conditions of the RTA rows."""

from claims_portal.claims.documents.codes import LiabilityDecision, PackDecision
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Circumstances, Guard

COMPENSATOR_FOUND = Guard(
    "The claim notification form names no compensator.",
    lambda at: bool(at.document.defendant.compensator.organisation_id),
)
IS_MIB = Guard(
    "Only for claims against the Motor Insurers' Bureau.",
    lambda at: at.facts.mib,
    of_facts=True,
)
CHILD_TODAY = Guard(
    "The claimant is 18 or over.",
    lambda at: at.facts.is_child_on(at.today),
)
CHILD_AT_AGREEMENT = Guard(
    "The claimant was 18 or over at the agreement.",
    lambda at: bool(at.facts.child_at_settlement_agreement),
    of_facts=True,
)
NO_INTERIM = Guard(
    "A request for an interim payment cannot be sent here yet: "
    "say that none is needed, or take the claim out.",
    lambda at: not at.document.needed,
)


def both(first: Guard, second: Guard) -> Guard:
    return Guard(
        f"{first.refusal} {second.refusal}", lambda at: first.holds(at) and second.holds(at)
    )


def liability(decision: LiabilityDecision) -> Guard:
    def holds(at: Circumstances) -> bool:
        decided: LiabilityDecision = at.document.liability.decision
        return decided is decision

    return Guard(f"The liability decision is not “{decision.label}”.", holds)


def pack(decision: PackDecision) -> Guard:
    def holds(at: Circumstances) -> bool:
        decided: PackDecision = at.document.agreement.decision
        return decided is decision

    return Guard(f"The decision on the pack is not “{decision.label}”.", holds)


def exited_by(side: Side) -> Guard:
    return Guard(
        f"The {side.other.label.lower()} took the claim out; the other party acknowledges it.",
        lambda at: at.facts.exited_by == side,
        of_facts=True,
    )


def exit_reason_of(side: Side) -> Guard:
    return Guard(
        f"This exit reason is not one that the {side.label.lower()} may give.",
        lambda at: side.value in at.document.reason.sides,
    )
