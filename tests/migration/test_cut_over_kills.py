"""The cut-over as a real command on a real database, killed at any moment, again and again."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from tests.migration.cut_over_world import (
    accounts_file,
    claims_directory,
    everything,
    person,
)

COMMAND = (sys.executable, "-c", "from claims_portal.cli import main; main()")
INSURER = {
    "organisation_id": "COMP001", "organisation_name": "Northcliffe", "organisation_type": "COMP",
    "branch_type": "central", "profiles": "COMP RTA Claim Handler", "claim_types": "RTA",
}  # fmt: skip
FIRM = {"organisation_id": "CR00101", "organisation_name": "Harbour Row Solicitors"}
PEOPLE, CLAIMS = 1_000, 60
LONGEST = 0.8
"""Seconds before a kill: of the whole work a part."""
NOW = datetime.now(UTC)
WINDOW = (
    "--closes-at", (NOW - timedelta(hours=1)).isoformat(),
    "--opens-at", (NOW + timedelta(hours=9)).isoformat(),
)  # fmt: skip


@dataclass
class Place:
    """A database of its own, and the command on it."""

    url: str
    root: Path
    kills: int = field(default=0)

    @property
    def environment(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "claims_portal.config.settings",
            "DATABASE_URL": self.url,
            "PORTAL_ROOT": str(self.root),
        }

    def start(self, *arguments: object) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*COMMAND, *map(str, arguments)], env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def run(self, *arguments: object) -> str:
        process = self.start(*arguments)
        said, _nothing = process.communicate(timeout=120)
        assert process.returncode == 0, said
        return said

    def run_and_kill(self, *arguments: object, after: float) -> bool:
        """Whether it was killed, so many seconds after it began to work, before it ended."""
        process = self.start(*arguments)
        assert process.stdout is not None
        process.stdout.readline()
        try:
            process.communicate(timeout=after)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            self.kills += 1
            return True
        return False

    def until_done(self, *arguments: object, tries: int) -> None:
        """Killed at random moments, then left alone."""
        for _ in range(tries):
            if not self.run_and_kill(*arguments, after=CHANCE.uniform(0, LONGEST)):
                break
        self.run(*arguments)

    def query(self, statement: str) -> list[Any]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement).fetchall()  # type: ignore[call-overload, no-any-return]

    @property
    def report(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(
            (self.root / "build" / "cutover-report.json").read_text()
        )["report"]
        return told


CHANCE = random.Random(20270528)  # noqa: S311 - moments, not secrets


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[object, ...]:
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
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database as it is before the move."""
    root = tmp_path_factory.mktemp("template")
    name = f"cut_over_template_{os.getpid()}"
    made = Place(url_of(name), root)
    admin(f"CREATE DATABASE {name}")
    made.run("migrate", "--no-input", "-v0")
    first = accounts_file(
        root / "first.csv",
        *(person(f"OLD{number:04d}") for number in range(PEOPLE)),
        person("INSURER", **INSURER), person("LAWYER", **FIRM),
    )  # fmt: skip
    made.run("migrate", "accounts", first)
    yield name
    admin(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def places(template: str, tmp_path: Path) -> Iterator[list[Place]]:
    """Two copies of it."""
    made = []
    for number in range(2):
        name = f"cut_over_{os.getpid()}_{number}"
        admin(f"CREATE DATABASE {name} TEMPLATE {template}")
        root = tmp_path / str(number)
        root.mkdir()
        made.append(Place(url_of(name), root))
    yield made
    for place in made:
        admin(f"DROP DATABASE {urlsplit(place.url).path[1:]} WITH (FORCE)")


def url_of(name: str) -> str:
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def admin(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def outcome(place: Place) -> dict[str, Any]:
    """What must be the same however often it was killed."""
    report = place.report
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
    places: list[Place], files: tuple[object, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    undisturbed, killed = places
    undisturbed.run("migrate", "cutover", "--begin", *WINDOW, *files)
    undisturbed.run("migrate", "cutover", "--finish")
    killed.until_done("migrate", "cutover", "--begin", *WINDOW, *files, tries=8)
    killed.until_done("migrate", "cutover", "--finish", tries=3)
    assert killed.kills >= 4
    with capsys.disabled():
        print(f"\nkilled {killed.kills} times")  # noqa: T201
    told, expected = outcome(killed), outcome(undisturbed)
    for name in expected:
        assert told[name] == expected[name], name
    assert expected["after"]["claims"]["number"] == CLAIMS
    killed.run("check-audit")
    killed.run("migrate", "cutover", "--verify", killed.root / "build" / "cutover-report.json")


def test_an_abort_that_was_killed_leaves_the_state_before(
    places: list[Place], files: tuple[object, ...]
) -> None:
    place, _other = places
    before = everything(place.query)
    place.run("migrate", "cutover", "--begin", *WINDOW, *files)
    assert everything(place.query) != before
    while place.query("SELECT 1 FROM migration_cutover"):
        place.run_and_kill("migrate", "cutover", "--abort", after=CHANCE.uniform(0, LONGEST))
        assert place.query("SELECT state FROM migration_cutover") in ([], [("moving",)])
    assert everything(place.query) == before
    place.run("check-audit")


def test_an_abort_after_a_kill_in_the_middle_leaves_the_state_before(
    places: list[Place], files: tuple[object, ...]
) -> None:
    for place, tries in zip(places, (1, 3), strict=True):
        before = everything(place.query)
        for _ in range(tries):
            place.run_and_kill(
                "migrate", "cutover", "--begin", *WINDOW, *files, after=CHANCE.uniform(0, LONGEST)
            )
        place.run("migrate", "cutover", "--abort")
        assert everything(place.query) == before


def test_the_second_of_two_at_once_says_so(places: list[Place], files: tuple[object, ...]) -> None:
    place, _other = places
    with psycopg.connect(place.url) as other:
        other.execute("SELECT pg_advisory_lock(hashtext('cut-over'))")
        process = place.start("migrate", "cutover", "--begin", *WINDOW, *files)
        said, _nothing = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Another command of the cut-over is at work" in said
    both = [place.start("migrate", "cutover", "--begin", *WINDOW, *files) for _ in range(2)]
    ends = [process.communicate(timeout=120)[0] for process in both]
    assert "All steps are done" in "".join(ends)
    assert place.query("SELECT count(*) FROM migration_accountimport") == [(2,)]
