"""Ready for the move? The findings of an organisation, and a way to put each right."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration.models import CutOver, CutOverState, LegacyAccount
from claims_portal.records.models import AuditEntry
from tests import mailbox, make
from tests.migration.conftest import SHARED, sharing

MOVE = "/administration/migration"
RTA, BOSS = Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR


def text_of(client: Client, path: str = MOVE, **query: Any) -> str:
    answer = client.get(path, query, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def legacy(account: User, **fields: Any) -> LegacyAccount:
    """The account as the old platform's file had it."""
    known = {
        "email": account.email, "contact_email": account.email, "verified": True,
        "enabled": True, "active": True, "profiles": [], "expires_on": account.expires_on,
    }  # fmt: skip
    return LegacyAccount.objects.create(user=account, **{**known, **fields})


@pytest.fixture
def pair(administrator: User) -> tuple[User, User]:
    """JO and the administrator ID of the same person."""
    jo = sharing(administrator, RTA, user_name="JO")
    return jo, sharing(administrator, BOSS, user_name="ADMIN_X")


def test_a_pair_is_told_with_why_and_what_to_do(console: Client, pair: tuple[User, User]) -> None:
    text = text_of(console)
    assert "50 % ready" in text
    assert "1 thing stands in the way" in text
    assert "Give the Claims User ID the Administrator profile" in text
    assert f'href="{MOVE}/combine?user=ADMIN_X&amp;user=JO"' in text
    assert 'href="/administration/users/JO"' in text
    assert "CR RTA Claim Handler" in text


# fields of an account, the page that puts it right
SINGLE = [
    ({"email": "jo@gmail.com"}, "/administration/users/JO/address"),
    ({"email": "info@cr00101.example.com"}, "/administration/users/JO/address"),
    ({"email": "", "email_verified_at": None}, "/administration/users/JO/address"),
    ({"forename": ""}, "/administration/users/JO/edit"),
    ({"email_verified_at": None}, f"{MOVE}/send-link"),
]


@pytest.mark.parametrize(("fields", "href"), SINGLE)
def test_each_advised_step_is_there(
    console: Client, administrator: User, fields: dict[str, Any], href: str
) -> None:
    make.user(administrator.organisation, RTA, user_name="JO", **fields)
    text = text_of(console)
    assert f'"{href}"' in text
    assert console.get(href).status_code in (200, 405)


def test_a_sleeping_duplicate_can_be_disabled_enabled_or_extended(
    console: Client, pair: tuple[User, User]
) -> None:
    User.objects.filter(user_name="JO").update(
        enabled=False, disabled_because="unused", expires_on="2020-01-01"
    )
    text = text_of(console)
    for page in ("disable", "enable", "extend"):
        assert f'href="/administration/users/JO/{page}"' in text
        assert f'href="/administration/users/ADMIN_X/{page}"' not in text


def test_a_link_is_sent_and_one_is_back_at_the_list(console: Client, administrator: User) -> None:
    make.user(administrator.organisation, RTA, user_name="JO", email_verified_at=None)
    answer = console.post(f"{MOVE}/send-link", {"user": "JO"}, follow=True)
    assert answer.request["PATH_INFO"] == MOVE
    assert "A link was sent to" in answer.content.decode()
    assert len(mailbox.delivered()) == 1
    again = console.post(f"{MOVE}/send-link", {"user": "JO"}, follow=True).content.decode()
    assert "less than a minute ago" in again
    assert (
        "verified already"
        in console.post(f"{MOVE}/send-link", {"user": "LAWYER"}, follow=True).content.decode()
    )


def test_the_contact_address_follows_the_second_factor(
    console: Client, administrator: User, lawyer: User
) -> None:
    legacy(lawyer, contact_email="old@cr00101.example.com")
    assert "must be one: notices go where the codes go" in text_of(console)
    answer = console.post(f"{MOVE}/correct-contact-address", {"user": "LAWYER"}, follow=True)
    assert "is the contact address of LAWYER" in answer.content.decode()
    assert "notices go where the codes go" not in answer.content.decode()
    entry = AuditEntry.objects.get(tag="account:contact-address:corrected")
    assert (entry.subject, entry.by_user) == ("LAWYER", "ADMIN_1")
    assert entry.before == {"contactEmail": "old@cr00101.example.com"}
    console.post(f"{MOVE}/correct-contact-address", {"user": "LAWYER"})
    assert AuditEntry.objects.filter(tag="account:contact-address:corrected").count() == 1
    assert "Contact address corrected" in text_of(console, "/administration/users/LAWYER")
    assert "Contact address corrected" in text_of(console, "/administration/audit")


def test_the_safe_order_makes_accounts_sound_then_combines_then_ones_own(
    client: Client, administrator: User, pair: tuple[User, User]
) -> None:
    other = "kim@cr00101.example.com"
    sharing(administrator, RTA, user_name="KIM", email=other)
    sharing(administrator, RTA, user_name="KIM2", email=other)
    make.user(administrator.organisation, RTA, user_name="NEW", email_verified_at=None)
    make.user(administrator.organisation, RTA, user_name="BOX", email="info@cr00101.example.com")
    client.force_login(pair[1])
    text = text_of(client)
    places = [text.index(f">{name}</a>") for name in ("BOX", "NEW", "KIM", "JO")]
    assert places == sorted(places)


def test_what_needs_nothing_is_folded_away(console: Client, lawyer: User) -> None:
    head, _, folded = text_of(console).partition("What needs nothing from you")
    assert "LAWYER" in folded
    assert "LAWYER" not in head
    assert "There is nothing to do" in head
    assert "100 % ready" in head


def test_the_spreadsheet_has_every_finding_and_no_formula(
    console: Client, pair: tuple[User, User]
) -> None:
    User.objects.filter(user_name="JO").update(forename="=1+1")
    answer = console.get(f"{MOVE}.csv")
    sheet = b"".join(answer).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [row["User ID"] for row in rows[:2]] == ["ADMIN_X", "JO"]
    assert rows[1]["Name"].startswith("'=1+1")
    assert (rows[0]["Case"], rows[0]["Address verified"]) == ("1", "Yes")
    assert {row["Case"] for row in rows} == {"1", "17", "21"}


def test_many_findings_are_paged_and_printed_on_one_page(
    console: Client, administrator: User
) -> None:
    for number in range(60):
        make.user(
            administrator.organisation, RTA, user_name=f"NEW{number:02}", email_verified_at=None
        )
    text = text_of(console)
    assert "Page 1 of 2" in text
    assert ">NEW59</a>" not in text
    assert ">NEW59</a>" in text_of(console, page="2")
    assert ">NEW59</a>" in text_of(console, all="yes")
    for strange in ("x", "-1", "9" * 30, "\x00"):
        assert "Page" in text_of(console, page=strange)


def test_the_number_of_queries_does_not_grow(console: Client, pair: tuple[User, User]) -> None:
    text_of(console)
    with CaptureQueriesContext(connection) as few:
        text_of(console)
    for number in range(10):
        email = f"more{number}@cr00101.example.com"
        sharing(pair[0], RTA, email=email)
        sharing(pair[0], BOSS, email=email)
    with CaptureQueriesContext(connection) as many:
        text_of(console)
    assert len(many) == len(few) < 30


def test_nobody_hears_of_the_move_whom_it_does_not_concern(
    console: Client, administrator: User
) -> None:
    make.user(administrator.organisation, RTA, email_verified_at=None)
    assert MOVE not in text_of(console, "/administration")
    assert "between your organisation and the move" not in text_of(console, "/administration")


def test_the_first_page_says_how_many_things_stand_in_the_way(
    console: Client, administrator: User, pair: tuple[User, User]
) -> None:
    text = text_of(console, "/administration")
    assert "1 thing stands between your organisation and the move" in text
    assert f'href="{MOVE}">The move' in text
    make.user(administrator.organisation, RTA, email_verified_at=None)
    assert "2 things stand between" in text_of(console, "/administration")


def test_who_came_from_the_old_platform_and_is_ready_has_the_link_alone(
    console: Client, lawyer: User
) -> None:
    legacy(lawyer)
    text = text_of(console, "/administration")
    assert f'href="{MOVE}">The move' in text
    assert "between your organisation and the move" not in text


def test_another_organisations_accounts_are_not_among_them(
    client: Client, stranger: User, pair: tuple[User, User]
) -> None:
    client.force_login(make.user(stranger.organisation, BOSS))
    text = text_of(client) + b"".join(client.get(f"{MOVE}.csv")).decode()  # type: ignore[attr-defined]
    assert "ADMIN_X" not in text
    assert SHARED not in text
    for path in ("send-link", "correct-contact-address"):
        for name in ("JO", "NOBODY", "x\x00y", ""):
            assert client.post(f"{MOVE}/{path}", {"user": name}).status_code == 404
    assert not mailbox.delivered()


PAGES = ["", ".csv", "/combine?user=JO&user=ADMIN_X", "/combinations", "/combinations/JO/undo"]
BUTTONS = ["/send-link", "/correct-contact-address", "/combine", "/combinations/JO/undo"]


@pytest.mark.parametrize(
    ("method", "path"), [*(("get", one) for one in PAGES), *(("post", one) for one in BUTTONS)]
)
def test_a_handler_is_refused(
    client: Client, lawyer: User, pair: tuple[User, User], method: str, path: str
) -> None:
    client.force_login(lawyer)
    typed = {"user": ["JO", "ADMIN_X"], "survivor": "JO"} if method == "post" else {}
    assert getattr(client, method)(f"{MOVE}{path}", typed).status_code == 403
    assert not AuditEntry.objects.exists()


def test_after_the_move_open_groups_stand_in_the_way(
    console: Client, pair: tuple[User, User]
) -> None:
    CutOver.objects.create(pk=1, state=CutOverState.AFTER)
    text = text_of(console)
    assert "The move has taken place" in text
    assert "still shared an address when the platform moved" in text
