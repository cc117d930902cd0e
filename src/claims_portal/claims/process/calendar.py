"""Business days of England and Wales.

RTA Protocol 1.1(1) and EL/PL Protocol 1.1(1): any day but Saturday, Sunday, a
bank holiday, Good Friday or Christmas Day. Which days are holidays is given;
the table is kept in the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)


def london_date(instant: datetime) -> date:
    """The calendar day it is in England at this instant (instants carry a zone)."""
    return instant.astimezone(LONDON).date()


@dataclass(frozen=True)
class Calendar:
    """The holidays that count; immutable, so that a calculation can name its version."""

    holidays: frozenset[date]

    @classmethod
    def of(cls, holidays: Iterable[date]) -> "Calendar":
        return cls(frozenset(holidays))

    def is_business_day(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def business_day(self, start: date, days: int) -> date:
        """The last of `days` business days, the first being the one after `start`.

        RTA Protocol 5.3 and 5.4: day 1 is the first business day after the
        information was sent. Zero days give `start` itself.
        """
        return _business_day(self, start, days)

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
