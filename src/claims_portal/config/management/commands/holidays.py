"""`claims-portal holidays list|add|remove|move|import`: the days that are no business days."""

import getpass
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from rich.table import Table

from claims_portal import clock
from claims_portal.claims import calendars, holidays, recalculating
from claims_portal.claims.holidays import HolidayChange, HolidayRefused
from claims_portal.claims.recalculating import Moved
from claims_portal.config import holiday_files, tables
from claims_portal.config.consoles import wide_console
from claims_portal.config.holiday_files import NotReadable
from claims_portal.records.audit import Author


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("write the day like 2026-12-25") from None


class Command(BaseCommand):
    help = (
        "Show the bank holidays of England and Wales, or change them. Open claims are counted "
        "anew; each that changes has an event that says why. --dry-run only shows which."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        listing = verbs.add_parser("list", help="show the table")
        listing.add_argument("--year", type=int)
        listing.add_argument("--versions", action="store_true", help="show every change instead")
        adding = verbs.add_parser("add", help="a day becomes a holiday")
        adding.add_argument("day", type=day)
        adding.add_argument("name")
        removing = verbs.add_parser("remove", help="a day is no holiday any more")
        removing.add_argument("day", type=day)
        moving = verbs.add_parser("move", help="a holiday is held on another day")
        moving.add_argument("day", type=day)
        moving.add_argument("to", type=day)
        moving.add_argument("name", nargs="?", default="")
        taking_in = verbs.add_parser(
            "import", help="the table says what a file says, from its first day to its last"
        )
        taking_in.add_argument(
            "file", type=Path, help="bank-holidays.json of gov.uk, or CSV: day,name"
        )
        taking_in.add_argument("--only-add", action="store_true", help="remove nothing")
        for verb in (adding, removing, moving, taking_in):
            verb.add_argument("--dry-run", action="store_true", help="change nothing")
            verb.add_argument("--by", default=getpass.getuser(), help="who does it, for the audit")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        tables.must_be_ready()
        if verb == "list":
            self._list(options)
            return
        try:
            change = _change(verb, options)
            if options["dry_run"]:
                self._show(change, recalculating.preview(change, at=clock.now()))
            else:
                self._make(change, options["by"])
        except (HolidayRefused, NotReadable) as refused:
            raise CommandError(str(refused)) from refused

    def _make(self, change: HolidayChange, by: str) -> None:
        version = holidays.make(change, by=Author(user=by[:50]), at=clock.now())
        if version is None:
            self.stdout.write("The table says so already; nothing was changed.")
            return
        self._name(change)
        calendars.kept.forget()
        outcome = recalculating.recalculate(at=clock.now())
        self.stdout.write(
            f"{version}. {outcome.moved} open claims have another date, {outcome.kept} keep a date "
            "that was not counted from the calendar; all of them say so. The worker looks once "
            "more after two minutes."
        )

    def _show(self, change: HolidayChange, found: list[Moved]) -> None:
        self._name(change)
        table = Table("claim", "phase", "times out on", "instead of", "because")
        for one in found:
            after = "stays" if one.stays else str(one.after)
            name = one.claim.phase_row.name
            table.add_row(one.claim.application_id, name, after, str(one.before), one.because)
        if found:
            wide_console(self.stdout).print(table)
        moved = sum(not one.stays for one in found)
        self.stdout.write(
            f"{moved} open claims would have another date, {len(found) - moved} would keep a date "
            "that was not counted from the calendar. Nothing was changed."
        )

    def _name(self, change: HolidayChange) -> None:
        for sign, days in (("-", change.removed), ("+", change.added)):
            for one, name in sorted(days.items()):
                self.stdout.write(f"{sign} {one:%a} {one}  {name}")

    def _list(self, options: dict[str, Any]) -> None:
        if options["versions"]:
            for version in holidays.versions():
                state = "" if version.settled_at else ", claims are being counted anew"
                self.stdout.write(
                    f"{version}, {version.at:%Y-%m-%d %H:%M} UTC, {version.by}{state}"
                )
                self._lines("-", version.removed.items())
                self._lines("+", version.added.items())
            return
        for one in holidays.listed(year=options["year"]):
            self.stdout.write(f"{one.day:%a} {one.day}  {one.name}")

    def _lines(self, sign: str, days: Iterable[tuple[str, str]]) -> None:
        for one, name in sorted(days):
            self.stdout.write(f"  {sign} {one}  {name}")


def _change(verb: str, options: dict[str, Any]) -> HolidayChange:
    if verb == "add":
        return holidays.adding(options["day"], options["name"])
    if verb == "remove":
        return holidays.removing(options["day"])
    if verb == "move":
        return holidays.moving(options["day"], options["to"], options["name"])
    days = holiday_files.read(options["file"])
    return holidays.taking_in(days, only_add=options["only_add"])
