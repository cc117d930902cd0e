"""`claims-portal directory insurers|hospitals FILE`: the lists that forms are filled in from."""

import getpass
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from rich.console import Console

from claims_portal import clock
from claims_portal.config import tables
from claims_portal.config.consoles import wide_console
from claims_portal.organisations import directory
from claims_portal.organisations.directory import Change, ListRefused
from claims_portal.records.audit import Author

MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Make a CSV file the list of insurer names (name,claims,organisationId) or of hospitals "
        "(name,postcode,address1 to address4). What is not in the file is taken off the list. "
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
            text = options["file"].read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{options['file']} cannot be read: {problem}") from None
        try:
            if options["dry_run"]:
                change = directory.compared(options["list"], text)
            else:
                by = Author(user=options["by"][:50])
                change = directory.take_in(options["list"], text, by=by, at=clock.now())
        except ListRefused as refused:
            raise CommandError(str(refused)) from None
        _tell(change, wide_console(self.stdout), dry_run=options["dry_run"])


def _tell(change: Change, console: Console, *, dry_run: bool) -> None:
    for word, names in (
        ("added", change.added),
        ("changed", change.changed),
        ("taken off", change.removed),
    ):
        console.print(f"{len(names)} {word}" + ("" if not names else ":"))
        for name in names[:MOST_SHOWN]:
            console.print(f"  {name}", markup=False)
        if len(names) > MOST_SHOWN:
            console.print(f"  and {len(names) - MOST_SHOWN} more")
    if dry_run:
        console.print("Nothing was changed.")
