"""Damages still to claim once the settlement pack was not agreed, or its claimant is a child."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import AdditionalDamagesDecision
from claims_portal.claims.documents.losses import ClaimedLoss, CounterOfferedLoss
from claims_portal.claims.documents.offer_rules import (
    DAMAGES_REQUEST_RULES,
    DAMAGES_RESPONSE_RULES,
)
from claims_portal.claims.documents.packs import (
    AgreementComments,
    ClaimedAmountBlock,
    CruDeductions,
    GrossAmount,
    InterimPayments,
)

MOST_HEADS = 17
"""One more than in the settlement pack: the additional damages themselves."""


class RtaAdditionalDamagesRequest(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Additional damages (RTA)"
    wire: ClassVar[str] = "Stage2SettlementPackAdditionalDamagesRequest"
    rules: ClassVar[tuple[Rule, ...]] = DAMAGES_REQUEST_RULES

    losses: Annotated[
        tuple[ClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/CurrentClaimantOffer", most=MOST_HEADS),
    ] = ()
    agreement: ClaimedAmountBlock


class AdditionalDamagesAgreement(Group, kw_only=True, frozen=True):
    decision: Annotated[
        AdditionalDamagesDecision,
        fields.code("Answer on the additional damages", wire="@AdditionalDamagesDecision"),
    ]
    gross_amount: GrossAmount
    interim_payments: InterimPayments
    comments: AgreementComments | None = None


class RtaAdditionalDamagesResponse(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Response to the additional damages (RTA)"
    wire: ClassVar[str] = "Stage2SettlementPackAdditionalDamagesResponse"
    rules: ClassVar[tuple[Rule, ...]] = DAMAGES_RESPONSE_RULES

    losses: Annotated[
        tuple[CounterOfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/CurrentDefendantResponse", most=MOST_HEADS),
    ] = ()
    cru_deductions: CruDeductions
    agreement: Annotated[
        AdditionalDamagesAgreement,
        fields.group("Agreement", wire="AgreementData/FinalAgreementDetails"),
    ]
