"""The interim settlement pack of EL, ELD and PL claims (form EPL4)."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import ReportCount
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.interim import Pursued, Reasons
from claims_portal.claims.documents.losses import (
    Comments,
    EvidenceAttached,
    GrossAmountAgreed,
    GrossValueClaimed,
    GrossValueOffered,
)
from claims_portal.claims.documents.packs import (
    CompensatorBlock,
    PackContact,
    StatementOfTruthBlock,
)
from claims_portal.claims.documents.packs_elpl import MOST_HEADS, ElplCruBlock, ElplHead
from claims_portal.claims.documents.response_rules_elpl import (
    INTERIM_REQUEST_RULES,
    INTERIM_RESPONSE_RULES,
)

INTERIM = "InterimPayment"


class ElplInterimMedicalReports(Group, kw_only=True, frozen=True):
    count: Annotated[
        ReportCount,
        fields.code(
            "Number of medical reports with the interim pack", wire="@MedicalReportStage2_1"
        ),
    ]


class ElplInterimClaimedLoss(Group, kw_only=True, frozen=True):
    head: ElplHead
    gross_value_claimed: GrossValueClaimed
    evidence_attached: EvidenceAttached
    pursued: Pursued | None = None
    comments: Comments | None = None


class ElplInterimPackRequest(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Interim settlement pack (EL, ELD, PL)"
    wire: ClassVar[str] = "InterimSettlementPackRequest"
    rules: ClassVar[tuple[Rule, ...]] = INTERIM_REQUEST_RULES

    claimant_representative: Annotated[
        PackContact,
        fields.group("Claimant representative", wire="ClaimantRepresentative/CompanyDetails"),
    ]
    medical_reports: Annotated[
        ElplInterimMedicalReports, fields.group("Medical reports", wire="MedicalReport")
    ]
    reasons: Reasons | None = None
    losses: Annotated[
        tuple[ElplInterimClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/ClaimantLossesToDate", most=MOST_HEADS),
    ] = ()
    statement_of_truth: StatementOfTruthBlock


class ElplInterimOfferedLoss(Group, kw_only=True, frozen=True):
    head: ElplHead
    gross_value_offered: GrossValueOffered
    gross_amount_agreed: GrossAmountAgreed
    comments: Comments | None = None


class ElplInterimPackResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Response to the interim settlement pack (EL, ELD, PL)"
    wire: ClassVar[str] = "InterimSettlementPackResponse"
    rules: ClassVar[tuple[Rule, ...]] = INTERIM_RESPONSE_RULES

    compensator: CompensatorBlock
    cru: ElplCruBlock | None = None
    losses: Annotated[
        tuple[ElplInterimOfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/DefendantResponse", most=MOST_HEADS),
    ] = ()
    cru_deductions: Annotated[
        str, fields.money("CRU deductions", wire="Total/LossesTotal/@CRUDeductions")
    ]
    comments: (
        Annotated[
            str,
            text(
                "Further comments",
                wire=f"{INTERIM}/DefendantResponsesToInterimPaymentRequest/@AdditionalComments",
                most=500,
            ),
        ]
        | None
    ) = None
