"""The limits of an RTA claim as dates."""

from datetime import date

import pytest

from claims_portal.claims.process.calendar import Calendar
from claims_portal.claims.process.deadlines import RTA_LIABILITY, SETTLEMENT_DECISION, count
from claims_portal.claims.process.facts import Facts
from tests.process.holidays import DAYS

CALENDAR = Calendar.of(DAYS)


@pytest.mark.parametrize(
    ("sent", "mib", "article75", "days", "last_day", "times_out"),
    [
        ("2026-11-23", False, False, 15, "2026-12-14", "2026-12-15"),
        ("2026-11-23", True, False, 30, "2027-01-07", "2027-01-08"),
        ("2026-11-23", False, True, 30, "2027-01-07", "2027-01-08"),
        ("2026-11-23", True, True, 30, "2027-01-07", "2027-01-08"),
        ("2026-11-20", False, False, 15, "2026-12-11", "2026-12-12"),
        ("2026-11-22", False, False, 15, "2026-12-11", "2026-12-12"),
        ("2026-12-24", False, False, 15, "2027-01-19", "2027-01-20"),
        ("2022-09-05", False, False, 15, "2022-09-27", "2022-09-28"),
    ],
)
def test_the_liability_decision_is_due(
    sent: str, mib: bool, article75: bool, days: int, last_day: str, times_out: str
) -> None:
    facts = Facts(sent_on=date.fromisoformat(sent), mib=mib, article75=article75)
    deadline = count(RTA_LIABILITY, facts, CALENDAR)
    assert deadline.days == days
    assert deadline.last_day.isoformat() == last_day
    assert deadline.times_out_on.isoformat() == times_out


def test_a_claim_may_time_out_on_a_saturday() -> None:
    deadline = count(RTA_LIABILITY, Facts(sent_on=date(2026, 11, 20)), CALENDAR)
    assert deadline.times_out_on.weekday() == 5


def test_the_settlement_pack_is_answered_within_15_days_of_its_sending() -> None:
    facts = Facts(sent_on=date(2026, 1, 5), settlement_pack_sent_on=date(2026, 11, 23), mib=True)
    assert count(SETTLEMENT_DECISION, facts, CALENDAR).last_day == date(2026, 12, 14)


def test_a_limit_without_a_start_is_a_fault_of_the_table() -> None:
    with pytest.raises(ValueError, match="liability-decision"):
        count(RTA_LIABILITY, Facts(), CALENDAR)


@pytest.mark.parametrize(
    ("born", "day", "child"),
    [
        ("2008-11-23", "2026-11-22", True),
        ("2008-11-23", "2026-11-23", False),
        ("2008-02-29", "2026-02-28", True),
        ("2008-02-29", "2026-03-01", False),
        ("1988-03-09", "2026-11-23", False),
        ("2026-11-23", "2026-11-23", True),
    ],
)
def test_a_child_is_under_18(born: str, day: str, child: bool) -> None:
    facts = Facts(claimant_born_on=date.fromisoformat(born))
    assert facts.is_child_on(date.fromisoformat(day)) is child


def test_a_claimant_without_a_birthday_counts_as_an_adult() -> None:
    assert not Facts().is_child_on(date(2026, 11, 23))
