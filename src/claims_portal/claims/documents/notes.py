"""The short bodies of steps that need no form."""

from datetime import date
from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Rule
from claims_portal.claims.documents.codes import (
    ExitReason,
    ExtensionReason,
    FraudReason,
    RejectionReason,
)
from claims_portal.claims.documents.extension_rules import EXTENSION_RULES
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.response_rules import EXIT_RULES, REJECTION_RULES

Comment = Annotated[str, text("Comment", wire="@comment", most=500)]


class Acknowledge(Document, kw_only=True, frozen=True):
    """Nothing to say but that it was seen."""

    title: ClassVar[str] = "Acknowledgement"


class AcceptClaim(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Acceptance of the claim"

    compensator_reference: Annotated[
        str, fields.reference("Compensator reference", wire="@insurerClaimReferenceNumber")
    ]


class RejectClaim(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Rejection of the claim"
    rules: ClassVar[tuple[Rule, ...]] = REJECTION_RULES

    reason: Annotated[RejectionReason, fields.code("Reason", wire="@reasonCode")]
    comment: Comment | None = None


class ExitClaim(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Exit from the process"
    rules: ClassVar[tuple[Rule, ...]] = EXIT_RULES

    reason: Annotated[ExitReason, fields.code("Reason", wire="@reasonCode")]
    comment: Comment | None = None


class StateFraud(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Statement of fraud"

    reason: Annotated[FraudReason, fields.code("Reason", wire="@reasonCode")]
    comment: Comment


class Article75(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Article 75 decision"

    applies: Annotated[bool, fields.flag("Article 75 applies", wire="@article75")]


class InterimNeeded(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Need for an interim payment"

    needed: Annotated[bool, fields.flag("Interim payment needed", wire="@isInterimPaymentNeeded")]


class RejectInterimPack(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Rejection of the interim settlement pack"

    comment: Annotated[str, text("Why the pack is rejected", wire="@rejectionComment", most=500)]


class InterimPaymentReceived(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Receipt of the interim payment"

    received: Annotated[bool, fields.flag("Payment received", wire="@isStage21Paid")]


class StageOnePayment(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Payment of the stage 1 costs"

    received: Annotated[bool, fields.flag("Stage 1 costs paid", wire="@isStage1Paid")]


class PartialInterimPayment(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Answer to the partial interim payment"

    accepted: Annotated[
        bool, fields.flag("Partial payment accepted", wire="@isPartialInterimPaymentAccepted")
    ]


class CounterOfferNeeded(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Need for a counter offer"

    needed: Annotated[
        bool, fields.flag("A counter offer will be made", wire="@isStage2SPFCounterOfferNeeded")
    ]


class SettlementAgreement(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Decision on the last offer"

    agreed: Annotated[bool, fields.flag("The last offer is agreed", wire="@isAgreed")]


class AdditionalDamagesExist(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Existence of additional damages"

    exist: Annotated[
        bool, fields.flag("There are additional damages", wire="@additionalDamagesExist")
    ]


class ExtendLimit(Document, kw_only=True, frozen=True):
    """The date is a time-out date: the last day to act is the day before it."""

    title: ClassVar[str] = "Agreed extension of a time limit"
    rules: ClassVar[tuple[Rule, ...]] = EXTENSION_RULES

    new_time_out_date: Annotated[
        date,
        fields.date(
            "New time-out date",
            wire="@newTimeOut",
            hint="The day on which the claim times out: the last day to act is the day before.",
        ),
    ]
    reason: Annotated[ExtensionReason, fields.code("Reason", wire="@reasonForExtension")]


class Reassign(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Reassignment to another compensator"

    organisation_id: Annotated[
        str, text("Organisation identifier", wire="@organisationPath", most=50)
    ]
