"""The audit in the console: read, searched, checked and copied."""

import csv
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from claims_portal.accounts import audit_reading, users
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import make

PAGE, EXPORT = "/administration/audit", "/administration/audit/export"


@pytest.fixture
def happened(console: Client, administrator: User, lawyer: User) -> User:
    """Two changes of the lawyer's account, by the administrator, from an address."""
    by = administrator.as_actor(address="192.0.2.7")
    users.set_profiles(lawyer, ["cr-rta-team-leader"], by=by, at=make.NOW)
    users.disable(lawyer, by=by, at=make.days_later(1), reason="left the firm")
    return lawyer


def page(console: Client, **query: str) -> str:
    return console.get(PAGE, query).content.decode()


def copied(console: Client, form: str, **query: str) -> str:
    answer: Any = console.post(EXPORT, {"form": form, **query})
    assert answer.status_code == 200
    text: str = answer.getvalue().decode()
    return text


def test_entries_are_told_in_words_the_newest_first(console: Client, happened: User) -> None:
    text = page(console)
    assert text.index("User disabled") < text.index("Profiles changed")
    for said in ("ADMIN_1", "192.0.2.7", "left the firm", "CR RTA Claim Handler",
                 "CR RTA Team Leader", "Enabled: Yes"):  # fmt: skip
        assert said in text


def test_both_identities_are_named_and_found(console: Client, lawyer: User) -> None:
    leader = make.user(lawyer.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="LEADER")
    client = Client()
    client.force_login(leader)
    client.post("/sign-in-as", {"account": "LAWYER"})
    client.post("/sign-in-as/end")
    assert "LEADER as LAWYER" in page(console)
    assert "LEADER as LAWYER" in page(console, account="leader")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"account": "lawyer"}, 2),
        ({"account": "ADMIN_1"}, 2),
        ({"account": "LAW"}, 0),
        ({"kind": "profiles"}, 1),
        ({"kind": "accounts"}, 1),
        ({"kind": "branches"}, 0),
        ({"kind": "no-such-kind"}, 2),
        ({"from": "2026-11-24"}, 1),
        ({"to": "2026-11-23"}, 1),
        ({"from": "2026-11-23", "to": "2026-11-24"}, 2),
        ({"to": "9999-12-31"}, 2),
        ({"from": "0001-01-01"}, 2),
    ],
)
def test_entries_are_searched(
    console: Client, happened: User, query: dict[str, str], found: int
) -> None:
    assert page(console, **query).count('data-label="What"') == found


def test_a_date_that_is_none_is_said_so(console: Client, happened: User) -> None:
    text = page(console, **{"from": "yesterday"})
    assert "Write a date like" in text
    assert 'href="#from"' in text


def test_long_audits_come_in_pages(
    console: Client, happened: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_reading.page, "__kwdefaults__", {"below": None, "size": 1})
    first = page(console)
    assert "User disabled" in first
    assert "Profiles changed" not in first.split("Entries, the newest first")[1]
    assert "?below=2" in first
    second = page(console, below="2")
    assert 'data-label="What">Profiles changed' in second
    assert "Back to the newest" in second


@pytest.mark.parametrize("below", ["x", "-1", "9" * 40, "٣", "1\x00"])
def test_a_cursor_that_is_none_is_no_error(console: Client, happened: User, below: str) -> None:
    assert console.get(PAGE, {"below": below}).status_code == 200


def test_a_copy_as_json_lines_can_be_checked_by_itself(console: Client, happened: User) -> None:
    lines = [json.loads(line) for line in copied(console, "jsonl").splitlines()]
    assert [line["number"] for line in lines] == [3, 2, 1]
    for newer, older in zip(lines, lines[1:], strict=False):
        assert newer["previousHash"] == older["hash"]
    assert (lines[1]["userId"], lines[1]["reason"]) == ("ADMIN_1", "left the firm")


def test_a_copy_as_csv_holds_what_the_search_finds_and_no_formula(
    console: Client, administrator: User, happened: User
) -> None:
    users.enable(happened, by=administrator.as_actor(), at=make.NOW)
    users.disable(happened, by=administrator.as_actor(), at=make.NOW, reason="=1+1")
    text = copied(console, "csv", kind="accounts").removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["Tag"] for row in rows} == {"account:user:disabled", "account:user:enabled"}
    assert rows[0]["Reason"] == "'=1+1"


def test_taking_a_copy_is_an_entry(console: Client, happened: User) -> None:
    copied(console, "csv", account="LAWYER")
    entry = AuditEntry.objects.get(tag="organisation:audit:exported")
    assert entry.by_user == "ADMIN_1"
    assert entry.after == {"form": "csv", "account": "LAWYER"}
    assert console.get(EXPORT).status_code == 302
    assert console.post(EXPORT, {"form": "exe"}).status_code == 302


def test_the_chain_can_be_checked_and_tampering_is_shown(console: Client, happened: User) -> None:
    assert "is whole" in page(console, check="yes")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_auditentry DISABLE TRIGGER audit_is_never_changed")
        cursor.execute("UPDATE records_auditentry SET subject = 'X' WHERE number = 1")
    assert "Entry 1: it was changed" in page(console, check="yes")


def test_what_another_organisation_did_is_not_there(
    console: Client, happened: User, stranger: User
) -> None:
    boss = make.user(stranger.organisation, Profile.CR_ADMINISTRATOR, user_name="THEIRS")
    users.disable(stranger, by=boss.as_actor(), at=make.NOW)
    assert "STRANGER" not in page(console)
    assert "No entry was found" in page(console, account="STRANGER")
    assert "STRANGER" not in copied(console, "jsonl")
    assert list(audit.broken_links("CR00999")) == []
