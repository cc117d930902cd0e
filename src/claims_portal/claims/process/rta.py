"""The RTA process: road traffic accidents, rows R0 to R41.

Phases bear the codes and names of the old interface where they are known and
PascalCase of the display name otherwise [inferred].
"""

from dataclasses import replace
from datetime import date

from claims_portal.claims.documents.additional_damages import (
    RtaAdditionalDamagesRequest,
    RtaAdditionalDamagesResponse,
)
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.codes import AdditionalDamagesDecision
from claims_portal.claims.documents.counter_offers import (
    RtaCounterOfferByCompensator,
    RtaCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack import RtaCourtPackRequest, RtaCourtPackResponse
from claims_portal.claims.documents.interim import RtaInterimPackRequest, RtaInterimPackResponse
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.notes import (
    AcceptClaim,
    Acknowledge,
    AdditionalDamagesExist,
    Article75,
    ExtendLimit,
    RejectClaim,
    SettlementAgreement,
    StageOnePayment,
)
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from claims_portal.claims.process import guards, records, stage_one, stage_two
from claims_portal.claims.process.deadlines import (
    ADDITIONAL_DAMAGES,
    RTA_LIABILITY,
    STAGE_1_PAYMENT,
)
from claims_portal.claims.process.sides import Duty, Side
from claims_portal.claims.process.tables import End, Expiry, Phase, Process, Step

CR = Side.CLAIMANT_REPRESENTATIVE
COMP = Side.COMPENSATOR


def row(number: int) -> str:
    return f"R{number}"


FORMS = stage_two.Forms(
    interim_request=RtaInterimPackRequest,
    interim_response=RtaInterimPackResponse,
    settlement_request=RtaSettlementPackRequest,
    settlement_response=RtaSettlementPackResponse,
    offer_by_representative=RtaCounterOfferByRepresentative,
    offer_by_compensator=RtaCounterOfferByCompensator,
    court_request=RtaCourtPackRequest,
    court_response=RtaCourtPackResponse,
)
NO_AGREEMENT = "StartOfAdditionalDamages"
SILENT_ON_DAMAGES = Expiry(
    "R35", "AdditionalDamagesDecisionTimeout", "additional-damages:timed-out",
    "Stage 2 Additional Damages decision: time limit reached",
)  # fmt: skip

# ruff: noqa: E501 - tables
# fmt: off
ARTICLE_75 = Phase("Article75Decision", "Article 75 decision", "The compensator says whether it deals with the claim as Article 75 insurer.", COMP, RTA_LIABILITY, stage_one.liability_silence(row))

PHASES = (
    *stage_one.first_phases(row, RTA_LIABILITY, (ARTICLE_75,)),
    *stage_two.phases(row),
    Phase(NO_AGREEMENT, "Start of stage 2 settlement pack additional damages", "The claimant is a child, or nothing was agreed: the claimant representative says whether there are additional damages, then comes the court proceedings pack.", CR),
    Phase("AdditionalDamagesForm", "Additional damages form", "The claimant representative writes the additional damages.", CR),
    Phase("AdditionalDamagesDecision", "Additional damages decision", "The compensator agrees all damages or makes a counter offer.", COMP, ADDITIONAL_DAMAGES, SILENT_ON_DAMAGES),
    Phase("AllDamagesAgreed", "All damages agreed", "The compensator agreed all damages; the claimant representative takes note.", CR),
    Phase("AdditionalDamagesAgreementDecision", "Additional damages agreement decision", "The claimant representative agrees to the counter offer on additional damages, or not.", CR, ADDITIONAL_DAMAGES),
    Phase("AdditionalDamagesAgreed", "Additional damages agreed", "The claimant representative agreed to the counter offer; the compensator takes note.", COMP),
    Phase("AdditionalDamagesDecisionTimeout", "Additional damages decision timeout", "No decision on additional damages came in time; the claimant representative takes note.", CR),
    Phase("Stage2SettlementPackAllDamagesAgreedEnd", "Settled: all damages agreed", "All damages, with the additional ones, were agreed.", end=End.SETTLED),
)

FIRST_STEPS = (
    Step("R1", "ClaimSubmitted", COMP, "accept-claim", AcceptClaim, "LiabilityDecision", "notification:accepted", "Claim accepted by the compensator (MIB)", guards.IS_MIB, records.claim_accepted, Duty.RECEIVE),
    Step("R1", "ClaimSubmitted", COMP, "accept-claim", AcceptClaim, "Article75Decision", "notification:accepted", "Claim accepted by the compensator", None, records.claim_accepted, Duty.RECEIVE),
    Step("R1", "ClaimSubmitted", COMP, "reject-claim", RejectClaim, "AcknowledgeRejectedClaim", "notification:rejected", "Claim sent back to the claimant representative", duty=Duty.RECEIVE),
    Step("R4", "Article75Decision", COMP, "apply-article-75", Article75, "LiabilityDecision", "article-75:decided", "Article 75 decided", None, records.article75),
)

# RTA Protocol 7.40 to 7.51
ADDITIONAL_STEPS = (
    Step("R30", NO_AGREEMENT, CR, "set-additional-damages-exist", AdditionalDamagesExist, "AdditionalDamagesForm", "additional-damages:exist", "There are additional damages", guards.EXIST),
    Step("R30", NO_AGREEMENT, CR, "set-additional-damages-exist", AdditionalDamagesExist, "CourtProceedingsPackForm", "additional-damages:none", "There are no additional damages"),
    Step("R31", "AdditionalDamagesForm", CR, "send-additional-damages", RtaAdditionalDamagesRequest, "AdditionalDamagesDecision", "additional-damages:sent", "Additional damages sent", None, records.additional_damages_sent),
    Step("R32", "AdditionalDamagesDecision", COMP, "respond-to-additional-damages", RtaAdditionalDamagesResponse, "AllDamagesAgreed", "additional-damages:agreed", "All damages agreed by the compensator", guards.additional_damages(AdditionalDamagesDecision.AGREE), records.additional_damages_agreed),
    Step("R32", "AdditionalDamagesDecision", COMP, "respond-to-additional-damages", RtaAdditionalDamagesResponse, "AdditionalDamagesAgreementDecision", "additional-damages:counter-offer-made", "Counter offer on additional damages", guards.additional_damages(AdditionalDamagesDecision.COUNTER_OFFER), records.additional_damages_offered),
    Step("R32", "AdditionalDamagesDecision", COMP, "extend-additional-damages-limit", ExtendLimit, "AdditionalDamagesDecision", "additional-damages:limit-extended", "Limit of the additional damages decision extended by agreement", None, records.additional_damages_limit_extended),
    Step("R33", "AllDamagesAgreed", CR, "acknowledge-all-damages-agreed", Acknowledge, "CourtProceedingsPackForm", "additional-damages:agreement-acknowledged", "Agreement on all damages acknowledged; a child's settlement goes to court", guards.CHILD_AT_LAST_AGREEMENT),
    Step("R33", "AllDamagesAgreed", CR, "acknowledge-all-damages-agreed", Acknowledge, "Stage2SettlementPackAllDamagesAgreedEnd", "additional-damages:settled", "Agreement on all damages acknowledged; the claim is settled"),
    Step("R34", "AdditionalDamagesAgreementDecision", CR, "decide-on-additional-damages", SettlementAgreement, "CourtProceedingsPackForm", "additional-damages:offer-agreed-for-child", "Offer on additional damages agreed; a child's settlement goes to court", guards.AGREED_FOR_CHILD, records.additional_damages_agreed),
    Step("R34", "AdditionalDamagesAgreementDecision", CR, "decide-on-additional-damages", SettlementAgreement, "AdditionalDamagesAgreed", "additional-damages:offer-agreed", "Offer on additional damages agreed by the claimant representative", guards.AGREED, records.additional_damages_agreed),
    Step("R34", "AdditionalDamagesAgreementDecision", CR, "decide-on-additional-damages", SettlementAgreement, "CourtProceedingsPackForm", "additional-damages:offer-not-agreed", "Offer on additional damages not agreed"),
    Step("R34", "AdditionalDamagesAgreed", COMP, "acknowledge-additional-damages-agreement", Acknowledge, "Stage2SettlementPackAllDamagesAgreedEnd", "additional-damages:settled-by-offer", "Agreement on additional damages acknowledged; the claim is settled"),
    Step("R35", "AdditionalDamagesDecisionTimeout", CR, "acknowledge-additional-damages-timeout", Acknowledge, "CourtProceedingsPackForm", "additional-damages:timeout-acknowledged", "Timeout of the additional damages decision acknowledged"),
)

EXIT_POSSIBLE_AT = (
    "ClaimSubmitted", "Article75Decision", "LiabilityDecision",
    *stage_two.EXIT_POSSIBLE_IN_STAGE_2,
    NO_AGREEMENT, "AdditionalDamagesForm", "AdditionalDamagesDecision", "AdditionalDamagesAgreementDecision",
)
# fmt: on

STEPS = (
    *stage_one.sending(row, RtaCnf, guards.COMPENSATOR_FOUND),
    *FIRST_STEPS,
    *stage_one.liability_steps(row, RtaLiabilityResponse),
    *stage_two.interim_steps(row, FORMS),
    *stage_two.settlement_steps(row, FORMS),
    *stage_two.acknowledgements(row, NO_AGREEMENT),
    *ADDITIONAL_STEPS,
    *stage_two.court_steps(row, FORMS),
    *stage_one.frauds(row, stage_two.FRAUD_POSSIBLE_IN_STAGE_2),
    *stage_one.exits(row, "rta", EXIT_POSSIBLE_AT, stage_two.EXIT_OF_THE_REPRESENTATIVE),
)

RTA = Process("rta", "rta-7", date(2013, 7, 31), "ClaimDataInput", PHASES, STEPS)


def _until_2013() -> Process:
    """Row R8 before 31 July 2013: the stage 1 costs were paid, and confirmed, at once.

    Whoever gets nothing within the ten days goes on all the same, or takes the claim out.
    """
    # fmt: off
    paid = (
        Step("R8", "LiabilityAdmitted", CR, "set-stage-1-payment", StageOnePayment, "StartOfStage21", "liability:stage-1-costs-paid", "Stage 1 costs received", guards.PAYMENT_RECEIVED),
        Step("R8", "LiabilityAdmitted", CR, "set-stage-1-payment", StageOnePayment, "StageOneCostsNotPaidEnd", "liability:stage-1-costs-not-paid", "Stage 1 costs not received in time; the claim leaves", guards.STAGE_1_COSTS_OVERDUE),
    )
    left = Phase("StageOneCostsNotPaidEnd", "Left: stage 1 costs not paid", "The claim left the portal because the stage 1 costs were not paid.", end=End.LEFT_AT_STAGE_1)
    # fmt: on
    admitted = replace(
        next(phase for phase in PHASES if phase.code == "LiabilityAdmitted"),
        meaning="Liability is admitted; the claimant representative says whether the stage 1 "
        "costs were paid.",
        limit=STAGE_1_PAYMENT,
    )
    phases = tuple(admitted if phase.code == admitted.code else phase for phase in PHASES)
    steps = tuple(step for step in STEPS if step.phase != admitted.code)
    return replace(
        RTA,
        version="rta-2",
        since=date(2010, 4, 30),
        phases=(*phases, left),
        steps=(*paid, *steps),
    )


RTA_UNTIL_2013 = _until_2013()
