"""`claims-portal backup DIRECTORY`: database and files, as of one instant."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from claims_portal import clock
from claims_portal.config.backups import making
from claims_portal.config.backups.making import BackupRefused
from claims_portal.config.backups.programs import ProgramFailed


class Command(BaseCommand):
    help = "Write database, files and their checksums into a new directory; the portal runs on."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = making.make(
                options["directory"], url=settings.DATABASE_URL, at=clock.now(),
                tell=self.stdout.write,
            )  # fmt: skip
        except (BackupRefused, ProgramFailed, OSError) as refused:
            raise CommandError(str(refused)) from refused
        rows = sum(one.rows for one in made.tables.values())
        self.stdout.write(
            f"{len(made.tables)} tables with {rows:,} rows, {len(made.files):,} files."
        )
