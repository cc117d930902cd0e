"""The step after the password: which factor is asked, which account it opens."""

import json
import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.accounts.second_factors import having
from tests.authenticator import Authenticator
from tests.web.test_signing_in import (
    Travel,
    code_step,
    is_signed_in,
    last_code,
    password_step,
    travel,
)

__all__ = ["travel"]
OWN_NAME = {"headers": {"host": "localhost:8000"}}
BEFORE = timedelta(minutes=5)


def page_of(client: Client, path: str) -> str:
    text: str = client.get(path, **OWN_NAME).content.decode()  # type: ignore[arg-type]
    return text


def ways_of(client: Client) -> list[str]:
    return re.findall(r'name="way"[^>]*value="([^"]+)"', page_of(client, "/sign-in/another-way"))


def options_on(page: str) -> str:
    found = re.search(r'data-options="([^"]+)"', page)
    assert found
    return found[1].replace("&quot;", '"')


def password(client: Client, name: str = "LAWYER", target: str = "") -> str:
    """The first step under the portal's own name; where it leads."""
    entered = {"name": name, "password": make.PASSWORD, "next": target}
    answer = client.post("/sign-in", entered, **OWN_NAME)  # type: ignore[arg-type]
    return str(answer["Location"])


def give(client: Client, path: str, **entered: str) -> HttpResponse:
    answer: HttpResponse = client.post(path, entered, **OWN_NAME)  # type: ignore[arg-type]
    return answer


def use_passkey(client: Client, device: Authenticator) -> HttpResponse:
    options = options_on(page_of(client, "/sign-in/passkey"))
    return give(client, "/sign-in/passkey", answer=device.signs(options))


def test_a_passkey_signs_in(client: Client, lawyer: User) -> None:
    device = having.a_passkey(lawyer)
    assert password(client, target="/claims") == "/sign-in/passkey"
    assert not mailbox.delivered()[1:], "no code is mailed to who has a passkey"
    assert use_passkey(client, device)["Location"] == "/claims"
    assert is_signed_in(client)


def test_an_app_signs_in(client: Client, lawyer: User) -> None:
    app = having.an_app(lawyer, at=clock.now() - BEFORE)
    assert password(client) == "/sign-in/app"
    assert "Enter the code from your app" in page_of(client, "/sign-in/app")
    assert give(client, "/sign-in/app", code=app.now())["Location"] == "/"
    assert is_signed_in(client)


def test_a_recovery_code_signs_in(client: Client, lawyer: User) -> None:
    code = having.codes(lawyer)[0]
    password(client)
    assert give(client, "/sign-in/another-way", way="recovery-code")["Location"] == (
        "/sign-in/recovery-code"
    )
    assert give(client, "/sign-in/recovery-code", code=code)["Location"] == "/"
    assert is_signed_in(client)
    used = AuditEntry.objects.get(tag="account:recovery-code:used")
    assert (used.by_user, used.from_address) == ("LAWYER", "127.0.0.1")


def test_another_way_mails_a_code_only_when_it_is_chosen(client: Client, lawyer: User) -> None:
    having.an_app(lawyer)
    before = len(mailbox.delivered())
    password(client)
    assert len(mailbox.delivered()) == before
    answer = client.get("/sign-in/code")
    assert answer["Location"] == "/sign-in/another-way", "it would say that a code was sent"
    assert give(client, "/sign-in/another-way", way="e-mail-code")["Location"] == "/sign-in/code"
    assert len(mailbox.delivered()) == before + 1
    assert code_step(client)["Location"] == "/"


def test_the_ways_are_offered_in_their_order(client: Client, lawyer: User) -> None:
    having.an_app(lawyer)
    having.codes(lawyer)
    having.a_passkey(lawyer)
    password(client)
    assert ways_of(client) == ["passkey", "authenticator-app", "recovery-code", "e-mail-code"]
    refused = give(client, "/sign-in/another-way", way="nothing").content.decode()
    assert "Choose how you want to sign in." in refused


def test_a_passkey_is_not_offered_under_another_name(client: Client, lawyer: User) -> None:
    having.a_passkey(lawyer)
    assert password_step(client, "LAWYER")["Location"] == "/sign-in/code"
    assert client.get("/sign-in/passkey")["Location"] == "/sign-in/another-way"


def test_a_factor_that_the_account_has_not_is_not_asked(client: Client, lawyer: User) -> None:
    password(client)
    for path in ("/sign-in/app", "/sign-in/recovery-code", "/sign-in/passkey"):
        assert give(client, path, code="123456", answer="{}")["Location"] == "/sign-in/another-way"
    assert not is_signed_in(client)


def test_every_page_of_the_step_leads_a_stranger_to_the_start(db: None, client: Client) -> None:
    for page in ("code", "app", "recovery-code", "passkey", "another-way", "account", "code/again"):
        for send in (client.get, client.post):
            answer = send(f"/sign-in/{page}")
            assert answer.status_code == 405 or answer["Location"] == "/sign-in"


def test_where_a_strong_factor_is_wanted_the_mailed_code_is_closed(
    client: Client, lawyer: User
) -> None:
    having.an_app(lawyer)
    require_strong(lawyer)
    before = len(mailbox.delivered())
    password(client)
    assert ways_of(client) == ["authenticator-app"]
    assert "way" in give(client, "/sign-in/another-way", way="e-mail-code").content.decode()
    client.post("/sign-in/code/again")
    assert len(mailbox.delivered()) == before
    assert client.post("/sign-in/code", {"code": "1"})["Location"] == "/sign-in/another-way"


def test_five_wrong_codes_of_an_app_end_the_sign_in(client: Client, lawyer: User) -> None:
    app = having.an_app(lawyer, at=clock.now() - BEFORE)
    password(client)
    for _ in range(4):
        page = give(client, "/sign-in/app", code="x").content.decode()
        assert "The code is not right" in page
    assert give(client, "/sign-in/app", code="x")["Location"] == "/sign-in"
    assert give(client, "/sign-in/app", code=app.now())["Location"] == "/sign-in"
    lawyer.refresh_from_db()
    assert lawyer.failed_sign_ins == 1


def test_an_answer_of_a_passkey_is_taken_once(client: Client, lawyer: User) -> None:
    device = having.a_passkey(lawyer)
    device.counts = False
    password(client)
    answer = device.signs(options_on(page_of(client, "/sign-in/passkey")))
    assert give(client, "/sign-in/passkey", answer=answer)["Location"] == "/"
    other = Client()
    password(other)
    page_of(other, "/sign-in/passkey")
    assert "not accepted" in give(other, "/sign-in/passkey", answer=answer).content.decode()


def test_a_wrong_answer_spends_the_challenge(client: Client, lawyer: User) -> None:
    device = having.a_passkey(lawyer)
    password(client)
    options = options_on(page_of(client, "/sign-in/passkey"))
    page = give(client, "/sign-in/passkey", answer="{}").content.decode()
    assert json.loads(options)["challenge"] != json.loads(options_on(page))["challenge"]
    refused = give(client, "/sign-in/passkey", answer=device.signs(options))
    assert "not accepted" in refused.content.decode()


def test_the_session_key_changes_with_every_proof(client: Client, lawyer: User) -> None:
    """Whoever planted or saw an earlier key holds nothing (session fixation)."""
    app = having.an_app(lawyer, at=clock.now() - BEFORE)
    client.get("/sign-in")
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    keys = ["planted0planted0planted0planted0"]
    password(client)
    keys.append(client.cookies["sessionid"].value)
    give(client, "/sign-in/app", code=app.now())
    keys.append(client.cookies["sessionid"].value)
    assert len(set(keys)) == 3
    for old in keys[:2]:
        other = Client()
        other.cookies["sessionid"] = old
        assert not is_signed_in(other)


@pytest.mark.parametrize("target", ["https://elsewhere.example.com/", "//elsewhere.example.com"])
def test_no_factor_leads_out_of_the_portal(client: Client, lawyer: User, target: str) -> None:
    app = having.an_app(lawyer, at=clock.now() - BEFORE)
    password(client, target=target)
    assert give(client, f"/sign-in/app?next={target}", code=app.now())["Location"] == "/"


def test_an_account_disabled_between_the_steps_is_not_signed_in(
    client: Client, lawyer: User
) -> None:
    app = having.an_app(lawyer, at=clock.now() - BEFORE)
    password(client)
    User.objects.update(enabled=False)
    assert give(client, "/sign-in/app", code=app.now())["Location"] == "/sign-in"


def test_the_step_ends_ten_minutes_after_the_password(
    client: Client, lawyer: User, travel: Travel
) -> None:
    app = having.an_app(lawyer, at=clock.now() - BEFORE)
    password(client)
    travel(timedelta(minutes=11))
    assert give(client, "/sign-in/app", code=app.at(clock.now()))["Location"] == "/sign-in"


def test_without_any_factor_an_administrator_is_named(client: Client, lawyer: User) -> None:
    having.a_passkey(lawyer)
    require_strong(lawyer)
    page = client.post(
        "/sign-in", {"name": "LAWYER", "password": make.PASSWORD}, follow=True
    ).content.decode()
    assert "http://localhost:8000" in page
    assert "ask an administrator" in page


# One address with accounts in two organisations.


@pytest.fixture
def second(lawyer: User) -> User:
    return make.user(
        make.organisation("CR00202"), Profile.CR_RTA_CLAIM_HANDLER,
        user_name="SECOND", email=lawyer.email,
    )  # fmt: skip


def test_a_proved_account_is_entered_and_another_asks_for_its_own_factor(
    client: Client, lawyer: User, second: User
) -> None:
    first_app = having.an_app(lawyer, at=clock.now() - BEFORE)
    second_app = having.an_app(second, at=clock.now() - BEFORE)
    password(client, lawyer.email)
    assert give(client, "/sign-in/app", code=first_app.now())["Location"] == "/sign-in/account"
    page = page_of(client, "/sign-in/account")
    assert page.count("Asks for its own second factor") == 1
    assert give(client, "/sign-in/account", account="SECOND")["Location"] == "/sign-in/app"
    assert not is_signed_in(client)
    used = give(client, "/sign-in/app", code=first_app.now())
    assert "The code is not right" in used.content.decode()
    assert give(client, "/sign-in/app", code=second_app.now())["Location"] == "/"
    assert b"SECOND" in client.get("/").content


def test_the_account_that_the_factor_proved_is_entered_at_once(
    client: Client, lawyer: User, second: User
) -> None:
    device = having.a_passkey(second)
    having.a_passkey(lawyer)
    password(client, lawyer.email)
    assert use_passkey(client, device)["Location"] == "/sign-in/account"
    assert give(client, "/sign-in/account", account="SECOND")["Location"] == "/"
    assert b"SECOND" in client.get("/").content


def test_a_mailed_code_does_not_enter_the_account_that_needs_more(
    client: Client, lawyer: User, second: User
) -> None:
    having.an_app(second, at=clock.now() - BEFORE)
    require_strong(second)
    password(client, lawyer.email)
    give(client, "/sign-in/another-way", way="e-mail-code")
    assert code_step(client)["Location"] == "/sign-in/account"
    assert give(client, "/sign-in/account", account="SECOND")["Location"] == "/sign-in/app"
    assert ways_of(client) == ["authenticator-app"]
    assert give(client, "/sign-in/code", code=last_code())["Location"] == "/sign-in/another-way"
    assert not is_signed_in(client)


def test_choosing_needs_a_proof_first(client: Client, lawyer: User, second: User) -> None:
    password(client, lawyer.email)
    assert give(client, "/sign-in/account", account="SECOND")["Location"] == "/sign-in"
    assert not is_signed_in(client)


def require_strong(user: User) -> None:
    user.organisation.requires_strong_factor = True
    user.organisation.save()
