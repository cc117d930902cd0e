"""Files of accounts from the operator's pages: checked first, taken on a yes, reported whole."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from claims_portal.accounts.models import User
from claims_portal.migration import uploads
from claims_portal.migration.models import AccountFile, AccountImport, CutOver, FileState
from claims_portal.migration.uploads import NotNow, UploadRefused
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.refusals import NotAllowed
from claims_portal.operators.roles import Role
from claims_portal.records.models import AuditEntry
from tests import make
from tests.make import NOW
from tests.migration.cut_over_world import accounts_file, person
from tests.operators.conftest import acting


@pytest.fixture(autouse=True)
def _a_directory(tmp_path: Path, settings: Settings) -> None:
    settings.UPLOADS_DIR = str(tmp_path / "uploads")


@pytest.fixture
def by(db: None) -> StaffActor:
    return acting(make.staff(Role.REGISTRAR, staff_id="REGISTRAR"))


def upload(by: StaffActor, content: bytes, name: str = "accounts.csv") -> AccountFile:
    return uploads.receive([content[:10], content[10:]], name, by=by, at=NOW)


def some_accounts(tmp_path: Path) -> bytes:
    people = (person("OLD001"), person("OLD002"), person("BAD", enabled="perhaps"))
    return accounts_file(tmp_path / "given.csv", *people).read_bytes()


def checked(by: StaffActor, content: bytes) -> AccountFile:
    file = upload(by, content)
    uploads.check(file.pk, {}, by=by, at=NOW)
    uploads.work(file.pk, at=NOW)
    file.refresh_from_db()
    return file


def test_a_check_takes_nothing_and_reports_every_row(by: StaffActor, tmp_path: Path) -> None:
    file = checked(by, some_accounts(tmp_path))
    assert file.state == FileState.CHECKED
    assert (file.result["added"], file.result["refused"]) == (2, 1)
    fault = file.faults.get()
    assert (fault.line, fault.column, fault.value) == (4, "enabled", "perhaps")
    assert fault.rule
    assert not User.objects.exists()
    assert not AccountImport.objects.exists()


def test_a_checked_file_is_taken_and_its_bytes_are_gone(by: StaffActor, tmp_path: Path) -> None:
    file = checked(by, some_accounts(tmp_path))
    uploads.take(file.pk, by=by, at=NOW)
    uploads.work(file.pk, at=NOW)
    file.refresh_from_db()
    assert (file.state, file.position) == (FileState.TAKEN, file.size)
    assert User.objects.filter(user_name__startswith="OLD").count() == 2
    assert AccountImport.objects.get().file_name == "accounts.csv"
    assert not uploads.path_of(file).exists()
    tags = AuditEntry.objects.filter(subject="accounts.csv").order_by("pk")
    assert [one.tag.rpartition(":")[2] for one in tags] == ["uploaded", "accepted", "taken"]
    uploads.work(file.pk, at=NOW)
    with pytest.raises(NotNow):
        uploads.take(file.pk, by=by, at=NOW)


def test_nothing_is_taken_unchecked_nor_while_at_work(by: StaffActor, tmp_path: Path) -> None:
    file = upload(by, some_accounts(tmp_path))
    with pytest.raises(NotNow):
        uploads.take(file.pk, by=by, at=NOW)
    uploads.check(file.pk, {}, by=by, at=NOW)
    for refused in (
        lambda: uploads.check(file.pk, {}, by=by, at=NOW),
        lambda: uploads.discard(file.pk, by=by, at=NOW),
        lambda: uploads.take(file.pk, by=by, at=NOW),
    ):
        with pytest.raises(NotNow):
            refused()


def test_work_that_stopped_may_be_begun_again(by: StaffActor, tmp_path: Path) -> None:
    file = checked(by, some_accounts(tmp_path))
    uploads.take(file.pk, by=by, at=NOW)
    later = NOW + uploads.STOPPED_AFTER + timedelta(seconds=1)
    uploads.take(file.pk, by=by, at=later)
    uploads.work(file.pk, at=later)
    file.refresh_from_db()
    assert file.state == FileState.TAKEN


def test_other_headings_are_told_and_mapped(by: StaffActor, tmp_path: Path) -> None:
    content = some_accounts(tmp_path).replace(b"user_id,", b"Login;Name,".replace(b";Name", b""), 1)
    file = upload(by, content)
    assert "Login" in uploads.headings(file)
    uploads.check(file.pk, {"Login": "user_id"}, by=by, at=NOW)
    uploads.work(file.pk, at=NOW)
    file.refresh_from_db()
    assert (file.state, file.result["added"]) == (FileState.CHECKED, 2)


def test_headings_that_are_all_foreign_are_still_told_apart(by: StaffActor) -> None:
    file = upload(by, "Firma;Nutzer;Büro\r\nA;B;C\r\n".encode())
    assert uploads.headings(file) == ["Firma", "Nutzer", "Büro"]
    file = upload(by, b'{"firm": "A", "login": "B"}\n', "a.jsonl")
    assert uploads.headings(file) == ["firm", "login"]


def test_a_file_that_cannot_be_read_is_told(by: StaffActor) -> None:
    file = upload(by, b"organisation_id,user_id\n")
    uploads.check(file.pk, {"there is none": "email"}, by=by, at=NOW)
    uploads.work(file.pk, at=NOW)
    file.refresh_from_db()
    assert file.state == FileState.FAILED
    assert "there is none" in file.problem


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"\x00\x01\x02\x03" * 99]
)
def test_what_is_no_file_of_accounts_is_refused_and_not_kept(
    by: StaffActor, content: bytes, tmp_path: Path
) -> None:
    with pytest.raises(UploadRefused):
        upload(by, content)
    assert list((tmp_path / "uploads").iterdir()) == []
    assert not AccountFile.objects.exists()


def test_a_file_that_is_too_large_is_refused(by: StaffActor, settings: Settings) -> None:
    settings.ACCOUNT_FILE_MOST_BYTES = 5
    with pytest.raises(UploadRefused, match="Split it"):
        upload(by, b"organisation_id,user_id\n")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/abs/olute.csv", "x" * 400 + ".csv", ""])
def test_a_files_name_leads_nowhere(by: StaffActor, name: str, tmp_path: Path) -> None:
    file = upload(by, b"organisation_id,user_id\n", name)
    assert uploads.path_of(file).parent == tmp_path / "uploads"
    assert "/" not in file.file_name


def test_nobody_else_uploads(db: None) -> None:
    with pytest.raises(NotAllowed):
        upload(acting(make.staff(Role.SUPPORT)), b"organisation_id,user_id\n")


def test_a_discarded_file_is_gone(
    by: StaffActor, tmp_path: Path, django_capture_on_commit_callbacks: object
) -> None:
    file = checked(by, some_accounts(tmp_path))
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        uploads.discard(file.pk, by=by, at=NOW)
    assert not uploads.path_of(file).exists()
    assert not file.faults.exists()


def test_a_file_that_the_cut_over_has_chosen_stays(by: StaffActor, tmp_path: Path) -> None:
    file = checked(by, some_accounts(tmp_path))
    CutOver.objects.create(pk=1, account_files=[str(uploads.path_of(file).resolve())])
    with pytest.raises(NotNow):
        uploads.discard(file.pk, by=by, at=NOW)


def test_old_files_and_their_faults_are_forgotten(by: StaffActor, tmp_path: Path) -> None:
    file = checked(by, some_accounts(tmp_path))
    assert uploads.forget_old(at=NOW + timedelta(days=29)) == 0
    assert uploads.forget_old(at=NOW + uploads.KEPT_FOR) == 1
    assert not uploads.path_of(file).exists()
