"""The cut-over from the operator's pages: with four eyes, step by step, put back or finished."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from claims_portal import closing
from claims_portal.accounts.models import User
from claims_portal.migration import uploads
from claims_portal.migration.cut_over import approvals, jobs, signing
from claims_portal.migration.cut_over.jobs import PlanRefused, Wish
from claims_portal.migration.models import (
    AccountFile,
    CutOver,
    CutOverJob,
    CutOverJobState,
    CutOverStep,
    FileState,
)
from claims_portal.operators import approvals as four_eyes
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.refusals import NotAllowed, OwnRequest, ReasonMissing
from claims_portal.operators.roles import Role
from claims_portal.records.models import AuditEntry
from tests import make
from tests.make import NOW
from tests.migration.cut_over_world import accounts_file, everything, person
from tests.operators.conftest import acting

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "The weekend of the move has come."
OF_THE_PAGES = (
    "migration_cutoverjob", "migration_cutoverline", "operators_approval", "migration_accountfile",
    "procrastinate_", "operators_",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _place(tmp_path: Path, settings: Settings) -> Iterator[None]:
    settings.UPLOADS_DIR = str(tmp_path / "uploads")
    settings.MOVE_DIR = str(tmp_path / "move")
    settings.ROOT = tmp_path
    settings.CUT_OVER_WAITS_FOR_OPEN_REQUESTS = timedelta()
    yield
    closing.kept.forget()


@pytest.fixture
def boss() -> StaffActor:
    return acting(make.staff(Role.ADMINISTRATOR, staff_id="BOSS"))


@pytest.fixture
def protector() -> StaffActor:
    return acting(make.staff(Role.DATA_PROTECTION, staff_id="PROTECTOR"))


def checked_file(by: StaffActor, path: Path, *people: dict[str, str]) -> AccountFile:
    content = accounts_file(path, *people).read_bytes()
    file = uploads.receive([content], path.name, by=by, at=NOW)
    uploads.check(file.pk, {}, by=by, at=NOW)
    uploads.work(file.pk, at=NOW)
    return AccountFile.objects.get(pk=file.pk)


def wish(*files: AccountFile, closes: datetime = NOW, claims: str = "") -> Wish:
    return Wish(closes, closes + timedelta(days=3), tuple(one.pk for one in files), claims)


def done(job: CutOverJob, *, at: datetime = NOW) -> CutOverJob:
    jobs.work(job.pk, at=at)
    return CutOverJob.objects.get(pk=job.pk)


def begin(plan: Wish, boss: StaffActor, protector: StaffActor) -> CutOverJob:
    asked = approvals.ask_to_begin(plan, reason=REASON, by=boss, at=NOW)
    confirmed = four_eyes.confirm(asked.pk, by=protector, at=NOW)
    return done(CutOverJob.objects.get(pk=confirmed.result["job"]))


def portal() -> dict[str, list[str]]:
    return {name: rows for name, rows in everything().items() if not name.startswith(OF_THE_PAGES)}


def test_begun_with_four_eyes_finished_with_four_eyes(
    boss: StaffActor, protector: StaffActor, tmp_path: Path
) -> None:
    file = checked_file(boss, tmp_path / "last.csv", person("OLD001"), person("OLD002"))
    begun = begin(wish(file), boss, protector)
    assert (begun.state, begun.problem, begun.result) == ("done", "", {"problems": []})
    told = [line.says for line in begun.lines.order_by("pk")]
    assert told[:2] == ["snapshot: begins", "snapshot: done"]
    assert told[-1] == "comparison: done"
    assert User.objects.count() == 2

    asked = approvals.ask_to_finish(reason=REASON, by=boss, at=NOW)
    with pytest.raises(OwnRequest):
        four_eyes.confirm(asked.pk, by=boss, at=NOW)
    confirmed = four_eyes.confirm(asked.pk, by=protector, at=NOW)
    finished = done(CutOverJob.objects.get(pk=confirmed.result["job"]))
    assert finished.state == "done"
    assert CutOver.objects.get().state == "after"
    report = tmp_path / "build" / "cutover-report.json"
    assert signing.verify(report.read_bytes()).is_ours
    file.refresh_from_db()
    assert file.state == FileState.TAKEN


def test_an_abort_by_one_puts_everything_back(
    boss: StaffActor, protector: StaffActor, tmp_path: Path
) -> None:
    file = checked_file(boss, tmp_path / "last.csv", person("OLD001"))
    before = portal()
    begin(wish(file), boss, protector)
    assert portal() != before
    with pytest.raises(ReasonMissing):
        jobs.abort(reason="", by=boss, at=NOW)
    with pytest.raises(NotAllowed):
        jobs.abort(reason=REASON, by=protector, at=NOW)
    assert done(jobs.abort(reason=REASON, by=boss, at=NOW)).state == "done"
    assert portal() == before
    entry = AuditEntry.objects.get(tag="operator:cut-over:abort-asked")
    assert (entry.by_staff, entry.reason) == ("BOSS", REASON)
    assert jobs.files_to_choose() == [file]


def test_a_window_to_come_waits_and_an_abort_withdraws_it(
    boss: StaffActor, protector: StaffActor
) -> None:
    plan = wish(closes=NOW + timedelta(days=2))
    asked = approvals.ask_to_begin(plan, reason=REASON, by=boss, at=NOW)
    confirmed = four_eyes.confirm(asked.pk, by=protector, at=NOW)
    job = CutOverJob.objects.get(pk=confirmed.result["job"])
    assert job.not_before
    assert job.not_before > plan.closes_at
    assert CutOver.objects.get().state == "moving"
    done(jobs.abort(reason=REASON, by=boss, at=NOW))
    assert done(job, at=job.not_before).state == CutOverJobState.WITHDRAWN
    assert not CutOver.objects.exists()


def test_a_rehearsal_changes_nothing_and_says_go_or_no_go(boss: StaffActor, tmp_path: Path) -> None:
    file = checked_file(boss, tmp_path / "last.csv", person("OLD001"), person("X", enabled="?"))
    before = portal()
    job = done(jobs.rehearse(wish(file), by=boss, at=NOW))
    assert portal() == before
    assert job.result["go"] is False
    assert {line["name"] for line in job.result["lines"]} > {"state", "window", "last import"}
    (rehearsed,) = job.result["files"]
    assert (rehearsed["file"], rehearsed["added"], rehearsed["refused"]) == ("last.csv", 1, 1)
    assert dict(four_eyes.kind_of(approvals.BEGIN).told(wish(file).as_arguments()))[
        "Rehearsed with this plan"
    ].startswith("No-go")


def test_a_stopped_beginning_tells_why_and_goes_on(
    boss: StaffActor, protector: StaffActor, tmp_path: Path
) -> None:
    file = checked_file(boss, tmp_path / "last.csv", person("OLD001"))
    content = uploads.path_of(file).read_bytes()
    asked = approvals.ask_to_begin(wish(file), reason=REASON, by=boss, at=NOW)
    confirmed = four_eyes.confirm(asked.pk, by=protector, at=NOW)
    uploads.path_of(file).write_bytes(b"%PDF")
    stopped = done(CutOverJob.objects.get(pk=confirmed.result["job"]))
    assert stopped.state == CutOverJobState.FAILED
    assert "PDF" in stopped.problem
    with pytest.raises(PlanRefused, match="left"):
        approvals.ask_to_finish(reason=REASON, by=boss, at=NOW)
    uploads.path_of(file).write_bytes(content)
    assert done(jobs.go_on(by=boss, at=NOW)).state == "done"
    assert CutOverStep.objects.filter(ended_at=None).count() == 0


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        (Wish(NOW, NOW), "after the intake"),
        (Wish(NOW - timedelta(days=9), NOW - timedelta(days=5)), "past"),
        (Wish(NOW, NOW + timedelta(days=1), (4711,)), "file"),
        (Wish(NOW, NOW + timedelta(days=1), (), "../etc"), "directory"),
        (Wish(NOW, NOW + timedelta(days=1), (), "/etc"), "directory"),
    ],
)
def test_bad_plans_are_refused(boss: StaffActor, plan: Wish, says: str) -> None:
    with pytest.raises(PlanRefused, match=says):
        jobs.rehearse(plan, by=boss, at=NOW)
    with pytest.raises(PlanRefused, match=says):
        approvals.ask_to_begin(plan, reason=REASON, by=boss, at=NOW)


def test_files_of_another_layout_are_read_as_they_were_checked(
    boss: StaffActor, protector: StaffActor, tmp_path: Path
) -> None:
    content = accounts_file(tmp_path / "a.csv", person("OLD001")).read_bytes()
    foreign = uploads.receive([content.replace(b"user_id", b"Login")], "b.csv", by=boss, at=NOW)
    uploads.check(foreign.pk, {"Login": "user_id"}, by=boss, at=NOW)
    uploads.work(foreign.pk, at=NOW)
    usual = checked_file(boss, tmp_path / "c.csv", person("OLD002"))
    with pytest.raises(PlanRefused, match="otherwise"):
        jobs.rehearse(wish(foreign, usual), by=boss, at=NOW)
    rehearsed = done(jobs.rehearse(wish(foreign), by=boss, at=NOW))
    assert rehearsed.result["files"][0]["added"] == 1
    assert begin(wish(foreign), boss, protector).result == {"problems": []}
    assert User.objects.get().user_name == "OLD001"


def test_what_was_true_when_asked_must_be_when_confirmed(
    boss: StaffActor, protector: StaffActor, tmp_path: Path
) -> None:
    file = checked_file(boss, tmp_path / "last.csv", person("OLD001"))
    asked = approvals.ask_to_begin(wish(file), reason=REASON, by=boss, at=NOW)
    uploads.discard(file.pk, by=boss, at=NOW)
    with pytest.raises(PlanRefused, match="file"):
        four_eyes.confirm(asked.pk, by=protector, at=NOW)
    assert not CutOver.objects.exists()
    assert not CutOverJob.objects.exists()


def test_nothing_else_is_begun_while_one_is_under_way(
    boss: StaffActor, protector: StaffActor, tmp_path: Path
) -> None:
    begin(wish(), boss, protector)
    file = checked_file(boss, tmp_path / "late.csv", person("OLD001"))
    with pytest.raises(PlanRefused, match="under way"):
        approvals.ask_to_begin(wish(), reason=REASON, by=boss, at=NOW)
    with pytest.raises(uploads.NotNow):
        uploads.take(file.pk, by=boss, at=NOW)


def test_a_job_is_done_once(boss: StaffActor) -> None:
    job = done(jobs.rehearse(wish(), by=boss, at=NOW))
    lines = job.lines.count()
    assert done(job).lines.count() == lines


def test_directories_of_claims_are_those_of_the_machine(boss: StaffActor, tmp_path: Path) -> None:
    assert jobs.directories_to_choose() == []
    (tmp_path / "move" / "last").mkdir(parents=True)
    (tmp_path / "move" / "a file").write_text("")
    assert jobs.directories_to_choose() == ["last"]
    assert done(jobs.rehearse(wish(claims="last"), by=boss, at=NOW)).state == "done"
