"""A backup is restored into a scratch database and proved equal; what is damaged is named."""

import json
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from claims_portal.accounts.models import User
from claims_portal.config.backups import contents
from claims_portal.config.backups.contents import Table
from claims_portal.config.backups.making import DUMP, FILES, MANIFEST
from claims_portal.files import attachments
from claims_portal.files.rules import Offered
from tests import make
from tests.files import samples

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def backup(lawyer: User, insurer: User, tmp_path: Path, settings: Settings) -> Path:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    offered = Offered(
        title="Report", description="", file_name="report.pdf", content=BytesIO(samples.PDF),
        size=len(samples.PDF),
    )  # fmt: skip
    attachments.add(claim, offered, by=lawyer.as_actor(), at=make.NOW)
    database = connection.settings_dict
    host = database["HOST"]
    settings.DATABASE_URL = (
        f"postgresql://{database['USER']}@/{database['NAME']}?host={host}"
        if host.startswith("/")
        else f"postgresql://{database['USER']}:{database['PASSWORD']}@{host}:{database['PORT']}/{database['NAME']}"
    )
    directory = tmp_path / "backup"
    call_command("backup", directory, stdout=StringIO())
    return directory


def rehearsed(directory: Path) -> str:
    out = StringIO()
    call_command("restore", directory, "--rehearse", stdout=out)
    return out.getvalue()


def scratch_databases() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'portal_rehearsal_%'")
        return int(cursor.fetchone()[0])


def damaged_row(directory: Path) -> None:
    path = directory / MANIFEST
    manifest = json.loads(path.read_text())
    manifest["tables"]["claims_claim"]["checksum"] = "17"
    path.write_text(json.dumps(manifest))


def damaged_file(directory: Path) -> None:
    (path,) = [one for one in (directory / FILES).rglob("*") if one.is_file()]
    path.write_bytes(b"otherwise")


def without_manifest(directory: Path) -> None:
    (directory / MANIFEST).unlink()


def damaged_dump(directory: Path) -> None:
    dump = directory / DUMP
    dump.write_bytes(dump.read_bytes()[:2000])


# fmt: off
DAMAGES: list[tuple[Callable[[Path], None], str]] = [
    (damaged_row,      "not equal: 1 differences"),
    (damaged_file,     "not equal: 1 differences"),
    (without_manifest, "is no backup of the portal"),
    (damaged_dump,     "pg_restore ended with 1"),
]
# fmt: on


def test_it_is_proved_equal_and_every_damage_is_found(backup: Path) -> None:
    told = rehearsed(backup)
    assert "Equal:" in told
    assert "1 files by SHA-256" in told
    for damage, expected in DAMAGES[:1]:
        kept = (backup / MANIFEST).read_bytes()
        damage(backup)
        with pytest.raises(CommandError, match=expected):
            rehearsed(backup)
        (backup / MANIFEST).write_bytes(kept)
    assert scratch_databases() == 0


@pytest.mark.parametrize(("damage", "expected"), DAMAGES[1:])
def test_what_is_damaged_is_named(
    backup: Path, damage: Callable[[Path], None], expected: str
) -> None:
    damage(backup)
    with pytest.raises(CommandError, match=expected):
        rehearsed(backup)
    assert scratch_databases() == 0


def test_nothing_is_written_over(backup: Path) -> None:
    with pytest.raises(CommandError, match="something in it already"):
        call_command("backup", backup, stdout=StringIO())
    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", backup, stdout=StringIO())


def test_differences_are_told_table_by_table() -> None:
    one, two, other = Table(1, "5"), Table(2, "5"), Table(1, "6")
    then = {"a": one, "b": one, "c": one, "e": one}
    now = {"a": one, "b": two, "c": other, "d": one}
    assert contents.differences(then, now) == [
        "b: 1 rows, and 2 in the copy",
        "c: as many rows, but other contents",
        "d: only in the copy",
        "e: only in the original",
    ]
