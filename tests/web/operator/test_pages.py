"""Staff, requests, looking up and the audit, as their people use them."""

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.operators.models import Approval, Staff
from tests import make
from tests.web.operator.conftest import SignedIn

REASON = "The rota of December needs it."
NEW = {
    "staffId": "NEWBIE", "forename": "New", "surname": "Person",
    "email": "new.person@operator.example.org", "roles": ["support"], "reason": REASON,
}  # fmt: skip


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_adding_staff_takes_two(signed_in: SignedIn, boss: Staff, protector: Staff) -> None:
    asks, confirms = signed_in(boss), signed_in(protector)
    bad = asks.post("/operator/staff/new", {**NEW, "email": "someone@gmail.com", "roles": []})
    assert bad.status_code == 422
    assert b'value="NEWBIE"' in bad.content
    page = asks.post("/operator/staff/new", NEW)["Location"]
    assert "must confirm it" in text_of(asks, page)
    asks.post(f"{page}/decide", {"do": "confirm"})
    assert not Staff.objects.filter(staff_id="NEWBIE").exists()
    assert "NEWBIE" in text_of(confirms, "/operator")
    assert "new.person@operator.example.org" in text_of(confirms, page)
    confirms.post(f"{page}/decide", {"do": "confirm"})
    assert Staff.objects.get(staff_id="NEWBIE").roles == ["support"]
    assert "Confirmed and done" in text_of(confirms, page)
    assert "NEWBIE" in text_of(asks, "/operator/staff")


def test_a_request_is_refused_with_a_reason(
    signed_in: SignedIn, boss: Staff, protector: Staff
) -> None:
    page = signed_in(boss).post("/operator/staff/new", NEW)["Location"]
    client = signed_in(protector)
    client.post(f"{page}/decide", {"do": "refuse", "reason": "no"})
    assert Approval.objects.get().state == "waiting"
    client.post(f"{page}/decide", {"do": "refuse", "reason": "Not before the audit."})
    assert "Not before the audit." in text_of(client, page)


def test_somebody_is_disabled_and_signed_out(
    signed_in: SignedIn, boss: Staff, supporter: Staff
) -> None:
    client, other = signed_in(boss), signed_in(supporter)
    assert client.post("/operator/staff/SUPPORTER/disable", {"reason": ""}).status_code == 422
    client.post("/operator/staff/SUPPORTER/disable", {"reason": REASON})
    assert other.get("/operator").status_code == 302
    assert "Disabled" in text_of(client, "/operator/staff/supporter")


@pytest.mark.parametrize("kind", ["staff-roles", "staff-set-up", "staff-enable"])
def test_each_change_of_staff_is_asked_for(
    signed_in: SignedIn, boss: Staff, supporter: Staff, kind: str
) -> None:
    client = signed_in(boss)
    assert client.get(f"/operator/staff/SUPPORTER/ask?kind={kind}").status_code == 200
    entered = {"kind": kind, "roles": ["registrar"], "reason": REASON}
    assert client.post("/operator/staff/SUPPORTER/ask", entered).status_code == 302
    assert Approval.objects.get().kind == kind


@pytest.mark.parametrize("path", ["NOBODY", "NOBODY/ask?kind=staff-roles", "BOSS/ask?kind=x"])
def test_what_is_not_there_is_not_found(signed_in: SignedIn, boss: Staff, path: str) -> None:
    assert signed_in(boss).get(f"/operator/staff/{path}").status_code == 404


def test_support_looks_up_and_reads_with_a_reason(
    signed_in: SignedIn, supporter: Staff, lawyer: User, insurer: User, administrator: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    client = signed_in(supporter)
    assert f"/operator/look-up/claims/{claim.pk}" in text_of(
        client, f"/operator/look-up?search={claim.application_id}"
    )
    state = text_of(client, f"/operator/look-up/claims/{claim.pk}")
    assert claim.claimant_surname not in state
    assert claim.phase_row.name in state
    read = f"/operator/look-up/claims/{claim.pk}/read"
    assert claim.claimant_surname not in text_of(client, read)
    assert client.post(read, {"reason": "why"}).status_code == 422
    content = client.post(read, {"reason": "The firm asked, call 4711."}).content.decode()
    assert claim.claimant_surname in content
    reader = Client()
    reader.force_login(administrator)
    audit = text_of(reader, "/administration/audit")
    assert "The firm asked, call 4711." in audit
    assert "SUPPORTER, staff of the portal" in audit


def test_a_user_and_an_organisation_are_looked_up(
    signed_in: SignedIn, supporter: Staff, lawyer: User, administrator: User
) -> None:
    client = signed_in(supporter)
    assert "LAWYER" in text_of(client, "/operator/look-up?search=lawyer")
    User.objects.filter(pk=lawyer.pk).update(enabled=False)
    user = text_of(client, "/operator/look-up/users/lawyer")
    assert "ADMIN_1" in user
    assert "ADMIN_1" in text_of(client, "/operator/look-up/organisations/cr00101")
    assert client.get("/operator/look-up/users/nobody").status_code == 404


def test_the_audit_is_read_and_checked(
    signed_in: SignedIn, boss: Staff, supporter: Staff, lawyer: User
) -> None:
    text_of(signed_in(supporter), "/operator/look-up/users/lawyer")
    client = signed_in(boss)
    assert "State of a user looked up" in text_of(client, "/operator/audit?staff=supporter")
    assert "whole" in text_of(client, "/operator/audit?check=yes")
    assert "No entry" in text_of(client, "/operator/audit?organisation=CR00101&below=5")


def test_ones_own_account(signed_in: SignedIn, supporter: Staff) -> None:
    client = signed_in(supporter)
    signed_in(supporter)
    assert "End all others" in text_of(client, "/operator/account")
    client.post("/operator/account/end-sessions")
    assert "End all others" not in text_of(client, "/operator/account")
    codes = "/operator/account/recovery-codes"
    assert client.post(codes, {"code": "000000"}).status_code == 422
    assert client.post(codes, {"code": make.staff_code()}).status_code == 302
    assert text_of(client, codes).count("<code>") == 10
    assert "New codes take the place" in text_of(client, codes)
    assert "Scan this picture" in text_of(client, "/operator/account/app")
