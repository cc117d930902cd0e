"""Business days of England and Wales, counted by hand on a wall calendar."""

from datetime import UTC, date, datetime

import pytest

from claims_portal.claims.models import Holiday
from claims_portal.claims.process.calendar import Calendar, london_date
from tests.process.holidays import BY_YEAR, DAYS

CALENDAR = Calendar.of(DAYS)

# fmt: off
CASES = [
    # sent, business days, last day to act, why
    ("2026-11-23", 1, "2026-11-24", "Monday to Tuesday"),
    ("2026-11-23", 5, "2026-11-30", "a week has five"),
    ("2026-11-23", 15, "2026-12-14", "three weeks"),
    ("2026-11-20", 1, "2026-11-23", "Friday: day 1 is Monday"),
    ("2026-11-21", 1, "2026-11-23", "Saturday: day 1 is Monday"),
    ("2026-11-22", 1, "2026-11-23", "Sunday: day 1 is Monday"),
    ("2026-11-20", 5, "2026-11-27", "Friday, Saturday and Sunday end alike"),
    ("2026-11-21", 5, "2026-11-27", "Friday, Saturday and Sunday end alike"),
    ("2026-11-22", 5, "2026-11-27", "Friday, Saturday and Sunday end alike"),
    ("2026-11-23", 0, "2026-11-23", "no days: the day itself"),
    ("2026-11-22", 0, "2026-11-22", "no days, even on a Sunday"),
    # Easter
    ("2024-03-28", 1, "2024-04-02", "Maundy Thursday over Good Friday and Easter Monday"),
    ("2024-03-29", 1, "2024-04-02", "sent on Good Friday"),
    ("2024-03-31", 1, "2024-04-02", "sent on Easter Sunday"),
    ("2024-04-01", 1, "2024-04-02", "sent on Easter Monday"),
    ("2024-03-27", 2, "2024-04-02", "Wednesday of Holy Week"),
    ("2025-04-17", 1, "2025-04-22", "late Easter"),
    ("2025-04-14", 5, "2025-04-23", "over the whole of Easter"),
    ("2026-04-02", 1, "2026-04-07", "Easter at the year's beginning of April"),
    ("2026-03-30", 5, "2026-04-08", "Holy Week loses two days"),
    ("2026-03-23", 10, "2026-04-08", "two weeks over Easter"),
    ("2027-03-25", 1, "2027-03-30", "Easter in March"),
    ("2018-03-29", 15, "2018-04-23", "liability limit over Easter"),
    # May
    ("2026-05-01", 1, "2026-05-05", "early May bank holiday"),
    ("2026-05-22", 1, "2026-05-26", "spring bank holiday"),
    ("2026-05-01", 14, "2026-05-22", "one May holiday inside"),
    ("2026-05-01", 15, "2026-05-26", "both May holidays inside"),
    ("2025-05-02", 1, "2025-05-06", "early May 2025"),
    # moved and single holidays
    ("2020-05-01", 1, "2020-05-04", "4 May 2020 was no holiday: moved to VE day"),
    ("2020-05-04", 3, "2020-05-07", "the days before VE day"),
    ("2020-05-07", 1, "2020-05-11", "8 May 2020, VE day, a Friday"),
    ("2020-05-04", 5, "2020-05-12", "a week with VE day"),
    ("2022-05-27", 1, "2022-05-30", "30 May 2022 was no holiday: moved to 2 June"),
    ("2022-06-01", 1, "2022-06-06", "2 and 3 June 2022, the jubilee"),
    ("2022-06-02", 1, "2022-06-06", "sent on the moved spring bank holiday"),
    ("2022-05-30", 5, "2022-06-08", "a week with the jubilee"),
    ("2022-05-27", 15, "2022-06-21", "liability limit over the jubilee"),
    ("2022-09-16", 1, "2022-09-20", "19 September 2022, the Queen's funeral"),
    ("2022-09-05", 15, "2022-09-27", "a limit that was running when the day was made a holiday"),
    ("2023-05-05", 1, "2023-05-09", "8 May 2023, the coronation"),
    ("2023-04-28", 5, "2023-05-09", "two Monday holidays in May 2023"),
    ("2023-04-28", 15, "2023-05-23", "both of them in fifteen days"),
    # August
    ("2026-08-28", 1, "2026-09-01", "summer bank holiday"),
    ("2024-08-23", 1, "2024-08-27", "summer bank holiday 2024"),
    ("2019-08-19", 10, "2019-09-03", "two weeks over the summer bank holiday"),
    # Christmas and New Year
    ("2024-12-24", 1, "2024-12-27", "Christmas Eve on a Tuesday"),
    ("2024-12-25", 1, "2024-12-27", "sent on Christmas Day"),
    ("2024-12-23", 5, "2025-01-02", "Christmas, and New Year on a Wednesday"),
    ("2025-12-24", 1, "2025-12-29", "Boxing Day on a Friday"),
    ("2025-12-24", 4, "2026-01-02", "New Year's Day inside"),
    ("2026-12-24", 1, "2026-12-29", "Boxing Day on a Saturday moves to Monday 28"),
    ("2026-12-24", 15, "2027-01-19", "liability limit over Christmas"),
    ("2021-12-24", 1, "2021-12-29", "Christmas on a Saturday: 27 and 28 December"),
    ("2021-12-31", 1, "2022-01-04", "New Year's Day on a Saturday: Monday 3 January"),
    ("2021-12-24", 3, "2021-12-31", "between the years, 2021"),
    ("2022-12-23", 1, "2022-12-28", "Christmas on a Sunday: 26 and 27 December"),
    ("2022-12-30", 1, "2023-01-03", "New Year's Day on a Sunday: Monday 2 January"),
    ("2020-12-24", 1, "2020-12-29", "Boxing Day 2020 on a Saturday"),
    ("2027-12-24", 1, "2027-12-29", "both days moved in 2027"),
    ("2027-12-31", 1, "2028-01-04", "New Year's Day 2028 on a Saturday"),
    ("2019-12-24", 15, "2020-01-17", "three holidays in fifteen days"),
    # 29 February
    ("2024-02-28", 1, "2024-02-29", "the leap day is a Thursday and counts"),
    ("2024-02-29", 1, "2024-03-01", "sent on the leap day"),
    ("2024-02-23", 5, "2024-03-01", "a week with the leap day"),
    ("2023-02-28", 1, "2023-03-01", "no leap day in 2023"),
    ("2020-02-28", 1, "2020-03-02", "the leap day of 2020 is a Saturday"),
    ("2028-02-28", 2, "2028-03-01", "Tuesday the leap day, then Wednesday"),
    # the clocks change on a Sunday; days are days
    ("2026-03-27", 1, "2026-03-30", "clocks go forward on 29 March"),
    ("2026-03-28", 2, "2026-03-31", "Saturday before the clocks go forward"),
    ("2026-10-23", 1, "2026-10-26", "clocks go back on 25 October"),
    ("2026-10-24", 15, "2026-11-13", "Saturday before the clocks go back"),
    # thirty days (MIB, Article 75)
    ("2026-11-23", 30, "2027-01-07", "thirty days over Christmas and New Year"),
    ("2024-03-27", 30, "2024-05-13", "thirty days over Easter and early May"),
]
# fmt: on


@pytest.mark.parametrize(("sent", "days", "last_day", "why"), CASES)
def test_the_last_day_is_counted_as_by_hand(sent: str, days: int, last_day: str, why: str) -> None:
    counted = CALENDAR.business_day(date.fromisoformat(sent), days)
    assert counted.isoformat() == last_day, why


def test_there_are_enough_cases() -> None:
    assert len(set(CASES)) >= 60


@pytest.mark.parametrize("year", BY_YEAR)
@pytest.mark.django_db
def test_the_table_holds_the_published_holidays(year: int) -> None:
    kept = {day for day in Holiday.objects.values_list("day", flat=True) if day.year == year}
    weekdays = {day for day in kept if day.weekday() < 5}
    assert weekdays == {day for day in DAYS if day.year == year}


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-06-30T22:59:59", "2026-06-30"),
        ("2026-06-30T23:00:00", "2026-07-01"),
        ("2026-12-31T23:59:59", "2026-12-31"),
        ("2027-01-01T00:00:00", "2027-01-01"),
        ("2026-03-29T00:59:59", "2026-03-29"),
        ("2026-03-29T23:00:00", "2026-03-30"),
        ("2026-10-24T23:00:00", "2026-10-25"),
        ("2026-10-25T23:59:59", "2026-10-25"),
    ],
)
def test_a_day_begins_at_midnight_in_london(instant: str, day: str) -> None:
    at = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert london_date(at).isoformat() == day


@pytest.mark.parametrize(
    ("today", "last_day", "left"),
    [
        ("2026-11-23", "2026-12-14", 15),
        ("2026-12-11", "2026-12-14", 1),
        ("2026-12-14", "2026-12-14", 0),
        ("2026-12-15", "2026-12-14", -1),
        ("2026-12-24", "2026-12-29", 1),
        ("2026-12-29", "2026-12-24", -1),
        ("2026-11-20", "2026-11-22", 0),
    ],
)
def test_days_left_are_told_as_people_count_them(today: str, last_day: str, left: int) -> None:
    counted = CALENDAR.business_days_left(date.fromisoformat(today), date.fromisoformat(last_day))
    assert counted == left
