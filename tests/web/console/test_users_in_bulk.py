"""Several users at once: confirmed first, all or nothing, and told one by one."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts import users
from claims_portal.accounts.inviting import invite
from claims_portal.accounts.models import User
from tests import mailbox, make
from tests.administration.test_users import NEW
from tests.web.forms.posting import posted_from

PAGE = "/administration/users-in-bulk"
UNTIL = {"expiresOn-day": "1", "expiresOn-month": "3", "expiresOn-year": "2040"}


@pytest.fixture
def people(administrator: User) -> list[str]:
    for number in range(60):
        make.user(administrator.organisation, user_name=f"U{number:03d}")
    return [f"U{number:03d}" for number in range(60)]


def answer(client: Client, asked: dict[str, Any], **changes: Any) -> Any:
    """The page after the one that asks how."""
    page = client.post(PAGE, asked)
    assert page.status_code == 200
    return client.post(PAGE, posted_from(page.content.decode()) | changes, follow=True)


def confirm(client: Client, asked: dict[str, Any], **changes: Any) -> Any:
    page = answer(client, asked, **changes)
    assert page.status_code == 200
    return client.post(PAGE, posted_from(page.content.decode()), follow=True)


def test_chosen_users_are_extended_on_staggered_dates(console: Client, people: list[str]) -> None:
    asked = {"do": "extend", "user": people[:3]}
    page = console.post(PAGE, asked).content.decode()
    assert "For 3 users." in page
    assert User.objects.get(user_name="U000").expires_on == date(2030, 1, 1)
    done = confirm(console, asked, daysApart="7", **UNTIL)
    assert done.redirect_chain == [("/administration/users-in-bulk/done", 302)]
    for day in ("1 March 2040", "8 March 2040", "15 March 2040"):
        assert f"Expires on {day}." in done.content.decode()
    assert User.objects.get(user_name="U002").expires_on == date(2040, 3, 15)
    assert User.objects.get(user_name="U003").expires_on == date(2030, 1, 1)


def test_each_date_is_shown_before_it_is_set(console: Client, administrator: User) -> None:
    firm = administrator.organisation
    for name in ("FIRST", "THIRD"):
        make.user(firm, user_name=name, expires_on=date(2027, 5, 31))
    make.user(firm, user_name="LASTS", expires_on=date(2050, 1, 1))
    asked = {"do": "extend", "user": ["FIRST", "LASTS", "THIRD"]}
    shown = answer(console, asked, daysApart="7", **UNTIL).content.decode()
    assert rows_of(shown) == [
        ["FIRST", "Robin Number3", "31 May 2027", "1 March 2040"],
        ["LASTS", "Robin Number5", "1 January 2050", "1 January 2050, unchanged"],
        ["THIRD", "Robin Number4", "31 May 2027", "15 March 2040"],
    ]
    assert not User.objects.filter(expires_on__year=2040).exists()
    again = console.post(PAGE, posted_from(shown) | {"again": "yes"}).content.decode()
    assert posted_from(again)["expiresOn-year"] == ["2040"]
    assert posted_from(again)["daysApart"] == ["7"]
    console.post(PAGE, posted_from(shown))
    assert User.objects.get(user_name="THIRD").expires_on == date(2040, 3, 15)


def rows_of(page: str) -> list[list[str]]:
    """The cells of the page's table, row by row, as text."""
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)[1:]
    cells = [re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<.*?>", "", cell) for cell in row] for row in cells]


def test_all_that_the_filters_find_are_chosen_on_request(
    console: Client, people: list[str]
) -> None:
    asked = {"do": "extend", "everyone": "yes", "query": "search=U0&sort=-user-id"}
    assert "For 60 users." in console.post(PAGE, asked).content.decode()
    confirm(console, asked, **UNTIL)
    assert User.objects.filter(expires_on=date(2040, 3, 1)).count() == 60


def test_each_result_is_told(console: Client, administrator: User) -> None:
    boss = administrator.as_actor()
    firm = administrator.organisation
    make.user(firm, user_name="LONG", expires_on=date(2050, 1, 1))
    users.disable(make.user(firm, user_name="GONE"), by=boss, at=make.NOW)
    done = confirm(console, {"do": "extend", "user": ["LONG", "GONE"]}, **UNTIL)
    content = done.content.decode()
    assert "Unchanged: lasts until 1 January 2050 already." in content
    assert "Expires on 1 March 2040. Still disabled: Disabled by an administrator" in content


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"expiresOn-year": "2020"}, "expiresOn"),
        ({"expiresOn-year": ""}, "expiresOn"),
        ({"expiresOn-year": "2100", "daysApart": "300"}, "expiresOn"),
        ({"daysApart": "-1"}, "daysApart"),
        ({"daysApart": "x"}, "daysApart"),
        ({"daysApart": "9" * 5000}, "daysApart"),
        ({"daysApart": ""}, "daysApart"),
    ],
)
def test_a_refused_extension_extends_nobody_and_keeps_the_choice(
    console: Client, people: list[str], changes: dict[str, str], field: str
) -> None:
    refused = answer(console, {"do": "extend", "user": people}, **(UNTIL | changes))
    assert refused.status_code == 422
    content = refused.content.decode()
    assert f'<a href="#{field}">' in content
    assert "For 60 users." in content
    assert not User.objects.filter(expires_on__gt=date(2030, 1, 1)).exists()


def test_links_are_sent_to_those_who_have_not_verified(
    console: Client, administrator: User
) -> None:
    boss = administrator.as_actor()
    long_ago = make.NOW.replace(year=2025)
    invite(**NEW, by=boss, at=long_ago)
    users.disable(
        invite(**NEW | {"user_name": "GONE", "email": "gone@cr00101.example.com"}, by=boss,
               at=long_ago),
        by=boss, at=long_ago,
    )  # fmt: skip
    before = len(mailbox.delivered())
    asked = {"do": "verify", "user": ["KLARK", "GONE", "ADMIN_1"]}
    content = answer(console, asked).content.decode()
    for told in ("A link was sent.", "verified already", "was disabled by an administrator"):
        assert told in content
    assert len(mailbox.delivered()) == before + 1
    again = answer(console, asked).content.decode()
    assert "less than a minute ago" in again
    assert len(mailbox.delivered()) == before + 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"do": "extend"}, "Tick at least one user."),
        ({"do": "extend", "user": ["STRANGER", "\x00", "NOBODY"]}, "Tick at least one user."),
        ({"do": "extend", "everyone": "yes", "query": "search=nobody-at-all"}, "Tick at least"),
        ({"do": "delete", "user": ["LAWYER"]}, ""),
        ({}, ""),
    ],
)
def test_nothing_chosen_leads_back_to_the_list(
    console: Client, stranger: User, asked: dict[str, Any], said: str
) -> None:
    list_again = console.post(PAGE, asked, follow=True)
    assert list_again.redirect_chain == [("/administration/users", 302)]
    assert said in list_again.content.decode()


def test_at_most_500_at_once(console: Client, administrator: User) -> None:
    for number in range(501):
        make.user(administrator.organisation, user_name=f"U{number:03d}")
    asked = {"do": "extend", "everyone": "yes", "query": "search=U"}
    refused = console.post(PAGE, asked, follow=True)
    assert "Choose at most 500 at once." in refused.content.decode()
    User.objects.filter(user_name="U500").delete()
    asked["query"] = "search=U&profile=&branch=001&verified=yes&state=usable"
    page = console.post(PAGE, asked | {"query": "search=U0"})
    assert "For 100 users." in page.content.decode()


def test_five_hundred_are_extended_whole(console: Client, administrator: User) -> None:
    for number in range(500):
        make.user(administrator.organisation, user_name=f"U{number:03d}")
    names = [f"U{number:03d}" for number in range(500)]
    done = confirm(console, {"do": "extend", "user": names}, **UNTIL)
    assert done.content.decode().count("Expires on 1 March 2040.") == 500


def test_results_are_asked_for_without_any_done(console: Client) -> None:
    nothing = console.get("/administration/users-in-bulk/done")
    assert nothing.headers["Location"] == "/administration/users"
