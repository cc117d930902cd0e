"""A file of legacy accounts, from its first byte to the portal's accounts: one transaction."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from claims_portal.migration import account_files, taking
from claims_portal.migration.account_files import Fault
from claims_portal.migration.copying import Progress
from claims_portal.migration.models import AccountImport
from claims_portal.migration.taking import Taken


@dataclass
class Report:
    """What became of a file, with every row that was not taken."""

    taken: Taken
    faults: list[Fault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Rows, not faults: a row may break several rules."""
        return len({fault.line for fault in self.faults})


@transaction.atomic
def take_file(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    name: str = "",
    dry_run: bool = False,
    progress: Progress | None = None,
    at: datetime,
) -> Report:
    """Take a file in; FileRefused when it cannot be read, and then nothing was changed.

    `name` is what the file is called in the record, where it is not `path`'s own name.
    """
    faults: list[Fault] = []
    reading = account_files.read(path, mapping=mapping, refuse=faults.append)
    taken = taking.take(reading, refuse=faults.append, progress=progress, at=at)
    report = Report(taken, sorted(faults, key=lambda fault: fault.line), reading.remarks)
    if dry_run:
        transaction.set_rollback(True)
    else:
        _keep(path, name, report, at)
    return report


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(path: Path, name: str, report: Report, at: datetime) -> None:
    taken = report.taken
    AccountImport.objects.create(
        file_name=(name or path.name)[:255],
        sha256=sha256_of(path),
        began_at=at,
        ended_at=at,
        rows=taken.rows + report.refused,
        added=taken.added,
        updated=taken.updated,
        unchanged=taken.unchanged + taken.kept,
        refused=report.refused,
    )
