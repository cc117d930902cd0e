"""Each rule between questions, with a form that breaks it and one that does not.

The tables have one case a line, so that they can be read down.
"""
# ruff: noqa: E501

from datetime import date
from typing import Any

import pytest

from claims_portal.claims.documents.checking import check
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.codes import ExitReason
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.notes import ExitClaim
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from tests.documents.samples import (
    CNF,
    CONTEXT,
    GONE,
    LIABILITY,
    REQUEST,
    RESPONSE,
    faults,
    found,
    with_answers,
)

ORGANISATION = {"organisationName": "Larch Haulage Ltd"}
REFERRAL = "claimantRepresentative/referral"
PERSON = {"surname": "Osei"}
PASSENGER = {"accident/claimantRole": "passenger", "accident/driverIsDefendant": False}
MIB = {"defendant/compensator/kind": "mib", "defendant/description": "Tall, in a red coat"}
BUS = {"busOrCoach/involved": True, "busOrCoach/vehicleDescription": "Green double-decker"}
NO_HOSPITAL = {"injury/hospital": False, "hospitals": GONE, "injury/overnight": False}
WHIPLASH_OFF = {"injury/whiplash": False}
WALKING = {
    "accident/claimantRole": "pedestrian",
    "accident/occupants": GONE,
    "accident/seatBelt": GONE,
    **WHIPLASH_OFF,
}

# fmt: off
BROKEN_CNF = [
    ({"claim/valueBand": "up-to-25000", "accident/date": "2013-07-30"}, "/claim/valueBand", "WrongValue"),
    ({f"{REFERRAL}/source": "other"}, f"/{REFERRAL}/otherSource", "OtherMustBeProvided"),
    ({f"{REFERRAL}/otherSource": "A friend"}, f"/{REFERRAL}/otherSource", "MustNotBeProvided"),
    ({f"{REFERRAL}/source": "claims-management-company", f"{REFERRAL}/authorisationNumber": "12"}, f"/{REFERRAL}/managementCompany", "MustBeProvided"),
    ({f"{REFERRAL}/source": "claims-management-company", f"{REFERRAL}/managementCompany": "Ash"}, f"/{REFERRAL}/authorisationNumber", "MustBeProvided"),
    ({f"{REFERRAL}/managementCompany": "Ash"}, f"/{REFERRAL}/managementCompany", "MustNotBeProvided"),
    ({f"{REFERRAL}/source": "other-website"}, f"/{REFERRAL}/website", "MustBeProvided"),
    ({f"{REFERRAL}/website": "example.com"}, f"/{REFERRAL}/website", "MustNotBeProvided"),
    ({"defendant/person": GONE}, "/defendant/person", "MustBeProvided"),
    ({"defendant/organisation": ORGANISATION}, "/defendant/organisation", "MustNotBeProvided"),
    ({"defendant/kind": "business", "defendant/person": GONE}, "/defendant/organisation", "MustBeProvided"),
    ({"defendant/kind": "business", "defendant/organisation": ORGANISATION}, "/defendant/person", "MustNotBeProvided"),
    ({"defendant/person/title": "other"}, "/defendant/person/otherTitle", "OtherMustBeProvided"),
    ({"defendant/person/dateOfBirth": "2026-10-20"}, "/defendant/person/dateOfBirth", "DateBeforeAccidentDate"),
    ({"defendant/compensator/kind": "mib"}, "/defendant", "AtLeastOne"),
    ({"defendant/approximateAge": 40}, "/defendant/approximateAge", "MustNotBeProvided"),
    ({"defendant/howDetailsWereObtained": "From a witness"}, "/defendant/howDetailsWereObtained", "MustNotBeProvided"),
    ({"defendant/compensator/chosen": False}, "/defendant/compensator/chosen", "WrongValue"),
    ({"defendant/compensator": GONE}, "/defendant/compensator", "InsurerNotSelected"),
    ({"defendant/compensator/organisationId": ""}, "/defendant/compensator/organisationId", "InsurerNotSelected"),
    ({"claimant/person/title": "other"}, "/claimant/person/otherTitle", "OtherMustBeProvided"),
    ({"claimant/person/otherTitle": "Dr"}, "/claimant/person/otherTitle", "MustNotBeProvided"),
    ({"claimant/person/dateOfBirth": "2026-10-20", "claimant/child": True}, "/claimant/person/dateOfBirth", "DateBeforeAccidentDate"),
    ({"claimant/child": True}, "/claimant/child", "WrongValue"),
    ({"claimant/person/dateOfBirth": "2008-11-03"}, "/claimant/child", "WrongValue"),
    ({"claimant/nationalInsuranceNumber": GONE}, "/claimant/nationalInsuranceNumber", "NINMissingCommet"),
    ({"claimant/noNationalInsuranceNumberReason": "Lost"}, "/claimant/noNationalInsuranceNumberReason", "NINEnteredCommet"),
    ({"injury/softTissue": False, "injury/whiplash": False}, "/injury", "AtLeastOne"),
    ({**WALKING, "injury/whiplash": True}, "/injury/whiplash", "WrongValue"),
    ({"accident/claimantRole": "motorcyclist"}, "/injury/whiplash", "WrongValue"),
    ({"injury/daysOffWork": GONE}, "/injury/daysOffWork", "MustBeProvided"),
    ({"injury/stillOffWork": GONE}, "/injury/stillOffWork", "MustBeProvided"),
    ({"injury/timeOffWork": False}, "/injury/daysOffWork", "MustNotBeProvided"),
    ({"injury/firstMedicalAttention": GONE}, "/injury/firstMedicalAttention", "MustBeProvided"),
    ({"injury/medicalAttention": False}, "/injury/firstMedicalAttention", "MustNotBeProvided"),
    ({"injury/firstMedicalAttention": "2026-10-19"}, "/injury/firstMedicalAttention", "AccidentDateAfterMedicalAttentionDate"),
    ({"injury/firstMedicalAttention": "2026-11-03"}, "/injury/firstMedicalAttention", "FutureDate"),
    ({"injury/overnight": GONE}, "/injury/overnight", "MustBeProvided"),
    ({"injury/overnight": True}, "/injury/daysInHospital", "MustBeProvided"),
    ({"hospitals": GONE}, "/hospitals", "AtLeastOne"),
    ({"hospitals": []}, "/hospitals", "AtLeastOne"),
    ({"injury/hospital": False}, "/hospitals", "MustNotBeProvided"),
    ({"rehabilitation/treatment": GONE}, "/rehabilitation/treatment", "MustBeProvided"),
    ({"rehabilitation/details": " "}, "/rehabilitation/details", "MustBeProvided"),
    ({"repairs/ownMotorCover": GONE}, "/repairs/ownMotorCover", "MustBeProvided"),
    ({"repairs/totalLoss": GONE, "repairs/state": GONE}, "/repairs/totalLoss", "MustBeProvided"),
    ({"repairs/state": GONE}, "/repairs/state", "MustBeProvided"),
    ({"repairs/ownMotorCover": "other"}, "/repairs/otherCover", "OtherMustBeProvided"),
    ({"repairs/otherCover": "Trade policy"}, "/repairs/otherCover", "MustNotBeProvided"),
    ({"repairs/company": GONE}, "/repairs/company/organisationName", "MustBeProvided"),
    ({"repairs/throughAnotherCompany": False}, "/repairs/company", "MustNotBeProvided"),
    ({"repairs/inspectionPlace": GONE}, "/repairs/inspectionPlace", "MustBeProvided"),
    ({"repairs/inspectionContact": GONE}, "/repairs/inspectionContact", "MustBeProvided"),
    ({"replacementVehicle": {"entitled": True}}, "/replacementVehicle/needed", "MustBeProvided"),
    ({"replacementVehicle": {"entitled": True, "needed": True}}, "/replacementVehicle/provided", "MustBeProvided"),
    ({"replacementVehicle/provider": GONE}, "/replacementVehicle/provider", "MustBeProvided"),
    ({"replacementVehicle/provided": False}, "/replacementVehicle/provider", "MustNotBeProvided"),
    ({"replacementVehicle/askedOfCompensator": True, "replacementVehicle/contactName": "Priya", "replacementVehicle/telephone": "1"}, "/replacementVehicle/kindOfVehicle", "MustBeProvided"),
    ({"replacementVehicle/provider/startDate": "2026-10-19"}, "/replacementVehicle/provider/startDate", "DateAfterOrOnAccidentDate"),
    ({"replacementVehicle/provider/endDate": "2026-10-21"}, "/replacementVehicle/provider/endDate", "WrongValue"),
    ({"accident/claimantRole": "other"}, "/accident/otherRole", "OtherMustBeProvided"),
    ({"accident/otherRole": "Bystander"}, "/accident/otherRole", "MustNotBeProvided"),
    ({"accident/occupants": GONE}, "/accident/occupants", "MustBeProvided"),
    ({"accident/seatBelt": GONE}, "/accident/seatBelt", "MustBeProvided"),
    ({"accident/claimantRole": "owner-not-driving", "accident/driverIsDefendant": GONE}, "/accident/driverIsDefendant", "MustBeProvided"),
    ({**PASSENGER, "accident/vehicle": {"make": "Ford"}}, "/accident/driver", "MustBeProvided"),
    ({**PASSENGER, "accident/driver": PERSON}, "/accident/vehicle", "MustBeProvided"),
    ({**WALKING, "accident/driver": PERSON}, "/accident/driver", "MustNotBeProvided"),
    ({**WALKING, "accident/occupants": 2}, "/accident/occupants", "MustNotBeProvided"),
    ({"accident/weather/other": True}, "/accident/weather/otherDetails", "OtherMustBeProvided"),
    ({"accident/weather/otherDetails": "Hail"}, "/accident/weather/otherDetails", "MustNotBeProvided"),
    ({"accident/road/other": True}, "/accident/road/otherDetails", "OtherMustBeProvided"),
    ({"accident/reportedToPolice": "yes"}, "/accident/police/station", "MustBeProvided"),
    ({"accident/police": {"station": "Bridewell"}}, "/accident/police", "MustNotBeProvided"),
    ({"busOrCoach/involved": True}, "/busOrCoach/vehicleDescription", "MustBeProvided"),
    ({"busOrCoach/passengers": 12}, "/busOrCoach/passengers", "MustNotBeProvided"),
    ({"otherParties": [{"kind": "other", "person": PERSON}]}, "/otherParties/0/otherKind", "OtherMustBeProvided"),
    ({"otherParties": [{"kind": "witness", "otherKind": "Cyclist", "person": PERSON}]}, "/otherParties/0/otherKind", "MustNotBeProvided"),
    ({"otherParties": [{"kind": "witness", "person": {**PERSON, "title": "other"}}]}, "/otherParties/0/person/otherTitle", "OtherMustBeProvided"),
    ({"liability/otherParty1": True}, "/liability/otherParty1", "WrongValue"),
]

SOUND_CNF = [
    {},
    {"claim/valueBand": "up-to-25000"},
    {f"{REFERRAL}/source": "other", f"{REFERRAL}/otherSource": "A friend"},
    {f"{REFERRAL}/source": "claims-management-company", f"{REFERRAL}/managementCompany": "Ash", f"{REFERRAL}/authorisationNumber": "1234567"},
    {f"{REFERRAL}/source": "other-website", f"{REFERRAL}/website": "example.com"},
    {"defendant/kind": "business", "defendant/person": GONE, "defendant/organisation": ORGANISATION},
    MIB,
    {"defendant/compensator/chosen": True},
    {"claimant/person/title": "other", "claimant/person/otherTitle": "Dr"},
    {"claimant/person/dateOfBirth": "2008-11-03", "claimant/child": True},
    {"claimant/person/dateOfBirth": "2008-11-02", "claimant/child": False},
    {"claimant/nationalInsuranceNumber": GONE, "claimant/noNationalInsuranceNumberReason": "Not resident"},
    WALKING,
    {**WALKING, "accident/occupants": 0},
    {"injury/timeOffWork": False, "injury/daysOffWork": 0},
    {"injury/medicalAttention": False, "injury/firstMedicalAttention": GONE},
    {"injury/firstMedicalAttention": "2026-10-20"},
    {"injury/overnight": True, "injury/daysInHospital": "two"},
    NO_HOSPITAL,
    {"rehabilitation": {"recommended": "not-seen-yet"}},
    {"repairs": {"ownVehicleDamaged": False}},
    {"repairs/totalLoss": "yes", "repairs/state": GONE},
    {"replacementVehicle": GONE},
    {"replacementVehicle": {"entitled": False}},
    {"replacementVehicle/provider/endDate": "2026-10-22"},
    {**PASSENGER, "accident/driver": PERSON, "accident/vehicle": {"make": "Ford"}},
    {"accident/claimantRole": "passenger"},
    {"accident/weather/other": True, "accident/weather/otherDetails": "Hail"},
    {"accident/reportedToPolice": "yes", "accident/police": {"station": "Bridewell"}},
    {"accident/reportedToPolice": "not-known"},
    BUS,
    {"busOrCoach/passengers": 0, "busOrCoach/evidenceOnBoard": False},
    {"otherParties": [{"kind": "witness", "person": PERSON}], "liability/otherParty1": True},
    {"liability/otherParty2": False},
]

ROW = REQUEST["losses"][0]
TARIFF = REQUEST["losses"][2]

BROKEN_OTHERS = [
    (RtaLiabilityResponse, LIABILITY, {"capacity": "other"}, "/otherCapacity", "OtherMustBeProvided"),
    (RtaLiabilityResponse, LIABILITY, {"otherCapacity": "As agent"}, "/otherCapacity", "MustNotBeProvided"),
    (RtaLiabilityResponse, LIABILITY, {"liability/admissions/causedSomeLoss": GONE}, "/liability/admissions/causedSomeLoss", "MustBeProvided"),
    (RtaLiabilityResponse, LIABILITY, {"liability/admissions/causedSomeLoss": False}, "/liability/admissions/causedSomeLoss", "WrongValue"),
    (RtaLiabilityResponse, LIABILITY, {"liability/decision": "admitted-with-contributory-negligence", "liability/admissions/accidentOccurred": False}, "/liability/admissions/accidentOccurred", "WrongValue"),
    (RtaLiabilityResponse, LIABILITY, {"liability/decision": "not-admitted"}, "/liability/reasonsNotAdmitted", "MustBeProvided"),
    (RtaLiabilityResponse, LIABILITY, {"liability/reasonsNotAdmitted": "No"}, "/liability/reasonsNotAdmitted", "MustNotBeProvided"),
    (RtaLiabilityResponse, LIABILITY, {"defendantDateOfBirth": "2026-10-20"}, "/defendantDateOfBirth", "DateBeforeAccidentDate"),
    (RtaSettlementPackRequest, REQUEST, {"medicalReports/medcoCaseNumber": GONE}, "/medicalReports/medcoCaseNumber", "MustBeProvided"),
    (RtaSettlementPackRequest, REQUEST, {"losses": []}, "/losses", "AtLeastOne"),
    (RtaSettlementPackRequest, REQUEST, {"losses/1/grossValueClaimed": "0.00"}, "/losses/1/grossValueClaimed", "GreaterThanZero"),
    (RtaSettlementPackRequest, REQUEST, {"losses/1/interest": "-1.00"}, "/losses/1/interest", "EqualGreaterThanZero"),
    (RtaSettlementPackRequest, REQUEST, {"losses/2/tariffType": GONE}, "/losses/2/tariffType", "MustBeProvided"),
    (RtaSettlementPackRequest, REQUEST, {"losses/2/injuryDuration": GONE}, "/losses/2/injuryDuration", "MustBeProvided"),
    (RtaSettlementPackRequest, REQUEST, {"losses/0/tariffType": "whiplash-only"}, "/losses/0/tariffType", "MustNotBeProvided"),
    (RtaSettlementPackRequest, REQUEST, {"losses/2/uplift": True, "losses/2/upliftReason": "Singer"}, "/losses/2/upliftPercentage", "MustBeProvided"),
    (RtaSettlementPackRequest, REQUEST, {"losses/2/uplift": True, "losses/2/upliftPercentage": 20}, "/losses/2/upliftReason", "MustBeProvided"),
    (RtaSettlementPackRequest, REQUEST, {"losses/2/upliftPercentage": 5}, "/losses/2/upliftPercentage", "MustNotBeProvided"),
    (RtaSettlementPackRequest, REQUEST, {"losses/1": ROW}, "/losses/1/head", "WrongValue"),
    (RtaSettlementPackRequest, REQUEST, {"losses/1/head": "additional-damages"}, "/losses/1/head", "WrongValue"),
    (RtaSettlementPackResponse, RESPONSE, {"cru": GONE}, "/cru/reference", "MustBeProvided"),
    (RtaSettlementPackResponse, RESPONSE, {"losses": [], "agreement/decision": "counter-offer"}, "/losses", "AtLeastOne"),
    (RtaSettlementPackResponse, RESPONSE, {"agreement/decision": "counter-offer", "losses/0/grossAmountAgreed": False}, "/losses/0/comments", "MustBeProvided"),
    (RtaSettlementPackResponse, RESPONSE, {"losses/0/grossAmountAgreed": False, "losses/0/comments": "No"}, "/losses/0/grossAmountAgreed", "WrongValue"),
    (RtaSettlementPackResponse, RESPONSE, {"losses": [*RESPONSE["losses"], {**RESPONSE["losses"][0], "head": "car-hire"}]}, "/losses/3/head", "WrongValue"),
    (RtaSettlementPackResponse, RESPONSE, {"losses": RESPONSE["losses"][:2]}, "/losses", "MustBeProvided"),
    (RtaSettlementPackResponse, RESPONSE, {"losses/0/grossValueOffered": "249.99"}, "/losses/0/grossValueOffered", "WrongValue"),
    (RtaSettlementPackResponse, RESPONSE, {"losses/1/interest": "3.14"}, "/losses/1/interest", "WrongValue"),
    (RtaSettlementPackResponse, RESPONSE, {"losses/0/contributoryNegligence": "10.00"}, "/losses/0/contributoryNegligence", "WrongValue"),
    (ExitClaim, {"reason": "other"}, {}, "/comment", "OtherMustBeProvided"),
]

SOUND_OTHERS = [
    (RtaLiabilityResponse, LIABILITY, {"capacity": "other", "otherCapacity": "As agent"}),
    (RtaLiabilityResponse, LIABILITY, {"liability": {"decision": "not-admitted", "reasonsNotAdmitted": "Green light"}}),
    (RtaSettlementPackRequest, REQUEST, {"medicalReports": {"softTissueInjury": False, "count": "none"}}),
    (RtaSettlementPackRequest, REQUEST, {"losses/2/uplift": True, "losses/2/upliftPercentage": 20, "losses/2/upliftReason": "Singer"}),
    (RtaSettlementPackResponse, RESPONSE, {"cru": {"noReferenceReason": "Applied for"}}),
    (RtaSettlementPackResponse, RESPONSE, {"losses": [], "agreement/decision": "repudiate"}),
    (RtaSettlementPackResponse, RESPONSE, {"agreement/decision": "counter-offer", "losses/0/grossAmountAgreed": False, "losses/0/comments": "No invoice", "losses/0/grossValueOffered": "0.00"}),
    (ExitClaim, {"reason": "other", "comment": "Moved abroad"}, {}),
]
# fmt: on


@pytest.mark.parametrize(("answers", "pointer", "code"), BROKEN_CNF)
def test_a_notification_that_breaks_a_rule_is_refused(
    answers: dict[str, Any], pointer: str, code: str
) -> None:
    assert found(RtaCnf, with_answers(CNF, answers)) == [(pointer, code)]


@pytest.mark.parametrize("answers", SOUND_CNF)
def test_a_notification_within_the_rules_is_taken(answers: dict[str, Any]) -> None:
    assert faults(RtaCnf, with_answers(CNF, answers)) == []


@pytest.mark.parametrize(("form", "body", "answers", "pointer", "code"), BROKEN_OTHERS)
def test_an_answer_that_breaks_a_rule_is_refused(
    form: Any, body: Any, answers: dict[str, Any], pointer: str, code: str
) -> None:
    assert found(form, with_answers(body, answers)) == [(pointer, code)]


@pytest.mark.parametrize(("form", "body", "answers"), SOUND_OTHERS)
def test_an_answer_within_the_rules_is_taken(form: Any, body: Any, answers: dict[str, Any]) -> None:
    assert faults(form, with_answers(body, answers)) == []


def test_an_accident_in_the_future_is_refused() -> None:
    body = with_answers(CNF, {"accident/date": "2026-11-03"})
    assert ("/accident/date", "FutureDate") in found(RtaCnf, body)


def test_an_accident_before_the_process_began_is_refused() -> None:
    body = with_answers(CNF, {"accident/date": "2010-04-29"})
    assert found(RtaCnf, body) == [("/accident/date", "WrongValue")]


def test_a_claimant_born_in_the_future_is_refused() -> None:
    body = with_answers(CNF, {"claimant/person/dateOfBirth": "2026-11-03"})
    assert ("/claimant/person/dateOfBirth", "FutureDate") in found(RtaCnf, body)


def test_a_defendant_born_in_the_future_is_refused() -> None:
    body = with_answers(LIABILITY, {"defendantDateOfBirth": "2030-01-01"})
    assert ("/defendantDateOfBirth", "FutureDate") in found(RtaLiabilityResponse, body)


def test_rules_that_ask_for_what_is_not_known_here_keep_silent() -> None:
    body = with_answers(RESPONSE, {"losses/0/head": "car-hire"})
    assert check(RtaSettlementPackResponse, body).document.losses[0].head == "car-hire"


@pytest.mark.parametrize("reason", ExitReason)
def test_only_the_exit_reasons_that_the_step_leaves_are_taken(reason: ExitReason) -> None:
    body = {"reason": reason.value, "comment": "Said by telephone"}
    left = {ExitReason.OTHER, ExitReason.WITHDRAWN}
    expected = [] if reason in left else [("/reason", "WrongValue")]
    assert found(ExitClaim, body, {"leaves": {"reason": left}}) == expected


def test_the_message_names_the_question_by_its_label() -> None:
    body = with_answers(CNF, {"accident/date": "2026-11-03", "injury/medicalAttention": False,
                              "injury/firstMedicalAttention": GONE, "replacementVehicle": GONE})  # fmt: skip
    messages = [fault.message for fault in faults(RtaCnf, body)]
    assert messages == ["Date of accident must not lie in the future"]


def test_the_message_names_the_row() -> None:
    body = with_answers(REQUEST, {"losses/1/grossValueClaimed": "0"})
    messages = [fault.message for fault in faults(RtaSettlementPackRequest, body)]
    assert messages == ["Gross value claimed in row 2 must be more than zero"]


def test_the_day_may_be_given_as_text() -> None:
    body = with_answers(CNF, {"accident/date": "2026-11-03"})
    assert found(RtaCnf, body, {"today": "2026-11-02"}) == found(RtaCnf, body, CONTEXT)
    assert found(RtaCnf, CNF, {"today": date(2044, 1, 1)}) == []


def test_every_rule_names_its_source() -> None:
    for form in (RtaCnf, RtaLiabilityResponse, RtaSettlementPackRequest, ExitClaim):
        for rule in form.rules:
            assert rule.source
            assert rule.says
            assert not any(fault for fault in rule({}, {}) if not fault.message)
