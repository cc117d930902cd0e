"""The pages of one's own second factors: for their owner, after a proof, kept by no cache."""

import re
from datetime import timedelta

import pyotp
import pytest
from django.http import HttpResponse
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.second_factors import authenticator_apps, passkeys, recovery_codes
from claims_portal.web.sessions import SIGNED_IN_AT, STANDS_IN_FOR
from tests import make
from tests.accounts.second_factors import having
from tests.authenticator import Authenticator
from tests.web.test_second_step import OWN_NAME, options_on, page_of, require_strong
from tests.web.test_signing_in import Travel, code_step, password_step, travel

__all__ = ["travel"]
LIST = "/account/second-factor"
PAGES = [
    f"{LIST}/app/new", f"{LIST}/app/remove", f"{LIST}/passkeys/new", f"{LIST}/recovery-codes",
    f"{LIST}/passkeys/{{key}}/name", f"{LIST}/passkeys/{{key}}/remove",
]  # fmt: skip


@pytest.fixture
def me(client: Client, lawyer: User) -> Client:
    """The lawyer's browser, signed in just now."""
    return signed_in(client, lawyer)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    session = client.session
    session[SIGNED_IN_AT] = clock.now().timestamp()
    session.save()
    return client


def send(client: Client, path: str, **entered: str) -> HttpResponse:
    answer: HttpResponse = client.post(path, entered, **OWN_NAME)  # type: ignore[arg-type]
    return answer


def key_on(page: str) -> str:
    found = re.search(r'<code id="key">([A-Z2-7 ]+)</code>', page)
    assert found
    return found[1].replace(" ", "")


def test_an_app_is_set_up_by_qr_code_or_key(me: Client, lawyer: User) -> None:
    assert send(me, f"{LIST}/app/begin")["Location"] == f"{LIST}/app/new"
    page = page_of(me, f"{LIST}/app/new")
    assert "<svg" in page and "QR code for your authenticator app" in page
    refused = send(me, f"{LIST}/app/new", code="123").content.decode()
    assert "The code is not right" in refused
    assert key_on(refused) == key_on(page), "the picture already scanned stays good"
    assert send(me, f"{LIST}/app/new", code=pyotp.TOTP(key_on(page)).now())["Location"] == LIST
    assert authenticator_apps.of(lawyer)
    assert me.get(f"{LIST}/app/new")["Location"] == LIST, "the secret is shown no more"


def test_an_app_is_removed(me: Client, lawyer: User) -> None:
    having.an_app(lawyer)
    assert "Remove the authenticator app?" in page_of(me, f"{LIST}/app/remove")
    send(me, f"{LIST}/app/remove")
    assert authenticator_apps.of(lawyer) is None


def test_a_passkey_is_added_named_and_removed(me: Client, lawyer: User) -> None:
    options = options_on(page_of(me, f"{LIST}/passkeys/new"))
    answer = Authenticator().creates(options)
    assert send(me, f"{LIST}/passkeys/new", answer=answer, name="Phone")["Location"] == LIST
    key = passkeys.of(lawyer)[0]
    assert "Phone" in page_of(me, LIST)
    path = f"{LIST}/passkeys/{key.pk}"
    assert "at most 60 characters" in send(me, f"{path}/name", name=" ").content.decode()
    assert send(me, f"{path}/name", name="New <phone>")["Location"] == LIST
    assert "New &lt;phone&gt;" in page_of(me, LIST)
    assert send(me, f"{path}/remove")["Location"] == LIST
    assert not passkeys.of(lawyer)


def test_a_challenge_adds_one_passkey(me: Client, lawyer: User) -> None:
    options = options_on(page_of(me, f"{LIST}/passkeys/new"))
    send(me, f"{LIST}/passkeys/new", answer=Authenticator().creates(options), name="One")
    again = send(me, f"{LIST}/passkeys/new", answer=Authenticator().creates(options), name="Two")
    assert "could not be added" in again.content.decode()
    assert [key.name for key in passkeys.of(lawyer)] == ["One"]


def test_a_passkey_without_a_name_says_so_at_the_field(me: Client) -> None:
    options = options_on(page_of(me, f"{LIST}/passkeys/new"))
    answer = Authenticator().creates(options)
    page = send(me, f"{LIST}/passkeys/new", answer=answer, name="").content.decode()
    assert 'href="#name"' in page and 'id="name-error"' in page


def test_recovery_codes_are_shown_once(me: Client, lawyer: User) -> None:
    assert send(me, f"{LIST}/recovery-codes")["Location"] == f"{LIST}/recovery-codes"
    shown = re.findall(r"<li><code>([^<]+)</code>", page_of(me, f"{LIST}/recovery-codes"))
    assert len(shown) == 10
    again = page_of(me, f"{LIST}/recovery-codes")
    assert not any(code in again for code in shown)
    assert "10 of your codes are left" in again
    assert recovery_codes.left(lawyer) == 10


def test_codes_wait_sealed_for_the_page_that_shows_them(me: Client) -> None:
    send(me, f"{LIST}/recovery-codes")
    kept = me.session["new_recovery_codes"]
    shown = re.findall(r"<li><code>([^<]+)</code>", page_of(me, f"{LIST}/recovery-codes"))
    assert shown and not any(code in kept for code in shown)
    assert "new_recovery_codes" not in me.session


def test_the_list_says_what_there_is(me: Client, lawyer: User) -> None:
    empty = page_of(me, LIST)
    assert "Set up an app" in empty and "Codes can be sent to u•••@cr00101.example.com" in empty
    having.an_app(lawyer)
    having.codes(lawyer)
    having.a_passkey(lawyer, name="Laptop")
    full = page_of(me, LIST)
    for told in ("Laptop", "Not yet", "10 codes are left", "Set up another app instead"):
        assert told in full


@pytest.mark.parametrize("page", PAGES)
def test_changes_ask_for_the_password_after_ten_minutes(
    me: Client, lawyer: User, travel: Travel, page: str
) -> None:
    having.an_app(lawyer)
    having.a_passkey(lawyer)
    authenticator_apps.begin(lawyer, at=clock.now())
    page = page.format(key=passkeys.of(lawyer)[0].pk)
    assert me.get(page, **OWN_NAME).status_code == 200  # type: ignore[arg-type]
    travel(timedelta(minutes=10))
    asked = me.get(page, **OWN_NAME)["Location"]  # type: ignore[arg-type]
    assert asked.startswith(f"{LIST}/password?next=%2Faccount")
    assert send(me, page)["Location"].startswith(f"{LIST}/password?next=")
    assert "not right" in send(me, asked, password="wrong").content.decode()
    proved = send(me, f"{LIST}/password", password=make.PASSWORD, next=page)
    assert proved["Location"] == page
    assert me.get(page, **OWN_NAME).status_code == 200  # type: ignore[arg-type]


def test_begin_asks_for_the_password_too(me: Client, lawyer: User, travel: Travel) -> None:
    travel(timedelta(minutes=11))
    assert send(me, f"{LIST}/app/begin")["Location"].startswith(f"{LIST}/password")
    assert authenticator_apps.secret_to_confirm(lawyer) is None


def test_wrong_passwords_count_as_failed_sign_ins_do(me: Client, lawyer: User) -> None:
    for _ in range(5):
        send(me, f"{LIST}/password", password="wrong")
    assert me.get(LIST)["Location"].startswith("/sign-in")
    lawyer.refresh_from_db()
    assert not lawyer.enabled


def test_the_password_page_leads_nowhere_else(me: Client) -> None:
    for target in ("https://elsewhere.example.com/", "//elsewhere.example.com", "x"):
        answer = send(me, f"{LIST}/password", password=make.PASSWORD, next=target)
        assert answer["Location"] == "/"


def test_what_is_secret_is_kept_by_no_cache_and_shown_to_its_owner_only(
    me: Client, lawyer: User, stranger: User
) -> None:
    send(me, f"{LIST}/app/begin")
    mine = me.get(f"{LIST}/app/new")
    assert "no-store" in mine["Cache-Control"] and "private" in mine["Cache-Control"]
    theirs = signed_in(Client(), stranger)
    assert theirs.get(f"{LIST}/app/new")["Location"] == LIST
    send(theirs, f"{LIST}/app/begin")
    assert key_on(page_of(theirs, f"{LIST}/app/new")) != key_on(mine.content.decode())
    assert Client().get(f"{LIST}/app/new")["Location"].startswith("/sign-in")


def test_a_passkey_of_another_does_not_exist(me: Client, stranger: User) -> None:
    having.a_passkey(stranger)
    key = passkeys.of(stranger)[0]
    for page in ("name", "remove"):
        path = f"{LIST}/passkeys/{key.pk}/{page}"
        assert me.get(path).status_code == send(me, path, name="Mine").status_code == 404
    assert passkeys.of(stranger)[0].name == "Laptop"


def test_who_is_signed_in_as_another_changes_nothing(client: Client, lawyer: User) -> None:
    leader = make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER)
    having.an_app(lawyer)
    having.a_passkey(lawyer)
    signed_in(client, leader)
    session = client.session
    session[STANDS_IN_FOR] = lawyer.pk
    session.save()
    key = passkeys.of(lawyer)[0].pk
    assert client.get(LIST).status_code == 403
    for page in (f"{LIST}/password", *PAGES):
        path = page.format(key=key)
        assert client.get(path).status_code == send(client, path).status_code == 403
    assert send(client, f"{LIST}/app/begin").status_code == 403


def test_the_last_strong_factor_is_not_removed_where_one_is_wanted(
    me: Client, lawyer: User
) -> None:
    having.an_app(lawyer)
    require_strong(lawyer)
    send(me, f"{LIST}/app/remove")
    assert "this is your last one. Add another first." in page_of(me, LIST)
    assert authenticator_apps.of(lawyer)


def test_who_must_set_up_a_strong_factor_does_so_before_anything_else(
    client: Client, lawyer: User
) -> None:
    require_strong(lawyer)
    password_step(client, "LAWYER", target="/claims")
    assert code_step(client)["Location"] == "/claims"
    for page in ("/", "/claims", f"{LIST}/app/remove"):
        assert client.get(page)["Location"] == LIST
    assert "Set one up to go on." in page_of(client, LIST)
    having.codes(lawyer)
    assert client.get("/")["Location"] == LIST, "recovery codes are no strong factor"
    send(client, f"{LIST}/app/begin")
    code = pyotp.TOTP(key_on(page_of(client, f"{LIST}/app/new"))).now()
    send(client, f"{LIST}/app/new", code=code)
    assert client.get("/claims").status_code == 200


def test_a_new_requirement_meets_who_is_signed_in(me: Client, lawyer: User) -> None:
    assert me.get("/claims").status_code == 200
    require_strong(lawyer)
    assert me.get("/claims")["Location"] == LIST
    assert me.post("/sign-out")["Location"] == "/sign-in"
