"""The interim settlement pack (form RTA4): money asked for before the whole is settled."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import ReportCount
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.interim_rules import REQUEST_RULES, RESPONSE_RULES
from claims_portal.claims.documents.losses import (
    Comments,
    ContributoryNegligence,
    EvidenceAttached,
    GrossAmountAgreed,
    GrossValueClaimed,
    GrossValueOffered,
    Head,
)
from claims_portal.claims.documents.packs import (
    CompensatorBlock,
    CruBlock,
    MedcoCaseNumber,
    PackContact,
    SoftTissueInjury,
    StatementOfTruthBlock,
)


class InterimMedicalReports(Group, kw_only=True, frozen=True):
    soft_tissue_injury: SoftTissueInjury
    medco_case_number: MedcoCaseNumber | None = None
    count: Annotated[
        ReportCount,
        fields.code(
            "Number of medical reports with the interim pack",
            wire="MedicalReport/@MedicalReportStage2_1",
        ),
    ]


Pursued = Annotated[
    bool,
    fields.flag(
        "Head still being pursued",
        wire="@ItemBeingPursued",
        hint="A head that is not pursued does not count in the payment asked for.",
    ),
]
Reasons = Annotated[
    str,
    text(
        "Why an interim payment is requested",
        wire="InterimPayment/ClaimantRequestForInterimPayment/@ReasonsForInterimPaymentRequest",
        most=500,
    ),
]


class InterimClaimedLoss(Group, kw_only=True, frozen=True):
    head: Head
    gross_value_claimed: GrossValueClaimed
    contributory_negligence: ContributoryNegligence
    evidence_attached: EvidenceAttached
    pursued: Pursued | None = None
    comments: Comments | None = None


class RtaInterimPackRequest(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Interim settlement pack (RTA)"
    wire: ClassVar[str] = "InterimSettlementPackRequest"
    rules: ClassVar[tuple[Rule, ...]] = REQUEST_RULES

    claimant_representative: Annotated[
        PackContact,
        fields.group("Claimant representative", wire="ClaimantRepresentative/CompanyDetails"),
    ]
    medical_reports: Annotated[InterimMedicalReports, fields.group("Medical reports", wire="")]
    reasons: Reasons | None = None
    losses: Annotated[
        tuple[InterimClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/ClaimantLossesToDate", most=16),
    ] = ()
    statement_of_truth: StatementOfTruthBlock


class InterimOfferedLoss(Group, kw_only=True, frozen=True):
    head: Head
    gross_value_offered: GrossValueOffered
    gross_amount_agreed: GrossAmountAgreed
    contributory_negligence: ContributoryNegligence
    comments: Comments | None = None


class RtaInterimPackResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Response to the interim settlement pack (RTA)"
    wire: ClassVar[str] = "InterimSettlementPackResponse"
    rules: ClassVar[tuple[Rule, ...]] = RESPONSE_RULES

    compensator: CompensatorBlock
    cru: CruBlock | None = None
    losses: Annotated[
        tuple[InterimOfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/DefendantResponse", most=16),
    ] = ()
    cru_deductions: Annotated[
        str, fields.money("CRU deductions", wire="Total/LossesTotal/@CRUDeductions")
    ]
    comments: (
        Annotated[
            str,
            text(
                "Further comments",
                wire="InterimPayment/DefendantResponsesToInterimPaymentRequest/@AdditionalComments",
                most=500,
            ),
        ]
        | None
    ) = None
