"""Guessing: by account, by network address, and what it costs to be wrong."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpResponse
from django.test import Client

from claims_portal import clock
from claims_portal.accounts import addresses, guessing, tasks
from claims_portal.accounts.models import FailedSignIn, User
from claims_portal.accounts.profiles import Profile
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.web.test_signing_in import (
    REFUSED,
    Travel,
    code_step,
    is_signed_in,
    password_step,
    travel,
)

__all__ = ["travel"]
ADDRESS = "127.0.0.1"


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for every Argon2 that was computed."""
    computed: list[str] = []
    for name in ("encode", "verify"):
        monkeypatch.setattr(Argon2PasswordHasher, name, counted(name, computed))
    return computed


def counted(name: str, computed: list[str]) -> Callable[..., Any]:
    really = getattr(Argon2PasswordHasher, name)

    def count(*args: Any, **named: Any) -> Any:
        computed.append(name)
        return really(*args, **named)

    return count


def cost(hashes: list[str], name: str, password: str) -> int:
    hashes.clear()
    assert REFUSED in password_step(Client(), name, password).content.decode()
    return len(hashes)


def test_every_refusal_costs_as_much_work(lawyer: User, hashes: list[str]) -> None:
    organisation, email = lawyer.organisation, "two@example.com"
    make.user(organisation, user_name="NEVER", password="!unusable", email="never@example.com")
    make.user(organisation, user_name="EXPIRED", expires_on=make.NOW.date())
    make.user(organisation, user_name="DISABLED", enabled=False)
    make.user(organisation, user_name="GONE", enabled=False, active=False)
    old = clock.now() - timedelta(days=91)
    make.user(organisation, user_name="UNUSED", created_at=old)
    make.user(organisation, user_name="TWO", email=email)
    make.user(make.organisation("CR00202"), user_name="TWO2", email=email)
    wrong = [(name, "wrong") for name in ("LAWYER", "NEVER", "NOBODY", "DISABLED", "\x00", "")]
    right = [(name, make.PASSWORD) for name in ("EXPIRED", "DISABLED", "GONE", "UNUSED")]
    assert {cost(hashes, *one) for one in wrong + right} == {1}
    by_address = (lawyer.email, "never@example.com", email, "nobody@example.com", "a@\x00")
    assert {cost(hashes, name, "wrong") for name in by_address} == {3}


def test_a_sign_in_costs_no_more_than_its_accounts(lawyer: User, hashes: list[str]) -> None:
    hashes.clear()
    assert password_step(Client(), lawyer.email)["Location"] == "/sign-in/code"
    assert len(hashes) == 1


def fail(client: Client, times: int, name: str = "NOBODY") -> None:
    for _ in range(times):
        password_step(client, name, "wrong")


def must_wait(answer: HttpResponse) -> None:
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    assert "Wait before you try again" in answer.content.decode()


@pytest.fixture
def three(settings: Any) -> int:
    """The limit of these tests; hashing thirty passwords takes its time."""
    settings.SIGN_IN_FAILURES_FROM_AN_ADDRESS = 3
    return 3


def test_the_limit_is_thirty_in_a_quarter_of_an_hour(client: Client, lawyer: User) -> None:
    at = clock.now()
    for _ in range(29):
        guessing.note_failure(ADDRESS, at=at)
    assert password_step(client, "NOBODY", "wrong").status_code == 200
    must_wait(password_step(client, "LAWYER"))


def test_an_address_that_guesses_waits_and_nothing_is_computed(
    client: Client, lawyer: User, three: int, hashes: list[str], travel: Travel
) -> None:
    fail(client, three)
    hashes.clear()
    must_wait(password_step(client, "LAWYER"))
    assert hashes == []
    must_wait(client.post("/sign-in", {"name": "LAWYER", "password": make.PASSWORD}))
    other = Client(REMOTE_ADDR="203.0.113.9")
    assert password_step(other, "LAWYER")["Location"] == "/sign-in/code"
    assert client.get("/sign-in").status_code == 200
    travel(timedelta(minutes=16))
    lawyer.mailed_codes.all().delete()
    assert password_step(client, "LAWYER")["Location"] == "/sign-in/code"


def test_a_right_password_forgets_nothing_of_the_address(
    client: Client, lawyer: User, three: int
) -> None:
    fail(client, three - 1)
    password_step(client, "LAWYER")
    code_step(client)
    assert is_signed_in(client)
    fail(Client(), 1)
    must_wait(password_step(Client(), "NOBODY", "wrong"))


@pytest.mark.parametrize(
    ("path", "entered"),
    [
        ("/sign-in", {"name": "LAWYER", "password": "wrong"}),
        ("/sign-in/code", {"code": "no code"}),
        ("/new-password", {"user_name": "NOBODY", "email": "nobody@example.com"}),
        ("/new-password/code", {"code": "no code"}),
        ("/verify-address", {}),
        ("/account/password", {"old": "wrong", "new": "x", "again": "x"}),
        ("/account/second-factor/password", {"password": "wrong"}),
    ],
)
def test_every_step_that_can_be_guessed_at_counts_and_waits(
    client: Client, lawyer: User, three: int, path: str, entered: dict[str, str]
) -> None:
    if path.startswith("/account"):
        client.force_login(lawyer)
    elif path == "/sign-in/code":
        password_step(client, "LAWYER")
    elif path == "/new-password/code":
        client.post("/new-password", {"user_name": "NOBODY", "email": "nobody@example.com"})
    elif path == "/verify-address":
        client.get("/verify-address", {"link": "wrong"})
    before = FailedSignIn.objects.count()
    if path != "/account/password":
        client.post(path, entered)
        assert FailedSignIn.objects.count() == before + 1
    else:
        client.post(path, entered | {"new": "y" * 12, "again": "y" * 12})
        assert FailedSignIn.objects.count() == before + 1
    for _ in range(three):
        guessing.note_failure(ADDRESS, at=clock.now())
    must_wait(client.post(path, entered))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("203.0.113.1", "203.0.113.2", False),
        ("203.0.113.1", "::ffff:203.0.113.1", True),
        ("", "", False),
    ],
)
def test_one_subscriber_is_one_address(
    db: None, three: int, first: str, second: str, same: bool
) -> None:
    for _ in range(three):
        guessing.note_failure(first, at=make.NOW)
    must_wait_for_it = isinstance(guessing.reserve(second, at=make.NOW), int)
    assert must_wait_for_it == same


def test_failures_are_forgotten_after_a_day(db: None, lawyer: User) -> None:
    guessing.note_failure(ADDRESS, at=clock.now() - timedelta(days=1))
    guessing.note_failure(ADDRESS, at=clock.now())
    tasks.keep_up_accounts(0)
    assert FailedSignIn.objects.count() == 1


def test_five_wrong_passwords_are_told_to_the_person_and_the_administrators(
    client: Client, lawyer: User, administrator: User
) -> None:
    client.force_login(lawyer)
    assert is_signed_in(client)
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    fail(guesser, 6, "LAWYER")
    assert not is_signed_in(client)
    assert {tuple(one.to) for one in mailbox.delivered()} == {
        (lawyer.email,), (administrator.email,),
    }  # fmt: skip
    assert all("LAWYER" in one.subject for one in mailbox.delivered())
    entry = AuditEntry.objects.get(tag="account:user:disabled")
    assert (entry.subject, entry.by_user, entry.from_address) == ("LAWYER", "", "203.0.113.9")
    assert entry.reason == "disabled after five failed sign-ins"


def test_an_account_not_used_for_90_days_is_disabled_at_its_right_password(
    client: Client, lawyer: User
) -> None:
    old = clock.now() - timedelta(days=90)
    User.objects.filter(pk=lawyer.pk).update(created_at=old, last_used_at=old)
    assert REFUSED in password_step(client, "LAWYER", "wrong").content.decode()
    assert User.objects.get(pk=lawyer.pk).enabled
    assert REFUSED in password_step(client, "LAWYER").content.decode()
    lawyer.refresh_from_db()
    assert (lawyer.enabled, lawyer.active, lawyer.disabled_because) == (False, True, "unused")
    assert AuditEntry.objects.filter(tag="account:user:disabled").count() == 1


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example.com", "/\\evil.example.com", "\\\\evil.example.com", "https:evil.example.com",
        "https:///evil.example.com", "javascript:alert(1)", " //evil.example.com", "\t//evil",
        "/\t/evil.example.com", "/\r\nSet-Cookie: a=b", "\x00//evil", "http://127.0.0.1@evil", "/" * 3,
    ],
)  # fmt: skip
def test_no_next_leads_out_of_the_portal(client: Client, lawyer: User, target: str) -> None:
    password_step(client, "LAWYER", target=target)
    assert code_step(client)["Location"] == "/"
    client.get("/account/password")
    assert client.get("/sign-in", {"next": target})["Location"] == "/"
    again = {"password": make.PASSWORD, "next": target}
    assert client.post("/account/second-factor/password", again)["Location"] == "/"


@pytest.mark.parametrize(
    "path",
    [
        "/sign-in", "/new-password", "/new-password/again", "/new-password/code",
        "/new-password/choose", "/verify-address", "/account/password", "/account/sessions/1/end",
        "/account/sessions/end-others",
    ],
)  # fmt: skip
def test_every_form_needs_its_token(lawyer: User, path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lawyer)
    assert strict.post(path).status_code == 403


# The link that verifies an address.


def sent_link(lawyer: User, administrator: User) -> str:
    addresses.change(
        lawyer, "robin.new@cr00101.example.com", by=administrator.as_actor(), at=clock.now()
    )
    link = re.search(r"http\S+", str(mailbox.delivered()[-1].body))
    assert link
    return link[0].removeprefix("http://localhost:8000")


def test_a_link_is_looked_at_without_effect_and_verifies_when_pressed(
    client: Client, lawyer: User, administrator: User
) -> None:
    link = sent_link(lawyer, administrator)
    answer = client.get(link)
    assert answer["Location"] == "/verify-address", "the secret stays in no address"
    page = client.get("/verify-address").content.decode()
    assert "LAWYER" in page and "robin.new@" in page and lawyer.full_name in page
    lawyer.refresh_from_db()
    assert lawyer.email != "robin.new@cr00101.example.com"
    answer = client.post("/verify-address")
    assert answer["Location"] == "/sign-in"
    lawyer.refresh_from_db()
    assert lawyer.email == "robin.new@cr00101.example.com"
    assert AuditEntry.objects.get(tag="account:address:verified").from_address == ADDRESS
    assert b"is verified as the address" in client.get("/sign-in").content
    again = client.get(link, follow=True)
    assert again.status_code == 404
    assert b"This link was used, has expired or was replaced" in again.content


def test_a_link_is_good_for_a_day(
    client: Client, lawyer: User, administrator: User, travel: Travel
) -> None:
    link = sent_link(lawyer, administrator)
    travel(timedelta(hours=24))
    assert client.get(link, follow=True).status_code == 404


def test_a_link_of_an_address_that_another_account_took_is_refused(
    client: Client, lawyer: User, administrator: User
) -> None:
    link = sent_link(lawyer, administrator)
    make.user(
        lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER,
        user_name="FIRST", email="robin.new@cr00101.example.com",
    )  # fmt: skip
    client.get(link)
    assert b"FIRST" in client.post("/verify-address").content
