"""`claims-portal deadline --from 2026-11-02 --days 15`: the last day to act, and why."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

import msgspec
from django.core.management import BaseCommand, CommandError, CommandParser

from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.process.calendar import Counting
from claims_portal.config import tables
from claims_portal.config.management.commands.holidays import day

MOST_DAYS = 1_000
YEARS = range(2000, 2100)


def number_of_days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 <= int(text[:9]) <= MOST_DAYS):
        raise ArgumentTypeError(f"business days are a number up to {MOST_DAYS}")
    return int(text)


class Command(BaseCommand):
    help = (
        "Count business days of England and Wales by the portal's holiday table: the last day to "
        "act, the day on which a limit times out, and every day that was left out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", type=day, dest="start", required=True, help="the day sent")
        parser.add_argument("--days", type=number_of_days, required=True, help="business days")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, start: date, days: int, **options: Any) -> None:
        if start.year not in YEARS:
            raise CommandError(f"The day must be of the years {YEARS[0]} to {YEARS[-1]}.")
        tables.must_be_ready()
        calendar = current_calendar()
        counted = calendar.counting(start, days)
        if not calendar.knows(start) or not calendar.knows(counted.last_day):
            self.stderr.write("The holiday table does not reach that far: holidays may be missing.")
        if options["json"]:
            self.stdout.write(msgspec.json.encode(_told(counted, calendar.version)).decode())
            return
        self.stdout.write(
            f"{days} business days from {_day(start)}, not counting that day itself\n"
            f"Last day to act: {_day(counted.last_day)}\n"
            f"Times out:       at 00:00 London time on {_day(counted.times_out_on)}\n"
            f"Not counted:     {len(counted.skipped)} days"
        )
        for one in counted.skipped:
            reason = f"  {one.reason}" if one.is_holiday else ""
            self.stdout.write(f"  {one.day:%a} {one.day:%-d %B %Y}{reason}")


def _told(counted: Counting, version: int) -> dict[str, Any]:
    return {
        "from": counted.start,
        "days": counted.days,
        "lastDayToAct": counted.last_day,
        "timesOutOn": counted.times_out_on,
        "skipped": [{"day": one.day, "reason": one.reason} for one in counted.skipped],
        "calendarVersion": version,
    }


def _day(one: date) -> str:
    return f"{one:%A %-d %B %Y}"
