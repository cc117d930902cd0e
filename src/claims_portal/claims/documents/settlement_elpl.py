"""The stage 2 settlement pack of EL, ELD and PL claims (form EPL5), and its answer."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Rule
from claims_portal.claims.documents.fields import text
from claims_portal.claims.documents.packs import (
    CompensatorBlock,
    CruDeductions,
    PackContact,
    StatementOfTruthBlock,
)
from claims_portal.claims.documents.packs_elpl import (
    MOST_HEADS,
    ElplClaimedLoss,
    ElplCruBlock,
    ElplMedicalReports,
    ElplOfferedLoss,
)
from claims_portal.claims.documents.response_rules_elpl import REQUEST_RULES, RESPONSE_RULES
from claims_portal.claims.documents.settlement import Agreement


class ElplSettlementPackRequest(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Stage 2 settlement pack (EL, ELD, PL)"
    wire: ClassVar[str] = "Stage2SettlementPackRequest"
    rules: ClassVar[tuple[Rule, ...]] = REQUEST_RULES

    claimant_representative: Annotated[
        PackContact, fields.group("Claimant representative", wire="ClaimantRepresentative")
    ]
    medical_reports: Annotated[
        ElplMedicalReports, fields.group("Medical reports", wire="MedicalReport")
    ]
    losses: Annotated[
        tuple[ElplClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/CurrentClaimantOffer", most=MOST_HEADS),
    ] = ()
    statement_of_truth: StatementOfTruthBlock
    comments: Annotated[str, text("Comments", wire="AgreementData/@Comments", most=500)] | None = (
        None
    )


class ElplSettlementPackResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Response to the stage 2 settlement pack (EL, ELD, PL)"
    wire: ClassVar[str] = "Stage2SettlementPackResponse"
    rules: ClassVar[tuple[Rule, ...]] = RESPONSE_RULES

    compensator: CompensatorBlock
    cru: ElplCruBlock | None = None
    losses: Annotated[
        tuple[ElplOfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/CurrentDefendantResponse", most=MOST_HEADS),
    ] = ()
    cru_deductions: CruDeductions
    agreement: Annotated[
        Agreement, fields.group("Agreement", wire="AgreementData/FinalAgreementDetails")
    ]
