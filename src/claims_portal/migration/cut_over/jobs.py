"""What the operator's pages do of the cut-over: the command's own steps, left to one process.

That process (`claims-portal move-worker`) runs under the owner of the tables, as the command
does; web processes and worker cannot. Each job is a row that tells how far it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from claims_portal.migration import beside, importing
from claims_portal.migration.account_files import FileRefused
from claims_portal.migration.cut_over import aborting, beginning, checking, finishing, journal
from claims_portal.migration.cut_over.beginning import Plan
from claims_portal.migration.cut_over.checking import Verdict, Window
from claims_portal.migration.cut_over.journal import Tell
from claims_portal.migration.cut_over.refusals import CutOverRefused
from claims_portal.migration.models import (
    AccountFile,
    CutOver,
    CutOverJob,
    CutOverJobState,
    CutOverState,
    FileState,
)
from claims_portal.migration.uploads import path_of
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.operators.roles import Right

WORK = "claims_portal.migration.tasks.work_on_cut_over"
QUEUE = "move"
REHEARSE, BEGIN, FINISH, ABORT = "rehearse", "begin", "finish", "abort"
PATIENCE = 600
"""Seconds for which a job waits for a file that is being taken in."""
_LINE: LiteralString = """
INSERT INTO migration_cutoverline (job_id, at, says) VALUES (%s, clock_timestamp(), %s)
"""


class PlanRefused(OperatorRefusal):
    code = "plan-refused"

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Wish:
    """A plan as the page has it: files by their keys, claims by a directory's name."""

    closes_at: datetime
    opens_at: datetime
    files: tuple[int, ...] = ()
    claims: str = ""

    def as_arguments(self) -> dict[str, Any]:
        return {
            "closesAt": self.closes_at.isoformat(),
            "opensAt": self.opens_at.isoformat(),
            "files": list(self.files),
            "claims": self.claims,
        }


def wish_of(arguments: Mapping[str, Any]) -> Wish:
    return Wish(
        datetime.fromisoformat(arguments["closesAt"]),
        datetime.fromisoformat(arguments["opensAt"]),
        tuple(arguments["files"]),
        arguments["claims"],
    )


def files_to_choose() -> list[AccountFile]:
    """Checked and not taken."""
    checked = AccountFile.objects.filter(state=FileState.CHECKED)
    return list(checked.order_by("-uploaded_at"))


def directories_to_choose() -> list[str]:
    """Directories of claims that somebody put where the operator's machine keeps them."""
    where = Path(settings.MOVE_DIR)
    return sorted(one.name for one in where.iterdir() if one.is_dir()) if where.is_dir() else []


def must_be_possible(wish: Wish, at: datetime) -> None:
    if not wish.closes_at < wish.opens_at:
        raise PlanRefused("The portal must open after the intake closed.", "opensAt")
    if wish.opens_at <= at:
        raise PlanRefused("The window lies in the past.", "opensAt")
    if wish.claims and wish.claims not in directories_to_choose():
        raise PlanRefused("There is no such directory of claims.", "claims")
    if set(wish.files) - {one.pk for one in files_to_choose()}:
        raise PlanRefused("A file is not there any more, or was taken meanwhile.", "files")
    _columns_of(_files_of(wish))
    if CutOver.objects.exclude(state=CutOverState.BEFORE).exists():
        raise PlanRefused("A cut-over is under way, or finished.")


@transaction.atomic
def rehearse(wish: Wish, *, by: StaffActor, at: datetime) -> CutOverJob:
    """Go or no-go line by line, and each file checked once more; changes nothing."""
    by.must(Right.RUN_CUT_OVER)
    must_be_possible(wish, at)
    return _defer(REHEARSE, by.staff_id, at, arguments=wish.as_arguments())


@transaction.atomic
def abort(*, reason: str, by: StaffActor, at: datetime) -> CutOverJob:
    """Back to the state before, at once and by one alone: it undoes, and can be done again."""
    by.must(Right.RUN_CUT_OVER)
    must_be_reason(reason)
    must_be_moving()
    CutOverJob.objects.filter(state=CutOverJobState.WAITING).update(
        state=CutOverJobState.WITHDRAWN, ended_at=at
    )
    note("operator:cut-over:abort-asked", "cut-over", by=by.author, at=at, reason=reason)
    return _defer(ABORT, by.staff_id, at, reason=reason)


def begin(wish: Wish, *, asked_by: str, at: datetime) -> CutOverJob:
    """Called in the transaction of the confirmation: the window is kept, the steps follow."""
    must_be_possible(wish, at)
    try:
        beginning.announce(plan_of(wish), at=at)
    except CutOverRefused as refused:
        raise PlanRefused(str(refused)) from refused
    after = wish.closes_at + timedelta(seconds=1)
    return _defer(BEGIN, asked_by, at, not_before=after if after > at else None)


def go_on(*, by: StaffActor, at: datetime) -> CutOverJob:
    """Once more what stopped in the middle; what was done is not done again."""
    by.must(Right.RUN_CUT_OVER)
    must_be_moving()
    with transaction.atomic():
        return _defer(BEGIN, by.staff_id, at)


def finish(*, asked_by: str, at: datetime) -> CutOverJob:
    """Called in the transaction of the confirmation."""
    must_be_finishable()
    return _defer(FINISH, asked_by, at)


def must_be_moving() -> CutOver:
    try:
        return beginning.under_way()
    except CutOverRefused as refused:
        raise PlanRefused(str(refused)) from refused


def must_be_finishable() -> None:
    left = beginning.steps_left(must_be_moving())
    if left:
        raise PlanRefused(f"Not before all steps are done; left: {', '.join(left)}.")
    comparison = journal.results()[beginning.COMPARISON]
    if problems := beginning.problems_of(comparison):
        raise PlanRefused(f"Not with this comparison: {'; '.join(problems)}.")


def plan_of(wish: Wish) -> Plan:
    files = _files_of(wish)
    claims = Path(settings.MOVE_DIR) / wish.claims if wish.claims else None
    return Plan(
        closes_at=wish.closes_at,
        opens_at=wish.opens_at,
        account_files=[path_of(one) for one in files],
        account_columns=_columns_of(files),
        claims_directory=claims,
    )


def _files_of(wish: Wish) -> list[AccountFile]:
    by_pk = {one.pk: one for one in AccountFile.objects.filter(pk__in=wish.files)}
    return [by_pk[pk] for pk in wish.files]


def _columns_of(files: Sequence[AccountFile]) -> dict[str, str]:
    """What the files call our columns: the move has one such table for all of its files."""
    columns = files[0].mapping if files else {}
    for file in files[1:]:
        if file.mapping != columns:
            raise PlanRefused(
                f"{file.file_name} calls its columns otherwise than {files[0].file_name}. Take one "
                "of them in beforehand.",
                "files",
            )
    return dict(columns)


def work(pk: int, *, at: datetime) -> None:
    """What the move's process does with one job."""
    began = CutOverJob.objects.filter(pk=pk, state=CutOverJobState.WAITING).update(
        state=CutOverJobState.RUNNING, began_at=at
    )
    if not began:
        return
    job = CutOverJob.objects.get(pk=pk)
    try:
        with journal.alone(seconds=PATIENCE):
            result = _WORK[job.kind](job, _teller(pk), at)
    except CutOverRefused as refused:
        _end(pk, CutOverJobState.FAILED, at, problem=str(refused))
    else:
        _end(pk, CutOverJobState.DONE, at, result=result)


def _rehearse(job: CutOverJob, tell: Tell, at: datetime) -> dict[str, Any]:
    wish = wish_of(job.arguments)
    tell("go or no-go: begins")
    lines = checking.check(Window(wish.closes_at, wish.opens_at), at=at)
    tell("go or no-go: done")
    files = [_tried(file, tell, at) for file in _files_of(wish)]
    go = all(line.verdict is not Verdict.NO_GO for line in lines)
    return {
        "go": go and not any(one["problem"] for one in files),
        "lines": [{**asdict(line), "verdict": line.verdict.value} for line in lines],
        "files": files,
    }


def _tried(file: AccountFile, tell: Tell, at: datetime) -> dict[str, Any]:
    tell(f"{file.file_name}: begins")
    try:
        report = importing.take_file(path_of(file), mapping=file.mapping, dry_run=True, at=at)
    except (FileRefused, OSError) as refused:
        return {"file": file.file_name, "problem": str(refused)}
    tell(f"{file.file_name}: done")
    counts = {**asdict(report.taken), "refused": report.refused}
    return {"file": file.file_name, "problem": "", **counts}


def _begin(_job: CutOverJob, tell: Tell, at: datetime) -> dict[str, Any]:
    beginning.under_way()
    comparison = beginning.begin(Plan(), at=at, tell=tell)
    return {"problems": beginning.problems_of(comparison)}


def _finish(_job: CutOverJob, tell: Tell, at: datetime) -> dict[str, Any]:
    signed = finishing.finish(at=at, tell=tell)
    finishing.write(signed)
    AccountFile.objects.filter(state=FileState.CHECKED).exclude(pk__in=_untouched(signed)).update(
        state=FileState.TAKEN, state_since=at
    )
    return {"openGroups": len(signed["report"]["openGroups"])}


def _untouched(signed: Mapping[str, Any]) -> list[int]:
    """Uploaded files that were no part of the move."""
    taken = {Path(one).name for one in signed["report"]["window"]["accountFiles"]}
    return [one.pk for one in AccountFile.objects.all() if one.stored_as not in taken]


def _abort(_job: CutOverJob, tell: Tell, at: datetime) -> dict[str, Any]:
    tell("abort: begins")
    put_back = aborting.abort(at=at)
    tell("abort: done")
    return put_back


_WORK: dict[str, Callable[[CutOverJob, Tell, datetime], dict[str, Any]]] = {
    REHEARSE: _rehearse,
    BEGIN: _begin,
    FINISH: _finish,
    ABORT: _abort,
}


def _teller(pk: int) -> Tell:
    def tell(says: str) -> None:
        beside.run(_LINE, [pk, says[:300]])

    return tell


def _end(
    pk: int, state: CutOverJobState, at: datetime, *,
    result: Mapping[str, Any] | None = None, problem: str = "",
) -> None:  # fmt: skip
    CutOverJob.objects.filter(pk=pk).update(
        state=state, ended_at=at, result=dict(result or {}), problem=problem
    )


def _defer(
    kind: str, asked_by: str, at: datetime, *, arguments: Mapping[str, Any] | None = None,
    reason: str = "", not_before: datetime | None = None,
) -> CutOverJob:  # fmt: skip
    job = CutOverJob.objects.create(
        kind=kind, asked_by=asked_by, asked_at=at, arguments=dict(arguments or {}),
        reason=reason, not_before=not_before,
    )  # fmt: skip
    app.configure_task(WORK, queue=QUEUE, schedule_at=not_before).defer(job=job.pk)
    return job
