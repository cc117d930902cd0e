"""Thousands of generated accounts, imported: the findings are those that were planted, exactly.

The generator's oracle shares no code with what decides (bench.legacy_accounts).
"""

import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench import legacy_accounts

from claims_portal.migration import importing, readiness
from claims_portal.migration.cases import Finding
from claims_portal.organisations.models import Organisation

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
ACCOUNTS, ORGANISATIONS = 4_000, 140
SHARING = range(1, 12)
"""The cases in which accounts share an address: after the cut-over each group is one of 28 too."""

Told = tuple[str, int, tuple[str, ...]]


@pytest.fixture
def planted(tmp_path: Path) -> "Counter[Told]":
    """What was planted in a file that then came in."""
    path = tmp_path / "accounts.csv"
    legacy_accounts.write(
        path, accounts=ACCOUNTS, organisations=ORGANISATIONS, seed=28, today=NOW.date()
    )
    report = importing.take_file(path, at=NOW)
    assert (report.taken.added, report.faults, report.remarks) == (ACCOUNTS, [], [])
    oracle = path.with_name(f"{path.name}.oracle.jsonl").read_text().splitlines()
    lines = map(json.loads, oracle)
    return Counter((one["organisationId"], one["case"], tuple(one["userIds"])) for one in lines)


def found(*, after_cut_over: bool = False) -> "Counter[Told]":
    everywhere = readiness.everywhere(at=NOW, after_cut_over=after_cut_over)
    return told(finding for one in everywhere for finding in one.findings)


def told(findings: Iterable[Finding]) -> "Counter[Told]":
    return Counter((one.organisation_id, one.case, one.user_ids) for one in findings)


def test_what_was_planted_is_found_and_nothing_else(planted: "Counter[Told]") -> None:
    assert {case for _, case, _ in planted} == {*range(17), *range(18, 28)}
    assert found() == planted


def test_all_28_cases_of_one_portal_are_told_apart(planted: "Counter[Told]") -> None:
    """17 is about an organisation's own record, 28 about the day of the move: in no file."""
    office = Organisation.objects.order_by("code")[0]
    Organisation.objects.filter(pk=office.pk).update(email="enquiries@office.example.com")
    planted[(office.code, 17, ())] += 1
    for code, case, user_ids in list(planted):
        if case in SHARING:
            planted[(code, 28, user_ids)] += 1

    after = found(after_cut_over=True)

    assert {case for _, case, _ in after} == set(range(29))
    assert after == planted


def test_one_organisation_alone_has_what_it_has_among_all(planted: "Counter[Told]") -> None:
    for office in Organisation.objects.order_by("code")[::7]:
        one = readiness.of(office.pk, at=NOW)
        assert one is not None
        assert told(one.findings) == {key: n for key, n in planted.items() if key[0] == office.code}
