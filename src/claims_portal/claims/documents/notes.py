"""The short bodies of steps that need no form."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Rule
from claims_portal.claims.documents.codes import ExitReason, FraudReason, RejectionReason
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.response_rules import EXIT_RULES

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


class Reassign(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Reassignment to another compensator"

    organisation_id: Annotated[
        str, text("Organisation identifier", wire="@organisationPath", most=50)
    ]
