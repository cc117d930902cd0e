"""The rules of the answers and packs of EL, ELD and PL claims.

One case a line: a form, what is changed of its sample, and the one fault that it then has.
"""
# ruff: noqa: E501

from typing import Any

import pytest

from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.counter_offers_elpl import (
    ElplCounterOfferByCompensator,
    ElplCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack_elpl import (
    ElplCourtPackRequest,
    ElplCourtPackResponse,
)
from claims_portal.claims.documents.interim_elpl import (
    ElplInterimPackRequest,
    ElplInterimPackResponse,
)
from claims_portal.claims.documents.liability_elpl import ElplLiabilityResponse
from claims_portal.claims.documents.outline import asks
from claims_portal.claims.documents.settlement_elpl import (
    ElplSettlementPackRequest,
    ElplSettlementPackResponse,
)
from tests.documents.samples import GONE, faults, found, with_answers
from tests.documents.samples_elpl import CONTEXT, COURT_PACK, FORMS, OFFER, REQUEST

SAMPLES = dict(FORMS)
PACKS = [form for form in SAMPLES if not asks(form, "/claim/valueBand")]
# What was sent before each form, the newest of each kind.
BEFORE: dict[Any, tuple[Any, ...]] = {
    ElplInterimPackResponse: (ElplInterimPackRequest,),
    ElplSettlementPackResponse: (ElplSettlementPackRequest,),
    ElplCounterOfferByRepresentative: (ElplSettlementPackRequest,),
    ElplCounterOfferByCompensator: (ElplSettlementPackRequest, ElplCounterOfferByRepresentative),
    ElplCourtPackRequest: (
        ElplSettlementPackRequest, ElplCounterOfferByRepresentative, ElplCounterOfferByCompensator,
    ),
    ElplCourtPackResponse: (
        ElplSettlementPackRequest, ElplCounterOfferByRepresentative, ElplCounterOfferByCompensator,
        ElplCourtPackRequest,
    ),
}  # fmt: skip


def context_for(form: Any) -> dict[str, Any]:
    return {**CONTEXT, "sent": {kind_of(one): SAMPLES[one] for one in BEFORE.get(form, ())}}


COMMENT = "Not shown by any invoice."
SECOND = {"number": 12, "description": "Search fee", "amountClaimed": "5.00", "amountPaid": "0.00"}
DENIED = {"liability/decision": "not-admitted", "liability/admissions": GONE}

# fmt: off
BROKEN = [
    (ElplLiabilityResponse, {"liability/admissions/causedByDefendant": False}, "/liability/admissions/causedByDefendant", "WrongValue"),
    (ElplLiabilityResponse, {"liability/admissions/causedSomeLoss": GONE}, "/liability/admissions/causedSomeLoss", "MustBeProvided"),
    (ElplLiabilityResponse, DENIED, "/liability/reasonsNotAdmitted", "MustBeProvided"),
    (ElplLiabilityResponse, {"liability/reasonsNotAdmitted": "None"}, "/liability/reasonsNotAdmitted", "MustNotBeProvided"),
    (ElplLiabilityResponse, {"capacity": "other"}, "/capacity", "MustNotBeProvided"),
    (ElplLiabilityResponse, {"liability/noAuthority": True}, "/liability/noAuthority", "MustNotBeProvided"),
    (ElplLiabilityResponse, {"services/repairsProvided": False}, "/services/repairsProvided", "MustNotBeProvided"),
    (ElplLiabilityResponse, {"compensator/email": GONE}, "/compensator/email", "MustBeProvided"),
    (ElplInterimPackRequest, {"losses": []}, "/losses", "AtLeastOne"),
    (ElplInterimPackRequest, {"losses/0/grossValueClaimed": "999.99"}, "/losses", "LessThan1000"),
    (ElplInterimPackRequest, {"losses/0/head": "whiplash-tariff"}, "/losses/0/head", "WrongValue"),
    (ElplInterimPackRequest, {"losses/1/head": "claimant-earnings"}, "/losses/1/head", "WrongValue"),
    (ElplInterimPackRequest, {"losses/0/contributoryNegligence": "0.00"}, "/losses/0/contributoryNegligence", "MustNotBeProvided"),
    (ElplInterimPackRequest, {"medicalReports/medcoCaseNumber": "1/1"}, "/medicalReports/medcoCaseNumber", "MustNotBeProvided"),
    (ElplInterimPackResponse, {"losses/0/comments": GONE}, "/losses/0/comments", "MustBeProvided"),
    (ElplInterimPackResponse, {"losses/0/head": "clothing"}, "/losses/0/head", "WrongValue"),
    (ElplInterimPackResponse, {"losses/0/grossValueOffered": "999.99"}, "/losses", "LessThan1000"),
    (ElplInterimPackResponse, {"cru": GONE}, "/cru/reference", "MustBeProvided"),
    (ElplSettlementPackRequest, {"losses": []}, "/losses", "AtLeastOne"),
    (ElplSettlementPackRequest, {"losses/0/grossValueClaimed": "0.00"}, "/losses/0/grossValueClaimed", "GreaterThanZero"),
    (ElplSettlementPackRequest, {"losses/0/head": "car-hire"}, "/losses/0/head", "WrongValue"),
    (ElplSettlementPackRequest, {"losses/0/head": GONE}, "/losses/0/head", "MustBeProvided"),
    (ElplSettlementPackRequest, {"losses/0/tariffType": "whiplash-only"}, "/losses/0/tariffType", "MustNotBeProvided"),
    (ElplSettlementPackResponse, {"losses/0/grossAmountAgreed": False, "losses/0/comments": COMMENT}, "/losses/0/grossAmountAgreed", "WrongValue"),
    (ElplSettlementPackResponse, {"losses/1/interest": "20.00"}, "/losses/1/interest", "WrongValue"),
    (ElplSettlementPackResponse, {"agreement/grossAmount": "8763.79"}, "/agreement/grossAmount", "WrongValue"),
    (ElplSettlementPackResponse, {"cru/reference": "x" * 51}, "/cru/reference", "FormatNotValid"),
    (ElplCounterOfferByRepresentative, {"losses": OFFER["losses"][1:]}, "/losses", "MustBeProvided"),
    (ElplCounterOfferByRepresentative, {"agreement/grossAmount": "0.00"}, "/agreement/grossAmount", "GreaterThanZero"),
    (ElplCounterOfferByCompensator, {"losses/1/grossValueOffered": "2000.00"}, "/losses/1/grossValueOffered", "WrongValue"),
    (ElplCounterOfferByCompensator, {"agreement/decision": "maybe"}, "/agreement/decision", "WrongValue"),
    (ElplCourtPackRequest, {"losses/0/valueAfterContribution": "5000.00"}, "/losses/0/valueAfterContribution", "WrongValue"),
    (ElplCourtPackRequest, {"losses": COURT_PACK["losses"][1:]}, "/losses", "MustBeProvided"),
    (ElplCourtPackRequest, {"disbursements/0/number": 13}, "/disbursements/0/number", "FormatNotValid"),
    (ElplCourtPackRequest, {"disbursements": [{**SECOND, "number": number % 12 + 1} for number in range(13)]}, "/disbursements", "FormatNotValid"),
    (ElplCourtPackRequest, {"partB/claimantFinalOffer": "8463.81"}, "/partB/claimantFinalOffer", "WrongValue"),
    (ElplCourtPackResponse, {"disbursements": []}, "/disbursements", "MustBeProvided"),
    (ElplCourtPackResponse, {"partB/defendantFinalOffer": "7000.00"}, "/partB/defendantFinalOffer", "WrongValue"),
    (ElplCourtPackResponse, {"defendantSolicitor/named": True}, "/defendantSolicitor/details", "MustBeProvided"),
]
RIGHT: list[tuple[Any, dict[str, Any]]] = [
    *((form, {}) for form in PACKS),
    (ElplLiabilityResponse, {**DENIED, "liability/reasonsNotAdmitted": "Nobody saw it."}),
    (ElplLiabilityResponse, {"liability/decision": "admitted-with-contributory-negligence", "liability/reasonsNotAdmitted": "He ran."}),
    (ElplSettlementPackResponse, {"cru/reference": "free text, 4417/26"}),
    (ElplSettlementPackResponse, {"cru": {"noReferenceReason": "Applied for."}}),
    (ElplInterimPackRequest, {"losses/0/grossValueClaimed": "1000.00"}),
    (ElplCourtPackRequest, {"disbursements": [{**SECOND, "number": number} for number in range(1, 13)]}),
    (ElplCourtPackResponse, {"partB/defendantFinalOffer": "8000.00"}),
]
# fmt: on


@pytest.mark.parametrize(("form", "answers", "pointer", "code"), BROKEN)
def test_a_broken_rule_is_told(form: Any, answers: dict[str, Any], pointer: str, code: str) -> None:
    body = with_answers(SAMPLES[form], answers)
    assert (pointer, code) in found(form, body, context_for(form))


@pytest.mark.parametrize(("form", "answers"), RIGHT)
def test_a_right_form_has_no_faults(form: Any, answers: dict[str, Any]) -> None:
    body = with_answers(SAMPLES[form], answers)
    assert faults(form, body, context_for(form)) == []


@pytest.mark.parametrize("form", PACKS)
def test_no_pack_asks_for_contribution_tariff_or_medco(form: Any) -> None:
    for pointer in ("/losses/*/contributoryNegligence", "/losses/*/tariffType",
                    "/losses/*/uplift", "/medicalReports/medcoCaseNumber"):  # fmt: skip
        assert not asks(form, pointer)


def test_there_are_eleven_heads_of_loss() -> None:
    message = faults(
        ElplSettlementPackRequest,
        with_answers(REQUEST, {"losses/0/head": "policy-excess"}),
        context_for(ElplSettlementPackRequest),
    )[0].message
    assert message.startswith("Head of loss in row 1 must be one of: fares, medical-expenses")
    rows = [dict(REQUEST["losses"][0]) for _ in range(12)]
    twelve = with_answers(REQUEST, {"losses": rows})
    assert ("/losses", "FormatNotValid") in found(ElplSettlementPackRequest, twelve, CONTEXT)
