"""Offers in EL, ELD and PL claims after the first response to the settlement pack."""

from typing import Annotated, ClassVar

from claims_portal.claims.documents import fields
from claims_portal.claims.documents.base import Document, Rule
from claims_portal.claims.documents.counter_offers import CounterOfferAgreement
from claims_portal.claims.documents.packs import ClaimedAmountBlock, CruDeductions
from claims_portal.claims.documents.packs_elpl import (
    MOST_HEADS,
    ElplClaimedLoss,
    ElplOfferedLoss,
)
from claims_portal.claims.documents.response_rules_elpl import (
    OFFER_BY_COMPENSATOR_RULES,
    OFFER_BY_REPRESENTATIVE_RULES,
)


class ElplCounterOfferByRepresentative(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Counter offer by the claimant representative (EL, ELD, PL)"
    wire: ClassVar[str] = "Stage2SettlementPackCounterOfferByCR"
    rules: ClassVar[tuple[Rule, ...]] = OFFER_BY_REPRESENTATIVE_RULES

    losses: Annotated[
        tuple[ElplClaimedLoss, ...],
        fields.rows("Losses", wire="ClaimantLosses/CurrentClaimantOffer", most=MOST_HEADS),
    ] = ()
    agreement: ClaimedAmountBlock


class ElplCounterOfferByCompensator(Document, kw_only=True, frozen=True):
    title: ClassVar[str] = "Counter offer by the compensator (EL, ELD, PL)"
    wire: ClassVar[str] = "Stage2SettlementPackCounterOfferByCM"
    rules: ClassVar[tuple[Rule, ...]] = OFFER_BY_COMPENSATOR_RULES

    losses: Annotated[
        tuple[ElplOfferedLoss, ...],
        fields.rows("Losses", wire="DefendantReplies/CurrentDefendantResponse", most=MOST_HEADS),
    ] = ()
    cru_deductions: CruDeductions
    agreement: Annotated[
        CounterOfferAgreement,
        fields.group("Agreement", wire="AgreementData/FinalAgreementDetails"),
    ]
