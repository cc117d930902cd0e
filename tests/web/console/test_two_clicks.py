"""Clicks on one button at the same instant, on real connections: one thing is made."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims_portal import clock
from claims_portal.accounts import api_clients
from claims_portal.accounts.models import ApiClient, ApiClientSecret, User
from claims_portal.accounts.profiles import Profile
from claims_portal.organisations.models import Branch
from claims_portal.records.models import AuditEntry
from claims_portal.transfers.models import Transfer
from claims_portal.web.sessions import LAST_SEEN_AT
from tests import make
from tests.claims.together import at_once
from tests.web.forms.posting import posted_from

pytestmark = pytest.mark.django_db(transaction=True)
ADMINISTRATION = "/administration"
CLICKS = 4
SECRET = re.compile(r'<code id="secret">([^<]+)</code>')


@pytest.fixture
def console(client: Client) -> Client:
    client.force_login(make.user(make.organisation("CR00101"), Profile.CR_ADMINISTRATOR))
    client.get(ADMINISTRATION)
    return client


def form_of(console: Client, page: str, **answers: str) -> Any:
    return posted_from(console.get(page).content.decode(), **answers)


def clicks(console: Client, path: str, posted: Any) -> list[Any]:
    """The answers to clicks of one browser."""
    browsers = [Client() for _ in range(CLICKS)]
    for browser in browsers:
        browser.cookies = console.cookies.copy()
    return at_once(*(lambda one=one: one.post(path, posted) for one in browsers))


def age(console: Client) -> None:
    """Let it be a while since the last note of use: each click writes the session."""
    session = console.session
    session[LAST_SEEN_AT] = clock.now().timestamp() - 600
    session.save()


def secret_at(console: Client, path: str) -> str:
    found = SECRET.search(console.get(path).content.decode())
    return found[1] if found else ""


def test_one_branch_is_added(console: Client) -> None:
    path = f"{ADMINISTRATION}/new-branch"
    before = Branch.objects.count()
    answers = clicks(console, path, form_of(console, path, name="Hull"))
    assert {one.headers["Location"] for one in answers} == {f"{ADMINISTRATION}/branches"}
    assert Branch.objects.count() == before + 1
    assert AuditEntry.objects.filter(tag="organisation:branch:added").count() == 1


def test_the_same_page_filled_in_anew_adds_another_branch(console: Client) -> None:
    path = f"{ADMINISTRATION}/new-branch"
    posted = form_of(console, path, name="Hull")
    console.post(path, posted)
    console.post(path, {**posted, "name": "Leeds"})
    assert Branch.objects.filter(name__in=["Hull", "Leeds"]).count() == 2


def test_another_organisation_with_the_same_token_adds_its_own(console: Client) -> None:
    path = f"{ADMINISTRATION}/new-branch"
    posted = form_of(console, path, name="Hull")
    console.post(path, posted)
    other = make.user(make.organisation("CR00102"), Profile.CR_ADMINISTRATOR)
    console.force_login(other)
    console.post(path, posted)
    assert Branch.objects.filter(name="Hull").count() == 2


@pytest.mark.parametrize("_again", range(3))
def test_one_client_is_made_and_its_secret_is_seen(console: Client, _again: int) -> None:
    path = f"{ADMINISTRATION}/new-api-client"
    posted = form_of(console, path, name="Case system")
    age(console)
    answers = clicks(console, path, posted)
    made = ApiClient.objects.get()
    assert AuditEntry.objects.filter(tag="account:client:created").count() == 1
    secret = secret_at(console, answers[-1].headers["Location"])
    assert make.recognised(made.client_id, secret) == made


@pytest.mark.parametrize("_again", range(3))
def test_one_more_secret_is_made_and_seen(console: Client, _again: int) -> None:
    firm = User.objects.get().organisation
    made = api_clients.create(organisation=firm, name="Case system", at=make.NOW)
    page = f"{ADMINISTRATION}/api-clients/{made.client.client_id}"
    posted = form_of(console, page)
    # The only one was revoked, so that there is room for two.
    ApiClientSecret.objects.update(revoked_at=make.NOW)
    age(console)
    answers = clicks(console, f"{page}/new-secret", posted)
    assert made.client.secrets.filter(revoked_at=None).count() == 1
    secret = secret_at(console, answers[-1].headers["Location"])
    assert make.recognised(made.client.client_id, secret) == made.client


def test_a_click_after_the_secret_was_seen_shows_it_no_more(console: Client) -> None:
    path = f"{ADMINISTRATION}/new-api-client"
    posted = form_of(console, path, name="Case system")
    assert secret_at(console, console.post(path, posted).headers["Location"])
    assert not secret_at(console, console.post(path, posted).headers["Location"])
    assert ApiClient.objects.count() == 1


def test_one_transfer_is_asked_for(console: Client) -> None:
    path = f"{ADMINISTRATION}/transfers/new"
    handler = make.user(User.objects.get().organisation, Profile.CR_RTA_CLAIM_HANDLER)
    insurer = make.user(make.organisation("COMP001", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    make.claim(lawyer=handler, insurer=insurer)
    make.organisation("CR00999")
    day = timezone.localtime(clock.now() + timedelta(days=3))
    answers = clicks(console, path, form_of(
        console, path, receiver="CR00999", contact="Pat Office, pat.office@example.com",
        reason="Our firms merge at new year.", **{
            "carry_out_at-day": str(day.day), "carry_out_at-month": str(day.month),
            "carry_out_at-year": str(day.year),
        },
    ))  # fmt: skip
    made = Transfer.objects.get()
    assert {one.headers["Location"] for one in answers} == {f"{ADMINISTRATION}/transfers/{made.pk}"}
    noted = AuditEntry.objects.filter(tag="organisation:transfer:asked")
    assert noted.filter(organisation_code="CR00101").count() == 1
