"""The list of users as an administrator sees, filters, sorts and downloads it."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import DisabledBecause, User
from claims_portal.accounts.profiles import Profile
from tests import make

USERS = "/administration/users"


def names_on(page: str) -> list[str]:
    """The User IDs of the rows, in their order."""
    return [part.split("<")[0] for part in page.split('data-label="User ID"><a')[1:]
            for part in [part.split(">", 1)[1]]]  # fmt: skip


def listed(client: Client, **asked: Any) -> list[str]:
    return names_on(client.get(USERS, asked).content.decode())


@pytest.fixture
def people(administrator: User) -> None:
    firm = administrator.organisation
    make.user(firm, Profile.CR_RTA_TEAM_LEADER, user_name="ANN", surname="Zorn",
              expires_on=date(2050, 1, 1))  # fmt: skip
    make.user(firm, user_name="BOB", email_verified_at=None)
    make.user(firm, user_name="CARL", active=False, enabled=False, disabled_at=make.NOW,
              disabled_because=DisabledBecause.ADMINISTRATOR)  # fmt: skip
    make.user(firm, user_name="DORA", enabled=False, disabled_because=DisabledBecause.UNUSED)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["ADMIN_1", "ANN", "BOB", "CARL", "DORA", "LAWYER"]),
        ({"show": "active-enabled"}, ["ADMIN_1", "ANN", "BOB", "LAWYER"]),
        ({"show": "active-disabled"}, ["DORA"]),
        ({"show": "inactive-disabled"}, ["CARL"]),
        ({"state": "unverified"}, ["BOB"]),
        ({"profile": "cr-rta-team-leader"}, ["ANN"]),
        ({"branch": "001", "verified": "no"}, ["BOB"]),
        ({"search": "zorn"}, ["ANN"]),
        ({"search": "nobody"}, []),
        ({"sort": "-user-id"}, ["LAWYER", "DORA", "CARL", "BOB", "ANN", "ADMIN_1"]),
        ({"sort": "-expires", "verified": "yes", "show": "active-enabled"},
         ["ANN", "LAWYER", "ADMIN_1"]),
    ],
)  # fmt: skip
def test_users_are_filtered_searched_and_sorted(
    console: Client, people: None, asked: dict[str, str], names: list[str]
) -> None:
    assert listed(console, **asked) == names


@pytest.mark.parametrize(
    "asked",
    [
        {"show": "x"}, {"state": "\x00"}, {"profile": "root"}, {"branch": "\x00"},
        {"verified": "perhaps"}, {"search": "\x00" * 9000}, {"sort": "password"},
        {"sort": "--expires"}, {"page": "-1"}, {"page": "9" * 5000}, {"page": "٣"},
        {"search": "a " * 5000}, {"show": ["all", "x"]},
    ],
)  # fmt: skip
def test_what_nobody_can_ask_for_breaks_nothing(
    console: Client, people: None, asked: dict[str, Any]
) -> None:
    for path in (USERS, "/administration/users.csv"):
        assert console.get(path, asked).status_code == 200


def test_a_row_says_state_and_reason(console: Client, people: None) -> None:
    page = console.get(USERS, {"search": "DORA"}).content.decode()
    assert "Disabled by the portal" in page
    assert "not used for 90 days" in page


def test_the_four_filters_count(console: Client, people: None) -> None:
    page = console.get(USERS).content.decode()
    for told in ("All <strong>6", "Active and enabled <strong>4", "Active but disabled <strong>1",
                 "Not active and disabled <strong>1"):  # fmt: skip
        assert told in page


def test_sorting_and_filters_are_kept_from_page_to_page(
    console: Client, administrator: User
) -> None:
    for number in range(60):
        make.user(administrator.organisation, user_name=f"A{number:03d}")
    page = console.get(USERS, {"sort": "-user-id", "verified": "yes"})
    content = page.content.decode()
    assert "Page 1 of 2" in content
    assert 'href="?verified=yes&amp;sort=-user-id&amp;page=2"' in content
    assert len(listed(console, sort="-user-id", page=2)) == 12


@pytest.mark.parametrize("number", [5, 500])
def test_the_list_takes_the_same_queries_for_few_and_for_many(
    console: Client, administrator: User, number: int, django_assert_num_queries: Any
) -> None:
    _fill(administrator, number)
    console.get(USERS)
    with django_assert_num_queries(11):
        assert console.get(USERS, {"sort": "state"}).status_code == 200


def _fill(administrator: User, number: int) -> None:
    firm = administrator.organisation
    for place in range(number):
        make.user(firm, Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_RTA_TEAM_LEADER,
                  user_name=f"USER-{place:04d}")  # fmt: skip


def downloaded(client: Client, **asked: Any) -> list[list[str]]:
    answer = client.get("/administration/users.csv", asked)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined, arg-type]
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:])))


def test_what_the_filters_find_is_downloaded_whole(console: Client, administrator: User) -> None:
    _fill(administrator, 60)
    heading, *lines = downloaded(console, search="USER-", sort="-user-id")
    assert heading[:5] == ["User ID", "Forename", "Second name", "Surname", "E-mail"]
    assert (len(lines), lines[0][0]) == (60, "USER-0059")
    assert lines[0][8] == "CR RTA Claim Handler, CR RTA Team Leader"


def test_no_cell_of_the_download_is_a_formula(console: Client, administrator: User) -> None:
    make.user(administrator.organisation, user_name="EVE", surname='=HYPERLINK("//x","y")',
              telephone="+44 117 496 0101")  # fmt: skip
    (_heading, line) = downloaded(console, search="EVE")
    assert line[3] == '\'=HYPERLINK("//x","y")'
    assert line[6] == "'+44 117 496 0101"
