"""First sign-in and forgotten password: the way through, and what a stranger learns: nothing."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims_portal import clock
from claims_portal.accounts import addresses
from claims_portal.accounts.models import FailedSignIn, MailedCode, User
from claims_portal.accounts.profiles import Profile
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.web.test_signing_in import (
    code_step,
    is_signed_in,
    last_code,
    password_step,
    travel,
)

__all__ = ["travel"]
NEW = "Nine-lanterns-over-7-hills"
MINUTE = timedelta(seconds=61)


def ask(client: Client, user: User | None = None, **typed: str) -> HttpResponse:
    entered = {"user_name": user.user_name, "email": user.email} if user else {}
    answer: HttpResponse = client.post("/new-password", entered | typed)
    return answer


def give_code(client: Client, code: str | None = None) -> HttpResponse:
    answer: HttpResponse = client.post("/new-password/code", {"code": code or last_code()})
    return answer


def choose(client: Client, new: str = NEW, again: str | None = None) -> HttpResponse:
    entered = {"new": new, "again": new if again is None else again}
    answer: HttpResponse = client.post("/new-password/choose", entered)
    return answer


def whole_way(client: Client, user: User, new: str = NEW) -> HttpResponse:
    ask(client, user)
    assert give_code(client)["Location"] == "/new-password/choose"
    return choose(client, new)


def plain(answer: HttpResponse) -> str:
    """The page without what is random or typed."""
    return re.sub(r'value="[^"]*"', "", answer.content.decode())


def test_a_new_account_chooses_its_password_and_signs_in(client: Client, lawyer: User) -> None:
    lawyer.set_unusable_password()
    lawyer.password_changed_at = lawyer.email_verified_at = None
    lawyer.save()
    assert b"First sign-in, or forgotten password?" in client.get("/sign-in").content
    assert ask(client, lawyer)["Location"] == "/new-password/code"
    assert mailbox.delivered()[-1].to == [lawyer.email]
    assert give_code(client)["Location"] == "/new-password/choose"
    assert b"Rules for the new password" in client.get("/new-password/choose").content
    answer = choose(client)
    assert answer["Location"] == "/sign-in"
    assert b"Your password was set. Sign in with it now." in client.get("/sign-in").content
    assert not is_signed_in(client)
    lawyer.refresh_from_db()
    assert lawyer.email_verified_at is not None
    password_step(client, "LAWYER", NEW)
    code_step(client)
    assert is_signed_in(client)
    entry = AuditEntry.objects.get(tag="account:password:changed")
    assert (entry.by_user, entry.from_address) == ("LAWYER", "127.0.0.1")


@pytest.mark.parametrize("form", ["{}", " {} "])
def test_case_and_blanks_do_not_matter(client: Client, lawyer: User, form: str) -> None:
    ask(client, user_name=form.format("lawyer"), email=form.format(lawyer.email.upper()))
    assert mailbox.delivered()[-1].to == [lawyer.email]


def test_every_broken_rule_is_told_at_once(client: Client, lawyer: User) -> None:
    ask(client, lawyer)
    give_code(client)
    page = choose(client, "lawyer").content.decode()
    for told in ("12 characters", "capital letter", "digit", "Use one of", "Do not use your name"):
        assert told in page
    assert "lawyer" not in re.findall(r'name="new"[^>]*value="([^"]*)"', page)
    assert "are not the same" in choose(client, NEW, "other").content.decode()
    assert "last 12 passwords" not in choose(client, NEW).content.decode()


# What a stranger learns.

STATES: dict[str, dict[str, Any]] = {
    "disabled by an administrator": {"enabled": False, "active": False},
    "expired": {"expires_on": date(2026, 1, 1)},
    "without an address": {"email": ""},
}


@pytest.fixture(params=["nobody", "another's address", "disabled organisation", *STATES])
def refused(request: pytest.FixtureRequest, lawyer: User, stranger: User) -> dict[str, str]:
    """What is typed of an account that gets no code."""
    typed = {"user_name": lawyer.user_name, "email": lawyer.email}
    if request.param == "nobody":
        return {"user_name": "NOBODY", "email": "nobody@example.com"}
    if request.param == "another's address":
        return typed | {"email": stranger.email}
    if request.param == "disabled organisation":
        lawyer.organisation.enabled = False
        lawyer.organisation.save()
    User.objects.filter(pk=lawyer.pk).update(**STATES.get(request.param, {}))
    return typed


def seen_of(client: Client, typed: dict[str, str]) -> list[Any]:
    """All that can be seen of the way to a wrong code: pages, statuses, cookies, queries, mail."""
    seen: list[Any] = []
    for step in (
        lambda: client.post("/new-password", typed),
        lambda: client.get("/new-password/code"),
        lambda: client.post("/new-password/code", {"code": "no code"}),
        lambda: client.get("/new-password/choose"),
        lambda: client.post("/new-password/again"),
    ):
        with CaptureQueriesContext(connection) as queries:
            answer = step()
        told = [re.sub(r"\d+|'[^']*'", "?", one["sql"])[:40] for one in queries]
        cookies = sorted((name, one["max-age"]) for name, one in answer.cookies.items())
        seen.append((answer.status_code, answer.headers.get("Location"), plain(answer), cookies))
        seen.append(told)
    return seen


def test_no_page_status_cookie_or_question_to_the_database_tells_who_exists(
    lawyer: User, stranger: User, refused: dict[str, str]
) -> None:
    known = seen_of(Client(), {"user_name": stranger.user_name, "email": stranger.email})
    assert mailbox.delivered(), "the other is known, and was sent a code"
    MailedCode.objects.all().delete()
    before = len(mailbox.delivered())
    assert seen_of(Client(), refused) == known
    assert len(mailbox.delivered()) == before


def test_a_code_that_was_sent_makes_no_other_questions(lawyer: User) -> None:
    known, nobody = Client(), Client()
    ask(known, lawyer)
    mailbox.delivered()
    ask(nobody, user_name="NOBODY", email="nobody@example.com")
    counts = []
    for client in (known, nobody):
        with CaptureQueriesContext(connection) as queries:
            give_code(client, "no code")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_code_goes_to_the_address_that_is_kept(client: Client, lawyer: User) -> None:
    """Homographs and plus tags are other addresses, or the same; the typed one gets nothing."""
    name, _at, domain = lawyer.email.partition("@")
    for typed in (
        f"{name}+x@{domain}",
        f"us\u0435r1@{domain}",
        f"{name}@{domain}.",
        f"{name}@x.com",
    ):
        ask(client, lawyer, email=typed)
    assert not mailbox.delivered()
    kelvin = "sir.k@cr00101.example.com"
    User.objects.filter(pk=lawyer.pk).update(email=kelvin)
    ask(client, lawyer, email=kelvin.replace("k@", "\u212a@"))
    assert all(one.to == [kelvin] for one in mailbox.delivered())


@pytest.mark.parametrize("path", ["/new-password", "/sign-in"])
@pytest.mark.parametrize(
    "tail", ["\r\nBcc: x@evil.example.com", "\nSubject: x", ", x@evil.example.com", "%0d%0aBcc:x"]
)
def test_no_header_of_a_mail_can_be_typed(
    client: Client, lawyer: User, path: str, tail: str
) -> None:
    typed = {"user_name": "LAWYER", "email": lawyer.email + tail, "name": lawyer.email + tail}
    answer = client.post(path, typed | {"password": make.PASSWORD})
    assert answer.status_code in {200, 302}
    assert not mailbox.delivered()


LONG = "x" * 100_000
ODD = ["\x00", "a\x00b", LONG, "\ud7ff\uffff", "\u202e", "' OR 1=1 --", "{{ 7 }}", "%s%n"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_input_breaks_no_field(client: Client, lawyer: User, odd: str) -> None:
    statuses = {ask(client, user_name=odd, email=odd).status_code}
    statuses.add(ask(client, lawyer, email=odd).status_code)
    ask(client, lawyer)
    statuses.add(give_code(client, odd).status_code)
    give_code(client)
    statuses |= {choose(client, odd).status_code, choose(client, odd, "other").status_code}
    statuses.add(client.get("/verify-address", {"link": odd}, follow=True).status_code)
    statuses.add(client.post("/verify-address", {"link": odd}).status_code)
    statuses.add(password_step(client, odd, odd, odd).status_code)
    assert statuses <= {200, 302, 404, 400, 429}


def test_a_shared_address_belongs_to_the_first_who_proves_it(client: Client, lawyer: User) -> None:
    lawyer.shares_address, lawyer.email_verified_at = True, None
    lawyer.save()
    make.user(
        lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="OTHER",
        email=lawyer.email, shares_address=True,
    )  # fmt: skip
    ask(client, lawyer)
    answer = client.post("/new-password/code", {"code": last_code()}, follow=True)
    assert "OTHER" in answer.content.decode()
    lawyer.refresh_from_db()
    assert lawyer.email_verified_at is None


def test_a_new_password_ends_the_sessions_of_before(lawyer: User) -> None:
    mine, elsewhere = Client(), Client()
    password_step(elsewhere, "LAWYER")
    code_step(elsewhere)
    assert is_signed_in(elsewhere)
    whole_way(mine, lawyer)
    assert not is_signed_in(elsewhere)


def test_each_request_for_a_code_counts_against_its_network_address(
    client: Client, lawyer: User, stranger: User
) -> None:
    ask(client, lawyer)
    ask(client, user_name="NOBODY", email="nobody@example.com")
    assert FailedSignIn.objects.count() == 2


def test_a_firm_behind_one_address_signs_in_for_the_first_time_on_one_morning(
    client: Client, lawyer: User
) -> None:
    """What was asked for and proved is no failure; what was guessed stays one."""
    ask(client, user_name="NOBODY", email="nobody@example.com")
    ask(client, lawyer)
    assert give_code(client)["Location"] == "/new-password/choose"
    assert FailedSignIn.objects.count() == 1
    assert "choosing a password" in mailbox.delivered()[-1].body


def test_who_opened_the_link_need_not_type_the_names_again(
    client: Client, lawyer: User, administrator: User
) -> None:
    User.objects.filter(pk=lawyer.pk).update(password_changed_at=None, email_verified_at=None)
    addresses.change(lawyer, lawyer.email, by=administrator.as_actor(), at=clock.now())
    link = mailbox.delivered()[-1].body.split("link=")[1].split()[0]
    client.get("/verify-address", {"link": link})
    assert client.post("/verify-address")["Location"] == "/new-password"
    page = client.get("/new-password").content.decode()
    assert 'value="LAWYER"' in page
    assert f'value="{lawyer.email}"' in page
    assert 'value="LAWYER"' not in Client().get("/new-password").content.decode()
