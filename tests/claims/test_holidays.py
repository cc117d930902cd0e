"""The holiday table: what may be changed, by whom it was, and the commands that do it."""

import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from claims_portal.accounts.models import User
from claims_portal.claims import holidays
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.holidays import HolidayChange, HolidayRefused
from claims_portal.claims.models import CalendarVersion, Claim, Event, Holiday
from claims_portal.records import audit
from claims_portal.records.audit import Author
from claims_portal.records.models import AuditEntry
from tests import make
from tests.claims.together import at_once

pytestmark = pytest.mark.django_db
OPERATOR = Author(user="operator")


def run(*arguments: str) -> str:
    out = StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda: holidays.adding(date(2026, 12, 25), "X"), "is a holiday already: Christmas Day"),
        (lambda: holidays.adding(date(1999, 12, 31), "X"), "lies between"),
        (lambda: holidays.adding(date(2100, 1, 1), "X"), "lies between"),
        (lambda: holidays.adding(date(2026, 12, 24), " "), "1 to 100 characters"),
        (lambda: holidays.adding(date(2026, 12, 24), "x" * 101), "1 to 100 characters"),
        (lambda: holidays.adding(date(2026, 12, 24), "two\nlines"), "1 to 100 characters"),
        (lambda: holidays.removing(date(2026, 12, 24)), "24 December 2026 is no holiday"),
        (lambda: holidays.moving(date(2026, 12, 24), date(2026, 12, 23)), "is no holiday"),
        (lambda: holidays.moving(date(2026, 12, 25), date(2026, 12, 28)), "is a holiday already"),
        (lambda: holidays.taking_in({}), "no holiday in the list"),
    ],
)
def test_a_change_that_makes_no_sense_is_refused(change: Any, why: str) -> None:
    with pytest.raises(HolidayRefused, match=why):
        change()


def test_a_change_is_a_version_and_stands_in_the_audit() -> None:
    change = holidays.moving(date(2026, 5, 4), date(2026, 5, 8))
    version = holidays.make(change, by=OPERATOR, at=make.NOW)
    assert version is not None
    assert (version.number, version.by, version.at) == (1, "operator", make.NOW)
    assert version.added == {"2026-05-08": "May Day"}
    assert version.removed == {"2026-05-04": "May Day"}
    entry = AuditEntry.objects.get()
    assert (entry.tag, entry.by_user) == ("portal:holidays:changed", "operator")
    assert entry.after == {"holidays": version.added}
    assert not list(audit.broken_links())
    assert current_calendar().version == 1
    assert current_calendar().names[date(2026, 5, 8)] == "May Day"


def test_no_change_is_no_version() -> None:
    year = {one.day: one.name for one in holidays.listed(year=2026)}
    change = holidays.taking_in(year)
    assert change == HolidayChange()
    assert holidays.make(change, by=OPERATOR, at=make.NOW) is None
    assert not CalendarVersion.objects.exists()


def test_a_list_replaces_the_days_of_its_own_time_only() -> None:
    change = holidays.taking_in(
        {
            date(2026, 4, 3): "Good Friday",
            date(2026, 5, 8): "Elsewhere",
            date(2026, 5, 25): "Spring",
        }
    )
    assert change.added == {date(2026, 5, 8): "Elsewhere"}
    assert list(change.removed) == [date(2026, 4, 6), date(2026, 5, 4)]
    only_added = holidays.taking_in({date(2026, 4, 1): "A", date(2026, 6, 1): "B"}, only_add=True)
    assert not only_added.removed


@pytest.mark.django_db(transaction=True)
def test_of_two_who_change_the_same_day_one_is_told_to_look_again() -> None:
    change = holidays.adding(date(2026, 12, 24), "Day of rest")
    do = [lambda: holidays.make(change, by=OPERATOR, at=make.NOW)] * 2
    answers = at_once(*do)
    assert sorted(type(answer).__name__ for answer in answers) == [
        "CalendarVersion",
        "HolidayRefused",
    ]
    assert Holiday.objects.filter(day=date(2026, 12, 24)).count() == 1


# The commands.


def test_the_table_is_listed_by_year() -> None:
    lines = run("holidays", "list", "--year", "2026").splitlines()
    assert lines[0] == "Thu 2026-01-01  New Year's Day"
    assert len(lines) == 9


def test_adding_a_day_counts_the_claims_anew(
    lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims_portal.clock.now", lambda: make.NOW)
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    dry = run("holidays", "add", "2026-12-04", "Day of rest", "--dry-run")
    assert "+ Fri 2026-12-04  Day of rest" in dry
    assert claim.application_id in dry and "2026-12-16" in dry
    assert "1 open claims would have another date" in dry
    assert not CalendarVersion.objects.exists()
    done = run("holidays", "add", "2026-12-04", "Day of rest", "--by", "K. Bell")
    assert "Calendar version 1. 1 open claims have another date, 0 keep" in done
    claim = Claim.objects.get(pk=claim.pk)
    assert claim.times_out_on == date(2026, 12, 16)
    assert CalendarVersion.objects.get().by == "K. Bell"
    assert "claims are being counted anew" in run("holidays", "list", "--versions")
    run("holidays", "remove", "2026-12-04")
    assert Claim.objects.get(pk=claim.pk).times_out_on == date(2026, 12, 15)
    assert Event.objects.filter(tag="claim:time-limit:changed").count() == 2


def test_moving_a_day() -> None:
    done = run("holidays", "move", "2026-05-04", "2026-05-08", "VE day")
    assert "- Mon 2026-05-04  May Day\n+ Fri 2026-05-08  VE day\n" in done


GOV_UK = {
    "england-and-wales": {
        "division": "england-and-wales",
        "events": [
            {"title": "New Year’s Day", "date": "2026-01-01", "notes": "", "bunting": True},
            {"title": "Good Friday", "date": "2026-04-03", "notes": "", "bunting": False},
            {"title": "Day of rest", "date": "2026-04-07", "notes": "", "bunting": False},
        ],
    },
    "scotland": {"division": "scotland", "events": []},
}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("bank-holidays.json", json.dumps(GOV_UK)),
        (
            "days.csv",
            "day,name\n2026-01-01,New Year\n\n2026-04-03,Good Friday\n2026-04-07,Day of rest\n",
        ),
        (
            "with a mark.csv",
            "\ufeff2026-01-01,New Year\n2026-04-03,Good Friday\n2026-04-07,Day of rest\n",
        ),
    ],
)
def test_a_file_is_taken_in(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    done = run("holidays", "import", str(file))
    assert "- Mon 2026-04-06  Easter Monday\n+ Tue 2026-04-07  Day of rest" in done
    assert "says so already" in run("holidays", "import", str(file))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{}", "no list of the holidays"),
        ('{"england-and-wales": 3}', "no list of the holidays"),
        ('{"england-and-wales": {"events": [{"date": "2026-01-01", "title": 3}]}}', "no list"),
        ("{broken", "no list of the holidays"),
        ("2026-02-30,X", "Line 1"),
        ("2026-02-28", "Line 1"),
        ("", "no holiday in the list"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "file"
    file.write_text(text)
    with pytest.raises(CommandError, match=why):
        run("holidays", "import", str(file))
    assert not CalendarVersion.objects.exists()


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for path in (tmp_path / "missing", tmp_path / "bytes", tmp_path):
        with pytest.raises(CommandError, match="cannot be read"):
            run("holidays", "import", str(path))


def test_a_deadline_is_printed_with_how_it_was_counted() -> None:
    said = run("deadline", "--from", "2026-12-21", "--days", "15")
    assert "Last day to act: Thursday 14 January 2027" in said
    assert "at 00:00 London time on Friday 15 January 2027" in said
    assert "Fri 25 December 2026  Christmas Day" in said
    assert "Mon 28 December 2026  Boxing Day (observed)" in said
    assert "Sat 2 January 2027\n" in said


def test_the_example_of_the_manual() -> None:
    told = json.loads(run("deadline", "--from", "2026-11-02", "--days", "15", "--json"))
    assert told["lastDayToAct"] == "2026-11-23"
    assert told["timesOutOn"] == "2026-11-24"
    assert told["skipped"][0] == {"day": "2026-11-07", "reason": "Saturday"}
    assert len(told["skipped"]) == 6


@pytest.mark.parametrize(
    ("start", "days"),
    [("2026-02-30", "15"), ("2026-11-02", "-1"), ("2026-11-02", "1001"), ("2026-11-02", "many"),
     ("9999-12-31", "5"), ("1850-01-01", "5")],
)  # fmt: skip
def test_a_deadline_that_cannot_be_counted_is_refused(start: str, days: str) -> None:
    with pytest.raises(CommandError):
        run("deadline", "--from", start, "--days", days)


def test_a_deadline_beyond_the_table_says_so() -> None:
    assert "holidays may be missing" in run("deadline", "--from", "2060-01-04", "--days", "5")
