"""Business days of England and Wales.

RTA Protocol 1.1(1) and EL/PL Protocol 1.1(1): any day but Saturday, Sunday, a
bank holiday, Good Friday or Christmas Day. Which days are holidays is given;
the table is kept in the database.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


def london_date(instant: datetime) -> date:
    """The calendar day it is in England at this instant (instants carry a zone)."""
    return instant.astimezone(LONDON).date()


@dataclass(frozen=True)
class Skipped:
    """A day that was not counted, and why: a day of the weekend, or a holiday's name."""

    day: date
    reason: str
    is_holiday: bool


@dataclass(frozen=True)
class Counting:
    """How a date was counted: from when, how many days, and what was left out on the way."""

    start: date
    days: int
    last_day: date
    skipped: tuple[Skipped, ...]

    @property
    def times_out_on(self) -> date:
        """The day *on which* a limit so counted times out: the one after the last day to act."""
        return self.last_day + ONE_DAY


@dataclass(frozen=True)
class Calendar:
    """The holidays that count; immutable, so that a calculation can name its version.

    Two calendars with the same days are the same: names and version only tell of them.
    """

    holidays: frozenset[date]
    names: Mapping[date, str] = field(default_factory=dict, compare=False, repr=False)
    version: int = field(default=0, compare=False)

    @classmethod
    def of(cls, holidays: Iterable[date] | Mapping[date, str], version: int = 0) -> "Calendar":
        names = dict(holidays) if isinstance(holidays, Mapping) else {}
        return cls(frozenset(holidays), names, version)

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def knows(self, day: date) -> bool:
        """Whether the holidays of the day's year are in the table."""
        years = {holiday.year for holiday in self.holidays}
        return day.year in years

    def business_day(self, start: date, days: int) -> date:
        """The last of `days` business days, the first being the one after `start`.

        RTA Protocol 5.3 and 5.4: day 1 is the first business day after the
        information was sent. Zero days give `start` itself.
        """
        return _business_day(self, start, days)

    def counting(self, start: date, days: int) -> Counting:
        """As `business_day`, with every day that was left out and why."""
        last_day = self.business_day(start, days)
        return Counting(start, days, last_day, tuple(self._skipped(start, last_day)))

    def day_with_days_left(self, last_day: date, days: int) -> date:
        """The first day of which one says that so many business days are left to `last_day`."""
        day, left = last_day, 0
        while left < days or not self.is_business_day(day):
            left += self.is_business_day(day)
            day -= ONE_DAY
        return day

    def _skipped(self, start: date, last_day: date) -> Iterator[Skipped]:
        day = start + ONE_DAY
        while day < last_day:
            if day in self.holidays:
                yield Skipped(day, self.names.get(day, "Bank holiday"), is_holiday=True)
            elif day.weekday() >= 5:
                yield Skipped(day, f"{day:%A}", is_holiday=False)
            day += ONE_DAY

    def business_days_left(self, today: date, last_day: date) -> int:
        """Business days from tomorrow to `last_day`, both counted; negative once it has passed."""
        if today > last_day:
            return -_business_days_between(self, last_day, today)
        return _business_days_between(self, today, last_day)


# The same few days are asked for by every claim of a worklist.
@lru_cache(maxsize=4096)
def _business_day(calendar: Calendar, day: date, days: int) -> date:
    while days > 0:
        day += ONE_DAY
        if calendar.is_business_day(day):
            days -= 1
    return day


@lru_cache(maxsize=4096)
def _business_days_between(calendar: Calendar, day: date, last_day: date) -> int:
    days = 0
    while day < last_day:
        day += ONE_DAY
        days += calendar.is_business_day(day)
    return days
