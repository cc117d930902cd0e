"""`claims-portal restore DIRECTORY`: a backup, into an empty database and the file store."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from claims_portal.config.backups import restoring
from claims_portal.config.backups.making import BackupRefused
from claims_portal.config.backups.programs import ProgramFailed


class Command(BaseCommand):
    help = (
        "Restore a backup into the empty database of DATABASE_URL and into the file store, and "
        "compare. With --rehearse only into a scratch database that is dropped again: the proof "
        "that the backup can be restored. Run as the tables' owner."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--rehearse", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        do = restoring.rehearse if options["rehearse"] else restoring.restore
        try:
            proof = do(options["directory"], url=settings.DATABASE_URL, tell=self.stdout.write)
        except (BackupRefused, ProgramFailed, OSError) as refused:
            raise CommandError(str(refused)) from refused
        for one in proof.wrong:
            self.stdout.write(f"  {one}")
        if proof.wrong:
            raise CommandError(f"The copy is not equal: {len(proof.wrong)} differences.")
        self.stdout.write(
            f"Equal: {proof.tables} tables with {proof.rows:,} rows by count and checksum, "
            f"{proof.files:,} files by SHA-256."
        )
        if not options["rehearse"]:
            self.stdout.write(
                "Now run `claims-portal grant-application-role` and `claims-portal after-restore`."
            )
