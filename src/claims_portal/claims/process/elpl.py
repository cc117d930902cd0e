"""The processes of EL (accident), ELD (disease) and PL: rows E0 to E28.

One machine for the three. Against RTA: the compensator acknowledges before it
accepts, the notification date begins the liability limit, any contributory
negligence ends the claim, there is no Article 75 and there are no additional
damages: without an agreement the court proceedings pack follows at once.
"""

from datetime import date

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.counter_offers_elpl import (
    ElplCounterOfferByCompensator,
    ElplCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack_elpl import (
    ElplCourtPackRequest,
    ElplCourtPackResponse,
)
from claims_portal.claims.documents.interim_elpl import (
    ElplInterimPackRequest,
    ElplInterimPackResponse,
)
from claims_portal.claims.documents.liability_elpl import ElplLiabilityResponse
from claims_portal.claims.documents.notes import AcceptClaim, Acknowledge, RejectClaim
from claims_portal.claims.documents.settlement_elpl import (
    ElplSettlementPackRequest,
    ElplSettlementPackResponse,
)
from claims_portal.claims.process import guards, records, stage_one, stage_two
from claims_portal.claims.process.deadlines import EL_LIABILITY, PL_LIABILITY, Limit
from claims_portal.claims.process.sides import Duty, Side
from claims_portal.claims.process.tables import Phase, Process, Step

COMP = Side.COMPENSATOR
FORMS = stage_two.Forms(
    interim_request=ElplInterimPackRequest,
    interim_response=ElplInterimPackResponse,
    settlement_request=ElplSettlementPackRequest,
    settlement_response=ElplSettlementPackResponse,
    offer_by_representative=ElplCounterOfferByRepresentative,
    offer_by_compensator=ElplCounterOfferByCompensator,
    court_request=ElplCourtPackRequest,
    court_response=ElplCourtPackResponse,
)
NO_AGREEMENT = "CourtProceedingsPackForm"
EXIT_POSSIBLE_AT = (
    "ClaimSubmitted",
    "ClaimAcknowledged",
    "LiabilityDecision",
    *stage_two.EXIT_POSSIBLE_IN_STAGE_2,
)


def row(number: int) -> str:
    """The EL row that does what this RTA row does."""
    if number in STAGE_1_ROWS:
        return STAGE_1_ROWS[number]
    return f"E{number - 5}" if number <= 29 else f"E{number - 11}"


STAGE_1_ROWS = {
    0: "E0", 2: "E3", 3: "E3", 5: "E4", 6: "E6", 7: "E6", 8: "E5", 9: "E5", 10: "E6", 11: "E6",
    39: "E28", 40: "E28", 41: "E4",
}  # fmt: skip


# ruff: noqa: E501 - tables
# fmt: off
def _first_steps() -> tuple[Step, ...]:
    return (
        Step("E1", "ClaimSubmitted", COMP, "acknowledge-claim", Acknowledge, "ClaimAcknowledged", "notification:acknowledged", "Receipt of the claim acknowledged by the compensator", duty=Duty.RECEIVE),
        Step("E2", "ClaimAcknowledged", COMP, "accept-claim", AcceptClaim, "LiabilityDecision", "notification:accepted", "Claim accepted by the compensator", None, records.claim_accepted, Duty.RECEIVE),
        Step("E2", "ClaimAcknowledged", COMP, "reject-claim", RejectClaim, "AcknowledgeRejectedClaim", "notification:rejected", "Claim sent back to the claimant representative", guards.REJECTION_WITHOUT_ASKCUE, duty=Duty.RECEIVE),
    )
# fmt: on


def _process(claim_type: str, version: str, cnf: type[Document], liability: Limit) -> Process:
    acknowledged = Phase(
        "ClaimAcknowledged",
        "Claim acknowledged",
        "The compensator accepts the claim or sends it back.",
        COMP,
        liability,
        stage_one.liability_silence(row),
    )
    steps = (
        *stage_one.sending(row, cnf, guards.sent_in_time(liability)),
        *_first_steps(),
        *stage_one.liability_steps(row, ElplLiabilityResponse),
        *stage_two.interim_steps(row, FORMS),
        *stage_two.settlement_steps(row, FORMS),
        *stage_two.acknowledgements(row, NO_AGREEMENT),
        *stage_two.court_steps(row, FORMS),
        *stage_one.frauds(row, stage_two.FRAUD_POSSIBLE_IN_STAGE_2),
        *stage_one.exits(row, claim_type, EXIT_POSSIBLE_AT, stage_two.EXIT_OF_THE_REPRESENTATIVE),
    )
    phases = (
        *stage_one.first_phases(row, liability, (acknowledged,)),
        *stage_two.phases(row),
    )
    return Process(claim_type, version, SINCE, "ClaimDataInput", phases, steps)


SINCE = date(2013, 7, 31)
"""The EL/PL Protocol came into force."""

EL = _process("el", "el-6", ElCnf, EL_LIABILITY)
ELD = _process("eld", "eld-6", EldCnf, EL_LIABILITY)
PL = _process("pl", "pl-6", PlCnf, PL_LIABILITY)
