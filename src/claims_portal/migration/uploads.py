"""Files of accounts from the operator's pages: uploaded, checked, then taken in or discarded.

The same import as the command's (`importing.take_file`). Nothing is taken before it was
checked and somebody said yes; both run in the worker, which notes how far it is.
"""

import hashlib
import time
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app

from claims_portal.migration import account_files, beside, importing
from claims_portal.migration.account_files import FileRefused, Reading
from claims_portal.migration.cut_over import journal
from claims_portal.migration.cut_over.refusals import CutOverRefused
from claims_portal.migration.importing import Report
from claims_portal.migration.models import AccountFile, AccountFileFault, CutOver, FileState
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import note
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.operators.roles import Right
from claims_portal.records.audit import Author
from claims_portal.sentences import said

WORK = "claims_portal.migration.tasks.work_on_account_file"
SECONDS_BETWEEN_NOTES = 1.0
STOPPED_AFTER = timedelta(minutes=10)
"""Nothing was heard of the work for so long: somebody may begin it again."""
KEPT_FOR = timedelta(days=30)
_HOW_FAR: LiteralString = """
UPDATE migration_accountfile SET position = %s, rows_read = %s, noted_at = clock_timestamp()
WHERE id = %s
"""
_LOCK = "SELECT pg_advisory_xact_lock(hashtext('files of accounts'))"


class UploadRefused(OperatorRefusal):
    code = "upload-refused"
    field = "file"


class NotNow(OperatorRefusal):
    code = "not-now"


def receive(pieces: Iterable[bytes], name: str, *, by: StaffActor, at: datetime) -> AccountFile:
    """Keep an uploaded file. UploadRefused where it is too large, or is none of ours."""
    by.must(Right.IMPORT_ACCOUNTS)
    stored_as = f"{uuid4()}{Path(name).suffix.lower()[:8]}"
    path = _directory() / stored_as
    try:
        size, sha256 = _write(path, pieces)
        account_files.headings_of(path)
    except (FileRefused, UploadRefused) as refused:
        path.unlink(missing_ok=True)
        raise UploadRefused(str(refused)) from refused
    with transaction.atomic():
        file = AccountFile.objects.create(
            file_name=Path(name).name[:255] or "accounts", stored_as=stored_as, size=size,
            sha256=sha256, uploaded_by=by.staff_id, uploaded_at=at, state_since=at, noted_at=at,
        )  # fmt: skip
        _note("uploaded", file, by.author, at)
    return file


def must_not_be_too_large(size: int) -> None:
    if size > settings.ACCOUNT_FILE_MOST_BYTES:
        most = settings.ACCOUNT_FILE_MOST_BYTES // 1_000_000
        raise UploadRefused(said("The file has more than %(most)s MB. Split it.", most=f"{most:,}"))


def headings(file: AccountFile) -> list[str]:
    """What the file calls its columns."""
    try:
        return [one for one in account_files.headings_of(path_of(file)) if one.strip()]
    except (FileRefused, OSError):
        return []


@transaction.atomic
def check(pk: int, mapping: Mapping[str, str], *, by: StaffActor, at: datetime) -> None:
    """Look at every row in the worker, and take none."""
    file = _held(pk, by)
    if not _may_begin(file, at) or file.state in (FileState.TAKEN, FileState.DISCARDED):
        raise NotNow("This file is being worked on, or it is done.")
    file.mapping = dict(mapping)
    _begin(file, FileState.CHECKING, at)


@transaction.atomic
def take(pk: int, *, by: StaffActor, at: datetime) -> None:
    """Take what can be taken, in the worker; only of a file that was checked."""
    file = _held(pk, by)
    stopped = file.state == FileState.TAKING and _may_begin(file, at)
    if file.state != FileState.CHECKED and not stopped:
        raise NotNow("Only a file that was checked can be taken in.")
    try:
        journal.must_not_be_under_way()
    except CutOverRefused as refused:
        raise NotNow(str(refused)) from refused
    _note("accepted", file, by.author, at)
    _begin(file, FileState.TAKING, at)


@transaction.atomic
def discard(pk: int, *, by: StaffActor, at: datetime) -> None:
    file = _held(pk, by)
    if not _may_begin(file, at) or file.state == FileState.TAKEN:
        raise NotNow("This file is being worked on, or it was taken in.")
    if CutOver.objects.filter(account_files__contains=[str(path_of(file).resolve())]).exists():
        raise NotNow("The cut-over has chosen this file.")
    file.state, file.state_since = FileState.DISCARDED, at
    file.save()
    file.faults.all().delete()
    _note("discarded", file, by.author, at)
    transaction.on_commit(lambda: path_of(file).unlink(missing_ok=True))


def work(pk: int, *, at: datetime) -> None:
    """What the worker does: check or take, by the file's state. Begun twice, it is done once."""
    file = AccountFile.objects.get(pk=pk)
    if not file.is_at_work:
        return
    try:
        with _beside_no_cut_over(file), transaction.atomic():
            _work(file, at)
    except (FileRefused, CutOverRefused) as refused:
        _fail(pk, str(refused), at)
    except FileNotFoundError:
        _fail(pk, "The file is no longer there. Upload it again.", at)
    file.refresh_from_db()
    if file.state == FileState.TAKEN:
        path_of(file).unlink(missing_ok=True)


def has_stopped(file: AccountFile, *, at: datetime) -> bool:
    return file.is_at_work and at - file.noted_at > STOPPED_AFTER


def forget_old(*, at: datetime) -> int:
    """Files that nobody took, and what was refused of those taken: both are personal data."""
    old = AccountFile.objects.filter(state_since__lte=at - KEPT_FOR)
    for file in old:
        path_of(file).unlink(missing_ok=True)
    return AccountFileFault.objects.filter(file__in=old).delete()[0]


def path_of(file: AccountFile) -> Path:
    return _directory() / file.stored_as


def _work(file: AccountFile, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
    # Not held: how far it is is noted meanwhile. While it is at work, no page changes it.
    file = AccountFile.objects.get(pk=file.pk)
    if not file.is_at_work:
        return
    taking = file.state == FileState.TAKING
    report = importing.take_file(
        path_of(file), mapping=file.mapping, name=file.file_name, dry_run=not taking,
        progress=_Noting(file.pk), at=at,
    )  # fmt: skip
    file.state = FileState.TAKEN if taking else FileState.CHECKED
    _keep(file, report, at)
    if taking:
        _note("taken", file, Author(client="operator"), at, after=file.result)


def _beside_no_cut_over(file: AccountFile) -> AbstractContextManager[None]:
    """A check changes nothing."""
    return journal.kept_out() if file.state == FileState.TAKING else nullcontext()


def _keep(file: AccountFile, report: Report, at: datetime) -> None:
    file.state_since = file.noted_at = at
    file.position, file.rows_read = file.size, report.taken.rows + report.refused
    file.result = {**asdict(report.taken), "refused": report.refused, "remarks": report.remarks}
    file.problem = ""
    file.save()
    file.faults.all().delete()
    AccountFileFault.objects.bulk_create(
        (
            AccountFileFault(
                file=file, line=one.line, column=_kept(one.column), value=_kept(one.value),
                rule=_kept(one.rule),
            )
            for one in report.faults
        ),
        batch_size=5_000,
    )  # fmt: skip


def _kept(text: str) -> str:
    """Without what the database cannot keep."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


class _Noting:
    """Notes once a second how far the reading is."""

    def __init__(self, pk: int) -> None:
        self.pk = pk
        self.noted = time.monotonic()

    def __call__(self, reading: Reading, rows: int) -> None:
        if time.monotonic() - self.noted < SECONDS_BETWEEN_NOTES:
            return
        self.noted = time.monotonic()
        beside.run(_HOW_FAR, [reading.position, rows, self.pk])


def _fail(pk: int, why: str, at: datetime) -> None:
    AccountFile.objects.filter(pk=pk).update(
        state=FileState.FAILED, state_since=at, noted_at=at, problem=why[:1000]
    )


def _held(pk: int, by: StaffActor) -> AccountFile:
    by.must(Right.IMPORT_ACCOUNTS)
    return AccountFile.objects.select_for_update().get(pk=pk)


def _may_begin(file: AccountFile, at: datetime) -> bool:
    return not file.is_at_work or has_stopped(file, at=at)


def _begin(file: AccountFile, state: FileState, at: datetime) -> None:
    file.state, file.state_since, file.noted_at = state, at, at
    file.position = file.rows_read = 0
    file.problem = ""
    file.save()
    app.configure_task(WORK).defer(file=file.pk)


def _write(path: Path, pieces: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    with path.open("wb") as out:
        for piece in pieces:
            size += len(piece)
            must_not_be_too_large(size)
            digest.update(piece)
            out.write(piece)
    return size, digest.hexdigest()


def _directory() -> Path:
    directory = Path(settings.UPLOADS_DIR)
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    return directory


def _note(what: str, file: AccountFile, by: Author, at: datetime, **said: Any) -> None:
    note(f"operator:accounts-file:{what}", file.file_name[:120], by=by, at=at, **said)
