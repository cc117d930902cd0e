"""The old interface's XML at the front door: the same checks, the same answer, and the JSON."""

import json
from importlib import resources
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.api.legacy import LONGEST_HEADER
from claims_portal.api.urls import openapi_document
from claims_portal.claims.documents.conversion import xml_of_json
from claims_portal.claims.models import Document
from tests import make
from tests.api.conftest import Caller, caller, codes, kind, rows

SAMPLE = resources.files("claims_portal.samples").joinpath("rta_cnf.xml").read_text("utf-8")
XML = {"Content_Type": "application/xml"}


def post(who: Caller, body: str | bytes, path: str = "/claims") -> Any:
    return who.post(path, body.encode() if isinstance(body, str) else body, **XML)


def test_xml_is_taken_like_the_json_that_the_header_tells(as_lawyer: Caller, insurer: User) -> None:
    by_xml = post(as_lawyer, SAMPLE)
    assert by_xml.status_code == 201, by_xml.content
    by_json = as_lawyer.post("/claims", by_xml["Claims-Json"].encode())
    assert by_json.status_code == 201
    first, second = Document.objects.order_by("claim_id")
    assert first.body == second.body == make.sample("rta_cnf")
    told, same = by_xml.json(), by_json.json()
    for answer in (told, same):
        del answer["applicationId"], answer["activityId"]
    assert told == same
    assert "Claims-Json" not in by_json


@pytest.mark.parametrize("claim_type", ["el", "eld", "pl"])
def test_the_forms_of_the_other_types_are_taken_likewise(
    liability_lawyer: User, liability_insurer: User, claim_type: str
) -> None:
    body = make.cnf(claim_type, compensator=liability_insurer.organisation)
    written = xml_of_json(json.dumps(body).encode(), {}).output
    who = caller(liability_lawyer)
    by_xml = post(who, written)
    assert by_xml.status_code == 201, by_xml.content
    assert json.loads(by_xml["Claims-Json"]) == body
    document = Document.objects.get()
    assert (document.kind, document.body) == (f"{claim_type}-cnf", body)
    assert xml_of_json(json.dumps(document.body).encode(), {}).output == written
    wrong = written.replace(b"DefendantStatus=", b"ShoeSize=")
    place = "/DocumentInput/ClaimAndClaimantDetails/DefendantDetails/@ShoeSize"
    assert (place, "MustNotBeProvided") in codes(post(who, wrong))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_names_in_any_script_and_encoding_come_through(
    as_lawyer: Caller, insurer: User, codec: str
) -> None:
    bare = SAMPLE.partition("?>")[2]
    named = bare.replace('Surname="Boateng"', 'Surname="Ĝrázęł-小明"')
    answer = post(as_lawyer, named.encode(codec), "/claims?validateOnly=true")
    assert answer.status_code == 200, answer.content
    assert json.loads(answer["Claims-Json"])["claimant"]["person"]["surname"] == "Ĝrázęł-小明"
    assert rows() == (0, 0, 0)


def test_a_json_that_is_too_long_for_a_header_is_counted(as_lawyer: Caller, insurer: User) -> None:
    long = SAMPLE.replace('RehabilitationDetails="', f'RehabilitationDetails="{"ł" * 440}').replace(
        'RehabilitationTreatment="', f'RehabilitationTreatment="{"ł" * 400}'
    )
    answer = post(as_lawyer, long)
    assert answer.status_code == 201, answer.content
    assert "Claims-Json" not in answer
    assert int(answer["Claims-Json-Omitted"]) > LONGEST_HEADER


def test_every_fault_comes_at_once_and_what_has_no_place_is_one(
    as_lawyer: Caller, insurer: User
) -> None:
    wrong = SAMPLE.replace('ChildClaim="0"', 'ChildClaim="1" ShoeSize="6"')
    answer = post(as_lawyer, wrong)
    assert (answer.status_code, kind(answer)) == (422, "document-refused")
    assert codes(answer) == {
        (
            "/DocumentInput/ClaimAndClaimantDetails/ClaimantDetails/@ShoeSize",
            "MustNotBeProvided",
        ),
        ("/claimant/child", "WrongValue"),
    }
    assert rows() == (0, 0, 0)


def test_json_and_xml_have_the_same_faults(as_lawyer: Caller, insurer: User) -> None:
    body = make.sample("rta_cnf")
    del body["claimant"]["askcueReference"]
    body["defendant"]["compensator"]["organisationId"] = "COMP777"
    by_json = as_lawyer.post("/claims", body)
    by_xml = post(
        as_lawyer,
        SAMPLE.replace('AskCUEPIReference="ASKCUEPI4417820"', "").replace(
            'OrganizationID="COMP001"', 'OrganizationID="COMP777"'
        ),
    )
    assert by_json.status_code == by_xml.status_code == 422
    assert by_json.json() == by_xml.json()


BAD = [
    b"   ",
    b"<DocumentInput>",
    b"\x00\x01\x02",
    b"PK\x03\x04",
    b"{}",
    SAMPLE[:900].encode(),
    b'<!DOCTYPE a [<!ENTITY a "b">]><a>&a;</a>',
    b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
    b'<!DOCTYPE a SYSTEM "http://127.0.0.1:1/"><a/>',
    b"<a>" * 100_000,
    b'<a b="' + b"x" * 900_000 + b'"/>',
    b'<?xml version="1.0" encoding="x"?><a/>',
    "<a b='\u00e9'/>".encode("latin-1"),
]


@pytest.mark.parametrize("body", BAD, ids=range(len(BAD)))
def test_what_is_no_xml_is_a_bad_request_in_words(as_lawyer: Caller, body: bytes) -> None:
    answer = post(as_lawyer, body)
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
    assert len(answer.json()["detail"]) < 300


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<a/>", "The root element is"),
        ("<InsurerResponseA2A/>", "The root element must be DocumentInput"),
        (SAMPLE.replace("<ClaimDetails ", '<ClaimDetails ClaimType="X" '), "The claim type is 'x'"),
    ],
)
def test_another_form_is_refused(as_lawyer: Caller, body: str, says: str) -> None:
    answer = post(as_lawyer, body)
    assert (answer.status_code, kind(answer)) == (422, "document-refused")
    assert says in answer.json()["errors"][0]["message"]


def test_an_empty_form_has_faults_and_nothing_else(as_lawyer: Caller) -> None:
    assert post(as_lawyer, "<DocumentInput/>").status_code == 422


def test_a_body_over_the_limit_is_too_large(as_lawyer: Caller) -> None:
    assert post(as_lawyer, b"<a>" + b" " * 5_000_000 + b"</a>").status_code == 413


def test_who_may_send_nothing_is_told_before_the_form_is_read(as_insurer: Caller) -> None:
    answer = post(as_insurer, "<")
    assert (answer.status_code, kind(answer)) == (403, "not-allowed")


def test_other_operations_take_no_xml(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    answer = as_insurer.post(
        f"/claims/{claim.application_id}/actions/accept-claim",
        b"<a/>",
        If_Match=f'"{claim.activity_id}"',
        **XML,
    )
    assert (answer.status_code, kind(answer)) == (415, "wrong-media-type")


def test_the_contract_describes_the_xml() -> None:
    described = json.loads(openapi_document())["paths"]["/api/v1/claims"]["post"]
    xml = described["requestBody"]["content"]["application/xml"]
    assert xml["example"] == SAMPLE
    root = xml["schema"]["anyOf"][0]
    assert root["xml"] == {"name": "DocumentInput"}
    claimant = root["properties"]["ClaimAndClaimantDetails"]["properties"]["ClaimantDetails"]
    assert claimant["properties"]["ChildClaim"]["xml"] == {"attribute": True}
    assert claimant["required"] == ["ChildClaim", "Occupation", "AskCUEPIReference"]
    hospital = root["properties"]["MedicalDetails"]["properties"]["Hospital"]
    assert (hospital["type"], hospital["maxItems"]) == ("array", 4)
    assert "Claims-Json" in described["responses"]["201"]["headers"]
