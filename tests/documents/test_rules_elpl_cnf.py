"""Each rule of forms EL1, ELD1 and PL1, with a form that breaks it and one that does not.

The tables have one case a line, so that they can be read down.
"""
# ruff: noqa: E501

from datetime import date
from typing import Any

import pytest

from claims_portal.claims.documents.checking import check
from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.outline import asks
from tests.documents.samples import GONE, faults, found, with_answers
from tests.documents.samples_elpl import CONTEXT, EL, ELD, PL

PERSON = {"surname": "Osei"}
SAMPLES: dict[Any, Any] = {ElCnf: EL, EldCnf: ELD, PlCnf: PL}
THREE = list(SAMPLES)
ACCIDENTS = [ElCnf, PlCnf]

# fmt: off
BROKEN: list[tuple[list[Any], dict[str, Any], str, str]] = [
    (THREE, {"claim/notificationDate": GONE}, "/claim/notificationDate", "MustBeProvided"),
    (THREE, {"claim/notificationDate": "2026-11-26"}, "/claim/notificationDate", "FutureDate"),
    ([ElCnf], {"claim/notificationDate": "2026-09-01"}, "/claim/notificationDate", "DateAfterOrOnAccidentDate"),
    ([PlCnf], {"claim/notificationDate": "2026-10-04"}, "/claim/notificationDate", "DateAfterOrOnAccidentDate"),
    ([EldCnf], {"claim/notificationDate": "2013-07-30"}, "/claim/notificationDate", "WrongValue"),
    (THREE, {"claim/askcueReference": "1"}, "/claim/askcueReference", "MustNotBeProvided"),
    (THREE, {"claimant/askcueReference": "1"}, "/claimant/askcueReference", "MustNotBeProvided"),
    (THREE, {"claimantRepresentative/referral": {"source": "other"}}, "/claimantRepresentative/referral", "MustNotBeProvided"),
    (THREE, {"defendant/vehicle": {"registration": "WX19ZZA"}}, "/defendant/vehicle", "MustNotBeProvided"),
    (THREE, {"defendant/compensator/kind": "insurer"}, "/defendant/compensator/kind", "MustNotBeProvided"),
    (THREE, {"defendant/compensator": GONE}, "/defendant/compensator", "InsurerNotSelected"),
    (THREE, {"defendant/compensator/organisationId": ""}, "/defendant/compensator/organisationId", "InsurerNotSelected"),
    (THREE, {"defendant/compensator/chosen": False}, "/defendant/compensator/chosen", "WrongValue"),
    (THREE, {"defendant/organisation": GONE}, "/defendant/organisation", "MustBeProvided"),
    (THREE, {"defendant/person": PERSON}, "/defendant/person", "MustNotBeProvided"),
    ([ElCnf, EldCnf], {"defendant/kind": "individual", "defendant/organisation": GONE}, "/defendant/person", "MustBeProvided"),
    ([PlCnf], {"defendant/kind": "individual", "defendant/organisation": GONE, "defendant/person": PERSON}, "/defendant/kind", "WrongValue"),
    (THREE, {"claimant/person/title": "other"}, "/claimant/person/otherTitle", "OtherMustBeProvided"),
    (THREE, {"claimant/person/sex": "female"}, "/claimant/person/sex", "MustNotBeProvided"),
    (THREE, {"claimant/child": True}, "/claimant/child", "WrongValue"),
    (THREE, {"claimant/nationalInsuranceNumber": GONE, "claimant/noNationalInsuranceNumberReason": GONE}, "/claimant/nationalInsuranceNumber", "NINMissingCommet"),
    (THREE, {"claimant/nationalInsuranceNumber": "AB123456C", "claimant/noNationalInsuranceNumberReason": "Lost"}, "/claimant/noNationalInsuranceNumberReason", "NINEnteredCommet"),
    ([EldCnf], {"claimant/employmentPeriod": GONE}, "/claimant/employmentPeriod", "MustBeProvided"),
    ([EldCnf], {"claimant/exposurePeriod": " "}, "/claimant/exposurePeriod", "MustBeProvided"),
    (ACCIDENTS, {"claimant/exposurePeriod": "2001 to 2004"}, "/claimant/exposurePeriod", "MustNotBeProvided"),
    ([PlCnf], {"claimant/employmentPeriod": "Since 2019"}, "/claimant/employmentPeriod", "MustNotBeProvided"),
    ([EldCnf], {"injury/deafness": False}, "/injury", "AtLeastOne"),
    (ACCIDENTS, {"injury/deafness": True}, "/injury/deafness", "MustNotBeProvided"),
    (THREE, {"injury/whiplash": False}, "/injury/whiplash", "MustNotBeProvided"),
    (THREE, {"injury/timeOffWork": True, "injury/stillOffWork": False, "injury/daysOffWork": GONE}, "/injury/daysOffWork", "MustBeProvided"),
    (THREE, {"injury/timeOffWork": True, "injury/daysOffWork": 3, "injury/stillOffWork": GONE}, "/injury/stillOffWork", "MustBeProvided"),
    (THREE, {"injury/medicalAttention": True, "injury/firstMedicalAttention": GONE}, "/injury/firstMedicalAttention", "MustBeProvided"),
    ([ElCnf], {"injury/firstMedicalAttention": "2026-09-01"}, "/injury/firstMedicalAttention", "AccidentDateAfterMedicalAttentionDate"),
    (THREE, {"injury/hospital": True, "injury/overnight": GONE}, "/injury/overnight", "MustBeProvided"),
    (THREE, {"rehabilitation/recommended": "yes", "rehabilitation/treatment": GONE}, "/rehabilitation/treatment", "MustBeProvided"),
    (ACCIDENTS, {"accident/date": GONE}, "/accident/date", "MissingAccidentDate"),
    (ACCIDENTS, {"accident/time": GONE}, "/accident/time", "MustBeProvided"),
    ([EldCnf], {"exposure/date": "2012-01-01"}, "/exposure/date", "MustNotBeProvided"),
    ([EldCnf], {"accident": {"date": "2012-01-01"}}, "/accident", "MustNotBeProvided"),
    (ACCIDENTS, {"accident/reported": GONE}, "/accident/reported", "MustBeProvided"),
    (ACCIDENTS, {"accident/reportedWhenAndToWhom": GONE}, "/accident/reportedWhenAndToWhom", "MustBeProvided"),
    (ACCIDENTS, {"accident/reported": "no"}, "/accident/reportedWhenAndToWhom", "MustNotBeProvided"),
    ([EldCnf], {"exposure/reported": "not-known"}, "/exposure/reportedWhenAndToWhom", "MustNotBeProvided"),
    ([PlCnf], {"accident/claimantLocation": GONE}, "/accident/claimantLocation", "MustBeProvided"),
    ([PlCnf], {"accident/claimantLocation": "other"}, "/accident/otherLocation", "OtherMustBeProvided"),
    ([PlCnf], {"accident/otherLocation": "A boat"}, "/accident/otherLocation", "MustNotBeProvided"),
    ([ElCnf], {"accident/claimantLocation": "premises"}, "/accident/claimantLocation", "MustNotBeProvided"),
    (THREE, {"liability/defendant": "x" * 5001}, "/liability/defendant", "FormatNotValid"),
    (ACCIDENTS, {"accident/description": "x" * 1001}, "/accident/description", "FormatNotValid"),
]

RIGHT: list[tuple[list[Any], dict[str, Any]]] = [
    (THREE, {}),
    (THREE, {"claim/notificationDate": "2026-11-25"}),
    ([ElCnf], {"claim/notificationDate": "2026-09-02"}),
    ([ElCnf], {"claimant/employmentPeriod": GONE}),
    ([ElCnf, EldCnf], {"defendant/kind": "individual", "defendant/organisation": GONE, "defendant/person": PERSON}),
    (THREE, {"injury/timeOffWork": True, "injury/stillOffWork": True, "injury/daysOffWork": GONE}),
    (THREE, {"injury/hospital": True, "injury/overnight": False, "hospitals": []}),
    ([EldCnf], {"injury/deafness": GONE, "injury/other": True}),
    (ACCIDENTS, {"accident/reported": "no", "accident/reportedWhenAndToWhom": GONE}),
    ([PlCnf], {"accident/claimantLocation": "other", "accident/otherLocation": "On a boat"}),
    (THREE, {"liability/defendant": "x" * 5000}),
    (THREE, {"claim/valueBand": "up-to-10000"}),
    (THREE, {"additionalComments": "x" * 1000}),
]
# fmt: on


def spread(rows: list[Any]) -> list[Any]:
    return [
        pytest.param(form, *row[1:], id=f"{form.__name__}-{number}")
        for number, row in enumerate(rows)
        for form in row[0]
    ]


@pytest.mark.parametrize(("form", "answers", "pointer", "code"), spread(BROKEN))
def test_a_broken_rule_is_told(form: Any, answers: dict[str, Any], pointer: str, code: str) -> None:
    assert (pointer, code) in found(
        form, with_answers(SAMPLES[form], present(form, answers)), CONTEXT
    )


@pytest.mark.parametrize(("form", "answers"), spread(RIGHT))
def test_a_right_form_has_no_faults(form: Any, answers: dict[str, Any]) -> None:
    assert faults(form, with_answers(SAMPLES[form], present(form, answers)), CONTEXT) == []


def present(form: Any, answers: dict[str, Any]) -> dict[str, Any]:
    """Without what would take away an answer that the sample does not give."""
    return {
        path: answer
        for path, answer in answers.items()
        if answer is not GONE or _given(SAMPLES[form], path)
    }


def _given(body: Any, path: str) -> bool:
    for step in path.split("/"):
        if not isinstance(body, dict) or step not in body:
            return False
        body = body[step]
    return True


def test_an_accident_before_the_process_is_outside_it() -> None:
    early = {"accident/date": "2013-07-30", "injury/firstMedicalAttention": "2013-07-30"}
    assert found(ElCnf, with_answers(EL, early), CONTEXT) == [("/accident/date", "WrongValue")]
    first = {"accident/date": "2013-07-31", "injury/firstMedicalAttention": "2013-07-31"}
    assert found(ElCnf, with_answers(EL, first), CONTEXT) == []


def test_a_child_is_told_by_the_birthday() -> None:
    child = {"claimant/person/dateOfBirth": "2010-01-01", "claimant/child": True}
    document = check(PlCnf, with_answers(PL, child), CONTEXT).document
    assert document.claimant.person.date_of_birth == date(2010, 1, 1)
    late = {"claimant/person/dateOfBirth": "2026-10-05", "claimant/child": True}
    assert ("/claimant/person/dateOfBirth", "DateBeforeAccidentDate") in found(
        PlCnf, with_answers(PL, late), CONTEXT
    )


def test_messages_name_the_question_as_its_form_does() -> None:
    said = {
        fault.message
        for form, answers in (
            (PlCnf, {"defendant/kind": "individual"}),
            (EldCnf, {"exposure/reportedWhenAndToWhom": GONE, "injury/deafness": False}),
            (ElCnf, {"claim/notificationDate": "2030-01-01", "accident/date": GONE}),
        )
        for fault in faults(form, with_answers(SAMPLES[form], answers), CONTEXT)
    }
    assert {
        "When and to whom it was reported must be given when it was reported",
        "Disease must have at least one disease ticked",
        "Date of notification must not lie in the future",
        "Date of accident must be given",
    } <= said
    assert any(
        one.startswith("Defendant is an individual or a business must be “bus") for one in said
    )


@pytest.mark.parametrize("form", THREE)
def test_no_form_asks_what_is_of_road_accidents_alone(form: Any) -> None:
    for pointer in ("/claimant/askcueReference", "/claimant/vehicle/registration",
                    "/claimantRepresentative/referral/source", "/defendant/approximateAge",
                    "/claim/officialInjuryClaimReference"):  # fmt: skip
        assert not asks(form, pointer)
