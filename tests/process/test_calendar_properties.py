"""What holds for business days whatever the date."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from claims_portal.claims.process.calendar import Calendar
from tests.process.holidays import DAYS

CALENDAR = Calendar.of(DAYS)
DATES = st.dates(date(2017, 6, 1), date(2029, 6, 1))
NUMBERS = st.integers(0, 60)


@given(DATES, st.integers(1, 60))
def test_the_last_day_is_a_business_day_after_the_start(start: date, days: int) -> None:
    last_day = CALENDAR.business_day(start, days)
    assert last_day > start
    assert last_day.weekday() < 5
    assert last_day not in DAYS


@given(DATES, NUMBERS)
def test_one_more_day_ends_later(start: date, days: int) -> None:
    assert CALENDAR.business_day(start, days + 1) > CALENDAR.business_day(start, days)


@given(DATES, DATES, NUMBERS)
def test_who_sends_later_is_answered_no_earlier(first: date, second: date, days: int) -> None:
    earlier, later = sorted((first, second))
    assert CALENDAR.business_day(earlier, days) <= CALENDAR.business_day(later, days)


@given(DATES, NUMBERS)
def test_the_days_left_at_the_start_are_the_days_given(start: date, days: int) -> None:
    last_day = CALENDAR.business_day(start, days)
    assert CALENDAR.business_days_left(start, last_day) == days


@given(DATES, st.integers(0, 20), st.integers(0, 20))
def test_days_may_be_counted_in_parts(start: date, first: int, second: int) -> None:
    halfway = CALENDAR.business_day(start, first)
    assert CALENDAR.business_day(halfway, second) == CALENDAR.business_day(start, first + second)


@given(DATES, st.integers(1, 40))
def test_a_new_holiday_inside_the_limit_moves_its_end(start: date, days: int) -> None:
    last_day = CALENDAR.business_day(start, days)
    with_new = Calendar.of(DAYS | {last_day})
    assert with_new.business_day(start, days) == CALENDAR.business_day(start, days + 1)


@given(DATES, st.integers(-30, 30))
def test_days_past_are_the_days_left_the_other_way(today: date, distance: int) -> None:
    other = today + timedelta(days=distance)
    there = CALENDAR.business_days_left(today, other)
    assert CALENDAR.business_days_left(other, today) == -there


@given(DATES, NUMBERS)
def test_every_day_up_to_the_last_is_counted_or_left_out_with_its_reason(
    start: date, days: int
) -> None:
    counted = CALENDAR.counting(start, days)
    assert (counted.last_day - start).days == days + len(counted.skipped)
    for one in counted.skipped:
        assert not CALENDAR.is_business_day(one.day)
        assert one.is_holiday == (one.day in DAYS)
        assert one.reason == ("Bank holiday" if one.is_holiday else f"{one.day:%A}")


@given(DATES, st.integers(1, 40))
def test_a_warning_comes_on_the_first_day_of_which_one_says_so_many_are_left(
    last_day: date, days: int
) -> None:
    day = CALENDAR.day_with_days_left(last_day, days)
    assert CALENDAR.business_days_left(day, last_day) == days
    assert CALENDAR.business_days_left(day - timedelta(days=1), last_day) == days + 1
    assert CALENDAR.is_business_day(day)
