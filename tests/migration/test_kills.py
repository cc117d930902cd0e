"""Importing and combining, killed in the middle of their writing: nothing half, nothing twice."""

import json
import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bench import legacy_accounts

from tests.migration.cut_over_world import everything
from tests.migration.places import Place, new_place

ACCOUNTS = 600
KILLS = 3
"""Of each command, each before it writes to another table."""
CONTENT = {
    "accounts": """
        SELECT account.user_name, organisation.code, branch.number, account.forename,
               account.surname, account.email, account.email_verified_at IS NOT NULL,
               account.enabled, account.active, account.disabled_because, account.shares_address,
               ARRAY(SELECT profile::text FROM accounts_userprofile
                     WHERE user_id = account.id ORDER BY 1),
               legacy.contact_email, legacy.profiles
        FROM accounts_user account
        JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
        LEFT JOIN organisations_branch branch ON branch.id = account.branch_id
        LEFT JOIN migration_legacyaccount legacy ON legacy.user_id = account.id
        ORDER BY account.user_name""",
    "combined": """
        SELECT survivor.user_name, dropped.user_name, added_profiles, removed_profiles
        FROM migration_combination
        JOIN accounts_user survivor ON survivor.id = survivor_id
        JOIN accounts_user dropped ON dropped.id = dropped_id ORDER BY 2""",
    "audit": """
        SELECT organisation_code, number, tag, subject, after FROM records_auditentry
        ORDER BY organisation_code, number""",
    "imports": "SELECT rows, added, updated, unchanged, refused FROM migration_accountimport",
}
"""Without the keys, whose numbers a rollback uses up."""


def content(of: Place) -> dict[str, list[Any]]:
    return {name: of.query(statement) for name, statement in CONTENT.items()}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "accounts.csv"
    legacy_accounts.write(path, accounts=ACCOUNTS, organisations=25, seed=9)
    return path


def test_killed_in_the_middle_nothing_is_half_and_the_next_run_is_whole(
    empty_portal: str, file: Path, tmp_path: Path
) -> None:
    chance = random.Random(20270529)  # noqa: S311 - moments, not secrets
    with (
        new_place(f"undisturbed_{os.getpid()}", tmp_path / "1", template=empty_portal) as one,
        new_place(f"killed_{os.getpid()}", tmp_path / "2", template=empty_portal) as other,
    ):
        both = Both(one, other, chance)
        both.run(["migrate", "accounts", file], ["migrate", "accounts", file])
        assert len(content(one)["accounts"]) == ACCOUNTS
        plans = [planned(place) for place in (one, other)]
        both.run(*(["migrate", "combine", "--plan", plan] for plan in plans))
        dropped = [
            name for line in plans[0].read_text().splitlines() for name in json.loads(line)["drop"]
        ]
        assert sorted(row[1] for row in content(one)["combined"]) == sorted(dropped) != []
        assert planned(other).read_text() == ""
        other.run("check-audit")


@dataclass
class Both:
    """A place where nothing is killed, and one where everything is, before it is left alone."""

    undisturbed: Place
    killed: Place
    chance: random.Random

    def run(self, *arguments: list[object]) -> None:
        before = everything(self.killed.query)
        written = self._written(*arguments[0])
        for table in self.chance.sample(written, KILLS):
            self.killed.run_and_kill_before_it_writes(table, *arguments[1])
            assert everything(self.killed.query) == before, table
        self.killed.run(*arguments[1])
        assert content(self.killed) == content(self.undisturbed)

    def _written(self, *arguments: object) -> list[str]:
        """Runs it undisturbed; the tables that it changed."""
        before = everything(self.undisturbed.query)
        self.undisturbed.run(*arguments)
        after = everything(self.undisturbed.query)
        return sorted(table for table in after if after[table] != before[table])


def planned(of: Place) -> Path:
    path = of.root / "plan.jsonl"
    lines = of.run("migrate", "combine", "--dry-run", "--json").splitlines()
    path.write_text("".join(f"{line}\n" for line in lines if line.startswith("{")))
    return path
