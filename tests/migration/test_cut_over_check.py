"""The cut-over: what the check beforehand lists, and that one command at a time is at work."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims_portal.accounts.models import User
from claims_portal.migration.cut_over import journal
from claims_portal.migration.cut_over.refusals import CutOverRefused
from tests import make
from tests.migration.cut_over_world import everything, first_file
from tests.migration.test_cut_over import CLOSES, WINDOW, files, the_clock

__all__ = ["files", "the_clock"]

pytestmark = pytest.mark.django_db


def check(*arguments: str) -> dict[str, tuple[str, str]]:

    out = StringIO()
    try:
        call_command("migrate_cutover", "--check", "--json", *arguments, stdout=out)
        went = True
    except CommandError:
        went = False
    told = json.loads(out.getvalue())
    assert told["go"] is went
    return {line["name"]: (line["verdict"], line["says"]) for line in told["lines"]}


def test_the_check_lists_what_matters_and_changes_nothing(
    lawyer: User, insurer: User, files: tuple[Any, ...]
) -> None:
    make.claim(
        lawyer=lawyer, insurer=insurer, at="LiabilityDecision", now=CLOSES - timedelta(days=21)
    )
    before = everything()
    told = check(*WINDOW)
    assert everything() == before
    assert told["state"] == ("go", "not begun")
    assert told["last import"][0] == "go" and "first.csv" in told["last import"][1]
    assert told["groups that share an address"][1].startswith("1:")
    assert "CR00101" in told["organisations without a usable administrator"][1]
    assert told["window"][0] == "go"
    assert told["people who are not ready"][0] == "warning"
    assert "free disk" in told


@pytest.mark.parametrize(
    ("closes", "opens", "verdict"),
    [
        ("2027-05-28T19:00", "2027-06-01T07:00", "go"),
        ("2027-05-28T16:00", "2027-06-01T07:00", "no-go"),
        ("2027-05-28T19:00", "2027-06-01T10:00", "no-go"),
        ("2027-06-04T19:00", "2027-06-08T07:00", "no-go"),
        ("2027-06-04T19:00", "2027-06-07T07:00", "go"),
        ("2027-06-01T07:00", "2027-05-28T19:00", "no-go"),
    ],
)
def test_a_window_with_office_hours_in_it_is_no_go(
    files: tuple[Any, ...], closes: str, opens: str, verdict: str
) -> None:
    assert check("--closes-at", closes, "--opens-at", opens)["window"][0] == verdict


def test_without_any_import_it_is_no_go(db: None) -> None:
    assert check(*WINDOW)["last import"][0] == "no-go"


def test_a_second_command_says_that_another_is_at_work() -> None:
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('cut-over'))")
        refused = pytest.raises(CutOverRefused, match="Another command of the move is at work")
        with refused, journal.alone(seconds=0):
            pass


def test_no_file_is_taken_in_between(tmp_path: Path) -> None:
    file = str(first_file(tmp_path))
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('cut-over'))")
        with pytest.raises(CommandError, match="The cut-over is at work"):
            call_command("migrate_accounts", file)
        # Closing alone lets go of it only a moment later.
        other.execute("SELECT pg_advisory_unlock_all()")
    with journal.kept_out(), psycopg.connect(**connection.get_connection_params()) as other:
        free = "SELECT pg_try_advisory_lock(hashtext('cut-over'))"
        assert other.execute(free).fetchone() == (False,)
    call_command("migrate_accounts", file, stdout=StringIO())
    with journal.alone(seconds=0):
        pass
