"""The same transfer by pages and by the API; nobody else sees it."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.operators.models import Staff
from claims_portal.transfers import carrying_out
from claims_portal.transfers.models import State, Transfer
from tests import make
from tests.api.conftest import Caller
from tests.transfers.conftest import HOUR, LATER
from tests.web.forms.posting import posted_from
from tests.web.operator.conftest import SignedIn, signed_in

__all__ = ["signed_in"]

DAY = timezone.localtime(HOUR)
TYPED = {
    "giver": "CR00101", "receiver": "CR00999", "which": "all", "hour": "20",
    "carry_out_at-day": DAY.day, "carry_out_at-month": DAY.month, "carry_out_at-year": DAY.year,
    "contact": "Pat Office, pat.office@example.com", "reason": "Our firms merge at new year.",
}  # fmt: skip
BODY = {
    "giver": "CR00101", "receiver": "CR00999", "carryOutAt": HOUR.isoformat(),
    "contact": "Pat Office, pat.office@example.com", "reason": "Our firms merge at new year.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _that_day(monkeypatch: pytest.MonkeyPatch, lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    monkeypatch.setattr(clock, "now", lambda: make.NOW)


def page_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def caller(user: User) -> Caller:
    return Caller(user, make.token(user.organisation, at=make.NOW))


def test_by_the_pages(
    giving: User, taking: User, signed_in: SignedIn, supporter: Staff, protector: Staff
) -> None:
    asked = page_of(giving).post("/administration/transfers/new", TYPED, follow=True)
    assert "Waits for consent" in asked.content.decode()
    transfer = Transfer.objects.get()
    address = f"/administration/transfers/{transfer.pk}"
    other = page_of(taking)
    assert address in other.get("/administration").content.decode()
    assert address not in page_of(giving).get("/administration").content.decode()
    seen = other.get(address).content.decode()
    assert "Agree for your organisation" in seen
    assert "Every claim, and what becomes of it" in seen
    wrong = other.post(address, {"to_user": "NOBODY"})
    assert wrong.status_code == 422
    assert "NOBODY is no usable account" in wrong.content.decode()
    other.post(address, {"to_user": "STRANGER"})
    support = signed_in(supporter)
    assert "agreed to by both sides" in support.get("/operator").content.decode()
    put = support.post(
        f"/operator/transfers/{transfer.pk}/decide",
        {"do": "approve", "reason": "Both were rung up."},
    )
    signed_in(protector).post(f"{put['Location']}/decide", {"do": "confirm"})
    transfer.refresh_from_db()
    assert transfer.state == State.PLANNED
    overview = support.get("/operator").content.decode()
    assert "agreed to by both sides" not in overview
    carrying_out.carry_out(transfer.pk, at=LATER)
    claim = transfer.lines.get().number
    stranger = User.objects.get(user_name="STRANGER")
    assert "Claim transferred from" in page_of(stranger).get(f"/claims/{claim}").content.decode()
    (moved,) = caller(stranger).get(f"/claims/{claim}").json()["transfers"]
    assert (moved["giver"], moved["receiver"]) == ("CR00101", "CR00999")
    lines = b"".join(other.get(f"{address}/claims.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "Moved" in lines
    assert "Done" in support.get("/operator/transfers").content.decode()


def test_the_operators_form_sent_twice_asks_once(
    giving: User, taking: User, signed_in: SignedIn, supporter: Staff
) -> None:
    page = signed_in(supporter)
    path = "/operator/transfers/new"
    posted = posted_from(page.get(path).content.decode(), **TYPED)
    answers = [page.post(path, posted) for _click in range(2)]
    made = Transfer.objects.get()
    assert {one.headers["Location"] for one in answers} == {f"/operator/transfers/{made.pk}"}
    page.post(path, {**posted, "reason": "The firms merge in spring."})
    assert Transfer.objects.count() == 2


def test_a_form_with_faults_says_each_at_its_field(giving: User, taking: User) -> None:
    page = page_of(giving)
    for otherwise, told in (
        ({"hour": "24"}, "Choose an hour to come"),
        ({"carry_out_at-day": "32"}, "Choose an hour to come"),
        ({"which": "list", "numbers": "12 <b>"}, "“&lt;b&gt;” is no application ID"),
        ({"receiver": "CR\x00"}, "There is no organisation"),
    ):
        answer = page.post("/administration/transfers/new", TYPED | otherwise)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    assert not Transfer.objects.exists()


def test_by_the_api(giving: User, taking: User, insurers_own: User, lawyer: User) -> None:
    ours, theirs = caller(giving), caller(taking)
    made = ours.post("/transfers", BODY)
    assert made.status_code == 201, made.content
    number = made.json()["transferId"]
    assert made.json()["claims"] == [{"outcome": "moved", "claims": 1}]
    assert caller(insurers_own).get(f"/transfers/{number}").status_code == 404
    assert caller(lawyer).get("/transfers").status_code == 403
    agreed = theirs.post(f"/transfers/{number}/agree", {"toUser": "STRANGER"})
    assert agreed.json()["state"] == "agreed"
    (line,) = theirs.get(f"/transfers/{number}/claims").json()["claims"]
    assert line["outcome"] == "moved"
    assert ours.get("/transfers").json()["transfers"][0]["receiverAgreedAt"]
    no = theirs.post(f"/transfers/{number}/withdraw", {"reason": "The merger is off."})
    assert no.json()["state"] == "withdrawn"
    again = theirs.post(f"/transfers/{number}/withdraw", {"reason": "The merger is off."})
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("otherwise", "pointer"),
    [({"receiver": "COMP001"}, "/receiver"), ({"carryOutAt": make.NOW.isoformat()}, "/carryOutAt")],
)
def test_the_api_names_the_field(
    giving: User, taking: User, otherwise: dict[str, Any], pointer: str
) -> None:
    refused = caller(giving).post("/transfers", BODY | otherwise)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == pointer
