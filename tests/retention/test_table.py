"""Days and months of the table, to the day; and that nothing is forgotten in it."""

from datetime import date

import pytest

from claims_portal.claims.process.processes import PROCESSES
from claims_portal.retention import models_kept, table
from claims_portal.retention.table import CLAIM_RULES, ClaimRule, Kept


@pytest.mark.parametrize(
    ("kept", "today", "before"),
    [
        (Kept(days=30), date(2026, 12, 1), date(2026, 11, 1)),
        (Kept(days=90), date(2027, 3, 1), date(2026, 12, 1)),
        (Kept(months=12), date(2026, 12, 1), date(2025, 12, 1)),
        # From the leap day a year back, and to one.
        (Kept(months=12), date(2028, 2, 29), date(2027, 2, 28)),
        (Kept(months=12), date(2029, 2, 28), date(2028, 2, 28)),
        (Kept(months=1), date(2026, 3, 31), date(2026, 2, 28)),
    ],
)
def test_what_is_due_before(kept: Kept, today: date, before: date) -> None:
    rule = ClaimRule("x", "x", frozenset(), kept, "ended_at", "")
    assert table.due_before(rule, today) == before


@pytest.mark.parametrize(
    ("born", "until"),
    [
        (date(2010, 5, 14), date(2031, 6, 14)),
        (date(2010, 12, 31), date(2032, 1, 31)),
        (date(2008, 2, 29), date(2029, 3, 29)),
        (date(2010, 1, 31), date(2031, 2, 28)),
    ],
)
def test_a_child_is_kept_to_twenty_one_and_a_month(born: date, until: date) -> None:
    assert table.child_is_kept_until(born) == until


def test_every_end_of_a_claim_is_in_the_table_once() -> None:
    phases = [phase for rule in CLAIM_RULES for phase in rule.phases]
    assert len(phases) == len(set(phases))
    ends = {phase.code for one in PROCESSES.values() for phase in one.phases if phase.end}
    assert ends <= set(phases)


def test_every_model_says_how_long_it_is_kept() -> None:
    assert models_kept.check_models() == []


def test_a_model_that_says_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {label: kept for label, kept in models_kept.KEPT.items() if label != "claims.Draft"}
    monkeypatch.setattr(models_kept, "KEPT", said)
    (fault,) = models_kept.check_models()
    assert fault.id == "retention.E001"
    assert "claims.Draft" in fault.msg
