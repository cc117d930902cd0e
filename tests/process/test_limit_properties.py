"""Every limit of every process: its deadline is a business day after its start, by the rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.claims.process.calendar import Calendar
from claims_portal.claims.process.deadlines import Limit, count
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.processes import PROCESSES
from tests.process.holidays import DAYS

LIMITS = {
    (process.version, phase.limit.key): phase.limit
    for process in PROCESSES.values()
    for phase in process.phases
    if phase.limit
}
DATES = st.dates(date(2017, 6, 1), date(2028, 6, 1))
DATE_FACTS = sorted(
    name
    for name, kind in Facts.__annotations__.items()
    if name.endswith("_on") and "date" in str(kind)
)
HOLIDAYS = st.frozensets(st.dates(date(2017, 1, 1), date(2029, 12, 31)), max_size=40)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Any dates at all, as claims and corrected claims may have them."""
    dates = {name: draw(DATES) for name in DATE_FACTS if name != "claimant_born_on"}
    return Facts(**dates, mib=draw(st.booleans()), article75=draw(st.booleans()))


@pytest.mark.parametrize("limit", LIMITS.values(), ids=["-".join(key) for key in LIMITS])
@given(facts(), HOLIDAYS)
def test_a_deadline_is_a_business_day_after_its_start_by_the_rule(
    limit: Limit, known: Facts, more: frozenset[date]
) -> None:
    calendar = Calendar.of(DAYS | more)
    deadline = count(limit, known, calendar)
    assert deadline.started_on == limit.starts(known)
    assert deadline.last_day > deadline.started_on
    assert calendar.is_business_day(deadline.last_day)
    days = [
        deadline.started_on + timedelta(days=number)
        for number in range(1, (deadline.last_day - deadline.started_on).days + 1)
    ]
    assert sum(map(calendar.is_business_day, days)) == deadline.days == limit.days(known)
    assert deadline.times_out_on - deadline.last_day == timedelta(days=1)
