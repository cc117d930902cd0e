"""What a form begins with, from what was sent before it."""

from decimal import Decimal
from typing import Any

import pytest

from claims_portal.claims.documents.additional_damages import (
    RtaAdditionalDamagesRequest,
    RtaAdditionalDamagesResponse,
)
from claims_portal.claims.documents.beginnings import beginning
from claims_portal.claims.documents.counter_offers import RtaCounterOfferByCompensator
from claims_portal.claims.documents.court_pack import RtaCourtPackRequest, RtaCourtPackResponse
from claims_portal.claims.documents.interim import RtaInterimPackResponse
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.settlement import RtaSettlementPackResponse
from claims_portal.claims.process.facts import Facts
from tests.documents.samples import FORMS, GONE, context_for, faults
from tests.fitting import fitting


@pytest.mark.parametrize("form", [form for form, _ in FORMS])
def test_a_form_that_goes_on_from_what_was_sent_breaks_no_rule(form: Any) -> None:
    context = context_for(form)
    assert faults(form, fitting(form, context), context) == []


@pytest.mark.parametrize(
    ("form", "decision"),
    [
        (RtaSettlementPackResponse, "confirm"),
        (RtaCounterOfferByCompensator, "accept"),
        (RtaAdditionalDamagesResponse, "agree"),
    ],
)
def test_everything_can_be_taken_over_as_it_is(form: Any, decision: str) -> None:
    context = context_for(form)
    assert faults(form, fitting(form, context, decision=decision), context) == []


def test_a_form_that_answers_nothing_begins_empty() -> None:
    assert beginning(RtaLiabilityResponse, context_for(RtaLiabilityResponse)) == {}


def test_only_heads_that_are_pursued_are_answered_in_the_interim() -> None:
    body = beginning(RtaInterimPackResponse, context_for(RtaInterimPackResponse))
    assert body["losses"][1] == {
        "head": "medical-expenses",
        "grossValueOffered": "340.00",
        "grossAmountAgreed": True,
        "contributoryNegligence": "0.00",
    }
    assert [row["head"] for row in body["losses"]] == ["claimant-earnings", "medical-expenses"]


def test_an_answer_agrees_what_was_claimed_and_knows_what_was_paid_in_the_meantime() -> None:
    context = context_for(RtaSettlementPackResponse) | {"facts": Facts(interim_paid=Decimal(1100))}
    body = beginning(RtaSettlementPackResponse, context)
    assert body["agreement"] == {"interimPayments": "1100.00"}
    assert body["losses"][2] == {
        "head": "whiplash-tariff",
        "grossValueOffered": "965.00",
        "grossAmountAgreed": True,
        "contributoryNegligence": "0.00",
        "interest": "0.00",
        "tariffType": "whiplash-only",
        "injuryDuration": "6-to-9-months",
        "uplift": False,
    }


def test_the_additional_damages_are_a_row_to_be_filled() -> None:
    body = beginning(RtaAdditionalDamagesRequest, context_for(RtaAdditionalDamagesRequest))
    assert body["losses"][-1] == {"head": "additional-damages"}
    assert body["losses"][1]["grossValueClaimed"] == "580.00"


def test_the_court_pack_has_the_last_figures_of_each_side() -> None:
    body = beginning(RtaCourtPackRequest, context_for(RtaCourtPackRequest))
    assert body["partB"] == {"claimantFinalOffer": "2218.15", "defendantFinalOffer": "2177.90"}
    assert body["losses"][1] == {
        "head": "claimant-earnings",
        "grossValueClaimed": "580.00",
        "contributoryNegligence": "0.00",
        "valueAfterContribution": "580.00",
        "evidenceAttached": True,
    }


def test_of_a_head_without_an_offer_nothing_is_offered() -> None:
    context = context_for(RtaCourtPackResponse, rta_additional_damages_response=GONE)
    body = beginning(RtaCourtPackResponse, context)
    assert body["partB"] == {"defendantFinalOffer": "1757.90"}
    assert body["losses"][3]["grossValueOffered"] == "0.00"
    assert body["disbursements"] == [{"number": 1}]


def test_a_claim_from_elsewhere_with_holes_begins_with_what_there_is() -> None:
    holes = {"losses": [{"head": "fares"}, {"grossValueClaimed": "1.00"}, "?"]}
    for form, _ in FORMS:
        context = context_for(
            form, rta_settlement_pack_request=holes, rta_court_pack_request=holes,
            rta_interim_pack_request={"losses": "none"}, rta_counter_offer_by_representative={},
        )  # fmt: skip
        beginning(form, context)
        beginning(form, {"sent": {}})
        beginning(form, {})
    assert beginning(RtaSettlementPackResponse, {"sent": {}})["losses"] == []
