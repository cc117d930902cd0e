"""What each form comes to, counted by hand and held to what must always be true."""

import copy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims_portal.claims.documents.additional_damages import RtaAdditionalDamagesResponse
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.documents.counter_offers import (
    RtaCounterOfferByCompensator,
    RtaCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack import RtaCourtPackRequest, RtaCourtPackResponse
from claims_portal.claims.documents.interim import RtaInterimPackRequest, RtaInterimPackResponse
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from claims_portal.claims.process.figures import Figures, figures_of
from tests.documents import samples_elpl
from tests.documents.samples import FORMS, GONE, REQUEST, context_for, with_answers

SAMPLES = dict(FORMS)
SEAT_BELT = {f"losses/{row}/contributoryNegligence": "25.00" for row in range(3)}
UPLIFT = {"losses/2/uplift": True, "losses/2/upliftPercentage": 20, "losses/2/upliftReason": "x"}
PSLA = {"losses/0/head": "general-damages", "losses/0/grossValueClaimed": "1500.00"}

# fmt: off
COUNTED = [
    # form, what is changed of its sample, the figures by the old interface's names
    (RtaInterimPackRequest, {}, {"ValueOfInterimRequest": "1200.00", "TotalHeads": "1200.00"}),
    (RtaInterimPackRequest, {"losses/2/pursued": True}, {"ValueOfInterimRequest": "1615.00"}),
    (RtaInterimPackRequest, {"losses/2/pursued": GONE}, {"ValueOfInterimRequest": "1615.00"}),
    (RtaInterimPackRequest, {"losses/0/contributoryNegligence": "33.33"}, {"ValueOfInterimRequest": "913.36"}),
    (RtaInterimPackResponse, {}, {"LossesOffered": "1100.00", "TotalHeads": "1200.00", "AmountInDispute": "100.00", "ValueOfInterimPaymentAgreed": "1100.00", "NetValue": "1100.00"}),
    (RtaInterimPackResponse, {"cruDeductions": "250.50"}, {"ValueOfInterimPaymentAgreed": "849.50", "NetValue": "849.50"}),
    (RtaInterimPackResponse, {"cruDeductions": "1500.00"}, {"ValueOfInterimPaymentAgreed": "0.00", "NetValue": "-400.00"}),
    (RtaSettlementPackRequest, {}, {"TotalHeads": "1827.40", "TotalTariff": "965.00", "TotalOtherLosses": "862.40", "TotalPSLA": None, "TotalUplift": None, "GrossAmount": None}),
    (RtaSettlementPackRequest, SEAT_BELT, {"TotalHeads": "1370.55", "TotalTariff": "723.75", "TotalOtherLosses": "646.80"}),
    (RtaSettlementPackRequest, UPLIFT, {"TotalUplift": "193.00"}),
    (RtaSettlementPackRequest, PSLA, {"TotalPSLA": "1500.00", "TotalTariff": "965.00", "TotalOtherLosses": "612.40", "TotalHeads": "3077.40"}),
    (RtaSettlementPackResponse, {}, {"LossesOffered": "1830.55", "TotalHeads": "1827.40", "AmountInDispute": "0.00", "GrossAmount": "1830.55", "NetValue": "1830.55"}),
    (RtaSettlementPackResponse, {"agreement/grossAmount": GONE}, {"GrossAmount": "1830.55"}),
    (RtaSettlementPackResponse, {"agreement/grossAmount": "1500.00", "agreement/interimPayments": "1000.00", "cruDeductions": "30.55"}, {"GrossAmount": "1500.00", "NetValue": "469.45"}),
    (RtaSettlementPackResponse, {"agreement/decision": "repudiate", "agreement/interimPayments": "1000.00", "cruDeductions": "30.55"}, {"LossesOffered": "0.00", "AmountInDispute": "1827.40", "GrossAmount": "0.00", "NetValue": "-1030.55"}),
    (RtaCounterOfferByRepresentative, {}, {"TotalHeads": "1795.00", "GrossAmount": "1798.15", "NetValue": "1798.15", "CRUDeductions": None}),
    (RtaCounterOfferByRepresentative, {"losses": []}, {"TotalHeads": "0.00", "GrossAmount": "1798.15"}),
    (RtaCounterOfferByCompensator, {}, {"LossesOffered": "1757.90", "TotalHeads": "1795.00", "AmountInDispute": "40.00", "NetValue": "1757.90"}),
    (RtaCounterOfferByCompensator, {"losses/1/grossValueOffered": "600.00"}, {"AmountInDispute": "-20.00"}),
    (RtaAdditionalDamagesResponse, {}, {"LossesOffered": "2177.90", "TotalHeads": "2215.00", "AmountInDispute": "40.00"}),
    (RtaCourtPackRequest, {}, {"TotalHeads": "2215.00", "ClaimantFinalOffer": "2218.15", "DefendantFinalOffer": "2177.90"}),
    (RtaCourtPackResponse, {}, {"LossesOffered": "2175.00", "TotalHeads": "2215.00", "AmountInDispute": "40.00", "DefendantFinalOffer": "2177.90"}),
]
# fmt: on


@pytest.mark.parametrize(("form", "answers", "expected"), COUNTED)
def test_a_form_comes_to_what_is_counted_by_hand(
    form: Any, answers: dict[str, Any], expected: dict[str, str | None]
) -> None:
    found = counted(form, with_answers(SAMPLES[form], answers))
    assert {name: _text(found.named(name)) for name in expected} == expected


def counted(form: Any, body: Any) -> Figures:
    found = figures_of(form, body, context_for(form))
    assert found is not None
    return found


def _text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def test_the_parts_between_two_offers_are_sealed_and_nothing_else_is() -> None:
    found = counted(RtaCourtPackRequest, SAMPLES[RtaCourtPackRequest])
    assert {one.name: str(one.amount) for one in found.sums if one.sealed} == {
        "Claimant's final offer": "2218.15",
        "Defendant's final offer": "2177.90",
        "Between the offers": "40.25",
    }
    open_to_all = {one.name: str(one.amount) for one in found.sums if not one.sealed}
    assert open_to_all["Disbursements in dispute"] == "54.00"


def test_a_row_shows_what_the_regulations_give() -> None:
    found = counted(RtaSettlementPackRequest, with_answers(REQUEST, UPLIFT))
    row = found.losses[2]
    assert (row.tariff, row.uplift) == (Decimal(965), Decimal("193.00"))
    before = {**context_for(RtaSettlementPackRequest), "accident_date": date(2025, 5, 30)}
    older = figures_of(RtaSettlementPackRequest, REQUEST, before)
    assert older is not None
    assert older.losses[2].tariff == 840


def test_a_row_of_an_answer_shows_what_is_in_dispute() -> None:
    found = counted(RtaCounterOfferByCompensator, SAMPLES[RtaCounterOfferByCompensator])
    assert [str(loss.in_dispute) for loss in found.losses] == ["0.00", "40.00", "0.00"]


def test_without_what_was_sent_before_nothing_is_in_dispute() -> None:
    body = SAMPLES[RtaCounterOfferByCompensator]
    found = figures_of(RtaCounterOfferByCompensator, body)
    assert found is not None
    assert found.named("AmountInDispute") is None
    assert {loss.in_dispute for loss in found.losses} == {None}


def test_a_form_without_losses_has_no_figures() -> None:
    assert figures_of(RtaLiabilityResponse, SAMPLES[RtaLiabilityResponse]) is None


@pytest.mark.parametrize(("form", "body"), samples_elpl.FORMS)
def test_forms_of_the_other_types_are_counted_without_contribution(form: Any, body: Any) -> None:
    found = figures_of(form, body)
    if found is not None:
        assert found.sums[0].name == "Total" or found.named("TotalPSLA") is not None
        assert all(loss.after_contribution == loss.gross for loss in found.losses)


amounts = st.decimals(0, 25_000, places=2).map(str)
rows = st.fixed_dictionaries(
    {
        "grossValueClaimed": amounts,
        "grossValueOffered": amounts,
        "contributoryNegligence": st.decimals(0, 100, places=2).map(str),
        "interest": amounts,
        "uplift": st.booleans(),
        "upliftPercentage": st.integers(1, 20),
        "tariffType": st.sampled_from(["whiplash-only", "whiplash-and-psychological"]),
        "injuryDuration": st.sampled_from(["no-band", "up-to-3-months", "18-to-24-months"]),
    }
)
losses = st.lists(
    st.tuples(st.sampled_from([head.value for head in HeadOfLoss]), rows),
    max_size=17,
    unique_by=lambda pair: pair[0],
).map(lambda pairs: [{"head": head, **row} for head, row in pairs])


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([form for form, _ in FORMS]), losses, losses, amounts, amounts, amounts)
def test_what_must_always_be_true(
    form: Any, said: Any, before: Any, gross: str, cru: str, interim: str
) -> None:
    agreement = {"grossAmount": gross, "interimPayments": interim}
    body = {"losses": said, "cruDeductions": cru, "agreement": agreement}
    sent = {
        f"rta-{name}": {"losses": before}
        for name in ("settlement-pack-request", "interim-pack-request", "court-pack-request")
    }
    found = figures_of(form, body, {"accident_date": "2026-10-20", "sent": sent})
    if found is None:
        return
    kinds = [found.named(name) for name in ("TotalTariff", "TotalPSLA", "TotalOtherLosses")]
    together = sum((loss.after_contribution for loss in found.losses if loss.counts), Decimal(0))
    if any(kind is not None for kind in kinds):
        assert sum(kind for kind in kinds if kind is not None) == together
    for loss in found.losses:
        assert 0 <= loss.after_contribution <= loss.gross
        assert 0 <= loss.uplift <= (loss.tariff or 0) / Decimal(5)
    for figure in found.sums:
        assert figure.amount == figure.amount.quantize(Decimal("0.01"))
        assert figure.name
        assert figure.formula
        if figure.legacy not in ("NetValue", "AmountInDispute"):
            assert figure.amount >= 0
    net, entered = found.named("NetValue"), found.named("GrossAmount")
    if net is not None and entered is not None:
        assert net <= entered
        assert net >= entered - Decimal(cru) - Decimal(interim)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from([form for form, _ in FORMS]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=30)
        | st.sampled_from(["9" * 15, "1e400", "NaN", "-5", "999999999999999"]),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["head", "grossValueClaimed", "grossValueOffered", "interest",
                             "contributoryNegligence", "losses", "agreement", "grossAmount",
                             "partB", "disbursements", "amountClaimed", "uplift",
                             "upliftPercentage", "injuryDuration", "tariffType"]), inner),
        max_leaves=20,
    ),
)  # fmt: skip
def test_a_form_half_written_is_counted_as_far_as_it_goes(form: Any, anything: Any) -> None:
    body = copy.deepcopy(SAMPLES[form])
    if isinstance(anything, dict):
        body |= anything
    else:
        body["losses"] = [anything]
    figures_of(form, body, context_for(form))
