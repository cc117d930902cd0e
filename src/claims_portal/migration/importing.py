"""A file of legacy accounts, from its first byte to the portal's accounts: one transaction."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import transaction

from claims_portal.migration import account_files, account_rows, taking
from claims_portal.migration.account_files import Fault, Reading
from claims_portal.migration.account_rows import LegacyRow
from claims_portal.migration.models import AccountImport
from claims_portal.migration.taking import Taken

ROWS_BETWEEN_NOTES = 5_000
Progress = Callable[[Reading, int], None]
"""Told now and then while a file is read: how far it is, and how many rows were read."""


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
    rows = _parsed(reading, faults, progress)
    taken, contradictions = taking.take(rows, at=at)
    report = Report(
        taken,
        sorted([*faults, *contradictions], key=lambda fault: fault.line),
        reading.remarks,
    )
    if dry_run:
        transaction.set_rollback(True)
    else:
        _keep(path, name, report, at)
    return report


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _parsed(
    reading: Reading, faults: list[Fault], progress: Progress | None
) -> Iterator[tuple[int, LegacyRow]]:
    for count, (line, values) in enumerate(reading, 1):
        row = account_rows.parse(line, values, faults.append)
        if row is not None:
            yield line, row
        if progress and count % ROWS_BETWEEN_NOTES == 0:
            progress(reading, count)


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
