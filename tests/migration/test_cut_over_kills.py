"""The cut-over as a real command on a real database, killed at any moment, again and again."""

import json
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.migration.cut_over_world import (
    accounts_file,
    claims_directory,
    everything,
    person,
)
from tests.migration.places import Place, new_place

INSURER = {
    "organisation_id": "COMP001", "organisation_name": "Northcliffe", "organisation_type": "COMP",
    "branch_type": "central", "profiles": "COMP RTA Claim Handler", "claim_types": "RTA",
}  # fmt: skip
FIRM = {"organisation_id": "CR00101", "organisation_name": "Harbour Row Solicitors"}
PEOPLE, CLAIMS = 300, 25
LEAST_KILLS = 4
NOW = datetime.now(UTC)
WINDOW = (
    "--closes-at", (NOW - timedelta(hours=1)).isoformat(),
    "--opens-at", (NOW + timedelta(hours=9)).isoformat(),
)  # fmt: skip
BEGIN = ("migrate", "cutover", "--begin", *WINDOW)
FINISH, ABORT = ("migrate", "cutover", "--finish"), ("migrate", "cutover", "--abort")
Files = tuple[object, ...]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    directory = tmp_path_factory.mktemp("files")
    claims = claims_directory(directory, number=CLAIMS)
    last = accounts_file(
        directory / "last.csv",
        *(person(f"OLD{number:04d}", surname="Changed") for number in range(PEOPLE)),
        *(person(f"NEW{number:04d}", organisation_id="CR00702") for number in range(PEOPLE)),
        person("INSURER", **INSURER), person("LAWYER", **FIRM),
    )  # fmt: skip
    return ("--accounts", last, "--claims", claims)


@pytest.fixture(scope="module")
def before_the_move(empty_portal: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database to copy."""
    root = tmp_path_factory.mktemp("before")
    name = f"before_the_move_{os.getpid()}"
    with new_place(name, root, template=empty_portal) as made:
        first = accounts_file(
            root / "first.csv",
            *(person(f"OLD{number:04d}") for number in range(PEOPLE)),
            person("INSURER", **INSURER), person("LAWYER", **FIRM),
        )  # fmt: skip
        made.run("migrate", "accounts", first)
        yield name


@dataclass(frozen=True)
class Undisturbed:
    """A cut-over that nobody killed."""

    place: Place
    calls_of_begin: int
    calls_of_finish: int


@pytest.fixture(scope="module")
def undisturbed(
    before_the_move: str, files: Files, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Undisturbed]:
    name, root = f"undisturbed_move_{os.getpid()}", tmp_path_factory.mktemp("undisturbed")
    with new_place(name, root, template=before_the_move) as place:
        yield Undisturbed(place, place.count_calls(*BEGIN, *files), place.count_calls(*FINISH))


@pytest.fixture
def killed(before_the_move: str, tmp_path: Path) -> Iterator[Place]:
    """Another copy."""
    with new_place(f"killed_move_{os.getpid()}", tmp_path, template=before_the_move) as place:
        yield place


def report_of(place: Place) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((place.root / "build" / "cutover-report.json").read_text())
    return dict(told["report"])


def outcome(place: Place) -> dict[str, Any]:
    """What must be the same however often it was killed."""
    report = report_of(place)
    return {
        **{
            name: report[name] for name in ("before", "after", "claims", "comparison", "openGroups")
        },
        "imports": [{**one, "file": ""} for one in report["imports"]],
        "audit": place.query(
            "SELECT organisation_code, number, tag, subject, after - 'closesAt' - 'opensAt'"
            " FROM records_auditentry ORDER BY organisation_code, number"
        ),
        "history": place.query(
            "SELECT claim_id, number, tag FROM claims_event ORDER BY claim_id, number"
        ),
        "first": place.query(
            "SELECT user_name, must_change_password, left(password, 1) FROM accounts_user ORDER BY 1"
        ),
    }


def test_killed_at_random_it_ends_as_if_it_had_not_been(
    undisturbed: Undisturbed, killed: Place, files: Files
) -> None:
    chance = random.Random(20270528)  # noqa: S311 - moments, not secrets
    for command, calls, kills in (
        ((*BEGIN, *files), undisturbed.calls_of_begin, 6),
        (FINISH, undisturbed.calls_of_finish, 3),
    ):
        for _ in range(kills):
            killed.run_and_kill(*command, at_call=chance.randrange(1, calls // 2))
        killed.run(*command)
    assert killed.kills >= LEAST_KILLS
    told, expected = outcome(killed), outcome(undisturbed.place)
    for name in expected:
        assert told[name] == expected[name], name
    assert expected["after"]["claims"]["number"] == CLAIMS
    killed.run("check-audit")
    killed.run("migrate", "cutover", "--verify", killed.root / "build" / "cutover-report.json")


def test_an_abort_leaves_the_state_before_whatever_was_killed(
    undisturbed: Undisturbed, killed: Place, files: Files
) -> None:
    chance = random.Random(20270529)  # noqa: S311 - moments, not secrets
    before = everything(killed.query)
    middle = chance.randrange(undisturbed.calls_of_begin // 4, undisturbed.calls_of_begin)
    killed.run_and_kill(*BEGIN, *files, at_call=middle)
    assert killed.kills == 1
    assert everything(killed.query) != before
    calls = killed.count_calls(*ABORT)
    assert everything(killed.query) == before
    killed.run(*BEGIN, *files)
    for _ in range(3):
        killed.run_and_kill(*ABORT, at_call=chance.randrange(1, calls))
        assert killed.query("SELECT state FROM migration_cutover") in ([], [("moving",)])
    assert killed.kills >= 3
    if killed.query("SELECT FROM migration_cutover"):
        killed.run(*ABORT)
    assert everything(killed.query) == before
    killed.run("check-audit")


def test_of_two_at_once_one_does_it(killed: Place, files: Files) -> None:
    both = [killed.start(*BEGIN, *files) for _ in range(2)]
    ended = [command.end() for command in both]
    assert any("All steps are done" in one.said for one in ended if one)
    assert killed.query("SELECT count(*) FROM migration_accountimport") == [(2,)]
