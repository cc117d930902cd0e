"""The generator of account files: what it writes can be read, and its oracle is in it."""

import json
from collections import defaultdict
from pathlib import Path

import pytest
from bench import legacy_accounts
from bench.legacy_situations import SITUATIONS

from claims_portal.migration.account_rows import LegacyRow, parse
from tests.migration.account_files import reading

IN_A_FILE = {*range(17), *range(18, 28)}
"""All but 17, which the organisation's record is about, and 28, which the cut-over is."""


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("generated") / "accounts.csv"
    legacy_accounts.write(path, accounts=6_000, organisations=200, seed=3)
    return path


@pytest.fixture(scope="module")
def accounts(path: Path) -> dict[str, LegacyRow]:
    found = reading(path)
    assert found.faults == found.remarks == []
    rows = [parse(line, values, pytest.fail) for line, values in found.rows]
    return {row.user_id.upper(): row for row in rows if row}


def _oracle(path: Path) -> list[dict[str, object]]:
    lines = path.with_name(f"{path.name}.oracle.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_every_row_is_an_account_of_its_own(accounts: dict[str, LegacyRow]) -> None:
    assert len(accounts) == 6_000
    assert len({row.organisation_id for row in accounts.values()}) == 200
    assert {row.organisation_kind for row in accounts.values()} == {"CR", "COMP", "LIP"}


def test_every_case_is_planted_in_accounts_of_its_organisation(
    path: Path, accounts: dict[str, LegacyRow]
) -> None:
    planted = _oracle(path)

    assert {finding["case"] for finding in planted} == IN_A_FILE
    for finding in planted:
        for user_id in finding["userIds"]:  # type: ignore[attr-defined]
            assert accounts[user_id].organisation_id == finding["organisationId"]


def test_addresses_are_shared_where_it_was_planted_and_nowhere_else(
    path: Path, accounts: dict[str, LegacyRow]
) -> None:
    sharing = defaultdict(list)
    for row in accounts.values():
        if row.active and row.channel == "web" and row.mfa_email:
            key = row.organisation_id, row.mfa_email.strip().casefold()
            sharing[key].append(row.user_id)
    groups = {tuple(sorted(ids)) for ids in sharing.values() if len(ids) > 1}

    planted = {tuple(one["userIds"]) for one in _oracle(path) if 1 <= one["case"] <= 11}  # type: ignore[operator,arg-type]

    assert groups == planted


def test_names_are_of_many_scripts(accounts: dict[str, LegacyRow]) -> None:
    letters = {letter for row in accounts.values() for letter in row.forename + row.surname}

    assert letters >= set("éŁДЕλ王اתप".replace("Е", ""))  # noqa: RUF001


def test_the_same_seed_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    again = tmp_path / path.name
    legacy_accounts.write(again, accounts=6_000, organisations=200, seed=3)

    assert again.read_bytes() == path.read_bytes()


def test_the_mix_can_be_stated(tmp_path: Path) -> None:
    planted = legacy_accounts.write(
        tmp_path / "a.csv", accounts=5_000, organisations=50, mix={5: 400}
    )

    assert set(planted) <= {5, 20, 21, 26}
    assert 800 < planted[5] < 1_100


def test_the_mix_is_kept_over_all_organisations(path: Path) -> None:
    oracle = _oracle(path)
    for case in (1, 15, 20):
        share = 6 * SITUATIONS[case].share / SITUATIONS[case].accounts
        assert sum(one["case"] == case for one in oracle) == pytest.approx(share, rel=0.35)


def test_organisations_need_two_accounts_each(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two accounts"):
        legacy_accounts.write(tmp_path / "a.csv", accounts=10, organisations=10)
