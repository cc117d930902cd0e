"""Stage 1 as far as every claim type shares it: sending, rejection, liability, ways out.

Rows bear the numbers of the RTA table; a process names them its own way.
"""

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.codes import LiabilityDecision
from claims_portal.claims.documents.notes import Acknowledge, ExitClaim, StateFraud
from claims_portal.claims.process import guards, records
from claims_portal.claims.process.deadlines import Limit
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.stage_two import Row
from claims_portal.claims.process.tables import End, Expiry, Guard, Phase, Step

CR = Side.CLAIMANT_REPRESENTATIVE
COMP = Side.COMPENSATOR

BEFORE_LIABILITY = frozenset(
    {"ClaimSubmitted", "ClaimAcknowledged", "Article75Decision", "LiabilityDecision"}
)
"""Where “information in the form is incomplete” may still be the reason of an exit."""


FORM_IS_WRITTEN = frozenset({"ClaimDataInput", "AcknowledgeRejectedClaim", "ClaimRejectedToCR"})
"""Where the claim is with the claimant representative alone, who writes the form or corrects it."""


def liability_silence(row: Row) -> Expiry:
    return Expiry(
        row(7),
        "LiabilityDecisionTimeout",
        "liability:timed-out",
        "Liability decision: time limit reached",
    )


# ruff: noqa: E501 - tables
# fmt: off
def first_phases(row: Row, liability: Limit, between: tuple[Phase, ...]) -> tuple[Phase, ...]:
    """`between` are the phases of a type between the sending and the liability decision."""
    return (
        Phase("ClaimDataInput", "Claim data input", "The claim notification form is being written and has not been sent.", CR),
        Phase("ClaimSubmitted", "Claim submitted", "The compensator takes the claim in or sends it back.", COMP, liability, liability_silence(row)),
        Phase("AcknowledgeRejectedClaim", "Acknowledge rejected claim", "The compensator sent the claim back; the claimant representative takes note.", CR),
        Phase("ClaimRejectedToCR", "Claim rejected to CR", "The claimant representative corrects and resends the claim, or gives it up.", CR),
        *between,
        Phase("LiabilityDecision", "Liability decision", "The compensator admits or denies liability.", COMP, liability, liability_silence(row)),
        Phase("FraudStated", "Fraud stated", "The compensator stated fraud; the claimant representative takes note and the claim leaves.", CR),
        Phase("LiabilityDecisionTimeout", "Liability decision timeout", "No liability decision came in time; the claimant representative takes note and the claim leaves.", CR),
        Phase("LiabilityAdmitted", "Liability admitted", "Liability is admitted; the claimant representative takes note.", CR),
        Phase("LiabilityAdmittedForChild", "Liability admitted for child", "Liability is admitted for a claimant under 18; the claimant representative takes note.", CR),
        Phase("LiabilityAdmittedWithNeg", "Liability admitted with negligence", "Liability is admitted with contributory negligence; the claimant representative takes note and the claim leaves.", CR),
        Phase("LiabilityDenied", "Liability denied", "Liability is denied; the claimant representative takes note and the claim leaves.", CR),
        Phase("ExitProcess", "Exit process", "One party took the claim out; the other takes note."),
        Phase("LiabilityDecisionTimeoutEnd", "Left: no liability decision", "The claim left the portal because no decision came.", end=End.LEFT_AT_STAGE_1),
        Phase("LiabilityDeniedEnd", "Left: liability denied", "The claim left the portal because liability was denied.", end=End.LEFT_AT_STAGE_1),
        Phase("LiabilityAdmittedWithNegEnd", "Left: contributory negligence", "The claim left the portal because contributory negligence was alleged.", end=End.LEFT_AT_STAGE_1),
        Phase("FraudStatedEnd", "Left: fraud stated", "The claim left the portal because fraud was stated.", end=End.FRAUD),
        Phase("ExitRejectedClaim", "Rejected claim given up", "The claimant representative gave the rejected claim up.", end=End.REJECTED),
        Phase("ExitProcessEnd", "Left: exit", "One party took the claim out of the portal.", end=End.EXITED),
    )


def sending(row: Row, cnf: type[Document], guard: Guard) -> tuple[Step, ...]:
    return (
        Step(row(0), "ClaimDataInput", CR, "send-claim", cnf, "ClaimSubmitted", "notification:sent", "Claim notification form sent", guard, records.claim_sent),
        Step(row(2), "AcknowledgeRejectedClaim", CR, "acknowledge-rejection", Acknowledge, "ClaimRejectedToCR", "notification:rejection-acknowledged", "Rejection acknowledged"),
        Step(row(3), "ClaimRejectedToCR", CR, "resend-claim", cnf, "ClaimSubmitted", "notification:resent", "Claim corrected and sent again", guard, records.claim_sent),
        Step(row(3), "ClaimRejectedToCR", CR, "exit-rejected-claim", Acknowledge, "ExitRejectedClaim", "notification:given-up", "Rejected claim given up"),
    )


def liability_steps(row: Row, response: type[Document]) -> tuple[Step, ...]:
    """RTA Protocol 6.11 to 6.16, EL/PL Protocol 6.11 to 6.15."""
    admitted, with_negligence = LiabilityDecision.ADMITTED, LiabilityDecision.ADMITTED_WITH_NEGLIGENCE
    child = guards.both(guards.liability(admitted), guards.CHILD_TODAY)
    decided = records.liability_decided
    return (
        Step(row(5), "LiabilityDecision", COMP, "send-liability-decision", response, "LiabilityAdmittedForChild", "liability:admitted-for-child", "Liability admitted, the claimant is a child", child, decided),
        Step(row(5), "LiabilityDecision", COMP, "send-liability-decision", response, "LiabilityAdmitted", "liability:admitted", "Liability admitted", guards.liability(admitted), decided),
        Step(row(5), "LiabilityDecision", COMP, "send-liability-decision", response, "LiabilityAdmittedWithNeg", "liability:admitted-with-negligence", "Liability admitted with contributory negligence", guards.liability(with_negligence), decided),
        Step(row(5), "LiabilityDecision", COMP, "send-liability-decision", response, "LiabilityDenied", "liability:denied", "Liability denied", guards.liability(LiabilityDecision.NOT_ADMITTED), decided),
        Step(row(7), "LiabilityDecisionTimeout", CR, "acknowledge-liability-timeout", Acknowledge, "LiabilityDecisionTimeoutEnd", "liability:timeout-acknowledged", "Timeout of the liability decision acknowledged"),
        Step(row(8), "LiabilityAdmitted", CR, "acknowledge-liability-admitted", Acknowledge, "StartOfStage21", "liability:admission-acknowledged", "Admission acknowledged"),
        Step(row(9), "LiabilityAdmittedForChild", CR, "acknowledge-liability-admitted-for-child", Acknowledge, "StartOfStage21", "liability:child-admission-acknowledged", "Admission for a child acknowledged"),
        Step(row(10), "LiabilityAdmittedWithNeg", CR, "acknowledge-liability-admitted-with-negligence", Acknowledge, "LiabilityAdmittedWithNegEnd", "liability:negligence-acknowledged", "Admission with contributory negligence acknowledged"),
        Step(row(11), "LiabilityDenied", CR, "acknowledge-liability-denied", Acknowledge, "LiabilityDeniedEnd", "liability:denial-acknowledged", "Denial acknowledged"),
    )


def frauds(row: Row, phases: tuple[str, ...]) -> tuple[Step, ...]:
    """R5 and R41: the compensator's decision phases from the liability decision on."""
    stated = tuple(
        Step(row(41), phase, COMP, "state-fraud", StateFraud, "FraudStated", "fraud:stated", "Fraud stated")
        for phase in ("LiabilityDecision", *phases)
    )
    return (
        *stated,
        Step(row(6), "FraudStated", CR, "acknowledge-fraud-stated", Acknowledge, "FraudStatedEnd", "fraud:acknowledged", "Statement of fraud acknowledged"),
    )


def exits(row: Row, claim_type: str, phases: tuple[str, ...], of_representative: tuple[str, ...]) -> tuple[Step, ...]:
    """R39 and R40: any live phase but drafts, rejected claims, acknowledgements, Liability admitted.

    Which acknowledgement phases bar an exit is [inferred].
    """
    ways = [(phase, side) for phase in phases for side in Side]
    ways += [(phase, CR) for phase in of_representative]
    return (
        *(_exit(row, claim_type, phase, side) for phase, side in ways),
        Step(row(40), "ExitProcess", CR, "acknowledge-exit", Acknowledge, "ExitProcessEnd", "exit:acknowledged", "Exit acknowledged", guards.exited_by(COMP)),
        Step(row(40), "ExitProcess", COMP, "acknowledge-exit", Acknowledge, "ExitProcessEnd", "exit:acknowledged", "Exit acknowledged", guards.exited_by(CR)),
    )
# fmt: on


def _exit(row: Row, claim_type: str, phase: str, side: Side) -> Step:
    reason = guards.exit_reason_of(claim_type, side, before_liability=phase in BEFORE_LIABILITY)
    return Step(
        row(39), phase, side, "exit-claim", ExitClaim, "ExitProcess", "exit:exited",
        f"Claim taken out by the {side.label.lower()}",
        reason, records.exited_by(side), hands_to=side.other,
    )  # fmt: skip
