"""The rules of the interim pack, the offers, the additional damages and the court pack.

One case a line: a form, what is changed of its sample, and the one fault that it then has.
"""
# ruff: noqa: E501

from typing import Any

import pytest

from claims_portal.claims.documents.additional_damages import (
    RtaAdditionalDamagesRequest,
    RtaAdditionalDamagesResponse,
)
from claims_portal.claims.documents.counter_offers import (
    RtaCounterOfferByCompensator,
    RtaCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack import RtaCourtPackRequest, RtaCourtPackResponse
from claims_portal.claims.documents.interim import RtaInterimPackRequest, RtaInterimPackResponse
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from tests.documents.samples import (
    CNF,
    CONTEXT,
    COUNTER_OFFER,
    COURT_PACK,
    DAMAGES,
    FORMS,
    GONE,
    OFFER,
    REQUEST,
    RESPONSE,
    changed,
    context_for,
    faults,
    found,
    with_answers,
)

SAMPLES = dict(FORMS)
NO_DISPUTE = {"allDisbursementsPaid": True, "disbursements": []}
SECOND = {"number": 1, "description": "Search fee", "amountClaimed": "5.00", "amountPaid": "0.00"}
ACCEPTED = {
    "agreement": {"decision": "accept", "grossAmount": "1798.15", "interimPayments": "0.00"},
    "losses": [
        {
            **{
                name: row[name]
                for name in row
                if name not in ("evidenceAttached", "comments", "grossValueClaimed")
            },
            "grossValueOffered": row["grossValueClaimed"],
            "grossAmountAgreed": True,
        }
        for row in OFFER["losses"]
    ],
}
AGREED = {
    "agreement": {"decision": "agree", "grossAmount": "2218.15", "interimPayments": "0.00"},
    "losses/1": {
        "head": "claimant-earnings",
        "grossValueOffered": "580.00",
        "grossAmountAgreed": True,
        "contributoryNegligence": "0.00",
        "interest": "3.15",
    },
}
CAR_HIRE = {
    "head": "car-hire",
    "grossValueClaimed": "90.00",
    "contributoryNegligence": "0.00",
    "interest": "0.00",
    "evidenceAttached": True,
}
CAR_HIRE_OFFERED = {
    "head": "car-hire",
    "grossValueOffered": "90.00",
    "grossAmountAgreed": True,
    "contributoryNegligence": "0.00",
    "interest": "0.00",
}

# fmt: off
BROKEN = [
    (RtaInterimPackRequest, {"medicalReports/medcoCaseNumber": GONE}, "/medicalReports/medcoCaseNumber", "MustBeProvided"),
    (RtaInterimPackRequest, {"losses": []}, "/losses", "AtLeastOne"),
    (RtaInterimPackRequest, {"losses/0/grossValueClaimed": "659.99"}, "/losses", "LessThan1000"),
    (RtaInterimPackRequest, {"losses/1/pursued": False}, "/losses", "LessThan1000"),
    (RtaInterimPackRequest, {"losses/0/contributoryNegligence": "25.00"}, "/losses", "LessThan1000"),
    (RtaInterimPackRequest, {"losses/2/grossValueClaimed": "0.00"}, "/losses/2/grossValueClaimed", "GreaterThanZero"),
    (RtaInterimPackRequest, {"losses/2/head": "medical-expenses"}, "/losses/2/head", "WrongValue"),
    (RtaInterimPackRequest, {"losses/2/head": "additional-damages"}, "/losses/2/head", "WrongValue"),
    (RtaInterimPackRequest, {"statementOfTruth": GONE}, "/statementOfTruth", "MustBeProvided"),
    (RtaInterimPackResponse, {"cru": GONE}, "/cru/reference", "MustBeProvided"),
    (RtaInterimPackResponse, {"cru/reference": "12ABC"}, "/cru/reference", "FormatNotValid"),
    (RtaInterimPackResponse, {"losses": []}, "/losses", "AtLeastOne"),
    (RtaInterimPackResponse, {"losses/1/comments": GONE}, "/losses/1/comments", "MustBeProvided"),
    (RtaInterimPackResponse, {"losses/1/head": "fares"}, "/losses/1/head", "WrongValue"),
    (RtaInterimPackResponse, {"losses/0/grossValueOffered": "859.99"}, "/losses/0/grossValueOffered", "WrongValue"),
    (RtaInterimPackResponse, {"losses/1/grossValueOffered": "139.99"}, "/losses", "LessThan1000"),
    (RtaInterimPackResponse, {"cruDeductions": "-1.00"}, "/cruDeductions", "EqualGreaterThanZero"),
    (RtaSettlementPackRequest, {"losses": REQUEST["losses"][:2]}, "/losses", "MustBeProvided"),
    (RtaSettlementPackRequest, {"losses/2/injuryDuration": "no-band"}, "/losses/2/injuryDuration", "WrongValue"),
    (RtaSettlementPackResponse, {"agreement/grossAmount": "1830.54"}, "/agreement/grossAmount", "WrongValue"),
    (RtaSettlementPackResponse, {"losses/2/injuryDuration": "3-to-6-months"}, "/losses/2/injuryDuration", "WrongValue"),
    (RtaCounterOfferByRepresentative, {"losses/0/head": "car-hire"}, "/losses/0/head", "WrongValue"),
    (RtaCounterOfferByRepresentative, {"losses/0/head": "additional-damages"}, "/losses/0/head", "WrongValue"),
    (RtaCounterOfferByRepresentative, {"losses": OFFER["losses"][1:]}, "/losses", "MustBeProvided"),
    (RtaCounterOfferByRepresentative, {"losses/2/uplift": True, "losses/2/upliftPercentage": 10}, "/losses/2/upliftReason", "MustBeProvided"),
    (RtaCounterOfferByRepresentative, {"losses/2/uplift": True, "losses/2/upliftReason": "Cellist", "losses/2/upliftPercentage": 21}, "/losses/2/upliftPercentage", "FormatNotValid"),
    (RtaCounterOfferByRepresentative, {"agreement/grossAmount": "0.00"}, "/agreement/grossAmount", "GreaterThanZero"),
    (RtaCounterOfferByRepresentative, {"agreement": GONE}, "/agreement", "MustBeProvided"),
    (RtaCounterOfferByCompensator, {"losses/1/head": "car-hire"}, "/losses/1/head", "WrongValue"),
    (RtaCounterOfferByCompensator, {"losses": COUNTER_OFFER["losses"][1:]}, "/losses", "MustBeProvided"),
    (RtaCounterOfferByCompensator, {"losses/0/grossValueOffered": "200.00"}, "/losses/0/grossValueOffered", "WrongValue"),
    (RtaCounterOfferByCompensator, {"losses/2/tariffType": GONE}, "/losses/2/tariffType", "MustBeProvided"),
    (RtaCounterOfferByCompensator, {"agreement/decision": "maybe"}, "/agreement/decision", "WrongValue"),
    (RtaCounterOfferByCompensator, {**ACCEPTED, "agreement/grossAmount": "1798.00"}, "/agreement/grossAmount", "WrongValue"),
    (RtaCounterOfferByCompensator, {**ACCEPTED, "losses/1/grossAmountAgreed": False}, "/losses/1/grossAmountAgreed", "WrongValue"),
    (RtaCounterOfferByCompensator, {**ACCEPTED, "losses/1/interest": "3.00"}, "/losses/1/interest", "WrongValue"),
    (RtaCounterOfferByCompensator, {**ACCEPTED, "losses/1/contributoryNegligence": "5"}, "/losses/1/contributoryNegligence", "WrongValue"),
    (RtaAdditionalDamagesRequest, {"losses": DAMAGES["losses"][:3]}, "/losses", "MustBeProvided"),
    (RtaAdditionalDamagesRequest, {"losses/3/grossValueClaimed": "0.00"}, "/losses/3/grossValueClaimed", "GreaterThanZero"),
    (RtaAdditionalDamagesRequest, {"losses/0/grossValueClaimed": "260.00"}, "/losses/0/grossValueClaimed", "WrongValue"),
    (RtaAdditionalDamagesRequest, {"losses/0/contributoryNegligence": "10"}, "/losses/0/contributoryNegligence", "WrongValue"),
    (RtaAdditionalDamagesRequest, {"losses/0/interest": "1.00"}, "/losses/0/interest", "WrongValue"),
    (RtaAdditionalDamagesRequest, {"losses": DAMAGES["losses"][1:]}, "/losses", "MustBeProvided"),
    (RtaAdditionalDamagesRequest, {"losses/1/head": "policy-excess", "losses/1/grossValueClaimed": "250.00", "losses/1/interest": "0.00"}, "/losses/1/head", "WrongValue"),
    (RtaAdditionalDamagesResponse, {"losses": []}, "/losses", "AtLeastOne"),
    (RtaAdditionalDamagesResponse, {"losses/3/head": "car-hire"}, "/losses/3/head", "WrongValue"),
    (RtaAdditionalDamagesResponse, {"losses/3/grossValueOffered": "400.00"}, "/losses/3/grossValueOffered", "WrongValue"),
    (RtaAdditionalDamagesResponse, {**AGREED, "agreement/grossAmount": "2218.14"}, "/agreement/grossAmount", "WrongValue"),
    (RtaAdditionalDamagesResponse, {**AGREED, "losses/3/grossValueOffered": "400.00"}, "/losses/3/grossValueOffered", "WrongValue"),
    (RtaCourtPackRequest, {"losses": []}, "/losses", "AtLeastOne"),
    (RtaCourtPackRequest, {"losses": COURT_PACK["losses"][1:]}, "/losses", "MustBeProvided"),
    (RtaCourtPackRequest, {"losses/0/head": "car-hire"}, "/losses/0/head", "WrongValue"),
    (RtaCourtPackRequest, {"losses/1/grossValueClaimed": "612.40", "losses/1/valueAfterContribution": "612.40"}, "/losses/1/grossValueClaimed", "WrongValue"),
    (RtaCourtPackRequest, {"losses/1/valueAfterContribution": "570.00"}, "/losses/1/valueAfterContribution", "WrongValue"),
    (RtaCourtPackRequest, {"losses/1/interestRate": "100.01"}, "/losses/1/interestRate", "FormatNotValid"),
    (RtaCourtPackRequest, {"allDisbursementsPaid": True}, "/disbursements", "MustNotBeProvided"),
    (RtaCourtPackRequest, {"disbursements": []}, "/disbursements", "AtLeastOne"),
    (RtaCourtPackRequest, {"disbursements": [*COURT_PACK["disbursements"], SECOND]}, "/disbursements/1/number", "WrongValue"),
    (RtaCourtPackRequest, {"disbursements/0/number": 18}, "/disbursements/0/number", "FormatNotValid"),
    (RtaCourtPackRequest, {"disbursements/0/amountClaimed": "0.00", "disbursements/0/amountPaid": "0.00"}, "/disbursements/0/amountClaimed", "GreaterThanZero"),
    (RtaCourtPackRequest, {"disbursements/0/amountPaid": "270.01"}, "/disbursements/0/amountPaid", "WrongValue"),
    (RtaCourtPackRequest, {"partB/claimantFinalOffer": "2218.16"}, "/partB/claimantFinalOffer", "WrongValue"),
    (RtaCourtPackRequest, {"partB/defendantFinalOffer": "2000.00"}, "/partB/defendantFinalOffer", "WrongValue"),
    (RtaCourtPackRequest, {"defendantSolicitor/named": True}, "/defendantSolicitor/details", "MustBeProvided"),
    (RtaCourtPackRequest, {"defendantSolicitor/details": "Quarry Bank"}, "/defendantSolicitor/details", "MustNotBeProvided"),
    (RtaCourtPackResponse, {"losses": []}, "/losses", "AtLeastOne"),
    (RtaCourtPackResponse, {"losses/0/head": "car-hire"}, "/losses/0/head", "WrongValue"),
    (RtaCourtPackResponse, {"losses/1/grossValueOffered": "580.00", "losses/1/valueAfterContribution": "580.00"}, "/losses/1/grossValueOffered", "WrongValue"),
    (RtaCourtPackResponse, {"losses/1/valueAfterContribution": "0.00"}, "/losses/1/valueAfterContribution", "WrongValue"),
    (RtaCourtPackResponse, {"disbursements": []}, "/disbursements", "MustBeProvided"),
    (RtaCourtPackResponse, {"disbursements": [{"number": 1, "reason": "Fixed fee"}, {"number": 2, "reason": "None"}]}, "/disbursements/1/number", "WrongValue"),
    (RtaCourtPackResponse, {"disbursements/0/reason": "x" * 81}, "/disbursements/0/reason", "FormatNotValid"),
    (RtaCourtPackResponse, {"defendantSolicitor/details": GONE}, "/defendantSolicitor/details", "MustBeProvided"),
    (RtaCourtPackResponse, {"partB/defendantFinalOffer": "2177.89"}, "/partB/defendantFinalOffer", "WrongValue"),
]

SOUND = [
    (RtaInterimPackRequest, {"losses/0/grossValueClaimed": "660.00"}),
    (RtaInterimPackRequest, {"losses/0/pursued": GONE, "losses/1/pursued": GONE}),
    (RtaInterimPackRequest, {"medicalReports": {"softTissueInjury": False, "count": "none"}}),
    (RtaInterimPackResponse, {"cru": {"noReferenceReason": "Registered yesterday"}}),
    (RtaInterimPackResponse, {"losses/1/grossValueOffered": "140.00"}),
    (RtaInterimPackResponse, {"losses/1/grossValueOffered": "340.00", "losses/1/grossAmountAgreed": True}),
    (RtaCounterOfferByRepresentative, {"losses": []}),
    (RtaCounterOfferByRepresentative, {"losses/1/grossValueClaimed": "0.00"}),
    (RtaCounterOfferByRepresentative, {"agreement/grossAmount": "1500.00"}),
    (RtaCounterOfferByCompensator, {"losses": []}),
    (RtaCounterOfferByCompensator, {"losses/1/comments": GONE}),
    (RtaCounterOfferByCompensator, {"agreement/grossAmount": "0.00"}),
    (RtaCounterOfferByCompensator, ACCEPTED),
    (RtaCounterOfferByCompensator, {**ACCEPTED, "losses": []}),
    (RtaAdditionalDamagesRequest, {"losses/1/grossValueClaimed": "560.00"}),
    (RtaAdditionalDamagesRequest, {"losses": [*DAMAGES["losses"], CAR_HIRE]}),
    (RtaAdditionalDamagesResponse, AGREED),
    (RtaCourtPackRequest, NO_DISPUTE),
    (RtaCourtPackRequest, {"losses/1/valueAfterContribution": "580.01"}),
    (RtaCourtPackRequest, {"defendantSolicitor": GONE, "claimantOccupation": GONE}),
    (RtaCourtPackResponse, {"defendantSolicitor": {"named": False}}),
    (RtaCourtPackResponse, {"partB/defendantFinalOffer": "2200.00"}),
]
# fmt: on


@pytest.mark.parametrize(("form", "answers", "pointer", "code"), BROKEN)
def test_a_pack_that_breaks_a_rule_is_refused(
    form: Any, answers: dict[str, Any], pointer: str, code: str
) -> None:
    told = found(form, with_answers(SAMPLES[form], answers))
    assert (pointer, code) in told
    # Heads that are not known leave others unanswered; nothing else comes beside the fault.
    assert set(told) <= {(pointer, code), ("/losses", "MustBeProvided")}


@pytest.mark.parametrize(("form", "answers"), SOUND)
def test_a_pack_within_the_rules_is_taken(form: Any, answers: dict[str, Any]) -> None:
    assert faults(form, with_answers(SAMPLES[form], answers)) == []


@pytest.mark.parametrize(("form", "body"), FORMS)
def test_rules_about_earlier_forms_keep_silent_where_none_is_known(form: Any, body: Any) -> None:
    assert faults(form, body, CONTEXT) == []
    assert faults(form, body, {}) == []


def test_the_tariff_is_not_for_older_accidents() -> None:
    context = {**context_for(RtaSettlementPackRequest), "accident_date": "2021-05-30"}
    assert found(RtaSettlementPackRequest, REQUEST, context) == [("/losses/2/head", "WrongValue")]
    context["accident_date"] = "2021-05-31"
    assert found(RtaSettlementPackRequest, REQUEST, context) == []


def test_no_tariff_need_be_claimed_where_no_whiplash_was_ticked() -> None:
    context = context_for(RtaSettlementPackRequest, rta_cnf=changed(CNF, injury__whiplash=False))
    body = {**REQUEST, "losses": REQUEST["losses"][:2]}
    assert found(RtaSettlementPackRequest, body, context) == []


def test_a_later_offer_replaces_the_earlier_one() -> None:
    """Accepted is the last counter offer, not the pack."""
    offer = changed(OFFER, losses__1__grossValueClaimed="560.00", agreement__grossAmount="1778.15")
    context = context_for(RtaCounterOfferByCompensator, rta_counter_offer_by_representative=offer)
    accepted = with_answers(COUNTER_OFFER, ACCEPTED)
    assert found(RtaCounterOfferByCompensator, accepted, context) == [
        ("/losses/1/grossValueOffered", "WrongValue"),
        ("/agreement/grossAmount", "WrongValue"),
    ]


def test_without_a_sum_of_its_own_a_confirmed_pack_is_the_sum_of_its_rows() -> None:
    request = changed(REQUEST, losses__1__contributoryNegligence="25.00")
    context = context_for(RtaSettlementPackResponse, rta_settlement_pack_request=request)
    right = changed(
        RESPONSE, losses__1__contributoryNegligence="25.00", agreement__grossAmount="1677.45"
    )
    assert found(RtaSettlementPackResponse, right, context) == []
    wrong = {**right, "agreement": RESPONSE["agreement"]}
    assert found(RtaSettlementPackResponse, wrong, context) == [
        ("/agreement/grossAmount", "WrongValue")
    ]


def test_everything_is_frozen_once_the_pack_was_confirmed() -> None:
    """A child's agreed claim: only the additional damages are open."""
    context = context_for(
        RtaAdditionalDamagesRequest,
        rta_counter_offer_by_representative=GONE,
        rta_counter_offer_by_compensator=GONE,
    )
    assert found(RtaAdditionalDamagesRequest, DAMAGES, context) == [
        ("/losses/1/grossValueClaimed", "WrongValue")
    ]
    agreed = with_answers(DAMAGES, {"losses/1/grossValueClaimed": "612.40"})
    assert found(RtaAdditionalDamagesRequest, agreed, context) == []


def test_a_figure_that_the_sides_gave_differently_is_open_even_on_an_agreed_head() -> None:
    offer = changed(COUNTER_OFFER, losses__0__contributoryNegligence="10.00")
    context = context_for(RtaAdditionalDamagesRequest, rta_counter_offer_by_compensator=offer)
    body = changed(DAMAGES, losses__0__contributoryNegligence="10.00")
    assert found(RtaAdditionalDamagesRequest, body, context) == []


def test_without_an_answer_to_the_additional_damages_the_last_offer_counts() -> None:
    context = context_for(RtaCourtPackRequest, rta_additional_damages_response=GONE)
    assert found(RtaCourtPackRequest, COURT_PACK, context) == [
        ("/partB/defendantFinalOffer", "WrongValue")
    ]
    body = changed(COURT_PACK, partB__defendantFinalOffer="1757.90")
    assert found(RtaCourtPackRequest, body, context) == []


def test_the_messages_name_the_field_as_the_form_does() -> None:
    def says(form: Any, answers: dict[str, Any]) -> list[str]:
        return [fault.message for fault in faults(form, with_answers(SAMPLES[form], answers))]

    assert says(RtaInterimPackRequest, {"losses/1/pursued": False}) == [
        "Losses must come to at least £1,000 over the heads that are pursued, not 860.00"
    ]
    assert says(RtaAdditionalDamagesRequest, {"losses": DAMAGES["losses"][1:]}) == [
        "Losses must also have rows for what is in the settlement pack: Policy excess"
    ]
    assert says(RtaCourtPackResponse, {"disbursements": []}) == [
        "Disputed disbursements must give the reason for each one in the pack, also for "
        "1 (Fee of the first medical report)"
    ]
    assert says(RtaAdditionalDamagesRequest, {"losses/0/interest": "1.00"}) == [
        "Interest in row 1 must stay 0.00: this head of loss is agreed"
    ]


def test_every_rule_names_its_source() -> None:
    for form, _ in FORMS:
        assert form.rules
        for rule in form.rules:
            assert rule.source
            assert rule.says
