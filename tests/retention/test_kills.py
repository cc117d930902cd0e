"""The nightly deletion, killed in the middle: each claim is whole or gone, and the report is true."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from claims_portal.claims.models import Claim
from claims_portal.retention import deleting
from tests.migration.places import Place, new_place

CLAIMS = deleting.BATCH + 30
"""Two batches."""
PATIENCE = 60
_SOMEBODY_WAITS_FOR_A_ROW = """
SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
"""


@pytest.fixture
def place(empty_portal: str, tmp_path: Path) -> Iterator[Place]:
    with new_place(f"retention_{os.getpid()}", tmp_path / "place", template=empty_portal) as made:
        making = [sys.executable, "-m", "tests.retention.old_claims", str(CLAIMS)]
        environment = {
            "DJANGO_SETTINGS_MODULE": "claims_portal.config.settings",
            "DATABASE_URL": made.url,
            "PORTAL_ROOT": str(made.root),
        }
        subprocess.run(making, env=os.environ | environment, check=True, timeout=120)
        yield made


def until_somebody_waits(place: Place) -> None:
    end = time.monotonic() + PATIENCE
    while not place.query(_SOMEBODY_WAITS_FOR_A_ROW):
        assert time.monotonic() < end, "the deletion waits for nothing"
        time.sleep(0.02)


def killed_while_it_waits_for(place: Place, statement: str) -> None:
    """Killed at the row of a claim that another session holds."""
    with psycopg.connect(place.url) as other:
        other.execute(statement)  # type: ignore[call-overload]
        command = place.start("retention", "run")
        until_somebody_waits(place)
        command.kill()
        assert command.end() is None


def killed_between_a_batch_and_its_report(place: Place) -> None:
    with psycopg.connect(place.url) as first, psycopg.connect(place.url) as second:
        first.execute("SELECT FROM claims_event WHERE claim_id = (SELECT min(id) FROM claims_claim)"
                      " FOR UPDATE")  # fmt: skip
        command = place.start("retention", "run")
        until_somebody_waits(place)
        second.execute("SELECT FROM retention_run ORDER BY id DESC LIMIT 1 FOR UPDATE")
        first.rollback()
        until_somebody_waits(place)
        command.kill()
        assert command.end() is None


def state_is_whole(place: Place) -> int:
    """How many claims are gone: all of each of them, as the reports say."""
    [(there,)] = place.query("SELECT count(*) FROM claims_claim")
    [(gone,)] = place.query("SELECT count(*) FROM retention_deletedclaim")
    assert there + gone == CLAIMS
    assert not place.query(
        "SELECT FROM retention_deletedclaim gone JOIN claims_claim claim ON claim.id = gone.number"
    )
    for table, column in belonging():
        assert not place.query(
            f"SELECT FROM {table} WHERE NOT EXISTS"  # noqa: S608 - names of tables
            f" (SELECT FROM claims_claim WHERE id = {column})"
        ), table
    assert not place.query(
        "SELECT FROM claims_claim claim WHERE NOT EXISTS"
        " (SELECT FROM claims_document WHERE claim_id = claim.id)"
    )
    told: list[dict[str, Any]] = [
        json.loads(one) if isinstance(one, str) else one
        for (one,) in place.query("SELECT deleted FROM retention_run")
    ]
    assert sum(number for one in told for number in one.values()) == gone
    return int(gone)


def belonging() -> list[tuple[str, str]]:
    """The tables whose rows belong to a claim directly, with the column that says so."""
    return [
        (model._meta.db_table, model._meta.get_field(path).column)  # type: ignore[union-attr]
        for model, path in deleting.belonging_to(Claim)
        if "__" not in path
    ]


def test_killed_in_the_middle_every_claim_is_whole_or_gone(place: Place) -> None:
    assert state_is_whole(place) == 0
    killed_while_it_waits_for(
        place,
        "SELECT FROM claims_document WHERE claim_id = (SELECT min(id) FROM claims_claim)"
        " FOR UPDATE",
    )
    assert state_is_whole(place) == 0
    killed_between_a_batch_and_its_report(place)
    assert state_is_whole(place) == 0
    killed_while_it_waits_for(
        place,
        "SELECT FROM claims_event WHERE claim_id = (SELECT max(id) FROM claims_claim) FOR UPDATE",
    )
    assert state_is_whole(place) == deleting.BATCH
    assert place.query("SELECT ended_at FROM retention_run") == [(None,)] * 3
    place.run("retention", "run")
    assert state_is_whole(place) == CLAIMS
    assert place.query("SELECT FROM claims_event UNION ALL SELECT FROM files_attachment") == []
