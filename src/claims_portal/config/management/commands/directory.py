"""`claims-portal directory LIST FILE`: the lists that forms are filled in from."""

import getpass
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from rich.console import Console

from claims_portal import clock
from claims_portal.config import tables
from claims_portal.config.consoles import wide_console
from claims_portal.organisations import directory
from claims_portal.organisations.list_files import Change, ListRefused
from claims_portal.records.audit import Author

MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Make a CSV file the list of insurer names (name,claims,organisationId), of hospitals "
        "(name,postcode,address1 to address4) or of addresses (postcode,buildingName,"
        "buildingNumber,street,streetSecondLine,district,town,county,country). "
        "What is not in the file is taken off the list. "
        "--dry-run only shows what would change."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("list", choices=sorted(directory.LISTS))
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="change nothing")
        parser.add_argument("--by", default=getpass.getuser(), help="who does it, for the audit")

    def handle(self, *args: Any, **options: Any) -> None:
        tables.must_be_ready()
        try:
            # Read as it is taken in: a list of addresses may be larger than the memory.
            with options["file"].open(encoding="utf-8-sig", newline="") as file:
                change = _done(options, file)
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{options['file']} cannot be read: {problem}") from None
        except ListRefused as refused:
            raise CommandError(str(refused)) from None
        _tell(change, wide_console(self.stdout), dry_run=options["dry_run"])


def _done(options: dict[str, Any], file: Iterable[str]) -> Change:
    if options["dry_run"]:
        return directory.compared(options["list"], file)
    by = Author(user=options["by"][:50])
    return directory.take_in(options["list"], file, by=by, at=clock.now())


def _tell(change: Change, console: Console, *, dry_run: bool) -> None:
    for word, entries in (
        ("added", change.added),
        ("changed", change.changed),
        ("taken off", change.removed),
    ):
        console.print(f"{entries.number} {word}" + (":" if entries.number else ""))
        for name in entries.named[:MOST_SHOWN]:
            console.print(f"  {name}", markup=False)
        if entries.number > MOST_SHOWN:
            console.print(f"  and {entries.number - MOST_SHOWN} more")
    if dry_run:
        console.print("Nothing was changed.")
