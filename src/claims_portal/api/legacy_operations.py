"""What became of each operation of the old interface: an action, a call of this API, or nothing.

The one table of it: the developers' guide and the tests read this. What the old operations
were stands in the CSV file beside it (caller: CR claimant representative, COMP compensator).
"""

import csv
from collections.abc import Sequence
from importlib.resources import files
from typing import NamedTuple

ACTION, CALL, GONE = "action", "call", "gone"


class Old(NamedTuple):
    """An operation of the old interface. Source: its published service descriptions."""

    operation: str
    did: str
    for_rta: bool
    for_elpl: bool
    """In the service for EL, ELD and PL."""
    caller: str
    arguments: Sequence[str]


def _old() -> dict[str, Old]:
    text = files("claims_portal.api").joinpath("legacy_operations.csv").read_text("utf-8")
    return {
        row["operation"]: Old(
            row["operation"],
            row["did"],
            row["rta"] == "yes",
            row["elpl"] == "yes",
            row["caller"],
            row["arguments"].split(),
        )
        for row in csv.DictReader(text.splitlines())
    }


OLD = _old()


class Became(NamedTuple):
    """`what` is the name of an action, or the method and route of a call; for what is gone, why."""

    operation: str
    kind: str
    what: str
    instead: str = ""
    """What is to be known beside."""


def _action(operation: str, name: str, instead: str = "") -> Became:
    return Became(operation, ACTION, name, instead)


def _call(operation: str, what: str, instead: str = "") -> Became:
    return Became(operation, CALL, what, instead)


def _gone(operation: str, why: str) -> Became:
    return Became(operation, GONE, why)


# ruff: noqa: E501 - a table
# fmt: off
BECAME: tuple[Became, ...] = (
    _call("getToken", "POST oauth/token", "Client credentials; the acting user is named in Login-As at each call"),
    _gone("refreshToken", "A token is asked for anew with the client's own credentials"),
    _gone("changePassword", "Programs have no password: secrets of a client are rotated, two at a time"),
    _call("getSystemProcessVersion", "GET process"),
    _call("getClaimsList", "GET claims"),
    _call("searchClaims", "GET claims", "With scope=all and any of the search keys"),
    _call("getClaimsStatus", "GET claims/<int:number>", "The activity id is the ETag"),
    _call("getClaim", "GET claims/<int:number>"),
    _call("lockClaim", "PUT claims/<int:number>/lock", "Optional: an action without a lock is refused only while a colleague holds one"),
    _call("unlockClaim", "DELETE claims/<int:number>/lock"),
    _call("forceUnlockClaim", "DELETE claims/<int:number>/lock", "With the right to open the locks of others"),
    _call("allocateUser", "POST claims/<int:number>/actions/allocate-to-user"),
    _call("deallocateUser", "POST claims/<int:number>/actions/deallocate"),
    _call("getMyUsersList", "GET allocation-targets", "All accounts, for administrators: GET users"),
    _call("getBranchesList", "GET branches"),
    _call("getOrganisation", "GET organisation"),
    _call("searchCompensators", "GET compensators"),
    _call("searchCompensatorsByInsurerIndex", "GET insurer-index"),
    _call("getHospitalsList", "GET hospitals"),
    _call("addAttachment", "POST claims/<int:number>/attachments", "The bytes themselves as multipart/form-data, or base64 in JSON"),
    _call("getAttachment", "GET claims/<int:number>/attachments/<str:attachmentId>/content"),
    _call("getAttachmentsList", "GET claims/<int:number>/attachments"),
    _call("getPrintableDocumentsList", "GET claims/<int:number>/documents"),
    _call("getPrintableDocument", "GET claims/<int:number>/documents/<int:document>.pdf"),
    _call("getNotificationsList", "GET notifications"),
    _call("removeNotification", "DELETE notifications/<int:notificationId>"),
    _call("addClaim", "POST claims"),
    _action("acknowledgeClaim", "acknowledge-claim"),
    _action("acceptClaim", "accept-claim"),
    _action("rejectClaimToCR", "reject-claim"),
    _action("acknowledgeRejectedClaim", "acknowledge-rejection"),
    _action("resendRejectedClaim", "resend-claim"),
    _action("exitRejectedClaim", "exit-rejected-claim"),
    _call("reassignToAnotherCM", "POST claims/<int:number>/actions/reassign-claim", "Only between compensators that belong together; any other is left to a rejection"),
    _call("allocateClaimToBranch", "POST claims/<int:number>/actions/allocate-to-branch"),
    _action("applyArticle75", "apply-article-75"),
    _action("sendLiabilityDecision", "send-liability-decision"),
    _action("acknowledgeLiabilityAdmitted", "acknowledge-liability-admitted"),
    _action("acknowledgeLiabilityAdmittedForChild", "acknowledge-liability-admitted-for-child"),
    _action("acknowledgeLiabilityAdmittedWithNeg", "acknowledge-liability-admitted-with-negligence"),
    _action("acknowledgeDeniedLiability", "acknowledge-liability-denied"),
    _action("acknowledgeLiabilityDecisionTimeout", "acknowledge-liability-timeout"),
    _action("setStage1Payment", "set-stage-1-payment", "Only for claims made before 31 July 2013"),
    _action("stateFraud", "state-fraud"),
    _action("acknowledgeFraudStated", "acknowledge-fraud-stated"),
    _action("exitProcess", "exit-claim"),
    _action("acknowledgeExitProcess", "acknowledge-exit"),
    _action("setInterimPaymentNeeded", "set-interim-payment-needed"),
    _action("addInterimSPFRequest", "send-interim-pack"),
    _action("addInterimSPFResponse", "respond-to-interim-pack"),
    _action("rejectInterimSettlementPack", "reject-interim-pack"),
    _action("acknowledgeRejectedInterimSettlementPack", "acknowledge-interim-pack-rejected"),
    _action("extendInterimPaymentDecisionTimeout", "extend-interim-payment-limit"),
    _action("acknowledgeInterimPaymentDecisionTimeout", "acknowledge-interim-timeout"),
    _action("setStage21Payment", "confirm-interim-payment"),
    _action("acceptPartialInterimPayment", "decide-on-partial-interim-payment"),
    _action("acknowledgePartialPaymentDecision", "acknowledge-partial-payment-decision"),
    _action("returnToStartOfStage21", "return-to-start-of-stage-2-1"),
    _action("addStage2SPFRequest", "send-settlement-pack"),
    _action("addStage2SPFResponse", "respond-to-settlement-pack"),
    _action("acknowledgeStage2SPFConfirmation", "acknowledge-settlement-confirmed"),
    _action("acknowledgeStage2SPFRepudiation", "acknowledge-settlement-repudiated"),
    _action("extendStage2SPFDecisionTimeout", "extend-settlement-pack-limit"),
    _action("acknowledgeStage2SPFDecisionTimeout", "acknowledge-settlement-timeout"),
    _action("setStage2SPFCounterOfferNeeded", "set-counter-offer-needed", "Only to say no: a counter offer is sent without a word before"),
    _action("addStage2SPFCounterOfferByCR", "send-counter-offer"),
    _action("addStage2SPFCounterOfferByCM", "respond-to-counter-offer", "In further consideration: decide-on-counter-offer"),
    _action("extendStage2SPFCounterOfferTimeout", "extend-negotiation-limit"),
    _action("setStage2SPFAgreementDecision", "decide-on-last-offer"),
    _action("acknowledgeStage2SPFAgreed", "acknowledge-settlement-agreed"),
    _action("acknowledgeStage2SPFNotAgreed", "acknowledge-settlement-not-agreed"),
    _action("setAdditionalDamagesExistence", "set-additional-damages-exist"),
    _action("addS2SPFAdditionalDamagesRequest", "send-additional-damages"),
    _action("addS2SPFAdditionalDamagesResponse", "respond-to-additional-damages"),
    _action("acknowledgeAllDamagesAgreed", "acknowledge-all-damages-agreed"),
    _action("setS2SPFAdditionalDamagesDecision", "decide-on-additional-damages"),
    _action("acknowledgeAdditionalDamagesAgreement", "acknowledge-additional-damages-agreement"),
    _action("extendAdditionalDamagesDecisionTimeout", "extend-additional-damages-limit"),
    _action("acknowledgeAdditionalDamagesDecisionTimeout", "acknowledge-additional-damages-timeout"),
    _action("addCPPFRequest", "send-court-pack"),
    _action("addCPPFResponse", "respond-to-court-pack"),
    _action("acknowledgeCPPFResponse", "acknowledge-court-pack-response"),
)
# fmt: on
BECAME_OF = {one.operation: one for one in BECAME}
