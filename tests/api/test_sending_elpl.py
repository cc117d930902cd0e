"""Sending EL, ELD and PL claims, and who may send, receive and read which."""

import json
from importlib import resources
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.api.urls import openapi_document
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.organisations.models import Organisation
from tests import make
from tests.api.conftest import Caller, caller, codes, kind, rows

pytestmark = pytest.mark.django_db

TYPES = ("el", "eld", "pl")
COMPENSATOR = "/defendant/compensator/organisationId"
LIMITS = {"el": "2026-12-21", "eld": "2026-12-21", "pl": "2027-01-07"}
"""The last day: 30 business days (PL 40) from the notification on 9 November 2026."""


@pytest.fixture
def as_sender(liability_lawyer: User) -> Caller:
    return caller(liability_lawyer)


@pytest.fixture
def as_receiver(liability_insurer: User) -> Caller:
    return caller(liability_insurer)


@pytest.fixture(params=TYPES)
def claim_type(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def form(claim_type: str, liability_insurer: User) -> dict[str, Any]:
    return make.cnf(claim_type, compensator=liability_insurer.organisation)


def test_a_claim_of_each_type_is_sent_and_read_by_both_sides(
    as_sender: Caller, as_receiver: Caller, form: dict[str, Any], claim_type: str
) -> None:
    answer = as_sender.post("/claims", form)
    assert answer.status_code == 201, answer.content
    sent = answer.json()
    assert (sent["phase"]["code"], sent["turn"]) == ("ClaimSubmitted", "compensator")
    assert sent["deadline"]["lastDayToAct"] == LIMITS[claim_type]
    for side in (as_sender, as_receiver):
        read = side.get(f"/claims/{sent['applicationId']}").json()
        assert read["claim"]["claimType"] == claim_type
        (document,) = read["documents"]
        assert (document["kind"], document["body"]) == (f"{claim_type}-cnf", form)
    (listed,) = as_receiver.get("/claims").json()["claims"]
    assert listed["applicationId"] == sent["applicationId"]
    event = Event.objects.get()
    assert (event.tag, event.row) == ("claim:notification:sent", "E0")


def test_the_search_keys_are_those_of_the_form(as_sender: Caller, liability_insurer: User) -> None:
    as_sender.post("/claims", make.cnf("pl", compensator=liability_insurer.organisation))
    claim = Claim.objects.get()
    assert (claim.claimant_forename, claim.claimant_surname) == ("Odette", "Marsh")
    assert str(claim.date_of_birth) == "1991-07-02"
    assert claim.national_insurance_number == "AB123456C"
    assert (claim.registration_number, claim.representative_reference) == ("", "HR/2026/00588")


def test_a_dry_run_writes_nothing(as_sender: Caller, form: dict[str, Any], claim_type: str) -> None:
    answer = as_sender.post("/claims?validateOnly=true", form)
    assert answer.json() == {"valid": True, "claimType": claim_type}
    assert rows() == (0, 0, 0)


def test_every_fault_is_told_at_once(as_sender: Caller, liability_insurer: User) -> None:
    form = make.cnf("el", compensator=liability_insurer.organisation)
    del form["accident"]["date"]
    form["claim"]["notificationDate"] = "2026-11-24"
    form["claimant"]["askcueReference"] = "1234"
    form["injury"]["whiplash"] = True
    answer = as_sender.post("/claims", form)
    assert (answer.status_code, kind(answer)) == (422, "document-refused")
    assert codes(answer) == {
        ("/accident/date", "MissingAccidentDate"),
        ("/claim/notificationDate", "FutureDate"),
        ("/claimant/askcueReference", "MustNotBeProvided"),
        ("/injury/whiplash", "MustNotBeProvided"),
    }


def test_each_account_sends_the_types_of_its_profiles(
    as_lawyer: Caller, as_sender: Caller, form: dict[str, Any], insurer: User
) -> None:
    for body in (form, {"claimType": form["claimType"], "accident": 7}):
        answer = as_lawyer.post("/claims", body)
        assert (answer.status_code, kind(answer)) == (403, "not-allowed")
    answer = as_sender.post("/claims", make.cnf(compensator=insurer.organisation))
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")
    assert rows() == (0, 0, 0)


@pytest.mark.parametrize("path", ["/claims", "/claims?validateOnly=true"])
def test_the_lists_of_compensators_are_separate(
    as_sender: Caller, as_lawyer: Caller, insurer: User, liability_insurer: User, path: str
) -> None:
    """An RTA insurer takes no EL claim, and the other way about."""
    answer = as_sender.post(path, make.cnf("el", compensator=insurer.organisation))
    assert codes(answer) == {(COMPENSATOR, "InsurerNotSelected")}
    assert "EL, ELD and PL" in answer.json()["errors"][0]["message"]
    answer = as_lawyer.post(path, make.cnf(compensator=liability_insurer.organisation))
    assert codes(answer) == {(COMPENSATOR, "InsurerNotSelected")}
    assert "takes RTA claims" in answer.json()["errors"][0]["message"]


def test_the_bureau_takes_no_such_claim(as_sender: Caller) -> None:
    bureau = make.organisation("COMP900", kind="COMP", compensator_kind="mib")
    Organisation.objects.filter(pk=bureau.pk).update(deals_with_elpl=True)
    form = make.cnf("pl")
    form["defendant"]["compensator"]["organisationId"] = bureau.code
    answer = as_sender.post("/claims", form)
    assert codes(answer) == {(COMPENSATOR, "InsurerNotSelected")}


def test_an_rta_handler_of_the_same_insurer_sees_nothing_of_it(
    as_sender: Caller, liability_insurer: User, form: dict[str, Any]
) -> None:
    number = as_sender.post("/claims", form).json()["applicationId"]
    colleague = make.user(liability_insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER)
    answer = caller(colleague).get(f"/claims/{number}")
    assert (answer.status_code, kind(answer)) == (404, "no-such-claim")
    assert caller(colleague).get("/claims", {"scope": "all"}).json()["claims"] == []


def test_the_old_interfaces_xml_is_taken(as_sender: Caller, liability_insurer: User) -> None:
    xml = (resources.files("claims_portal.samples") / "el_cnf.xml").read_text("utf-8")
    xml = xml.replace("COMP002", liability_insurer.organisation.code)
    answer = as_sender.post("/claims", xml.encode(), Content_Type="application/xml")
    assert answer.status_code == 201, answer.content
    kept = Document.objects.get()
    assert kept.kind == "el-cnf"
    assert json.loads(answer["Claims-Json"]) == kept.body
    assert kept.body == make.cnf("el", compensator=liability_insurer.organisation)


def test_what_the_xml_says_beside_the_questions_is_told(as_sender: Caller) -> None:
    xml = (resources.files("claims_portal.samples") / "el_cnf.xml").read_text("utf-8")
    answer = as_sender.post(
        "/claims",
        xml.replace("<Injury ", '<Injury Deafness="1" ').encode(),
        Content_Type="application/xml",
    )
    assert ("/DocumentInput/MedicalDetails/Injury/@Deafness", "MustNotBeProvided") in codes(answer)


def test_a_claim_sent_back_is_sent_again_and_its_clock_starts_anew(
    as_sender: Caller, as_receiver: Caller, form: dict[str, Any], claim_type: str
) -> None:
    as_sender.post("/claims", form)
    claim = Claim.objects.get()
    for who, action, says in (
        (as_receiver, "acknowledge-claim", {}),
        (as_receiver, "reject-claim", {"reason": "wrong-organisation"}),
        (as_sender, "acknowledge-rejection", {}),
    ):
        answer = who.act(claim, action, says)
        assert answer.status_code == 200, answer.content
        claim.refresh_from_db()
    form["claim"]["notificationDate"] = "2026-11-23"
    answer = as_sender.act(claim, "resend-claim", form)
    assert answer.status_code == 200, answer.content
    assert answer.json()["deadline"]["lastDayToAct"] > LIMITS[claim_type]
    wrong = as_sender.act(Claim.objects.get(), "resend-claim", make.cnf())
    assert wrong.status_code in (403, 409)


@pytest.mark.parametrize("other", ["rta", "pl"])
def test_a_claim_keeps_its_type(
    as_sender: Caller, as_receiver: Caller, liability_insurer: User, other: str
) -> None:
    as_sender.post("/claims", make.cnf("el", compensator=liability_insurer.organisation))
    claim = Claim.objects.get()
    for who, action, says in (
        (as_receiver, "acknowledge-claim", {}),
        (as_receiver, "reject-claim", {"reason": "mandatory-fields-wrong"}),
        (as_sender, "acknowledge-rejection", {}),
    ):
        who.act(claim, action, says)
        claim.refresh_from_db()
    form = make.cnf(other, compensator=liability_insurer.organisation)
    answer = as_sender.act(claim, "resend-claim", form)
    assert (answer.status_code, kind(answer)) == (422, "document-refused")
    assert ("/claimType", "WrongValue") in codes(answer)


def test_the_form_for_the_defendant_is_that_of_the_type(
    as_sender: Caller, form: dict[str, Any], claim_type: str
) -> None:
    number = as_sender.post("/claims", form).json()["applicationId"]
    answer = as_sender.get(f"/claims/{number}/defendant-only-form")
    assert answer.json()["form"] == {"el": "EL2", "eld": "ELD2", "pl": "PL2"}[claim_type]
    assert form["claimant"]["person"]["dateOfBirth"] not in answer.content.decode()
    assert "nationalInsuranceNumber" not in answer.json()["body"]["claimant"]


def test_the_contract_names_a_form_of_each_type() -> None:
    document = json.loads(openapi_document())
    sending = document["paths"]["/api/v1/claims"]["post"]["requestBody"]["content"]
    forms = {
        one["$ref"].rpartition("/")[2] for one in sending["application/json"]["schema"]["anyOf"]
    }
    assert forms == {"RtaCnf", "ElCnf", "EldCnf", "PlCnf"}
    tags = {
        name: document["components"]["schemas"][name]["properties"]["claimType"]["enum"]
        for name in forms
    }
    assert tags["PlCnf"] == ["pl"]
    for xml in sending["application/xml"]["schema"]["anyOf"]:
        assert xml["xml"] == {"name": "DocumentInput"}
    answering = document["paths"]["/api/v1/claims/{number}/actions/send-liability-decision"]
    bodies = answering["post"]["requestBody"]["content"]["application/json"]["schema"]["anyOf"]
    assert {one["$ref"].rpartition("/")[2] for one in bodies} == {
        "RtaLiabilityResponse",
        "ElplLiabilityResponse",
    }
