"""What the whole-claim XML of the old interface is taken to look like: the one table of it.

The published record names what stands around the forms (process facts 3.9 and 1.3) but not
in which elements [inferred]. Names are therefore looked for wherever they stand, as
attribute or as element with text, whatever their letter case: a name of two parts wants
the first as the element around it. The first row that is found counts.
"""

import re
from typing import NamedTuple

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.conversion import FORMS
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
    "sent": Names(("SentDate",), "process facts 3.9"),
    "started": Names(("ApplicationIDs/StartDate", "ClaimStartDate"), "process facts 6: list by start and sending [inferred]"),
    "ended": Names(("ApplicationIDs/EndDate", "ClaimEndDate", "ProcessEndDate"), "ApplicationIDs [inferred]"),
    "version": Names(("versionMajor", "ProcessVersionMajor", "ProcessVersion"), "getSystemProcessVersion [inferred]"),
    "article75": Names(("Article75", "isArticle75"), "process facts 2.1, R4"),
    "child_at_liability_response": Names(("isClaimantChildAtStage1Response",), "process facts 2.1, R5"),
    "child_at_settlement_request": Names(("isClaimantChildAtStage2Request",), "process facts 2.1, R20"),
    "child_at_settlement_agreement": Names(("isClaimantChildAtStage2Agreement",), "process facts 2.1, R22"),
    "child_at_additional_damages_agreement": Names(("isClaimantChildAtStage2AgreementAD",), "process facts 2.1, R33"),
    "fraud_code": Names(("FraudStated/code", "FraudStated/reasonCode"), "process facts 3.9"),
    "fraud_comment": Names(("FraudStated/comment", "FraudStated/reasonDescription"), "process facts 3.9"),
    "exit_cr_code": Names(("ExitCR/code", "ExitCR/reasonCode"), "process facts 3.9"),
    "exit_cr_comment": Names(("ExitCR/comment",), "process facts 3.9"),
    "exit_cm_code": Names(("ExitCM/code", "ExitCM/reasonCode"), "process facts 3.9"),
    "exit_cm_comment": Names(("ExitCM/comment",), "process facts 3.9"),
    "rejection_code": Names(("Rejection/code", "Rejection/reasonCode", "rejectionReasonCode"), "process facts 3.9"),
    "rejection_comment": Names(("Rejection/comment",), "process facts 3.9"),
    "current_timeout": Names(("CurrentTimeout/SelectedTimeOut",), "process facts 1.3"),
    "current_timeout_type": Names(("CurrentTimeout/TimeOutType",), "process facts 1.3; not needed"),
    "liability_timeout": Names(("Insurer/LiabilityDecisionTimeout", "CNF/LiabilityDecisionTimeout"), "process facts 1.3"),
    "liability_timeout_30": Names(("MIBorArt75/LiabilityDecisionTimeout",), "process facts 1.3"),
    "stage_1_timeout": Names(("Insurer/Stage1PaymentTimeout",), "process facts 1.3"),
    "stage_1_timeout_30": Names(("MIBorArt75/Stage1PaymentTimeout",), "process facts 1.3"),
    "interim_timeout_low": Names(("LowPayment/InterimPaymentTimeout",), "process facts 1.3"),
    "interim_timeout_high": Names(("HighPayment/InterimPaymentTimeout",), "process facts 1.3"),
    "interim_timeout": Names(("ISP/InterimPaymentTimeout", "InterimPayment/InterimPaymentTimeout"), "process facts 1.3 [inferred]"),
    "settlement_timeout": Names(("Stage2DecisionOrCounterOfferTimeout",), "process facts 1.3"),
    "additional_damages_timeout": Names(("Stage2AdditionalDamagesDecisionTimeout",), "process facts 1.3"),
    "court_pack_timeout": Names(("CourtProceedingsTimeout",), "process facts 1.3"),
    "extended_to": Names(("LastExtendedTime/NewTimeOutDate", "LastExtendedTime/NewTimeOut"), "process facts 3.7"),
    "extension_reason": Names(("LastExtendedTime/ReasonForExtension",), "process facts 3.7"),
}
"""What is known of a claim beside its forms, and where it may stand."""

FIRST_VERSION_WITHOUT_STAGE_1_PAYMENT = 3
"""Process facts 2.1, R8: since then the admission alone is acknowledged."""

LIMIT_FACTS: dict[str, tuple[str, ...]] = {
    "liability-decision": ("liability_timeout", "liability_timeout_30"),
    "stage-1-payment": ("stage_1_timeout", "stage_1_timeout_30"),
    "interim-payment": ("interim_timeout_high", "interim_timeout_low", "interim_timeout"),
    "settlement-pack-decision": ("settlement_timeout",),
    "counter-offer": ("settlement_timeout",),
    "additional-damages-decision": ("additional_damages_timeout",),
    "court-pack-response": ("court_pack_timeout",),
}
"""The facts that may hold the time-out date of a limit, beside the current one."""

FORM_ALIASES: dict[str, str] = {
    # name in small letters: element that the form has as its root
    "insurerresponse": "InsurerResponseA2A",
    "liabilityresponse": "InsurerResponseA2A",
    "compensatorresponse": "InsurerResponseA2A",
    "interimspfrequest": "InterimSettlementPackRequest",
    "interimspfresponse": "InterimSettlementPackResponse",
    "stage2spfrequest": "Stage2SettlementPackRequest",
    "stage2spfresponse": "Stage2SettlementPackResponse",
    "counterofferbycr": "Stage2SettlementPackCounterOfferByCR",
    "counterofferbycm": "Stage2SettlementPackCounterOfferByCM",
    "stage2spfcounterofferbycr": "Stage2SettlementPackCounterOfferByCR",
    "stage2spfcounterofferbycm": "Stage2SettlementPackCounterOfferByCM",
    "additionaldamagesrequest": "Stage2SettlementPackAdditionalDamagesRequest",
    "additionaldamagesresponse": "Stage2SettlementPackAdditionalDamagesResponse",
    "s2spfadditionaldamagesrequest": "Stage2SettlementPackAdditionalDamagesRequest",
    "s2spfadditionaldamagesresponse": "Stage2SettlementPackAdditionalDamagesResponse",
    "courtproceedingspackrequest": "CourtProceedingPackRequest",
    "courtproceedingspackresponse": "CourtProceedingPackResponse",
    "cppfrequest": "CourtProceedingPackRequest",
    "cppfresponse": "CourtProceedingPackResponse",
}
"""Other names of the forms' elements: of their commands, and shortened [inferred]."""

DATES_OF_REQUEST = ("DateOfRequest", "RequestDate", "DateOfOffer", "SentDate", "DateSent")
DATES_OF_ANSWER = ("DateOfResponse", "DateOfReply", "ResponseDate", "ReplyDate", "SentDate", "DateSent")
"""When a form was sent, written by the system into the form or beside it (process facts 3.6, 3.7)."""

SAID_OF_FORM: dict[str, Names] = {
    "number": Names(("InterimPaymentNumber",), "process facts 3.6"),
    "requested": Names(("ValueOfInterimRequest",), "process facts 3.6"),
    "offered": Names(("ValueOfInterimPaymentAgreed",), "process facts 3.6"),
    "decision": Names(("PaymentDecision",), "process facts 3.6: AC accepted, NAC not accepted"),
    "received": Names(("InterimPaymentReceived", "isStage21Paid"), "process facts 3.6"),
    "extended": Names(("InterimPaymentTimeoutExtended",), "process facts 2.1, R14"),
}
"""What the old platform wrote of a form, into it or beside it in the same element."""

REJECTED_PACK = ("interimpackrejected", "interimsettlementpackrejected")
"""The element with the comment by which an interim pack was rejected (process facts 3.9)."""

ATTACHMENTS = ("attachment", "attachmentinfo", "a2aattachment", "claimattachment")
"""The elements that hold a file of the claim (process facts 1.2) [inferred]."""
SAID_OF_FILE: dict[str, Names] = {
    "title": Names(("Title", "AttachmentTitle"), "process facts 1.2"),
    "description": Names(("Description", "AttachmentDescription"), "process facts 1.2"),
    "file_name": Names(("FileName", "AttachmentFileName", "Name"), "process facts 1.2"),
    "owner": Names(("Owner", "AttachmentOwner", "AddedBy"), "process facts 1.2"),
    "added": Names(("Date", "AttachmentDate", "DateAdded", "AddedDate", "CreationDate"), "process facts 1.2"),
    "content": Names(("Content", "FileContent", "AttachmentContent", "AttachmentFile", "Data", *ATTACHMENTS), "process facts 1.2: base64, zipped or not"),
}
"""What is said of a file, and the file itself."""

PHASE_ALIASES = {
    # normalised name: code here; where a process has no such phase the name is not known in it
    "claimdatainputedit": "ClaimDataInput",
    "acknowledgeclaim": "ClaimAcknowledged",
    "liabilityadmittedchild": "LiabilityAdmittedForChild",
    "liabilityadmittedwithnegligence": "LiabilityAdmittedWithNeg",
    "liabilitynotadmitted": "LiabilityDenied",
    "frauddecision": "FraudStated",
    "startofstage2": "StartOfStage21",
    "interimpaymentnecessity": "StartOfStage21",
    "interimsettlementpackinput": "InterimSettlementPackForm",
    "interimpaymentresponse": "InterimPaymentDecision",
    "acceptanceofpartialpayment": "AcceptanceOfPartialInterimPayment",
    "partialpaymentdecisionnotaccepted": "PartialPaymentDecision",
    "stage2settlementpackinput": "Stage2SettlementPackForm",
    "stage2settlementpackconfirmedbycomp": "Stage2SettlementPackConfirmed",
    "stage2settlementpackconfirmation": "Stage2SettlementPackConfirmed",
    "stage2settlementpackrepudiation": "Stage2SettlementPackRepudiated",
    "stage2settlementpackcounteroffercompsturn": "Stage2SettlementPackCounterOfferResponse",
    "stage2settlementpackcounterofferbycr": "Stage2SettlementPackCounterOfferResponse",
    "stage2settlementpackcounterofferresponsedecision": "Stage2SettlementPackCounterOfferResponse",
    "stage2settlementpackcounterofferbycm": "Stage2SettlementPackCounterOfferDecision",
    "stage2settlementpackagreedbycr": "Stage2SettlementPackAgreed",
    "stage2settlementpacknotagreedbycomp": "Stage2SettlementPackNotAgreed",
    "startofstage2settlementpackadditionaldamages": "StartOfAdditionalDamages",
    "stage2settlementpackadditionaldamages": "StartOfAdditionalDamages",
    "additionaldamagesinput": "AdditionalDamagesForm",
    "stage2settlementpackadditionaldamagesform": "AdditionalDamagesForm",
    "stage2settlementpackadditionaldamagesinput": "AdditionalDamagesForm",
    "stage2additionaldamagesdecision": "AdditionalDamagesDecision",
    "stage2settlementpackadditionaldamagesdecision": "AdditionalDamagesDecision",
    "stage2settlementpackalldamagesagreed": "AllDamagesAgreed",
    "stage2settlementpackadditionaldamagesagreementdecision": "AdditionalDamagesAgreementDecision",
    "additionaldamagesagreement": "AdditionalDamagesAgreed",
    "stage2settlementpackadditionaldamagesdecisiontimeout": "AdditionalDamagesDecisionTimeout",
    "courtproceedingspackinput": "CourtProceedingsPackForm",
    "courtproceedingspack": "CourtProceedingsPackForm",
    "courtproceedingpackform": "CourtProceedingsPackForm",
    "courtproceedingpackresponse": "CourtProceedingsPackResponse",
    "courtproceedingspackdecision": "CourtProceedingsPackResponse",
    "courtproceedingpackend": "CourtProceedingsPackEnd",
}
"""Other names of the phases [inferred]."""
# fmt: on


def normalised(name: str) -> str:
    """Letters and digits alone, without case; the settlement pack always at full length."""
    bare = re.sub(r"[^a-z0-9]", "", name.casefold())
    return re.sub("s2spf?", "stage2settlementpack", bare)


def form_called(process: Process, name: str) -> type[Document] | None:
    """The form after the notification that an element of this name holds, in this process."""
    return forms_of(process).get(FORM_ALIASES.get(name.casefold(), name).casefold())


def forms_of(process: Process) -> dict[str, type[Document]]:
    """The forms that claims of this process come with, by their element; not the notification."""
    taken = {step.takes for step in process.steps} - set(CNF_TYPES.values())
    return {form.wire.casefold(): form for form in FORMS if form in taken}


def phases_of(process: Process) -> dict[str, str]:
    """Codes here by the old platform's codes and display names."""
    codes = {phase.code for phase in process.phases}
    return {
        **{name: code for name, code in PHASE_ALIASES.items() if code in codes},
        **{normalised(phase.name): phase.code for phase in process.phases},
        **{normalised(phase.code): phase.code for phase in process.phases},
    }


def dates_of_form(form: type[Document]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names under which the day of a form may stand: those of its kind, and the others."""
    if form.wire.endswith(("Request", "ByCR")):
        return DATES_OF_REQUEST, DATES_OF_ANSWER
    return DATES_OF_ANSWER, DATES_OF_REQUEST
