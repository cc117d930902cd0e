"""The stage 2 settlement pack: what is claimed, and what the compensator answers."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import PackDecision, ReportCount
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.losses import (
    ClaimedLoss,
    Comments,
    ContributoryNegligence,
    Duration,
    GrossAmountAgreed,
    Head,
    Interest,
    Tariff,
    Uplift,
    UpliftPercentage,
)
from claims_portal.claims.documents.offer_rules import REQUEST_RULES, RESPONSE_RULES
from claims_portal.claims.documents.packs import (
    AgreementComments,
    CompensatorBlock,
    CruBlock,
    CruDeductions,
    CruReference,
    GrossAmount,
    InterimPayments,
    MedcoCaseNumber,
    PackContact,
    SoftTissueInjury,
    StatementOfTruth,
    StatementOfTruthBlock,
)


class MedicalReports(Group, kw_only=True, frozen=True):
    soft_tissue_injury: SoftTissueInjury
    medco_case_number: MedcoCaseNumber | None = None
    count: Annotated[
        ReportCount,
        fields.code(
            "Number of medical reports with the pack", wire="MedicalReport/@MedicalReportStage2"
        ),
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
    statement_of_truth: StatementOfTruthBlock
    comments: Annotated[str, text("Comments", wire="AgreementData/@Comments", most=500)] | None = (
        None
    )


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
    gross_amount_agreed: GrossAmountAgreed
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
    gross_amount: GrossAmount
    interim_payments: InterimPayments
    comments: AgreementComments | None = None


class RtaSettlementPackResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Response to the stage 2 settlement pack (RTA)"
    wire: ClassVar[str] = "Stage2SettlementPackResponse"
    rules: ClassVar[tuple[Rule, ...]] = RESPONSE_RULES

    compensator: CompensatorBlock
    cru: CruBlock | None = None
    losses: Annotated[
        tuple[OfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/CurrentDefendantResponse", most=16),
    ] = ()
    cru_deductions: CruDeductions
    agreement: Annotated[
        Agreement, fields.group("Agreement", wire="AgreementData/FinalAgreementDetails")
    ]


__all__ = [
    "Agreement",
    "ClaimedLoss",
    "CruReference",
    "MedicalReports",
    "OfferedLoss",
    "PackContact",
    "RtaSettlementPackRequest",
    "RtaSettlementPackResponse",
    "StatementOfTruth",
]
