"""One's own account: reading it, the password, and the browsers that are signed in."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from claims_portal import clock
from claims_portal.accounts import addresses, tasks, upkeep, users, web_sessions
from claims_portal.accounts.models import User, WebSession
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.second_factors import factors
from claims_portal.records.models import AuditEntry
from claims_portal.web.browsers import browser_name
from tests import mailbox, make
from tests.web.test_signing_in import (
    Travel,
    code_step,
    is_signed_in,
    password_step,
    travel,
)

__all__ = ["travel"]
NEW = "Nine-lanterns-over-7-hills"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PAGES = (
    "/account", "/account/password", "/account/sessions", "/account/notices",
    "/account/deadline-feeds",
)  # fmt: skip


def signed_in(name: str, password: str = make.PASSWORD, **headers: str) -> Client:
    client = Client(headers=headers)
    User.objects.get(user_name=name).mailed_codes.all().delete()
    password_step(client, name, password)
    code_step(client)
    return client


def change(client: Client, old: str = make.PASSWORD, new: str = NEW, **typed: str) -> HttpResponse:
    entered = {"old": old, "new": new, "again": new} | typed
    answer: HttpResponse = client.post("/account/password", entered)
    return answer


def test_the_page_says_who_one_is_and_whom_to_ask(
    client: Client, lawyer: User, administrator: User
) -> None:
    client.force_login(lawyer)
    assert b'href="/account"' in client.get("/").content
    page = client.get("/account").content.decode()
    for told in (
        lawyer.full_name, "LAWYER", lawyer.email, "Organisation CR00101", "001 Branch 001",
        "1 January 2030", "CR RTA Claim Handler", administrator.full_name, "/account/second-factor",
    ):  # fmt: skip
        assert told in page, told


@pytest.mark.parametrize("path", PAGES)
def test_nothing_of_it_is_open_to_who_is_signed_in_as_another(
    client: Client, lawyer: User, path: str
) -> None:
    leader = make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="LEADER")
    client.force_login(leader)
    assert client.get(path).status_code == 200
    session = client.session
    session["stands_in_for"] = lawyer.pk
    session.save()
    for path in (*PAGES, "/account/sessions/end-others", "/account/sessions/1/end"):
        assert client.post(path).status_code in {403, 405}
    assert client.get(path).status_code in {403, 405}
    assert change(client).status_code == 403
    assert all(one.check_password(make.PASSWORD) for one in (leader, lawyer))


# The password.


def test_a_changed_password_keeps_this_session_and_ends_the_others(lawyer: User) -> None:
    here, elsewhere = signed_in("LAWYER"), signed_in("LAWYER")
    key = here.cookies["sessionid"].value
    assert change(here)["Location"] == "/account"
    assert b"Your password was changed." in here.get("/account").content
    assert here.cookies["sessionid"].value != key
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert WebSession.objects.count() == 1
    entry = AuditEntry.objects.get(tag="account:password:changed")
    assert (entry.by_user, entry.from_address) == ("LAWYER", "127.0.0.1")


def test_a_fresh_session_lasts_no_longer_than_the_old_one(lawyer: User, travel: Travel) -> None:
    client = signed_in("LAWYER")
    for _ in range(24):
        travel(timedelta(minutes=29))
        assert is_signed_in(client)
    change(client)
    for _ in range(2):
        travel(timedelta(minutes=29))
    assert not is_signed_in(client)


def test_a_wrong_old_password_changes_nothing_and_counts(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    page = change(client, old="wrong").content.decode()
    assert "The password you have now is not right." in page
    lawyer.refresh_from_db()
    assert (lawyer.failed_sign_ins, lawyer.check_password(make.PASSWORD)) == (1, True)


def test_a_refused_new_password_says_every_rule_that_it_breaks(
    client: Client, lawyer: User
) -> None:
    client.force_login(lawyer)
    page = change(client, new="short").content.decode()
    assert "12 characters" in page and "capital letter" in page
    assert "are not the same" in change(client, again="other").content.decode()
    assert lawyer.web_sessions.count() == 1


@pytest.mark.parametrize("must", ["expired", "reset", "never chosen"])
def test_who_must_change_the_password_does_so_before_anything_else(
    client: Client, lawyer: User, must: str
) -> None:
    fields: dict[str, Any] = {
        "expired": {"password_changed_at": timezone.now() - timedelta(days=60)},
        "reset": {"must_change_password": True},
        "never chosen": {"password_changed_at": None},
    }[must]
    lawyer.organisation.requires_strong_factor = True
    lawyer.organisation.save()
    User.objects.filter(pk=lawyer.pk).update(**fields)
    client = signed_in("LAWYER")
    for path in ("/", "/claims", "/account", "/account/second-factor", "/administration"):
        assert client.get(path)["Location"] == "/account/password"
    page = client.get("/account/password").content.decode()
    assert "Choose a new one to go on." in page
    assert change(client)["Location"] == "/"
    assert client.get("/")["Location"] == "/account/second-factor", "the next gate"


def test_a_password_is_good_for_sixty_days(client: Client, lawyer: User, travel: Travel) -> None:
    User.objects.filter(pk=lawyer.pk).update(
        password_changed_at=clock.now() - timedelta(days=60) + timedelta(seconds=1)
    )
    client.force_login(lawyer)
    assert is_signed_in(client)
    travel(timedelta(seconds=1))
    assert client.get("/")["Location"] == "/account/password"


# Sessions.


def test_sessions_are_listed_in_words_and_ended_one_by_one(lawyer: User) -> None:
    here, elsewhere = signed_in("LAWYER"), signed_in("LAWYER", user_agent=FIREFOX)
    page = here.get("/account/sessions").content.decode()
    assert "Firefox on Windows" in page and "127.0.0.1" in page
    assert page.count("This one") == 1
    [path] = re.findall(r'action="(/account/sessions/\d+/end)"', page)
    assert here.post(path)["Location"] == "/account/sessions"
    assert not is_signed_in(elsewhere)
    assert is_signed_in(here)
    assert b"has ended already" in here.post(path, follow=True).content
    assert AuditEntry.objects.get(tag="account:session:ended").before == {
        "sessions": ["Firefox on Windows, 127.0.0.1"]
    }


def test_all_other_sessions_are_ended_together(lawyer: User) -> None:
    here, *others = (signed_in("LAWYER") for _ in range(3))
    assert (
        b"2 sessions were ended." in here.post("/account/sessions/end-others", follow=True).content
    )
    assert is_signed_in(here)
    assert not any(is_signed_in(one) for one in others)


def test_the_session_of_another_cannot_be_ended(lawyer: User, stranger: User) -> None:
    mine, theirs = signed_in("LAWYER"), signed_in("STRANGER")
    pk = WebSession.objects.get(user=stranger).pk
    assert b"has ended already" in mine.post(f"/account/sessions/{pk}/end", follow=True).content
    assert is_signed_in(theirs)


def test_signing_out_and_being_idle_leave_no_row(lawyer: User, travel: Travel) -> None:
    signed_in("LAWYER").post("/sign-out")
    assert not WebSession.objects.exists()
    client = signed_in("LAWYER")
    travel(timedelta(minutes=31))
    assert not is_signed_in(client)
    assert not WebSession.objects.exists()


def test_use_is_noted_once_a_minute(lawyer: User, travel: Travel) -> None:
    client = signed_in("LAWYER")
    began = WebSession.objects.get().last_seen_at
    travel(timedelta(seconds=59))
    is_signed_in(client)
    assert WebSession.objects.get().last_seen_at == began
    travel(timedelta(seconds=2))
    is_signed_in(client)
    assert WebSession.objects.get().last_seen_at == began + timedelta(seconds=61)


def test_signing_in_again_leaves_one_session(lawyer: User) -> None:
    client = signed_in("LAWYER")
    old = client.cookies["sessionid"].value
    client.post("/sign-out")
    lawyer.mailed_codes.all().delete()
    password_step(client, "LAWYER")
    code_step(client)
    assert WebSession.objects.get().session_key == client.cookies["sessionid"].value != old


def test_nightly_what_ran_out_is_removed(lawyer: User, travel: Travel) -> None:
    client = signed_in("LAWYER")
    tasks.keep_up_accounts(0)
    assert is_signed_in(client)
    assert web_sessions.delete_stale(at=clock.now() + timedelta(hours=1)) == 1
    signed_in("LAWYER")
    client.session.delete()
    WebSession.objects.update(session_key="gone")
    assert web_sessions.delete_stale(at=clock.now()) == 1


ENDED: dict[str, Callable[[User, Any, Any], Any]] = {
    "disabled": lambda account, by, at: users.disable(account, by=by, at=at),
    "profile lost": lambda account, by, at: users.set_profiles(
        account, [Profile.SEARCH_ARCHIVED_CLAIMS], by=by, at=at
    ),
    "password reset": lambda account, by, at: users.reset_password(account, by=by, at=at),
    "second factor reset": lambda account, by, at: factors.reset(account, by=by, at=at),
    "unused": lambda account, by, at: upkeep.disable_unused(at=at + timedelta(days=91)),
}


@pytest.mark.parametrize("ended", ENDED)
def test_what_an_administrator_changes_ends_the_sessions_at_the_next_request(
    lawyer: User, administrator: User, ended: str
) -> None:
    browsers = [signed_in("LAWYER"), signed_in("LAWYER")]
    ENDED[ended](lawyer, administrator.as_actor(), clock.now())
    assert not any(is_signed_in(one) for one in browsers)
    assert not lawyer.web_sessions.exists()


def test_a_profile_that_is_added_ends_no_session(lawyer: User, administrator: User) -> None:
    client = signed_in("LAWYER")
    both = [Profile.CR_RTA_CLAIM_HANDLER, Profile.SEARCH_ARCHIVED_CLAIMS]
    users.set_profiles(lawyer, both, by=administrator.as_actor(), at=clock.now())
    assert is_signed_in(client)


def test_a_new_address_that_was_verified_ends_the_sessions(
    lawyer: User, administrator: User
) -> None:
    client = signed_in("LAWYER")
    new = "robin.new@cr00101.example.com"
    addresses.change(lawyer, new, by=administrator.as_actor(), at=clock.now())
    link = re.search(r"link=(\S+)", str(mailbox.delivered()[-1].body))
    assert link
    addresses.verify(link[1], at=clock.now())
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (Macintosh) AppleWebKit Version/17 Safari/605.1.15", "Safari on Mac"),
        ("Mozilla/5.0 (Windows) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone) CriOS/126.0 Mobile Safari/604.1", "Chrome on iPhone"),
        ("curl/8.0", "Unknown browser"),
        ("", "Unknown browser"),
        ("<script>" * 999, "Unknown browser"),
    ],
)
def test_browsers_are_called_what_people_call_them(header: str, name: str) -> None:
    assert browser_name(header) == name
