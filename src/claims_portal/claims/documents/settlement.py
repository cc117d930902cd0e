"""The stage 2 settlement pack: what is claimed, and what the compensator answers."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import (
    HeadOfLoss,
    InjuryDuration,
    PackDecision,
    ReportCount,
    Signatory,
    TariffType,
)
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.parties import (
    ContactFirstName,
    ContactMiddleName,
    ContactSurname,
    Email,
    Reference,
    Telephone,
)
from claims_portal.claims.documents.response_rules import REQUEST_RULES, RESPONSE_RULES

Head = Annotated[HeadOfLoss, fields.code("Head of loss", wire="@LossType")]
ContributoryNegligence = Annotated[
    str, fields.percentage("Contributory negligence", wire="@PercContribNegDeductions")
]
Interest = Annotated[str, fields.money("Interest", wire="@Interest")]
Tariff = Annotated[TariffType, fields.code("Whiplash tariff type", wire="@TariffType")]
Duration = Annotated[
    InjuryDuration, fields.code("Duration of the injury", wire="@SelectDurationOfTheInjury")
]
Uplift = Annotated[
    bool,
    fields.flag("Uplift for exceptional circumstances", wire="@ExcepCircumstancesUplift"),
]
UpliftPercentage = Annotated[
    int,
    fields.whole("Uplift percentage", wire="@ExcepCircumstancesUpliftPerc", least=1, most=20),
]
Comments = Annotated[str, text("Comments", wire="@Comments", most=500)]


class PackContact(Group, kw_only=True, frozen=True):
    contact_first_name: ContactFirstName
    contact_middle_name: ContactMiddleName | None = None
    contact_surname: ContactSurname
    telephone: Telephone | None = None
    email: Email | None = None
    reference: Reference


class MedicalReports(Group, kw_only=True, frozen=True):
    soft_tissue_injury: Annotated[
        bool,
        fields.flag("Soft tissue injury", wire="ClaimantRepresentative/MedCoCase/@SoftTissue"),
    ]
    medco_case_number: (
        Annotated[
            str,
            fields.medco("MedCo case number", wire="ClaimantRepresentative/MedCoCase/@MedCoCaseID"),
        ]
        | None
    ) = None
    count: Annotated[
        ReportCount,
        fields.code(
            "Number of medical reports with the pack", wire="MedicalReport/@MedicalReportStage2"
        ),
    ]


class ClaimedLoss(Group, kw_only=True, frozen=True):
    head: Head
    gross_value_claimed: Annotated[
        str, fields.money("Gross value claimed", wire="@GrossValueClaimed")
    ]
    contributory_negligence: ContributoryNegligence
    interest: Interest
    evidence_attached: Annotated[bool, fields.flag("Evidence attached", wire="@EvidenceAttached")]
    tariff_type: Tariff | None = None
    injury_duration: Duration | None = None
    uplift: Uplift | None = None
    uplift_percentage: UpliftPercentage | None = None
    uplift_reason: (
        Annotated[
            str, text("Reason for the uplift", wire="@ExcepCircumstancesUpliftNote", most=255)
        ]
        | None
    ) = None
    comments: Comments | None = None


class StatementOfTruth(Group, kw_only=True, frozen=True):
    signatory: Annotated[Signatory, fields.code("Who signs", wire="@SignatoryType")]
    signed_copy_retained: Annotated[
        bool,
        fields.flag("Signed copy of the statement of truth retained", wire="@RetainedSignedCopy"),
    ]


class RtaSettlementPackRequest(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Stage 2 settlement pack (RTA)"
    wire: ClassVar[str] = "Stage2SettlementPackRequest"
    rules: ClassVar[tuple[Rule, ...]] = REQUEST_RULES

    claimant_representative: Annotated[
        PackContact, fields.group("Claimant representative", wire="ClaimantRepresentative")
    ]
    medical_reports: Annotated[MedicalReports, fields.group("Medical reports", wire="")]
    losses: Annotated[
        tuple[ClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/CurrentClaimantOffer", most=16),
    ] = ()
    statement_of_truth: Annotated[
        StatementOfTruth, fields.group("Statement of truth", wire="StatementOfTruth")
    ]
    comments: Annotated[str, text("Comments", wire="AgreementData/@Comments", most=500)] | None = (
        None
    )


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


class OfferedLoss(Group, kw_only=True, frozen=True):
    head: Head
    # The old interface calls the compensator's figure by the name of the claimant's.
    gross_value_offered: Annotated[
        str,
        fields.money(
            "Gross value offered",
            wire="@GrossValueClaimed",
            hint="The value claimed where it is agreed.",
        ),
    ]
    gross_amount_agreed: Annotated[
        bool, fields.flag("Gross amount agreed", wire="@IsGrossAmountAgreed")
    ]
    contributory_negligence: ContributoryNegligence
    interest: Interest
    tariff_type: Tariff | None = None
    injury_duration: Duration | None = None
    uplift: Uplift | None = None
    uplift_percentage: UpliftPercentage | None = None
    comments: Comments | None = None


class Agreement(Group, kw_only=True, frozen=True):
    decision: Annotated[
        PackDecision,
        fields.code("Decision on the settlement pack", wire="@SettlementPackDecision"),
    ]
    gross_amount: Annotated[str, fields.money("Gross amount", wire="AgreementDetails/@GrossAmount")]
    interim_payments: Annotated[
        str,
        fields.money(
            "Interim payments already made", wire="AgreementDetails/@InterimPaymentAmount"
        ),
    ]
    comments: (
        Annotated[str, text("Comments", wire="AgreementDetails/@Comments", most=500)] | None
    ) = None


class RtaSettlementPackResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Response to the stage 2 settlement pack (RTA)"
    wire: ClassVar[str] = "Stage2SettlementPackResponse"
    rules: ClassVar[tuple[Rule, ...]] = RESPONSE_RULES

    compensator: Annotated[
        PackContact,
        fields.group("Compensator contact", wire="DefendantRepresentative/DefendantsInsurer"),
    ]
    cru: (
        Annotated[
            CruReference,
            fields.group("CRU reference", wire="DefendantRepresentative/CRUReference"),
        ]
        | None
    ) = None
    losses: Annotated[
        tuple[OfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/CurrentDefendantResponse", most=16),
    ] = ()
    cru_deductions: Annotated[
        str, fields.money("CRU deductions", wire="Total/CurrentTotal/@CRUDeductions")
    ]
    agreement: Annotated[
        Agreement, fields.group("Agreement", wire="AgreementData/FinalAgreementDetails")
    ]
