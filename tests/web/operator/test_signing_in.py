"""Staff sign in on a page of their own, and a session of theirs is never one of an organisation."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.operators import setting_up
from claims_portal.operators.models import Staff, StaffSession
from claims_portal.records.audit import THE_PORTAL
from claims_portal.web.operator.realm import COOKIE
from tests import make
from tests.make import PASSWORD
from tests.web.operator.conftest import SignedIn


def signs_in(client: Client, name: str = "BOSS", *, to: str = "") -> None:
    first = client.post("/operator/sign-in", {"name": name, "password": PASSWORD, "next": to})
    assert first["Location"].startswith("/operator/sign-in/code")
    second = client.post("/operator/sign-in/code", {"code": make.staff_code(), "next": to})
    assert second["Location"] == (to or "/operator")


def test_password_and_app_sign_in(client: Client, boss: Staff) -> None:
    signs_in(client)
    page = client.get("/operator")
    assert page.status_code == 200
    assert b"BOSS" in page.content
    assert page["Cache-Control"].startswith("max-age=0, no-cache, no-store")


def test_the_password_alone_opens_nothing(client: Client, boss: Staff) -> None:
    client.post("/operator/sign-in", {"name": "BOSS", "password": PASSWORD})
    for path in ("/operator", "/operator/staff", "/operator/account", "/operator/set-up/app"):
        assert client.get(path)["Location"].startswith("/operator/sign-in")


def test_the_second_step_gives_another_token(client: Client, boss: Staff) -> None:
    client.post("/operator/sign-in", {"name": "BOSS", "password": PASSWORD})
    before = client.cookies[COOKIE].value
    client.post("/operator/sign-in/code", {"code": make.staff_code()})
    assert client.cookies[COOKIE].value != before
    assert StaffSession.objects.count() == 1
    other = Client()
    other.cookies[COOKIE] = before
    assert other.get("/operator").status_code == 302


def test_the_cookie_goes_to_the_operators_pages_alone(client: Client, boss: Staff) -> None:
    signs_in(client)
    cookie = client.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/operator", True, "Lax")


def test_neither_session_is_ever_the_other(
    client: Client, signed_in: SignedIn, boss: Staff, lawyer: User
) -> None:
    staff = signed_in(boss)
    for path in ("/", "/claims", "/account", "/administration"):
        assert staff.get(path)["Location"].startswith("/sign-in")
    client.force_login(lawyer)
    assert client.get("/operator")["Location"].startswith("/operator/sign-in")
    client.cookies[COOKIE] = client.session.session_key or ""
    assert client.get("/operator").status_code == 302
    staff.cookies["sessionid"] = staff.cookies[COOKIE].value
    assert staff.get("/").status_code == 302


def test_both_beside_each_other_stay_apart(client: Client, boss: Staff, lawyer: User) -> None:
    client.force_login(lawyer)
    signs_in(client)
    operators = client.get("/operator").content.decode()
    assert "BOSS" in operators
    assert "LAWYER" not in operators
    own = client.get("/").content.decode()
    assert "LAWYER" in own
    assert "BOSS" not in own
    client.post("/operator/sign-out")
    assert client.get("/operator").status_code == 302
    assert client.get("/").status_code == 200


def test_an_account_of_an_organisation_is_no_staff(client: Client, lawyer: User) -> None:
    entered = {"name": "LAWYER", "password": PASSWORD}
    assert client.post("/operator/sign-in", entered).status_code == 422


def test_staff_are_no_account_of_an_organisation(client: Client, boss: Staff) -> None:
    for name in ("BOSS", boss.email):
        answer = client.post("/sign-in", {"name": name, "password": PASSWORD})
        assert answer.status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example.com", "//evil", "/claims", "/operatorx"])
def test_the_target_is_within_the_operators_pages(client: Client, boss: Staff, target: str) -> None:
    client.post("/operator/sign-in", {"name": "BOSS", "password": PASSWORD, "next": target})
    entered = {"code": make.staff_code(), "next": target}
    assert client.post("/operator/sign-in/code", entered)["Location"] == "/operator"


def test_the_target_is_kept_through_both_steps(client: Client, boss: Staff) -> None:
    assert client.get("/operator/staff")["Location"] == "/operator/sign-in?next=%2Foperator%2Fstaff"
    signs_in(client, to="/operator/staff")


def test_who_guesses_from_one_address_waits(client: Client, boss: Staff) -> None:
    statuses = [
        client.post("/operator/sign-in", {"name": f"X{number}", "password": "x"}).status_code
        for number in range(31)
    ]
    assert statuses[:30] == [422] * 30
    assert statuses[30] == 429


def test_setting_up_in_the_browser(client: Client, boss: Staff) -> None:
    code = setting_up.issue(boss, by=THE_PORTAL, at=clock.now())
    page = client.get(f"/operator/set-up?code={code}")
    assert code in page.content.decode()
    wrong = client.post("/operator/set-up", {"code": code, "new": "a", "again": "b"})
    assert b"not the same" in wrong.content
    entered = {"code": code, "new": "Quite-another-2-entry", "again": "Quite-another-2-entry"}
    assert client.post("/operator/set-up", entered)["Location"] == "/operator/set-up/app"
    shown = client.get("/operator/set-up/app").content.decode()
    key = re.search(r'id="key">([A-Z2-7 ]+)<', shown)
    assert key
    assert client.post("/operator/set-up/app", {"code": "000000"}).status_code == 422
    typed = pyotp.TOTP(key[1].replace(" ", "")).at(clock.now())
    done = client.post("/operator/set-up/app", {"code": typed})
    assert done["Location"] == "/operator/account/recovery-codes"
    codes = re.findall(
        r"<code>([0-9A-Z-]{11})</code>", client.get(done["Location"]).content.decode()
    )
    assert len(codes) == 10
    assert codes[0] not in client.get(done["Location"]).content.decode()
    assert client.get("/operator").status_code == 200
    other = Client()
    other.post("/operator/sign-in", {"name": "BOSS", "password": "Quite-another-2-entry"})
    assert other.post("/operator/sign-in/recovery-code", {"code": codes[0]}).status_code == 302
    assert other.get("/operator").status_code == 200


def test_an_old_password_must_be_changed_first(signed_in: SignedIn, boss: Staff) -> None:
    client = signed_in(boss)
    old = clock.now() - timedelta(days=60)
    Staff.objects.filter(pk=boss.pk).update(password_changed_at=old)
    assert client.get("/operator/staff")["Location"] == "/operator/account/password"
    new = "Quite-another-2-entry"
    entered = {"old": PASSWORD, "new": new, "again": new}
    assert client.post("/operator/account/password", entered)["Location"] == "/operator"
    assert client.get("/operator/staff").status_code == 200


def test_the_pages_stay_open_while_everything_moves(client: Client, boss: Staff) -> None:
    from claims_portal import closing
    from claims_portal.migration.models import CutOver

    now = clock.now()
    CutOver.objects.create(
        pk=1, state="moving", intake_closes_at=now, opens_at=now + timedelta(hours=1), begun_at=now
    )
    closing.kept.forget()
    assert client.get("/sign-in").status_code == 503
    assert client.get("/operator/sign-in").status_code == 200
    closing.kept.forget()
