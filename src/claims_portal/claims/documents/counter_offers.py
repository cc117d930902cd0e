"""Offers after the first response to the settlement pack, to and fro until the limit."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Group, Rule
from claims_portal.claims.documents.codes import CounterOfferDecision
from claims_portal.claims.documents.losses import ClaimedLoss, CounterOfferedLoss
from claims_portal.claims.documents.offer_rules import (
    OFFER_BY_COMPENSATOR_RULES,
    OFFER_BY_REPRESENTATIVE_RULES,
)
from claims_portal.claims.documents.packs import (
    AgreementComments,
    ClaimedAmountBlock,
    CruDeductions,
    GrossAmount,
    InterimPayments,
)


class RtaCounterOfferByRepresentative(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Counter offer by the claimant representative (RTA)"
    wire: ClassVar[str] = "Stage2SettlementPackCounterOfferByCR"
    rules: ClassVar[tuple[Rule, ...]] = OFFER_BY_REPRESENTATIVE_RULES

    losses: Annotated[
        tuple[ClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/CurrentClaimantOffer", most=16),
    ] = ()
    agreement: ClaimedAmountBlock


class CounterOfferAgreement(Group, kw_only=True, frozen=True):
    decision: Annotated[
        CounterOfferDecision,
        fields.code("Answer to the counter offer", wire="@SettlementPackCounterOfferDecision"),
    ]
    gross_amount: GrossAmount
    interim_payments: InterimPayments
    comments: AgreementComments | None = None


class RtaCounterOfferByCompensator(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Counter offer by the compensator (RTA)"
    wire: ClassVar[str] = "Stage2SettlementPackCounterOfferByCM"
    rules: ClassVar[tuple[Rule, ...]] = OFFER_BY_COMPENSATOR_RULES

    losses: Annotated[
        tuple[CounterOfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/CurrentDefendantResponse", most=16),
    ] = ()
    cru_deductions: CruDeductions
    agreement: Annotated[
        CounterOfferAgreement,
        fields.group("Agreement", wire="AgreementData/FinalAgreementDetails"),
    ]
