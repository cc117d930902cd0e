"""What a body may look like, which spellings are taken, and that no fault is lost.

The tables have one case a line, so that they can be read down.
"""
# ruff: noqa: E501

import json
from typing import Any

import msgspec
import pytest

from claims_portal.claims.documents.checking import check, check_cnf
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.faults import DocumentRefused, NotJson
from claims_portal.claims.documents.notes import (
    AcceptClaim,
    Acknowledge,
    Article75,
    InterimNeeded,
    Reassign,
    RejectClaim,
    StateFraud,
)
from claims_portal.claims.documents.settlement import RtaSettlementPackRequest
from tests.documents.samples import (
    CNF,
    CONTEXT,
    FORMS,
    GONE,
    REQUEST,
    TODAY,
    context_for,
    faults,
    found,
    with_answers,
)


@pytest.mark.parametrize(("form", "body"), FORMS)
def test_a_sample_is_taken_as_it_is(form: Any, body: Any) -> None:
    checked = check(form, json.dumps(body).encode(), context_for(form))
    assert checked.body == body
    assert json.loads(checked.json) == body


# fmt: off
SPELLINGS = [
    ("claimant/nationalInsuranceNumber", "ab 12 34 56 c", "AB123456C"),
    ("claimant/nationalInsuranceNumber", "AB123456 ", "AB123456"),
    ("claimant/nationalInsuranceNumber", "AB\u00a012\u200b3456C", "AB123456C"),
    ("claimant/person/address/postcode", "bs65zz", "BS6 5ZZ"),
    ("claimant/person/address/postcode", " BS6\u00a0 5ZZ", "BS6 5ZZ"),
    ("defendant/vehicle/registration", "wx19 zza", "WX19ZZA"),
    ("claimantRepresentative/email", " Claims@HarbourRow.Example.COM ", "Claims@harbourrow.example.com"),
    ("claimant/askcueReference", "askcuepi 4417820", "ASKCUEPI4417820"),
    ("claim/officialInjuryClaimReference", "oic-123", "OIC-123"),
    ("claimant/person/surname", "  Boateng\n", "Boateng"),
    ("claimant/person/surname", "Boateng\tAsare", "Boateng Asare"),
    ("claimant/person/surname", "Ame\u0301lie", "Amélie"),
    ("claimant/person/surname", "\ufeffBoateng\u2009", "Boateng"),
    ("accident/description", "One.\r\nTwo.\tThree.", "One.\nTwo.\tThree."),
    ("accident/description", "One.\x0bTwo.\x0cThree.", "One.\nTwo.\nThree."),
    ("accident/date", " 2026-10-20 ", "2026-10-20"),
    ("accident/time", "17:45:30", "17:45:30"),
    ("injury/daysOffWork", 6.0, 6),
]
# fmt: on


@pytest.mark.parametrize(("path", "written", "stored"), SPELLINGS)
def test_harmless_spellings_are_stored_alike(path: str, written: Any, stored: Any) -> None:
    checked = check(RtaCnf, with_answers(CNF, {path: written}), CONTEXT)
    assert checked.body == with_answers(CNF, {path: stored})
    assert json.loads(checked.json) == checked.body


@pytest.mark.parametrize(
    ("written", "stored"),
    [("1000", "1000.00"), ("1000.5", "1000.50"), ("0250.00", "250.00"), (" 7.10 ", "7.10")],
)
def test_money_is_stored_in_pounds_and_pence(written: str, stored: str) -> None:
    body = with_answers(REQUEST, {"losses/0/grossValueClaimed": written})
    checked = check(RtaSettlementPackRequest, body, CONTEXT)
    assert checked.document.losses[0].gross_value_claimed == stored


@pytest.mark.parametrize("empty", [None, "", "  ", "\u200b", GONE])
def test_an_empty_optional_answer_counts_as_absent(empty: Any) -> None:
    body = with_answers(CNF, {"claimant/person/middleName": empty})
    assert check(RtaCnf, body, CONTEXT).document.claimant.person.middle_name is None
    assert "middleName" not in check(RtaCnf, body, CONTEXT).body["claimant"]["person"]


@pytest.mark.parametrize("empty", [None, {}, {"make": None}, {"make": " "}, GONE])
def test_an_empty_optional_group_counts_as_absent(empty: Any) -> None:
    body = with_answers(CNF, {"claimant/vehicle": empty})
    assert "vehicle" not in check(RtaCnf, body, CONTEXT).body["claimant"]


# fmt: off
MISFITS = [
    ({"claimant/person/surname": GONE}, "/claimant/person/surname", "MustBeProvided", "Surname must be given"),
    ({"claimant/person/surname": None}, "/claimant/person/surname", "MustBeProvided", "Surname must be given"),
    ({"claimant/person/surname": " "}, "/claimant/person/surname", "MustBeProvided", "Surname must be given"),
    ({"claimant/person/dateOfBirth": ""}, "/claimant/person/dateOfBirth", "MustBeProvided", "Date of birth must be given"),
    ({"claimant/person/title": ""}, "/claimant/person/title", "MustBeProvided", "Title must be given"),
    ({"claimant": GONE}, "/claimant", "MustBeProvided", "Claimant must be given"),
    ({"claimant/person/surname": "x" * 26}, "/claimant/person/surname", "FormatNotValid", "Surname must have at most 25 characters"),
    ({"claimant/person/surname": 7}, "/claimant/person/surname", "FormatNotValid", "Surname must be text"),
    ({"claimant/person/surname": ["x"]}, "/claimant/person/surname", "FormatNotValid", "Surname must be text"),
    ({"claimant/person/surname": "a\x00b"}, "/claimant/person/surname", "FormatNotValid", "Surname must not contain control characters or line breaks"),
    ({"claimant/person/surname": "a\nb"}, "/claimant/person/surname", "FormatNotValid", "Surname must not contain control characters or line breaks"),
    ({"accident/description": "a\x07b"}, "/accident/description", "FormatNotValid", "How the accident happened must not contain control characters"),
    ({"claimant/person/surname": "a\ud800"}, "/claimant/person/surname", "FormatNotValid", "Surname must not contain broken characters"),
    ({"claimant/person/nickname": "G"}, "/claimant/person/nickname", "MustNotBeProvided", "“nickname” is not a question of this form"),
    ({"claimant/person/title": "dr"}, "/claimant/person/title", "WrongValue", "Title must be one of: mr, mrs, ms, miss, other"),
    ({"claimant/child": "no"}, "/claimant/child", "FormatNotValid", "Claimant is a child must be true or false"),
    ({"claimant/child": 0}, "/claimant/child", "FormatNotValid", "Claimant is a child must be true or false"),
    ({"claimant/nationalInsuranceNumber": "GB123456C"}, "/claimant/nationalInsuranceNumber", "FormatNotValid", "National Insurance number must be written like AB123456C"),
    ({"claimant/person/address/postcode": "12345"}, "/claimant/person/address/postcode", "FormatNotValid", "Postcode must be written like BS1 4ZZ"),
    ({"accident/time": "24:00"}, "/accident/time", "FormatNotValid", "Time of accident must be written like 17:45"),
    ({"accident/date": "20/10/2026"}, "/accident/date", "FormatNotValid", "Date of accident must be written like 2026-10-20"),
    ({"accident/date": "2026-02-30"}, "/accident/date", "FormatNotValid", "Date of accident must be written like 2026-10-20"),
    ({"claimant/person/dateOfBirth": "1899-12-31"}, "/claimant/person/dateOfBirth", "FormatNotValid", "Date of birth must not be before 1 January 1900"),
    ({"claimantRepresentative/reference": "€100"}, "/claimantRepresentative/reference", "FormatNotValid", None),
    ({"claimantRepresentative/reference": "HR/"}, "/claimantRepresentative/reference", "FormatNotValid", None),
    ({"injury/daysOffWork": 100000}, "/injury/daysOffWork", "FormatNotValid", "Days off work must be a whole number from 0 to 99999"),
    ({"injury/daysOffWork": 1.5}, "/injury/daysOffWork", "FormatNotValid", "Days off work must be a whole number"),
    ({"injury/daysOffWork": "6"}, "/injury/daysOffWork", "FormatNotValid", "Days off work must be a whole number"),
    ({"hospitals": [{"type": "nhs"}] * 5}, "/hospitals", "FormatNotValid", "Hospitals must have at most 4 rows"),
    ({"hospitals": {}}, "/hospitals", "FormatNotValid", "Hospitals must be a list"),
    ({"hospitals": ["nhs"]}, "/hospitals/0", "FormatNotValid", "Hospitals in row 1 must be a group of questions"),
    ({"injury": "none"}, "/injury", "FormatNotValid", "Injury must be a group of questions"),
    ({"claimType": "boat"}, "/claimType", "WrongValue", "Claim type must be one of: rta"),
    ({"claimType": GONE}, "/claimType", "MustBeProvided", "Claim type must be given"),
]
# fmt: on


@pytest.mark.parametrize(("answers", "pointer", "code", "message"), MISFITS)
def test_what_does_not_fit_the_form_is_refused_in_words(
    answers: dict[str, Any], pointer: str, code: str, message: str | None
) -> None:
    refused = faults(RtaCnf, with_answers(CNF, answers))
    assert [(fault.pointer, fault.code.value) for fault in refused] == [(pointer, code)]
    assert message is None or refused[0].message == message


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("claimant/person/middleName", "x" * 26),
        ("claimant/vehicle/engineSize", 1_000_000),
        ("claimant/nationalInsuranceNumber", "nonsense"),
        ("repairs/totalLoss", "perhaps"),
    ],
)
def test_the_types_themselves_hold_optional_answers_to_their_limits(path: str, value: Any) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(with_answers(CNF, {path: value}), RtaCnf)


def test_a_json_number_is_not_money() -> None:
    body = with_answers(REQUEST, {"losses/0/grossValueClaimed": 250.0})
    assert found(RtaSettlementPackRequest, body) == [
        ("/losses/0/grossValueClaimed", "FormatNotValid")
    ]


@pytest.mark.parametrize("percentage", ["100.01", "101", "-1", "1.234", "ten"])
def test_a_percentage_is_from_0_to_100(percentage: str) -> None:
    body = with_answers(REQUEST, {"losses/0/contributoryNegligence": percentage})
    assert [pointer for pointer, _ in found(RtaSettlementPackRequest, body)] == [
        "/losses/0/contributoryNegligence"
    ]


def test_no_fault_is_lost_and_all_come_in_the_order_of_the_form() -> None:
    body = with_answers(
        CNF,
        {
            "liability/defendant": "",
            "claim/colour": "red",
            "claimant/person/surname": "x" * 30 + "\u0007",
            "claimant/noNationalInsuranceNumberReason": "Lost",
            "claimant/occupation": "x" * 51,
            "accident/date": "2030-01-01",
            "accident/time": "noon",
            "otherParties": [{"kind": "other", "person": {}}, 5],
            "defendant/kind": "ghost",
            "defendant/vehicle": GONE,
        },
    )
    assert found(RtaCnf, body) == [
        ("/claim/colour", "MustNotBeProvided"),
        ("/defendant/kind", "WrongValue"),
        ("/defendant/vehicle", "MustBeProvided"),
        ("/claimant/person/surname", "FormatNotValid"),
        ("/claimant/occupation", "FormatNotValid"),
        ("/claimant/noNationalInsuranceNumberReason", "NINEnteredCommet"),
        ("/injury/firstMedicalAttention", "AccidentDateAfterMedicalAttentionDate"),
        ("/replacementVehicle/provider/startDate", "DateAfterOrOnAccidentDate"),
        ("/accident/date", "FutureDate"),
        ("/accident/time", "FormatNotValid"),
        ("/otherParties/0/otherKind", "OtherMustBeProvided"),
        ("/otherParties/0/person/surname", "MustBeProvided"),
        ("/otherParties/1", "FormatNotValid"),
        ("/liability/defendant", "MustBeProvided"),
    ]


def test_an_empty_form_lists_all_that_is_needed() -> None:
    assert found(RtaCnf, {}) == [
        (pointer, "MustBeProvided")
        for pointer in (
            "/claimType", "/claim", "/claimantRepresentative", "/defendant", "/claimant",
            "/injury", "/rehabilitation", "/repairs", "/accident", "/busOrCoach", "/liability",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "{", '{"claimType": "rta",}', "nonsense", "{'a': 1}"])
def test_broken_json_is_no_form(text: str) -> None:
    with pytest.raises(NotJson):
        check_cnf(text.encode())


@pytest.mark.parametrize("raw", [b"\xff\xfe{}", b'{"claimType":"\xe9"}', b"\xef\xbb\xbf{}"])
def test_other_encodings_are_no_form(raw: bytes) -> None:
    with pytest.raises(NotJson):
        check_cnf(raw)


@pytest.mark.parametrize("raw", [b"[" * 100_000, b'{"claim":' * 100_000, b"[" * 900 + b"]" * 900])
def test_deep_nesting_is_refused(raw: bytes) -> None:
    with pytest.raises((NotJson, DocumentRefused)):
        check_cnf(raw)


@pytest.mark.parametrize("raw", [b"[]", b"null", b'"rta"', b"7"])
def test_a_form_is_an_object(raw: bytes) -> None:
    assert found(RtaCnf, raw) == [("", "FormatNotValid")]
    with pytest.raises(DocumentRefused):
        check_cnf(raw)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "9" * 400, "-" + "9" * 6000, "1e30", "1.5"])
def test_a_number_out_of_range_is_a_fault_of_its_question(number: str) -> None:
    raw = json.dumps(CNF).replace('"daysOffWork": 6', f'"daysOffWork": {number}').encode()
    assert found(RtaCnf, raw) == [("/injury/daysOffWork", "FormatNotValid")]


def test_half_a_character_is_a_fault_of_its_question() -> None:
    raw = json.dumps(CNF).replace('"Boateng"', '"Boa\\ud800teng"').encode()
    assert found(RtaCnf, raw) == [("/claimant/person/surname", "FormatNotValid")]


def test_a_member_given_twice_is_refused() -> None:
    raw = json.dumps(CNF).replace('"Boateng"', '"Boateng", "surname": "Mensah"').encode()
    refused = faults(RtaCnf, raw)
    assert [fault.message for fault in refused] == ["“surname” is given more than once"]
    assert refused[0].pointer == "/claimant/person/surname"


def test_escapes_and_blanks_in_the_json_do_not_matter() -> None:
    body = with_answers(CNF, {"claimant/person/surname": "Brontë"})
    for raw in (json.dumps(body, indent=4), json.dumps(body, ensure_ascii=False)):
        assert check_cnf(raw.encode(), CONTEXT).body == body


def test_the_claim_type_chooses_the_form() -> None:
    assert check_cnf(json.dumps(CNF).encode(), {"today": TODAY}).document.claim
    for word, code in ((None, "MustBeProvided"), ("ela", "WrongValue"), (["rta"], "WrongValue")):
        with pytest.raises(DocumentRefused) as refused:
            check_cnf({**CNF, "claimType": word})
        (fault,) = refused.value.faults
        assert (fault.pointer, fault.code.value) == ("/claimType", code)


def test_only_the_types_that_are_asked_for_are_taken() -> None:
    with pytest.raises(DocumentRefused) as refused:
        check_cnf({**CNF, "claimType": "el"}, claim_types=["rta", "pl"])
    (fault,) = refused.value.faults
    assert fault.message == "Claim type must be one of: rta, pl"


def test_the_caller_keeps_its_own_body() -> None:
    body = with_answers(CNF, {"claimant/person/surname": " Boateng "})
    check(RtaCnf, body, CONTEXT)
    assert body["claimant"]["person"]["surname"] == " Boateng "


@pytest.mark.parametrize(
    ("form", "body"),
    [
        (Acknowledge, {}),
        (AcceptClaim, {"compensatorReference": "NCM/INJ/30917"}),
        (RejectClaim, {"reason": "wrong-organisation"}),
        (StateFraud, {"reason": "fraud", "comment": "The vehicles never met."}),
        (Article75, {"applies": False}),
        (InterimNeeded, {"needed": True}),
        (Reassign, {"organisationId": "COMP002"}),
    ],
)
def test_a_short_body_is_taken(form: Any, body: Any) -> None:
    assert check(form, body).body == body


def test_a_statement_of_fraud_needs_a_comment() -> None:
    assert found(StateFraud, {"reason": "fraud"}) == [("/comment", "MustBeProvided")]
