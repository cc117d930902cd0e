"""The RTA process: road traffic accidents.

The rows follow the process description's table R0 to R41; phases bear the
codes and names of the old interface where they are known and PascalCase of the
display name otherwise [inferred]. Rows that are not here yet (interim payment
R13 to R19, negotiation R24 to R28, additional damages and court pack R30 to
R38) are added as rows, without a change of the engine.
"""

from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.codes import LiabilityDecision, PackDecision
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.notes import (
    AcceptClaim,
    Acknowledge,
    Article75,
    ExitClaim,
    InterimNeeded,
    RejectClaim,
    StateFraud,
)
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from claims_portal.claims.process import rta_guards as guards
from claims_portal.claims.process import rta_records as records
from claims_portal.claims.process.deadlines import RTA_LIABILITY, SETTLEMENT_DECISION
from claims_portal.claims.process.sides import Duty, Side
from claims_portal.claims.process.tables import End, Expiry, Phase, Process, Step

CR = Side.CLAIMANT_REPRESENTATIVE
COMP = Side.COMPENSATOR

LIABILITY_SILENCE = Expiry(
    "R7",
    "LiabilityDecisionTimeout",
    "liability:timed-out",
    "Liability decision: time limit reached",
)
SETTLEMENT_SILENCE = Expiry(
    "R29",
    "Stage2SettlementPackDecisionTimeout",
    "settlement:timed-out",
    "Stage 2 settlement pack response: time limit reached",
)

# fmt: off
PHASES = (
    Phase("ClaimDataInput", "Claim data input", "The claim notification form is being written and has not been sent.", CR),
    Phase("ClaimSubmitted", "Claim submitted", "The compensator accepts the claim or sends it back.", COMP, RTA_LIABILITY, LIABILITY_SILENCE),
    Phase("AcknowledgeRejectedClaim", "Acknowledge rejected claim", "The compensator sent the claim back; the claimant representative takes note.", CR),
    Phase("ClaimRejectedToCR", "Claim rejected to CR", "The claimant representative corrects and resends the claim, or gives it up.", CR),
    Phase("Article75Decision", "Article 75 decision", "The compensator says whether it deals with the claim as Article 75 insurer.", COMP, RTA_LIABILITY, LIABILITY_SILENCE),
    Phase("LiabilityDecision", "Liability decision", "The compensator admits or denies liability.", COMP, RTA_LIABILITY, LIABILITY_SILENCE),
    Phase("FraudStated", "Fraud stated", "The compensator stated fraud; the claimant representative takes note and the claim leaves.", CR),
    Phase("LiabilityDecisionTimeout", "Liability decision timeout", "No liability decision came in time; the claimant representative takes note and the claim leaves.", CR),
    Phase("LiabilityAdmitted", "Liability admitted", "Liability is admitted; the claimant representative takes note.", CR),
    Phase("LiabilityAdmittedForChild", "Liability admitted for child", "Liability is admitted for a claimant under 18; the claimant representative takes note.", CR),
    Phase("LiabilityAdmittedWithNeg", "Liability admitted with negligence", "Liability is admitted with contributory negligence; the claimant representative takes note and the claim leaves.", CR),
    Phase("LiabilityDenied", "Liability denied", "Liability is denied; the claimant representative takes note and the claim leaves.", CR),
    Phase("StartOfStage21", "Start of stage 2.1", "The claimant representative says whether an interim payment is needed.", CR),
    Phase("Stage2SettlementPackForm", "Stage 2 settlement pack form", "The claimant representative writes the stage 2 settlement pack.", CR),
    Phase("Stage2SettlementPackDecision", "Stage 2 settlement pack decision", "The compensator confirms the settlement pack, makes an offer or repudiates it.", COMP, SETTLEMENT_DECISION, SETTLEMENT_SILENCE),
    Phase("Stage2SettlementPackConfirmed", "Stage 2 settlement pack confirmed", "The compensator agreed the whole pack; the claimant representative takes note.", CR),
    Phase("Stage2SettlementPackRepudiated", "Stage 2 settlement pack repudiated", "The compensator repudiated the pack; the claimant representative takes note and the claim leaves.", CR),
    Phase("Stage2SettlementPackDecisionTimeout", "Stage 2 settlement pack decision timeout", "No response to the pack came in time; the claimant representative takes note and the claim leaves.", CR),
    Phase("StartOfAdditionalDamages", "Start of stage 2 settlement pack additional damages", "The claimant is a child, or nothing was agreed: damages still to claim, then the court proceedings pack.", CR),
    Phase("ExitProcess", "Exit process", "One party took the claim out; the other takes note."),
    Phase("Stage2SettlementPackConfirmationEnd", "Settled", "The settlement pack was agreed.", end=End.SETTLED),
    Phase("LiabilityDecisionTimeoutEnd", "Left: no liability decision", "The claim left the portal because no decision came.", end=End.LEFT_AT_STAGE_1),
    Phase("LiabilityDeniedEnd", "Left: liability denied", "The claim left the portal because liability was denied.", end=End.LEFT_AT_STAGE_1),
    Phase("LiabilityAdmittedWithNegEnd", "Left: contributory negligence", "The claim left the portal because contributory negligence was alleged.", end=End.LEFT_AT_STAGE_1),
    Phase("Stage2SettlementPackRepudiationEnd", "Left: pack repudiated", "The claim left the portal because the pack was repudiated.", end=End.LEFT_AT_STAGE_2),
    Phase("Stage2SettlementPackDecisionTimeoutEnd", "Left: no response to the pack", "The claim left the portal because no response to the pack came.", end=End.LEFT_AT_STAGE_2),
    Phase("FraudStatedEnd", "Left: fraud stated", "The claim left the portal because fraud was stated.", end=End.FRAUD),
    Phase("ExitRejectedClaim", "Rejected claim given up", "The claimant representative gave the rejected claim up.", end=End.REJECTED),
    Phase("ExitProcessEnd", "Left: exit", "One party took the claim out of the portal.", end=End.EXITED),
)

STEPS = (
    Step("R0", "ClaimDataInput", CR, "send-claim", RtaCnf, "ClaimSubmitted", "notification:sent", "Claim notification form sent", guards.COMPENSATOR_FOUND, records.claim_sent),

    Step("R1", "ClaimSubmitted", COMP, "accept-claim", AcceptClaim, "LiabilityDecision", "notification:accepted", "Claim accepted by the compensator (MIB)", guards.IS_MIB, records.claim_accepted, Duty.RECEIVE),
    Step("R1", "ClaimSubmitted", COMP, "accept-claim", AcceptClaim, "Article75Decision", "notification:accepted", "Claim accepted by the compensator", None, records.claim_accepted, Duty.RECEIVE),
    Step("R1", "ClaimSubmitted", COMP, "reject-claim", RejectClaim, "AcknowledgeRejectedClaim", "notification:rejected", "Claim sent back to the claimant representative", duty=Duty.RECEIVE),

    Step("R2", "AcknowledgeRejectedClaim", CR, "acknowledge-rejection", Acknowledge, "ClaimRejectedToCR", "notification:rejection-acknowledged", "Rejection acknowledged"),
    Step("R3", "ClaimRejectedToCR", CR, "resend-claim", RtaCnf, "ClaimSubmitted", "notification:resent", "Claim corrected and sent again", guards.COMPENSATOR_FOUND, records.claim_sent),
    Step("R3", "ClaimRejectedToCR", CR, "exit-rejected-claim", Acknowledge, "ExitRejectedClaim", "notification:given-up", "Rejected claim given up"),

    Step("R4", "Article75Decision", COMP, "apply-article-75", Article75, "LiabilityDecision", "article-75:decided", "Article 75 decided", None, records.article75),

    Step("R5", "LiabilityDecision", COMP, "send-liability-decision", RtaLiabilityResponse, "LiabilityAdmittedForChild", "liability:admitted-for-child", "Liability admitted, the claimant is a child", guards.both(guards.liability(LiabilityDecision.ADMITTED), guards.CHILD_TODAY), records.liability_decided),
    Step("R5", "LiabilityDecision", COMP, "send-liability-decision", RtaLiabilityResponse, "LiabilityAdmitted", "liability:admitted", "Liability admitted", guards.liability(LiabilityDecision.ADMITTED), records.liability_decided),
    Step("R5", "LiabilityDecision", COMP, "send-liability-decision", RtaLiabilityResponse, "LiabilityAdmittedWithNeg", "liability:admitted-with-negligence", "Liability admitted with contributory negligence", guards.liability(LiabilityDecision.ADMITTED_WITH_NEGLIGENCE), records.liability_decided),
    Step("R5", "LiabilityDecision", COMP, "send-liability-decision", RtaLiabilityResponse, "LiabilityDenied", "liability:denied", "Liability denied", guards.liability(LiabilityDecision.NOT_ADMITTED), records.liability_decided),
    Step("R6", "FraudStated", CR, "acknowledge-fraud-stated", Acknowledge, "FraudStatedEnd", "fraud:acknowledged", "Statement of fraud acknowledged"),
    Step("R7", "LiabilityDecisionTimeout", CR, "acknowledge-liability-timeout", Acknowledge, "LiabilityDecisionTimeoutEnd", "liability:timeout-acknowledged", "Timeout of the liability decision acknowledged"),
    Step("R8", "LiabilityAdmitted", CR, "acknowledge-liability-admitted", Acknowledge, "StartOfStage21", "liability:admission-acknowledged", "Admission acknowledged"),
    Step("R9", "LiabilityAdmittedForChild", CR, "acknowledge-liability-admitted-for-child", Acknowledge, "StartOfStage21", "liability:admission-acknowledged", "Admission for a child acknowledged"),
    Step("R10", "LiabilityAdmittedWithNeg", CR, "acknowledge-liability-admitted-with-negligence", Acknowledge, "LiabilityAdmittedWithNegEnd", "liability:negligence-acknowledged", "Admission with contributory negligence acknowledged"),
    Step("R11", "LiabilityDenied", CR, "acknowledge-liability-denied", Acknowledge, "LiabilityDeniedEnd", "liability:denial-acknowledged", "Denial acknowledged"),

    Step("R12", "StartOfStage21", CR, "set-interim-payment-needed", InterimNeeded, "Stage2SettlementPackForm", "interim:not-needed", "No interim payment needed", guards.NO_INTERIM),

    Step("R20", "Stage2SettlementPackForm", CR, "send-settlement-pack", RtaSettlementPackRequest, "Stage2SettlementPackDecision", "settlement:pack-sent", "Stage 2 settlement pack sent", None, records.settlement_pack_sent),
    Step("R20", "Stage2SettlementPackForm", CR, "return-to-start-of-stage-2-1", Acknowledge, "StartOfStage21", "settlement:returned-to-stage-2-1", "Back to the start of stage 2.1"),
    Step("R21", "Stage2SettlementPackDecision", COMP, "respond-to-settlement-pack", RtaSettlementPackResponse, "Stage2SettlementPackConfirmed", "settlement:confirmed", "Stage 2 settlement pack confirmed", guards.pack(PackDecision.CONFIRM), records.settlement_agreed),
    Step("R21", "Stage2SettlementPackDecision", COMP, "respond-to-settlement-pack", RtaSettlementPackResponse, "Stage2SettlementPackRepudiated", "settlement:repudiated", "Stage 2 settlement pack repudiated", guards.pack(PackDecision.REPUDIATE)),
    Step("R22", "Stage2SettlementPackConfirmed", CR, "acknowledge-settlement-confirmed", Acknowledge, "StartOfAdditionalDamages", "settlement:confirmation-acknowledged", "Agreement acknowledged; a child's settlement goes to court", guards.CHILD_AT_AGREEMENT),
    Step("R22", "Stage2SettlementPackConfirmed", CR, "acknowledge-settlement-confirmed", Acknowledge, "Stage2SettlementPackConfirmationEnd", "settlement:settled", "Agreement acknowledged; the claim is settled"),
    Step("R23", "Stage2SettlementPackRepudiated", CR, "acknowledge-settlement-repudiated", Acknowledge, "Stage2SettlementPackRepudiationEnd", "settlement:repudiation-acknowledged", "Repudiation acknowledged"),
    Step("R29", "Stage2SettlementPackDecisionTimeout", CR, "acknowledge-settlement-timeout", Acknowledge, "Stage2SettlementPackDecisionTimeoutEnd", "settlement:timeout-acknowledged", "Timeout of the settlement pack acknowledged"),

    Step("R40", "ExitProcess", CR, "acknowledge-exit", Acknowledge, "ExitProcessEnd", "exit:acknowledged", "Exit acknowledged", guards.exited_by(COMP)),
    Step("R40", "ExitProcess", COMP, "acknowledge-exit", Acknowledge, "ExitProcessEnd", "exit:acknowledged", "Exit acknowledged", guards.exited_by(CR)),
)

# R39: any live phase but drafts, rejected claims, acknowledgements and Liability admitted;
# which acknowledgement phases bar an exit is [inferred].
EXIT_POSSIBLE_AT = (
    "ClaimSubmitted", "Article75Decision", "LiabilityDecision", "StartOfStage21",
    "Stage2SettlementPackForm", "Stage2SettlementPackDecision", "StartOfAdditionalDamages",
)
# R5 and R41: the compensator's decision phases from the liability decision on.
FRAUD_POSSIBLE_AT = ("LiabilityDecision", "Stage2SettlementPackDecision")
# fmt: on

EXITS = tuple(
    Step(
        "R39", phase, side, "exit-claim", ExitClaim, "ExitProcess", "exit:exited",
        f"Claim taken out by the {side.label.lower()}",
        guards.exit_reason_of(side), records.exited_by(side), hands_to=side.other,
    )
    for phase in EXIT_POSSIBLE_AT
    for side in (CR, COMP)
)  # fmt: skip
FRAUDS = tuple(
    Step(
        "R41", phase, COMP, "state-fraud", StateFraud, "FraudStated", "fraud:stated", "Fraud stated"
    )
    for phase in FRAUD_POSSIBLE_AT
)

RTA = Process("rta", "rta-7", "ClaimDataInput", PHASES, STEPS + FRAUDS + EXITS)
