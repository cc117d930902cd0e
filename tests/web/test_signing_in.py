"""Signing in by password and code, and what a stranger can learn from it: nothing."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from claims_portal import clock
from claims_portal.accounts.models import MailedCode, User
from claims_portal.accounts.profiles import Profile
from tests import mailbox, make

Travel = Callable[[timedelta], None]
REFUSED = "The User ID or e-mail address, or the password, is not right."


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Moves the one clock on."""
    now = [datetime.now(UTC)]
    monkeypatch.setattr(clock, "now", lambda: now[0])

    def on(by: timedelta) -> None:
        now[0] += by

    return on


def password_step(
    client: Client, name: str, password: str = make.PASSWORD, target: str = ""
) -> HttpResponse:
    entered = {"name": name, "password": password, "next": target}
    answer: HttpResponse = client.post("/sign-in", entered)
    return answer


def last_code() -> str:
    found = re.search(r"\d{6}", mailbox.delivered()[-1].subject)
    assert found
    return found[0]


def code_step(client: Client, code: str | None = None) -> HttpResponse:
    answer: HttpResponse = client.post("/sign-in/code", {"code": code or last_code()})
    return answer


def is_signed_in(client: Client) -> bool:
    return client.get("/").status_code == 200


@pytest.mark.parametrize("name", ["LAWYER", "lawyer", " Lawyer ", "USER1@CR00101.example.com"])
def test_password_and_code_sign_in(client: Client, lawyer: User, name: str) -> None:
    assert password_step(client, name)["Location"] == "/sign-in/code"
    assert not is_signed_in(client)
    assert mailbox.delivered()[-1].to == [lawyer.email]
    assert code_step(client)["Location"] == "/"
    assert is_signed_in(client)
    lawyer.refresh_from_db()
    assert lawyer.last_used_at is not None


def test_password_alone_opens_no_page(client: Client, lawyer: User) -> None:
    password_step(client, "LAWYER")
    answer = client.get("/claims")
    assert answer["Location"] == "/sign-in?next=/claims"


def test_all_failures_say_the_same(client: Client, lawyer: User) -> None:
    make.user(lawyer.organisation, user_name="EXPIRED", expires_on=date(2026, 1, 1))
    make.user(lawyer.organisation, user_name="DISABLED", enabled=False)
    make.user(lawyer.organisation, user_name="GONE", enabled=False, active=False)
    attempts = [("LAWYER", "wrong"), ("NOBODY", "wrong"), ("nobody@example.com", "x"), ("", "")]
    attempts += [(name, make.PASSWORD) for name in ("EXPIRED", "DISABLED", "GONE", "a\x00b")]
    pages = set()
    for name, password in attempts:
        answer = password_step(client, name, password)
        assert REFUSED in answer.content.decode()
        body = re.sub(r'value="[^"]*"', "", answer.content.decode())
        pages.add((answer.status_code, body))
    assert len(pages) == 1
    assert not mailbox.delivered()


def test_the_password_is_not_given_back(client: Client, lawyer: User) -> None:
    assert (
        "wrong-password" not in password_step(client, "LAWYER", "wrong-password").content.decode()
    )


def test_wrong_code_is_refused_and_five_of_them_use_the_code_up(
    client: Client, lawyer: User
) -> None:
    password_step(client, "LAWYER")
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"
    for _attempt in range(4):
        assert "The code is not right" in code_step(client, wrong).content.decode()
    assert code_step(client, wrong)["Location"] == "/sign-in"
    assert code_step(client, right)["Location"] == "/sign-in", "the sign-in has ended"
    password_step(client, "LAWYER")
    assert "The code is not right" in code_step(client, right).content.decode()
    assert not is_signed_in(client)


def test_code_without_a_password_leads_back(client: Client, lawyer: User) -> None:
    for path in ("/sign-in/code", "/sign-in/account"):
        assert client.get(path)["Location"] == "/sign-in"
        assert client.post(path, {"code": "123456", "account": "LAWYER"})["Location"] == "/sign-in"
    assert not is_signed_in(client)


def test_codes_are_sent_once_a_minute_at_most(client: Client, lawyer: User, travel: Travel) -> None:
    password_step(client, "LAWYER")
    answer = client.post("/sign-in/code/again", follow=True)
    assert "less than a minute ago" in answer.content.decode()
    assert len(mailbox.delivered()) == 1
    travel(timedelta(seconds=61))
    answer = client.post("/sign-in/code/again", follow=True)
    assert "A new code was sent" in answer.content.decode()
    assert len(mailbox.delivered()) == 2
    assert code_step(client)["Location"] == "/"


def test_unfinished_sign_in_ends_after_ten_minutes(
    client: Client, lawyer: User, travel: Travel
) -> None:
    password_step(client, "LAWYER")
    travel(timedelta(minutes=11))
    MailedCode.objects.update(expires_at=clock.now() + timedelta(hours=1))
    assert code_step(client)["Location"] == "/sign-in"
    assert not is_signed_in(client)


def test_account_disabled_between_the_steps_is_not_signed_in(client: Client, lawyer: User) -> None:
    password_step(client, "LAWYER")
    User.objects.update(enabled=False)
    assert code_step(client)["Location"] == "/sign-in"


def test_one_address_of_two_organisations_chooses_after_the_code(db: None, client: Client) -> None:
    for code, name in (("CR00101", "FIRST"), ("CR00202", "SECOND")):
        make.user(
            make.organisation(code), Profile.CR_RTA_CLAIM_HANDLER,
            user_name=name, email="robin@example.com",
        )  # fmt: skip
    make.user(
        make.organisation("CR00303"), user_name="OTHER", email="robin@example.com", password="x"
    )
    password_step(client, "robin@example.com")
    assert client.get("/sign-in/account")["Location"] == "/sign-in", "the code comes first"
    password_step(client, "robin@example.com")
    assert len(mailbox.delivered()) == 1
    assert code_step(client)["Location"] == "/sign-in/account"
    assert not is_signed_in(client)
    page = client.get("/sign-in/account").content.decode()
    assert "FIRST" in page and "SECOND" in page and "OTHER" not in page
    assert (
        "Choose the account"
        in client.post("/sign-in/account", {"account": "OTHER"}).content.decode()
    )
    assert client.post("/sign-in/account", {"account": "SECOND"})["Location"] == "/"
    assert b"SECOND" in client.get("/").content


def test_session_key_changes_with_each_step(client: Client, lawyer: User) -> None:
    keys = []
    password_step(client, "LAWYER")
    keys.append(client.cookies["sessionid"].value)
    code_step(client)
    keys.append(client.cookies["sessionid"].value)
    assert len(set(keys)) == 2


def test_session_key_changes_with_a_password_in_a_session_that_is_there(
    client: Client, lawyer: User
) -> None:
    """Such as that of a sign-in which somebody else began and planted."""
    password_step(client, "LAWYER")
    planted = client.cookies["sessionid"].value
    password_step(client, "LAWYER")
    assert client.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [
        ("/claims?surname=Ng", "/claims?surname=Ng"),
        ("https://elsewhere.example.com/", "/"),
        ("//elsewhere.example.com/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_sign_in_leads_back_within_the_portal_only(
    client: Client, lawyer: User, target: str, leads_to: str
) -> None:
    password_step(client, "LAWYER", target=target)
    assert code_step(client)["Location"] == leads_to


def test_idle_session_ends_and_sign_in_leads_back(
    client: Client, lawyer: User, travel: Travel
) -> None:
    password_step(client, "LAWYER")
    code_step(client)
    travel(timedelta(minutes=29))
    assert is_signed_in(client)
    travel(timedelta(minutes=29))
    assert is_signed_in(client)
    travel(timedelta(minutes=31))
    assert client.get("/claims?surname=Ng")["Location"] == "/sign-in?next=/claims%3Fsurname%3DNg"


def test_what_an_open_page_asks_by_itself_keeps_no_session_alive(
    client: Client, lawyer: User, travel: Travel
) -> None:
    password_step(client, "LAWYER")
    code_step(client)
    for _third in range(2):
        travel(timedelta(minutes=10))
        assert client.get("/worklist/state", headers={"Portal-By-Itself": "yes"}).status_code == 200
    travel(timedelta(minutes=11))
    assert not is_signed_in(client)


def test_session_ends_after_its_longest_time_however_busy(
    client: Client, lawyer: User, travel: Travel, settings: Settings
) -> None:
    settings.LONGEST_SESSION = timedelta(hours=1)
    password_step(client, "LAWYER")
    code_step(client)
    for _quarter in range(4):
        travel(timedelta(minutes=15))
        assert is_signed_in(client)
    travel(timedelta(minutes=1))
    assert not is_signed_in(client)


def test_disabled_account_and_changed_password_end_the_session(
    client: Client, lawyer: User
) -> None:
    client.force_login(lawyer)
    assert is_signed_in(client)
    User.objects.update(enabled=False)
    assert not is_signed_in(client)
    User.objects.update(enabled=True)
    client.force_login(lawyer)
    User.objects.update(password="argon2$other")
    assert not is_signed_in(client)


def test_sign_out_is_by_post_only(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    assert client.get("/sign-out").status_code == 405
    assert is_signed_in(client)
    assert client.post("/sign-out")["Location"] == "/sign-in"
    assert not is_signed_in(client)


def test_changes_need_the_token_of_a_form(lawyer: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lawyer)
    for path in ("/sign-out", "/sign-in", "/claims/17/unlock"):
        answer = strict.post(path)
        assert answer.status_code == 403
        assert "This form can no longer be sent" in answer.content.decode()


def test_pages_of_the_signed_in_are_not_kept_by_caches(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    assert "no-store" in client.get("/")["Cache-Control"]


def test_demo_says_where_to_read_the_code(client: Client, lawyer: User, settings: Settings) -> None:
    password_step(client, "LAWYER")
    assert "demo-mail" not in client.get("/sign-in/code").content.decode()
    settings.DEMO = True
    assert "claims-portal demo-mail LAWYER" in client.get("/sign-in/code").content.decode()
