"""The record of an organisation, its branches, agreement and API clients, by the API."""

import base64
from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts import usage
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.organisations.models import UserAgreement
from claims_portal.records.models import AuditEntry
from tests import make
from tests.api.conftest import Caller, caller, codes, kind
from tests.api.operations import ADDRESS, everything


def test_the_record_is_changed_but_for_name_and_id(as_administrator: Caller, lawyer: User) -> None:
    changes = {
        "email": " office@cr00101.example.com ",
        "telephone": "0117 496 0999",
        "address": {**ADDRESS, "postcode": "BS1 4XX"},
        "emailDomains": ["CR00101.example.com", "@tpa.example.com", "tpa.example.com"],
        "requiresStrongFactor": True,
    }
    told = as_administrator.send("PATCH", "/organisation", changes).json()
    assert told == as_administrator.get("/organisation").json()
    assert (told["organisationId"], told["kind"]) == ("CR00101", "claimant-representative")
    assert told["claimTypes"] == ["rta"]
    assert told["email"] == "office@cr00101.example.com"
    assert told["address"]["street"] == "Quay Street"
    assert told["address"]["county"] == ""
    assert told["emailDomains"] == ["cr00101.example.com", "tpa.example.com"]
    assert told["requiresStrongFactor"] is True
    entry = AuditEntry.objects.get(tag="organisation:record:edited")
    assert entry.before["telephone"] == ""
    assert entry.after["address"] == {**ADDRESS, "postcode": "BS1 4XX"}


def test_an_address_with_lines_of_the_old_names_is_read_with_the_new(
    as_administrator: Caller, lawyer: User
) -> None:
    firm = lawyer.organisation
    firm.address = {"street1": "1 Old Street", "city": "Hull"}
    firm.save()
    told = as_administrator.get("/organisation").json()["address"]
    assert (told["street"], told["town"]) == ("1 Old Street", "Hull")


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"name": "Other"}, "body-refused", "/name"),
        ({"organisationId": "CR1"}, "body-refused", "/organisationId"),
        ({"email": "nonsense"}, "email-malformed", "/email"),
        ({"email": "info@firm.example.com\nBcc: x@example.com"}, "email-malformed", "/email"),
        ({"email": "infо@firm.example.com"}, "email-not-ascii", "/email"),  # noqa: RUF001 - Cyrillic
        ({"telephone": "0117\x00"}, "text-refused", "/telephone"),
        ({"telephone": "1" * 101}, "body-refused", "/telephone"),
        ({"address": {"street": "Quay Street", "town": "Bristol"}}, "address-refused", "/address"),
        ({"address": {"buildingNumber": "12a"}}, "address-refused", "/address"),
        ({"address": {**ADDRESS, "town": "B\x00"}}, "text-refused", "/address/town"),
        ({"address": {**ADDRESS, "town": "B" * 26}}, "body-refused", "/address/town"),
        ({"address": {**ADDRESS, "planet": "Earth"}}, "body-refused", "/address/planet"),
        ({"address": "12a Quay Street"}, "body-refused", "/address"),
        ({"address": None}, "body-refused", "/address"),
        ({"emailDomains": ["firm"]}, "domain-refused", "/emailDomains"),
        ({"emailDomains": ["firm.example.com\x00"]}, "domain-refused", "/emailDomains"),
        ({"emailDomains": ["a" * 300 + ".com"]}, "domain-refused", "/emailDomains"),
        ({"emailDomains": ["fırm.example.com"]}, "domain-refused", "/emailDomains"),  # noqa: RUF001 - dotless
        ({"emailDomains": ["a.example.com"] * 101}, "body-refused", "/emailDomains"),
        ({"requiresStrongFactor": "yes"}, "body-refused", "/requiresStrongFactor"),
    ],
)  # fmt: skip
def test_what_does_not_fit_the_record_is_refused(
    as_administrator: Caller, body: dict[str, Any], code: str, pointer: str
) -> None:
    before = everything()
    answer = as_administrator.send("PATCH", "/organisation", body)
    assert (answer.status_code, kind(answer)) == (422, code), answer.content
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert everything() == before


def test_a_branch_is_created_changed_and_switched_off(as_administrator: Caller) -> None:
    made = as_administrator.send("POST", "/branches", {"name": " Bath ", "address": ADDRESS})
    assert (made.status_code, made["Location"]) == (201, "/api/v1/branches/002")
    assert (made.json()["branchId"], made.json()["kind"]) == ("002", "handling-point")
    assert made.json()["name"] == "Bath"
    changed = as_administrator.send(
        "PATCH", "/branches/002", {"email": "bath@cr00101.example.com", "enabled": False}
    )
    assert changed.json() == as_administrator.get("/branches/002").json()
    listed = as_administrator.get("/branches").json()["branches"]
    assert [(one["branchId"], one["enabled"]) for one in listed] == [("001", True), ("002", False)]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"branchId": "007"}, "body-refused", "/branchId"),
        ({"kind": "central-point"}, "body-refused", "/kind"),
        ({"name": " "}, "branch-refused", "/name"),
        ({"name": "B\x00"}, "text-refused", "/name"),
        ({"name": "B" * 101}, "body-refused", "/name"),
        ({"email": "x" * 300 + "@example.com"}, "email-malformed", "/email"),
        ({"enabled": "no"}, "body-refused", "/enabled"),
    ],
)
def test_what_does_not_fit_a_branch_is_refused(
    as_administrator: Caller, body: dict[str, Any], code: str, pointer: str
) -> None:
    before = everything()
    answer = as_administrator.send("PATCH", "/branches/001", body)
    assert (answer.status_code, kind(answer)) == (422, code)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert everything() == before


@pytest.mark.parametrize("number", ["009", "1", "0010", "%00", "é", "001%20"])
def test_a_branch_that_is_not_there_is_not_found(as_administrator: Caller, number: str) -> None:
    for method, body in (("GET", None), ("PATCH", {"name": "Bath"})):
        answer = as_administrator.send(method, f"/branches/{number}", body)
        assert (answer.status_code, kind(answer)) == (404, "no-such-branch")


def test_the_central_point_stays_on(insurer: User) -> None:
    boss = make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR)
    answer = caller(boss).send("PATCH", "/branches/001", {"enabled": False})
    assert (answer.status_code, kind(answer)) == (422, "branch-refused")
    assert codes(answer) == {("/enabled", "branch-refused")}


def test_only_the_version_in_force_is_accepted(as_administrator: Caller) -> None:
    assert as_administrator.get("/agreement").json()["version"] is None
    UserAgreement.objects.create(version="2", text="Be good.", in_force_from=make.NOW)
    before = everything()
    for version in ("1", "3", "", "2\x00", "x" * 1000):
        answer = as_administrator.send("POST", "/agreement/accept", {"version": version})
        assert (answer.status_code, kind(answer)) == (409, "nothing-to-accept")
    assert everything() == before
    told = as_administrator.send("POST", "/agreement/accept", {"version": "2"}).json()
    assert (told["accepted"], told["acceptedVersion"]) == (True, "2")
    assert told["text"] == "Be good."


def token_status(client_id: str, secret: str) -> int:
    basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
    answer = Client().post(
        "/oauth/token",
        "grant_type=client_credentials",
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": f"Basic {basic}"},
    )
    return answer.status_code


def test_a_client_is_rotated_without_a_gap_and_revoked_for_good(as_administrator: Caller) -> None:
    made = as_administrator.send("POST", "/api-clients", {"name": "Leaver process"})
    assert made.status_code == 201
    client, first = made.json()["client"], made.json()["clientSecret"]
    path = f"/api-clients/{client['clientId']}"
    assert client["lastUsedAt"] is None
    second = as_administrator.send("POST", f"{path}/rotate").json()["clientSecret"]
    assert [token_status(client["clientId"], one) for one in (first, second)] == [200, 200]
    third = as_administrator.send("POST", f"{path}/rotate")
    assert (third.status_code, kind(third)) == (409, "too-many-secrets")
    usage.METER.flush()
    listed = as_administrator.get("/api-clients")
    one = next(row for row in listed.json()["clients"] if row["clientId"] == client["clientId"])
    assert one["lastUsedAt"] == "2026-11-23T09:30:00Z"
    assert first.encode() not in listed.content
    oldest = one["secrets"][0]["secretId"]
    left = as_administrator.send("POST", f"{path}/secrets/{oldest}/revoke").json()
    assert len(left["secrets"]) == 1
    assert [token_status(client["clientId"], one) for one in (first, second)] == [401, 200]
    again = as_administrator.send("POST", f"{path}/secrets/{oldest}/revoke")
    assert (again.status_code, kind(again)) == (404, "no-such-client")
    revoked = as_administrator.send("POST", f"{path}/revoke").json()
    assert (revoked["enabled"], revoked["secrets"]) == (False, [])
    assert token_status(client["clientId"], second) == 401
    after = as_administrator.send("POST", f"{path}/rotate")
    assert (after.status_code, kind(after)) == (409, "client-revoked")


def test_a_client_is_renamed_and_keeps_its_id(as_administrator: Caller) -> None:
    own = as_administrator.get("/api-clients").json()["clients"][0]
    path = f"/api-clients/{own['clientId']}"
    told = as_administrator.send("PATCH", path, {"name": " Leaver process "}).json()
    assert told == as_administrator.get(path).json()
    assert (told["name"], told["clientId"]) == ("Leaver process", own["clientId"])


def test_a_client_may_revoke_itself(as_administrator: Caller) -> None:
    own = as_administrator.get("/api-clients").json()["clients"][0]["clientId"]
    assert as_administrator.send("POST", f"/api-clients/{own}/revoke").status_code == 200
    assert as_administrator.get("/api-clients").status_code == 401


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "client-name-missing"), ("  ", "client-name-missing"), ("x\x00", "text-refused"),
        ("x" * 101, "body-refused"), (7, "body-refused"),
    ],
)  # fmt: skip
def test_a_client_without_a_good_name_is_refused(
    as_administrator: Caller, name: Any, code: str
) -> None:
    before = everything()
    own = as_administrator.get("/api-clients").json()["clients"][0]["clientId"]
    for method, path in (("POST", "/api-clients"), ("PATCH", f"/api-clients/{own}")):
        answer = as_administrator.send(method, path, {"name": name})
        assert (answer.status_code, kind(answer)) == (422, code)
    assert everything() == before


NOT_FOUND, NO_NUMBER = (404, "no-such-client"), (400, "bad-request")


@pytest.mark.parametrize(
    ("secret", "told"),
    [("0", NOT_FOUND), ("99999999999999999999999999", NO_NUMBER), ("9" * 4000, NO_NUMBER)],
)
def test_a_secret_that_is_not_there_is_not_found(
    as_administrator: Caller, secret: str, told: tuple[int, str]
) -> None:
    own = as_administrator.get("/api-clients").json()["clients"][0]["clientId"]
    answer = as_administrator.send("POST", f"/api-clients/{own}/secrets/{secret}/revoke")
    assert (answer.status_code, kind(answer)) == told


def test_further_claims_are_asked_for_once_and_the_decision_is_told(
    as_administrator: Caller, as_lawyer: Caller
) -> None:
    path, wish = "/organisation/claim-types", {"claims": "elpl", "reason": "Authorised since May."}
    assert as_administrator.get(path).json() == {"possible": ["elpl"], "requests": []}
    asked = as_administrator.post(path, wish)
    assert asked.status_code == 201, asked.content
    assert (asked.json()["state"], asked.json()["decidedAt"]) == ("waiting", None)
    again = as_administrator.post(path, wish)
    assert (again.status_code, kind(again)) == (409, "asked-for-already")
    held = as_administrator.post(path, {**wish, "claims": "rta"})
    assert (held.status_code, kind(held)) == (409, "deals-with-it-already")
    short = as_administrator.post(path, {**wish, "reason": "  because "})
    assert (short.status_code, kind(short)) == (422, "answer-refused")
    assert codes(short) == {("/reason", "answer-refused")}
    assert as_administrator.get(path).json() == {"possible": [], "requests": [asked.json()]}
    assert as_lawyer.post(path, wish).status_code == 403
