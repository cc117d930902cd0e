"""The files of an old claim: within its document, or beside it in the directory."""

import base64
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, Event
from claims_portal.files import store
from claims_portal.files.models import Attachment, StoredFile
from claims_portal.files.scanning import TEST_VIRUS
from tests import make
from tests.api.conftest import caller
from tests.files.conftest import own_store
from tests.migration.test_claims import move, whole

__all__ = ["own_store"]

REPORT = b"%PDF-1.7\n% a medical report\n%%EOF\n"
LETTER = b"Dear Sirs, we refer to our letter of 2 November.\n"


@pytest.fixture(autouse=True)
def _the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)


@pytest.fixture
def drawer(tmp_path: Path, lawyer: User, insurer: User) -> Iterator[Path]:
    made = tmp_path / "claims"
    made.mkdir()
    return made


def within(content: bytes, **said: str) -> str:
    attributes = "".join(f' {name}="{value}"' for name, value in said.items())
    return f"<Attachment{attributes}>{base64.encodebytes(content).decode()}</Attachment>"


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return buffer.getvalue()


def content_of(attachment: Attachment) -> bytes:
    return b"".join(store.chunks_of(attachment.file))


def test_files_come_with_their_claim(drawer: Path, lawyer: User, insurer: User) -> None:
    (drawer / "letter.txt").write_bytes(LETTER)
    (drawer / "notes.txt").write_bytes(b"Nobody's.")
    inside = (
        "<Attachments>"
        + within(REPORT, FileName="report.pdf", Title="Report", Owner="LAWYER", Date="2026-11-04")
        + '<Attachment FileName="letter.txt" Owner="CM" Description="By post"/>'
        + "</Attachments>"
    )
    (drawer / "a.xml").write_text(whole(inside=inside))
    told = move(drawer)
    assert told["a.xml"]["notes"] == []
    assert {file: one["outcome"] for file, one in told.items()} == {
        "a.xml": "imported",
        "letter.txt": "imported",
        "notes.txt": "ignored",
    }
    assert told["letter.txt"]["applicationId"] == "0000000000401234"
    report, letter = Attachment.objects.order_by("number")
    assert (report.title, report.side, report.added_by) == (
        "Report", "claimant-representative", lawyer,
    )  # fmt: skip
    assert (letter.title, letter.side, letter.added_by) == ("letter.txt", "compensator", None)
    assert (content_of(report), content_of(letter)) == (REPORT, LETTER)
    tags = list(Event.objects.order_by("number").values_list("number", "tag"))
    assert tags == [
        (1, "claim:notification:sent"), (2, "claim:attachment:added"),
        (3, "claim:attachment:added"), (4, "claim:migration:imported"),
    ]  # fmt: skip
    assert [report.number, letter.number] == [2, 3]
    assert Claim.objects.get().event_count == 4


@pytest.mark.parametrize("who", ["lawyer", "insurer"])
def test_both_sides_are_given_them(
    drawer: Path, request: pytest.FixtureRequest, lawyer: User, insurer: User, who: str
) -> None:
    inside = within(packed(report_pdf=REPORT), FileName="report.pdf", Owner="COMP001")
    (drawer / "a.xml").write_text(whole(inside=inside))
    move(drawer)
    user = request.getfixturevalue(who)
    (told,) = caller(user).get("/claims/401234/attachments").json()["attachments"]
    assert (told["userId"], told["organisation"]) == (None, "Organisation COMP001")
    given = caller(user).client.get(told["href"], headers=caller(user).headers())
    assert b"".join(given.streaming_content) == REPORT
    client = caller(user).client
    client.force_login(user)
    assert "Organisation COMP001" in client.get("/claims/401234").content.decode()


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        (within(REPORT), "it has no name"),
        ('<Attachment FileName="gone.pdf"/>', "neither in the document nor beside it"),
        ('<Attachment FileName="../../etc/passwd.txt"/>', "neither in the document"),
        ('<Attachment FileName="report.pdf">!!!</Attachment>', "is no base64"),
        (within(LETTER, FileName="report.pdf"), "is no PDF document by its content"),
        (within(b"MZ", FileName="setup.exe"), "of a kind that is not taken"),
        (within(b"", FileName="report.pdf", Content="AAAA"), "is no PDF document"),
        (within(packed(a_pdf=REPORT, b_pdf=REPORT), FileName="report.pdf"), "packed with 2 files"),
        (within(b"PK\x03\x04broken", FileName="report.pdf"), "cannot be unpacked"),
        (within(packed(a_txt=b"0" * 9_000_000), FileName="a.txt"), "may have at most"),
        (within(TEST_VIRUS, FileName="a.txt"), "contains a virus"),
    ],
    ids=range(11),
)
def test_what_cannot_be_attached_stays_in_the_document_and_is_told(
    drawer: Path, inside: str, why: str
) -> None:
    (drawer / "a.xml").write_text(whole(inside=inside))
    told = move(drawer)["a.xml"]
    assert told["outcome"] == "imported"
    (note,) = told["notes"]
    assert (note["kind"], note["place"]) == ("unplaced", "Claim/Attachment")
    assert why in note["says"]
    assert Attachment.objects.count() == StoredFile.objects.count() == 0


def test_once_more_changes_nothing(drawer: Path) -> None:
    (drawer / "a").mkdir()
    (drawer / "a" / "letter.txt").write_bytes(LETTER)
    (drawer / "a.xml").write_text(whole(inside='<Attachment FileName="letter.txt"/>'))
    assert {one["outcome"] for one in move(drawer).values()} == {"imported"}
    assert {one["outcome"] for one in move(drawer).values()} == {"unchanged"}
    assert Attachment.objects.count() == StoredFile.objects.count() == 1


def test_a_dry_run_and_a_refused_claim_leave_no_files(drawer: Path, own_store: Path) -> None:
    (drawer / "a.xml").write_text(whole(inside=within(LETTER, FileName="letter.txt")))
    assert move(drawer, dry_run=True)["a.xml"]["outcome"] == "imported"
    assert list(own_store.rglob("*")) == []
    (drawer / "b.xml").write_text(whole(inside=within(REPORT, FileName="report.pdf")))
    assert move(drawer)["b.xml"]["outcome"] == "refused"
    assert [path.read_bytes() for path in own_store.rglob("*") if path.is_file()] == [LETTER]
    assert StoredFile.objects.count() == 1
