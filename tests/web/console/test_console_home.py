"""The console's first page, its menu, and who gets where after signing in."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims_portal import clock
from claims_portal.accounts.models import AccessReview, User
from claims_portal.accounts.profiles import Profile
from claims_portal.organisations.models import Organisation
from tests import make

HOME = "/administration"


def page(client: Client, path: str = HOME) -> str:
    return client.get(path).content.decode()


def test_one_administrator_is_too_few_and_named(console: Client, administrator: User) -> None:
    text = page(console)
    assert "Too few administrators" in text
    assert "(ADMIN_1) can administer" in text
    make.user(administrator.organisation, Profile.CR_ADMINISTRATOR)
    assert "Too few administrators" not in page(console)


def test_who_claims_alone_is_told_of_no_second_administrator(client: Client, db: None) -> None:
    claimant = make.user(make.organisation("LIP00017", kind="LIP"), Profile.CR_ADMINISTRATOR)
    client.force_login(claimant)
    assert "Nothing needs your eye now." in page(client)


def test_an_administrator_who_cannot_sign_in_does_not_count(
    console: Client, administrator: User
) -> None:
    make.user(administrator.organisation, Profile.CR_ADMINISTRATOR, email_verified_at=None)
    assert "Too few administrators" in page(console)


def test_what_needs_an_eye_is_counted_and_leads_to_those_users(
    console: Client, lawyer: User
) -> None:
    firm, today = lawyer.organisation, clock.today()
    make.user(firm, expires_on=today.replace(year=today.year - 1))
    make.user(firm, email_verified_at=None)
    make.user(firm, email_verified_at=None)
    make.user(firm, enabled=False, disabled_because="unused")
    make.user(firm, enabled=False, active=False, disabled_because="administrator")
    soon = clock.now().date().fromordinal(today.toordinal() + 20)
    make.user(firm, expires_on=soon)
    text = page(console)
    for href, count in (
        ("?state=expired", "1 account"),
        ("?state=unverified", "2 accounts"),
        ("?state=disabled-by-portal", "1 account"),
        ("?state=usable&amp;sort=expires", "1 account"),
    ):
        assert f"/administration/users{href}" in text
        assert count in text.split(href)[1].split("</li>")[0]


def test_nothing_to_do_is_said_once_there_are_two_administrators(
    console: Client, administrator: User
) -> None:
    assert "Nothing needs your eye now" not in page(console)
    make.user(administrator.organisation, Profile.CR_ADMINISTRATOR)
    AccessReview.objects.create(
        organisation=administrator.organisation, signed_by=administrator, accounts=2,
        signed_at=clock.now(),
    )  # fmt: skip
    assert "Nothing needs your eye now" in page(console)


def test_a_review_that_is_due_is_to_be_done(console: Client, administrator: User) -> None:
    Organisation.objects.update(created_at="2020-01-01T00:00Z")
    text = page(console)
    assert "Review who has access" in text
    assert 'href="/administration/access-review"' in text


def test_the_number_of_queries_does_not_grow(console: Client, lawyer: User) -> None:
    page(console)
    with CaptureQueriesContext(connection) as few:
        page(console)
    for _ in range(20):
        make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, email_verified_at=None)
    with CaptureQueriesContext(connection) as many:
        page(console)
    assert len(many) == len(few) <= 14


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("", "Overview"),
        ("/branches", "Branches"),
        ("/branches/001", "Branches"),
        ("/new-branch", "Branches"),
        ("/organisation/edit", "Organisation"),
        ("/transfers", "Organisation"),
        ("/transfers/new", "Organisation"),
        ("/new-api-client", "API clients"),
        ("/access-review", "Access review"),
        ("/audit", "Audit"),
    ],
)
def test_the_menu_marks_where_one_is(console: Client, path: str, current: str) -> None:
    text = page(console, HOME + path)
    marked = text.split('aria-current="page"><strong')[1].split("</strong>")[0]
    assert current in marked
    assert text.count('aria-current="page"') == 1
    for label in ("Users", "Branches", "Organisation", "API clients", "Access review", "Audit"):
        assert label in text


@pytest.mark.parametrize(
    ("profiles", "lands", "switch"),
    [
        ([Profile.CR_RTA_CLAIM_HANDLER], "/", False),
        ([Profile.CR_ADMINISTRATOR], "/administration", False),
        ([Profile.CR_ADMINISTRATOR, Profile.CR_RTA_CLAIM_HANDLER], "/", True),
        ([Profile.CR_ADMINISTRATOR, Profile.DELETE_CLAIMS], "/administration", False),
        ([Profile.DELETE_CLAIMS], "/deletions", False),
        ([Profile.SEARCH_ARCHIVED_CLAIMS], "/archive", False),
    ],
)
def test_each_profile_leads_to_its_place(
    client: Client, lawyer: User, profiles: list[Profile], lands: str, switch: bool
) -> None:
    client.force_login(make.user(lawyer.organisation, *profiles))
    answer = client.get("/", follow=True)
    assert answer.request["PATH_INFO"] == lands
    assert ('aria-label="Section"' in answer.content.decode()) is switch


def test_who_can_only_delete_or_search_goes_to_both(client: Client, lawyer: User) -> None:
    client.force_login(
        make.user(lawyer.organisation, Profile.DELETE_CLAIMS, Profile.SEARCH_ARCHIVED_CLAIMS)
    )
    text = client.get("/", follow=True).content.decode()
    assert 'href="/deletions"' in text
    assert 'href="/archive"' in text
    assert 'href="/claims"' not in text


def test_the_switch_leads_over_without_a_new_sign_in(client: Client, lawyer: User) -> None:
    client.force_login(
        make.user(lawyer.organisation, Profile.CR_ADMINISTRATOR, Profile.CR_RTA_CLAIM_HANDLER)
    )
    assert 'href="/administration">Administration' in page(client, "/")
    text = page(client)
    assert 'aria-current="true">Administration' in text
    assert 'href="/">Claims' in text
    assert "Worklist" not in text
