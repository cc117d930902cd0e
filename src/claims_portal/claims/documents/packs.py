"""What the packs ask alike: who writes, the medical reports, the offer as a whole, who signs."""

from typing import Annotated

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Group
from claims_portal.claims.documents.codes import Signatory
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.parties import (
    ContactFirstName,
    ContactMiddleName,
    ContactSurname,
    Email,
    Reference,
    Telephone,
)

SoftTissueInjury = Annotated[
    bool, fields.flag("Soft tissue injury", wire="ClaimantRepresentative/MedCoCase/@SoftTissue")
]
MedcoCaseNumber = Annotated[
    str, fields.medco("MedCo case number", wire="ClaimantRepresentative/MedCoCase/@MedCoCaseID")
]
GrossAmount = Annotated[str, fields.money("Gross amount", wire="AgreementDetails/@GrossAmount")]
InterimPayments = Annotated[
    str,
    fields.money("Interim payments already made", wire="AgreementDetails/@InterimPaymentAmount"),
]
AgreementComments = Annotated[str, text("Comments", wire="AgreementDetails/@Comments", most=500)]
CruDeductions = Annotated[
    str, fields.money("CRU deductions", wire="Total/CurrentTotal/@CRUDeductions")
]


class PackContact(Group, kw_only=True, frozen=True):
    contact_first_name: ContactFirstName
    contact_middle_name: ContactMiddleName | None = None
    contact_surname: ContactSurname
    telephone: Telephone | None = None
    email: Email | None = None
    reference: Reference


class CruReference(Group, kw_only=True, frozen=True):
    reference: (
        Annotated[
            str,
            fields.cru("Compensation Recovery Unit reference", wire="@CRUReferenceNumber"),
        ]
        | None
    ) = None
    no_reference_reason: (
        Annotated[str, text("Why no CRU reference is given", wire="@CRUComment", most=500)] | None
    ) = None


class StatementOfTruth(Group, kw_only=True, frozen=True):
    signatory: Annotated[Signatory, fields.code("Who signs", wire="@SignatoryType")]
    signed_copy_retained: Annotated[
        bool,
        fields.flag("Signed copy of the statement of truth retained", wire="@RetainedSignedCopy"),
    ]


class ClaimedAmount(Group, kw_only=True, frozen=True):
    """The claimant's offer as a whole: the sum of the rows, or a global sum instead of it."""

    gross_amount: GrossAmount
    interim_payments: InterimPayments
    comments: AgreementComments | None = None


CompensatorBlock = Annotated[
    PackContact,
    fields.group("Compensator contact", wire="DefendantRepresentative/DefendantsInsurer"),
]
CruBlock = Annotated[
    CruReference, fields.group("CRU reference", wire="DefendantRepresentative/CRUReference")
]
StatementOfTruthBlock = Annotated[
    StatementOfTruth, fields.group("Statement of truth", wire="StatementOfTruth")
]
ClaimedAmountBlock = Annotated[
    ClaimedAmount, fields.group("Agreement", wire="AgreementData/FinalAgreementDetails")
]
