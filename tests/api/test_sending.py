"""Sending a claim notification form: taken whole, or refused whole with every fault."""

from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.organisations.models import Branch, Organisation
from tests import make
from tests.api.conftest import Caller, codes, kind, rows

COMPENSATOR = "/defendant/compensator/organisationId"


@pytest.fixture
def form(insurer: User) -> dict[str, Any]:
    return make.cnf(compensator=insurer.organisation)


def must_be_refused(answer: Any, status: int, word: str) -> None:
    assert (answer.status_code, kind(answer)) == (status, word), answer.content
    assert rows() == (0, 0, 0)


def test_a_claim_is_sent(as_lawyer: Caller, form: dict[str, Any]) -> None:
    answer = as_lawyer.post("/claims", form)
    assert answer.status_code == 201
    sent = answer.json()
    assert sent["phase"] == {"code": "ClaimSubmitted", "name": "Claim submitted"}
    assert sent["turn"] == "compensator"
    assert sent["deadline"] == {
        "lastDayToAct": "2026-12-14",
        "timesOutOn": "2026-12-15",
        "businessDaysLeft": 15,
    }
    claim = Claim.objects.get()
    assert sent["applicationId"] == f"{claim.pk:016d}"
    assert answer["ETag"] == f'"{sent["activityId"]}"' == f'"{claim.activity_id}"'
    assert rows() == (1, 1, 1)
    assert Document.objects.get().body == form
    event = Event.objects.get()
    assert (event.tag, event.row, event.number) == ("claim:notification:sent", "R0", 1)
    assert (claim.sent_at, claim.created_at, event.at) == (make.NOW, make.NOW, make.NOW)


def test_the_search_keys_are_those_of_the_form(as_lawyer: Caller, form: dict[str, Any]) -> None:
    as_lawyer.post("/claims", form)
    claim = Claim.objects.get()
    assert (claim.claimant_forename, claim.claimant_surname) == ("Grace", "Boateng")
    assert claim.date_of_birth is not None
    assert claim.date_of_birth.isoformat() == "1988-03-09"
    assert claim.national_insurance_number == "AB123456C"
    assert claim.registration_number == "VO68ZZB"
    assert claim.representative_reference == "HR/2026/00418"
    assert claim.compensator_reference == ""


def test_a_dry_run_writes_nothing(as_lawyer: Caller, form: dict[str, Any]) -> None:
    answer = as_lawyer.post("/claims?validateOnly=true", form)
    assert answer.status_code == 200
    assert answer.json() == {"valid": True, "claimType": "rta"}
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize("path", ["/claims", "/claims?validateOnly=true"])
def test_every_fault_is_told_at_once(as_lawyer: Caller, form: dict[str, Any], path: str) -> None:
    form["claimant"]["nationalInsuranceNumber"] = "nonsense"
    form["claimant"]["person"]["surname"] = ""
    form["accident"]["date"] = "2999-01-01"
    form["injury"]["softTissue"] = "yes"
    form["surprise"] = 1
    del form["defendant"]["policyNumber"]
    answer = as_lawyer.post(path, form)
    must_be_refused(answer, 422, "document-refused")
    found = {pointer for pointer, _ in codes(answer)}
    assert found >= {
        "/claimant/nationalInsuranceNumber",
        "/claimant/person/surname",
        "/accident/date",
        "/injury/softTissue",
        "/surprise",
        "/defendant/policyNumber",
    }
    assert ("/surprise", "MustNotBeProvided") in codes(answer)
    assert ("/accident/date", "FutureDate") in codes(answer)
    assert ("/defendant/policyNumber", "MustBeProvided") in codes(answer)
    assert all(fault["message"] for fault in answer.json()["errors"])


@pytest.mark.parametrize("word", [None, "", "boat", "EL", "RTA ", 7, ["rta"], {"rta": 1}])
def test_an_unknown_claim_type_is_refused(
    as_lawyer: Caller, form: dict[str, Any], word: Any
) -> None:
    answer = as_lawyer.post("/claims", {**form, "claimType": word})
    must_be_refused(answer, 422, "document-refused")
    assert {pointer for pointer, _ in codes(answer)} == {"/claimType"}


@pytest.mark.parametrize("path", ["/claims", "/claims?validateOnly=true"])
@pytest.mark.parametrize(
    ("code", "compensator_kind"),
    [
        ("COMP999", "insurer"),
        ("CR00101", "insurer"),
        ("COMP001", "mib"),
        ("COMP001 ' OR 1=1", "insurer"),
    ],
)
def test_a_compensator_must_be_one_of_that_kind(
    as_lawyer: Caller, form: dict[str, Any], path: str, code: str, compensator_kind: str
) -> None:
    form["defendant"]["compensator"].update(organisationId=code, kind=compensator_kind)
    if compensator_kind == "mib":
        form["defendant"]["description"] = "A tall man."
    answer = as_lawyer.post(path, form)
    must_be_refused(answer, 422, "document-refused")
    assert {pointer for pointer, _ in codes(answer)} == {COMPENSATOR}


@pytest.mark.parametrize("path", ["/claims", "/claims?validateOnly=true"])
@pytest.mark.parametrize(
    "change", [{"enabled": False}, {"deals_with_rta": False}], ids=["disabled", "no RTA"]
)
def test_a_compensator_must_take_rta_claims(
    as_lawyer: Caller, insurer: User, form: dict[str, Any], path: str, change: dict[str, bool]
) -> None:
    Organisation.objects.filter(pk=insurer.organisation_id).update(**change)
    answer = as_lawyer.post(path, form)
    must_be_refused(answer, 422, "document-refused")
    assert codes(answer) == {(COMPENSATOR, "InsurerNotSelected")}


@pytest.mark.parametrize("path", ["/claims", "/claims?validateOnly=true"])
def test_a_compensator_without_a_central_point_takes_nothing(
    as_lawyer: Caller, insurer: User, form: dict[str, Any], path: str
) -> None:
    Branch.objects.filter(organisation=insurer.organisation).update(enabled=False)
    answer = as_lawyer.post(path, form)
    must_be_refused(answer, 422, "document-refused")
    assert codes(answer) == {(COMPENSATOR, "InsurerNotSelected")}


def test_a_compensators_id_is_read_whatever_its_case(
    as_lawyer: Caller, form: dict[str, Any], insurer: User
) -> None:
    form["defendant"]["compensator"]["organisationId"] = "comp001"
    assert as_lawyer.post("/claims", form).status_code == 201
    assert Claim.objects.get().compensator == insurer.organisation


def test_a_claim_arrives_at_the_central_point(
    as_lawyer: Caller, form: dict[str, Any], insurer: User
) -> None:
    make.branch(insurer.organisation, "000")
    as_lawyer.post("/claims", form)
    branch = Claim.objects.get().compensator_branch
    assert branch is not None
    assert branch.kind == "central"


@pytest.mark.parametrize("path", ["/claims", "/claims?validateOnly=true"])
def test_a_compensator_may_not_send_a_claim(
    as_insurer: Caller, form: dict[str, Any], path: str
) -> None:
    must_be_refused(as_insurer.post(path, form), 403, "not-allowed")


@pytest.mark.parametrize(
    ("where", "written", "kept"),
    [
        (("claimant", "nationalInsuranceNumber"), "ab 12 34 56 c", "AB123456C"),
        (("claimant", "nationalInsuranceNumber"), " AB\u00a0123456\u202fC ", "AB123456C"),
        (("claimant", "vehicle", "registration"), "vo68 zzb", "VO68ZZB"),
        (("claimant", "person", "address", "postcode"), "bs65zz", "BS6 5ZZ"),
        (("claimant", "person", "surname"), " Boateng ", "Boateng"),
        (("claimant", "person", "surname"), "Cafe\u0301", "Café"),
        (("claimant", "person", "surname"), "Boat\u200beng", "Boateng"),
        (("claimant", "person", "surname"), "\u202eBoateng\u202c", "Boateng"),
        (("claimant", "person", "surname"), "\u2067כהן\u2069", "כהן"),
        (("claimantRepresentative", "email"), " claims@HARBOURROW.example.com ",
         "claims@harbourrow.example.com"),
        (("defendant", "compensator", "organisationName"), "Northcliffe  ", "Northcliffe"),
    ],
)  # fmt: skip
def test_harmless_variants_are_stored_alike(
    as_lawyer: Caller, form: dict[str, Any], where: tuple[str, ...], written: str, kept: str
) -> None:
    *way, last = where
    place = form
    for step in way:
        place = place[step]
    place[last] = written
    assert as_lawyer.post("/claims", form).status_code == 201
    place[last] = kept
    assert Document.objects.get().body == form


def test_a_claim_against_the_mib_has_thirty_days(as_lawyer: Caller) -> None:
    bureau = make.organisation("COMP900", kind="COMP", compensator_kind="mib")
    answer = as_lawyer.post("/claims", make.cnf(compensator=bureau))
    assert answer.status_code == 201, answer.content
    assert answer.json()["deadline"]["lastDayToAct"] == "2027-01-07"


def test_a_child_may_be_the_claimant(as_lawyer: Caller, form: dict[str, Any]) -> None:
    form["claimant"]["person"]["dateOfBirth"] = "2012-02-29"
    form["claimant"]["child"] = True
    form["claimant"]["occupation"] = "Pupil"
    assert as_lawyer.post("/claims", form).status_code == 201


def test_the_same_form_sent_twice_is_two_claims(as_lawyer: Caller, form: dict[str, Any]) -> None:
    first, second = as_lawyer.post("/claims", form), as_lawyer.post("/claims", form)
    assert first.json()["applicationId"] != second.json()["applicationId"]
    assert rows() == (2, 2, 2)
