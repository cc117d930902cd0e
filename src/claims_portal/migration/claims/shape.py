"""What the whole-claim XML of the old interface is taken to look like: the one table of it.

The published record names what stands around the forms (process facts 3.9 and 1.3) but not
in which elements [inferred]. Names are therefore looked for wherever they stand, as
attribute or as element with text, whatever their letter case: a name of two parts wants
the first as the element around it. The first row that is found counts.
"""

import re
from typing import NamedTuple

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.liability_elpl import ElplLiabilityResponse
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from claims_portal.claims.documents.settlement_elpl import (
    ElplSettlementPackRequest,
    ElplSettlementPackResponse,
)
from claims_portal.claims.process.tables import Process


class Names(NamedTuple):
    names: tuple[str, ...]
    source: str


# fmt: off
FACTS: dict[str, Names] = {
    "application_id": Names(("applicationId", "ApplicationIDNumber"), "every answer of the old interface"),
    "phase": Names(("phaseCacheId",), "every answer of the old interface"),
    "phase_name": Names(("phaseCacheName", "ApplicationStatus"), "every answer of the old interface"),
    "activity_id": Names(("activityEngineGuid",), "every answer of the old interface"),
    "claim_type": Names(("ClaimDetails/ClaimType",), "EL/PL claim notification form"),
    "representative": Names(("RepresentativeOrgPath", "RepresentativeOrganizationPath", "RepresentativeOrganisationPath", "ClaimantRepresentativeOrgPath", "RepresentativePath", "RepresentativeID", "RepresentativeOrganizationID", "RepresentativeOrganisationID", "ClaimantRepresentativeID"), "ApplicationIDs [inferred]"),
    "representative_handler": Names(("RepresentativeAllocatedUser", "RepresentativeAllocatedUserID", "RepresentativeUserID", "CRAllocatedUser", "ClaimantRepresentative/AllocatedUser", "Representative/AllocatedUser"), "ApplicationIDs [inferred]"),
    "compensator": Names(("InsurerOrgPath", "CompensatorOrgPath", "InsurerPath", "InsurerID", "CompensatorID"), "ApplicationIDs [inferred]"),
    "compensator_branch": Names(("InsurerAcceptingBranchID", "AcceptingBranchID", "AcceptingBranch", "InsurerBranchID", "CompensatorBranchID"), "ApplicationIDs [inferred]"),
    "compensator_handler": Names(("InsurerAllocatedUser", "InsurerAllocatedUserID", "InsurerUserID", "CMAllocatedUser", "CompensatorAllocatedUser", "Insurer/AllocatedUser"), "ApplicationIDs [inferred]"),
    "compensator_reference": Names(("insurerClaimReferenceNumber", "InsurerReferenceNumber", "CompensatorReferenceNumber", "InsurerReference", "COMPReference"), "acceptClaim, ApplicationIDs"),
    "sent": Names(("SentDate", "ApplicationIDs/StartDate"), "process facts 3.9"),
    "ended": Names(("ApplicationIDs/EndDate", "ClaimEndDate", "ProcessEndDate"), "ApplicationIDs [inferred]"),
    "article75": Names(("Article75", "isArticle75"), "process facts 2.1, R4"),
    "child_at_liability_response": Names(("isClaimantChildAtStage1Response",), "process facts 2.1, R5"),
    "child_at_settlement_request": Names(("isClaimantChildAtStage2Request",), "process facts 2.1, R20"),
    "child_at_settlement_agreement": Names(("isClaimantChildAtStage2Agreement",), "process facts 2.1, R22"),
    "fraud_code": Names(("FraudStated/code", "FraudStated/reasonCode"), "process facts 3.9"),
    "fraud_comment": Names(("FraudStated/comment", "FraudStated/reasonDescription"), "process facts 3.9"),
    "exit_cr_code": Names(("ExitCR/code", "ExitCR/reasonCode"), "process facts 3.9"),
    "exit_cr_comment": Names(("ExitCR/comment",), "process facts 3.9"),
    "exit_cm_code": Names(("ExitCM/code", "ExitCM/reasonCode"), "process facts 3.9"),
    "exit_cm_comment": Names(("ExitCM/comment",), "process facts 3.9"),
    "rejection_code": Names(("Rejection/code", "Rejection/reasonCode", "rejectionReasonCode"), "process facts 3.9"),
    "current_timeout": Names(("CurrentTimeout/SelectedTimeOut",), "process facts 1.3"),
    "liability_timeout": Names(("Insurer/LiabilityDecisionTimeout",), "process facts 1.3"),
    "liability_timeout_30": Names(("MIBorArt75/LiabilityDecisionTimeout",), "process facts 1.3"),
    "settlement_timeout": Names(("Stage2DecisionOrCounterOfferTimeout",), "process facts 1.3"),
}
"""What is known of a claim beside its forms, and where it may stand."""

TAKEN = (
    RtaLiabilityResponse, RtaSettlementPackRequest, RtaSettlementPackResponse,
    ElplLiabilityResponse, ElplSettlementPackRequest, ElplSettlementPackResponse,
)
"""The forms after the notification that become documents of the claim."""
FORM_ALIASES = {"insurerresponse": "insurerresponsea2a"}
DATE_OF_FORM = ("DateOfRequest", "DateOfResponse", "DateOfReply", "ResponseDate", "RequestDate")
"""When a form was sent, written by the system into the form (process facts 3.6, 3.7)."""

NOT_BUILT_FORMS = {
    name.casefold(): name
    for name in (
        "InterimSettlementPackRequest", "InterimSettlementPackResponse", "InterimPackRejected",
        "CounterOfferByCR", "CounterOfferByCM", "Stage2SettlementPackCounterOfferByCR",
        "Stage2SettlementPackCounterOfferByCM", "AdditionalDamagesRequest",
        "AdditionalDamagesResponse", "CourtProceedingPackRequest", "CourtProceedingPackResponse",
    )
}
"""Forms of steps that the process tables do not have yet: kept whole beside the claim."""

PHASE_ALIASES = {
    # normalised name: code here
    "claimdatainputedit": "ClaimDataInput",
    "stage2settlementpackinput": "Stage2SettlementPackForm",
    "interimpaymentnecessity": "StartOfStage21",
    "stage2settlementpackdecisiontimeoutend": "Stage2SettlementPackDecisionTimeoutEnd",
    "liabilityadmittedwithnegligence": "LiabilityAdmittedWithNeg",
    "frauddecision": "FraudStated",
}
PHASES_NOT_TAKEN = (
    "InterimSettlementPackForm", "InterimPaymentDecision", "WaitingForInterimPayment",
    "AcceptanceOfPartialInterimPayment", "PartialPaymentDecision",
    "InterimSettlementPackRejected", "InterimPaymentDecisionTimeout",
    "Stage2SettlementPackCounterOfferDecision", "Stage2SettlementPackAgreementDecision",
    "Stage2SettlementPackAgreed", "Stage2SettlementPackNotAgreed",
    "Stage2SettlementPackAgreedEnd", "Stage2SettlementPackAdditionalDamagesForm",
    "AdditionalDamagesDecision", "Stage2SettlementPackAllDamagesAgreed",
    "Stage2SettlementPackAllDamagesAgreedEnd", "AdditionalDamagesAgreementDecision",
    "AdditionalDamagesDecisionTimeout", "CourtProceedingsPackForm",
    "CourtProceedingsPackResponse", "EndOfStage2", "CourtProceedingsPackEnd",
)
"""Phases in which claims are not taken over yet (names partly [inferred])."""
# fmt: on


def normalised(name: str) -> str:
    """Letters and digits alone, without case: names are written with and without blanks."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def forms_of(process: Process) -> dict[str, type[Document]]:
    """The forms that claims of this process come with, by their element."""
    steps = {step.takes for step in process.steps}
    return {form.wire.casefold(): form for form in TAKEN if form in steps}


def phases_of(process: Process) -> dict[str, str]:
    """Codes here by the old platform's codes and display names."""
    codes = {phase.code for phase in process.phases}
    return {
        **{normalised(phase.name): phase.code for phase in process.phases},
        **{normalised(phase.code): phase.code for phase in process.phases},
        **{name: code for name, code in PHASE_ALIASES.items() if code in codes},
    }


NOT_TAKEN = frozenset(normalised(name) for name in PHASES_NOT_TAKEN)
