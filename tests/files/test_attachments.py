"""Attachments over HTTP: what is taken, what both sides read, and what nobody is given."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, Event
from claims_portal.files import store
from claims_portal.files.models import Attachment, StoredFile
from claims_portal.migration.cut_over import figures
from tests import make
from tests.api.conftest import Caller, caller, codes, kind
from tests.claims.together import at_once
from tests.files import samples

MEGABYTE = 1024**2


def attach(
    who: Caller,
    claim: Claim,
    content: bytes = samples.PDF,
    name: str = "report.pdf",
    *,
    key: str | None = None,
    **said: Any,
) -> Any:
    parts = {"title": "Medical report", **said}
    if content is not None:
        parts["file"] = SimpleUploadedFile(name, content)
    path = f"/api/v1/claims/{claim.application_id}/attachments"
    return who.client.post(path, parts, headers=who.headers(Idempotency_Key=key))


def stored() -> tuple[int, int, int, int]:
    return (
        Attachment.objects.count(),
        StoredFile.objects.count(),
        Event.objects.count(),
        sum(path.is_file() for path in Path(store.store().location).rglob("*")),  # type: ignore[attr-defined]
    )


def test_what_one_side_attaches_both_read(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    answer = attach(as_lawyer, claim, description="Of Dr Okafor,\nwith pictures")
    assert answer.status_code == 201
    told = answer.json()
    assert told["sha256"] == hashlib.sha256(samples.PDF).hexdigest()
    assert (told["size"], told["mediaType"]) == (len(samples.PDF), "application/pdf")
    assert (told["userId"], told["scan"]) == ("LAWYER", "not-scanned")
    for who, user_id in ((as_lawyer, "LAWYER"), (as_insurer, None)):
        (listed,) = who.get(f"/claims/{claim.pk}/attachments").json()["attachments"]
        assert listed == {**told, "userId": user_id}
        alone = who.get(f"/claims/{claim.pk}/attachments/{told['attachmentId']}").json()
        assert alone == listed
        given = who.client.get(told["href"], headers=who.headers())
        assert b"".join(given.streaming_content) == samples.PDF
        assert given["Content-Disposition"] == 'attachment; filename="report.pdf"'
        assert given["Content-Type"] == "application/octet-stream"
        assert given["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in given["Content-Security-Policy"]
        assert given["Content-Length"] == str(len(samples.PDF))


def test_an_attachment_is_an_event_and_no_form_goes_stale_by_it(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    assert attach(as_lawyer, claim).status_code == 201
    events = as_insurer.get(f"/claims/{claim.pk}/history").json()["events"]
    assert (events[-1]["tag"], events[-1]["says"]) == (
        "claim:attachment:added", "Attachment added: Medical report",
    )  # fmt: skip
    assert events[-1]["phaseBefore"] == events[-1]["phaseAfter"] == claim.phase
    answer = as_insurer.act(claim, "accept-claim", {"compensatorReference": "NM/1"})
    assert answer.status_code == 200, "by the activity id from before the attachment"
    numbers = list(
        Event.objects.filter(claim=claim).order_by("number").values_list("number", flat=True)
    )
    assert numbers == [1, 2, 3]


@pytest.mark.parametrize("who", ["lawyer", "insurer"])
def test_either_party_attaches_whoevers_turn_it_is(
    who: str, lawyer: User, insurer: User, claim_at: Any
) -> None:
    for number, phase in enumerate(("ClaimSubmitted", "StartOfStage21")):
        user = {"lawyer": lawyer, "insurer": insurer}[who]
        claim = claim_at(at=phase)
        assert attach(caller(user), claim, samples.PDF + bytes([number])).status_code == 201


def test_nothing_is_attached_after_the_end(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at(at="Stage2SettlementPackConfirmationEnd")
    before = stored()
    answer = attach(as_lawyer, claim)
    assert (answer.status_code, kind(answer)) == (409, "claim-ended")
    assert stored() == before


@pytest.mark.parametrize(
    ("name", "content", "status", "problem"),
    [
        ("report.pdf", samples.EXE, 422, "attachment-refused"),
        ("run.exe", samples.EXE, 422, "attachment-refused"),
        ("report.pdf", b"", 422, "attachment-refused"),
        ("note.txt", samples.EICAR, 422, "file-infected"),
        ("note.txt", b"x" * 70_000 + samples.EICAR + b"y", 422, "file-infected"),
        ("note.txt", b"x" * (65_536 - 20) + samples.EICAR, 422, "file-infected"),
        ("note.txt", b"x" * (4 * MEGABYTE + 1), 413, "file-too-large"),
        ("note.txt", b"x" * (9 * MEGABYTE), 413, "file-too-large"),
    ],
)
def test_a_file_that_is_not_right_is_refused_and_not_kept(
    as_lawyer: Caller, claim_at: Any, name: str, content: bytes, status: int, problem: str
) -> None:
    claim = claim_at()
    before = stored()
    answer = attach(as_lawyer, claim, content, name)
    assert (answer.status_code, kind(answer)) == (status, problem)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/file"]
    assert stored() == before


def test_four_megabytes_are_taken_and_a_byte_more_is_not(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    assert attach(as_lawyer, claim, b"x" * (4 * MEGABYTE), "note.txt").status_code == 201
    answer = attach(as_lawyer, claim, b"y" * (4 * MEGABYTE + 1), "note.txt")
    assert answer.json()["detail"] == (
        "The file has 4,194,305 bytes. A file may have at most 4,194,304."
    )


TURNED = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("turn", TURNED)
def test_neither_title_nor_name_is_read_backwards(
    as_lawyer: Caller, claim_at: Any, turn: str
) -> None:
    words = f"{turn}תקציר تقرير report{turn}exe.pdf"
    told = attach(as_lawyer, claim_at(), title=words, name=words, description=words).json()
    kept = "תקציר تقرير reportexe.pdf"
    assert (told["title"], told["fileName"], told["description"]) == (kept, kept, kept)


def test_a_title_of_nothing_but_turns_is_none(as_lawyer: Caller, claim_at: Any) -> None:
    answer = attach(as_lawyer, claim_at(), title=TURNED)
    assert codes(answer) == {("/title", "MustBeProvided")}


def test_every_fault_of_an_upload_is_told(as_lawyer: Caller, claim_at: Any) -> None:
    answer = attach(as_lawyer, claim_at(), samples.EXE, "run.exe", title=" ", description="x" * 501)
    assert codes(answer) == {
        ("/title", "MustBeProvided"),
        ("/description", "FormatNotValid"),
        ("/file", "WrongValue"),
    }
    answer = attach(as_lawyer, claim_at(), None, colour="red")  # type: ignore[arg-type]
    assert codes(answer) == {("/colour", "MustNotBeProvided")}


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"<file/>", "application/xml", 415),
        (b"x", "multipart/form-data", 400),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x", 422),
        (b"x", "multipart/form-data; boundary=" + "y" * 300, 400),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(
    as_lawyer: Caller, claim_at: Any, body: bytes, content_type: str, status: int
) -> None:
    path = f"/api/v1/claims/{claim_at().pk}/attachments"
    answer = as_lawyer.client.generic("POST", path, body, content_type, headers=as_lawyer.headers())
    assert answer.status_code == status
    kind(answer)


@override_settings(ATTACHMENTS_BY_REPRESENTATIVE=2, ATTACHMENTS_BY_COMPENSATOR=1)
def test_each_side_has_its_own_number_of_files(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    for number, (who, status) in enumerate(
        [(as_lawyer, 201), (as_lawyer, 201), (as_lawyer, 409), (as_insurer, 201), (as_insurer, 409)]
    ):
        answer = attach(who, claim, samples.PDF + bytes([number]))
        assert answer.status_code == status
    assert kind(answer) == "attachments-full"
    assert (
        answer.json()["detail"] == "You attached 1 files to the claim: it takes no more of yours."
    )


@override_settings(ATTACHMENT_BYTES_OF_A_CLAIM=100)
def test_a_claim_has_its_own_number_of_bytes(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    assert attach(as_lawyer, claim, b"x" * 60, "a.txt").status_code == 201
    answer = attach(as_insurer, claim, b"x" * 41, "a.txt")
    assert (answer.status_code, kind(answer)) == (409, "attachments-full")
    assert "40 are left, and the file has 41" in answer.json()["detail"]
    assert attach(as_insurer, claim, b"x" * 40, "a.txt").status_code == 201


def test_the_limits_are_those_of_the_old_interface_and_ours(settings: Any) -> None:
    assert settings.LARGEST_ATTACHMENT == 4 * MEGABYTE
    assert settings.ATTACHMENT_BYTES_OF_A_CLAIM == 20 * MEGABYTE
    assert settings.ATTACHMENTS_BY_REPRESENTATIVE == 40
    assert settings.ATTACHMENTS_BY_COMPENSATOR == 10


def test_the_same_file_twice_is_an_upload_repeated(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    assert attach(as_lawyer, claim).status_code == 201
    before = stored()
    answer = attach(as_lawyer, claim, title="Again")
    assert (answer.status_code, kind(answer)) == (409, "already-attached")
    assert "“Medical report”" in answer.json()["detail"]
    assert stored() == before
    assert attach(as_insurer, claim).status_code == 201, "the other side may have it too"
    assert attach(as_lawyer, claim_at()).status_code == 201, "and another claim"


@pytest.mark.django_db(transaction=True)
@override_settings(ATTACHMENTS_BY_REPRESENTATIVE=3)
def test_limits_hold_among_uploads_at_the_same_instant(lawyer: User, claim_at: Any) -> None:
    claim = claim_at()
    token = make.token(lawyer.organisation, at=make.NOW)
    answers = at_once(
        *(
            lambda number=number: attach(
                Caller(lawyer, token), claim, samples.PDF + bytes([number])
            )
            for number in range(6)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201, 201, 201, 409, 409, 409]
    assert stored() == (3, 3, 4, 3), "what was refused left nothing behind"


def test_the_move_counts_them_by_size_and_hash(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    attach(as_lawyer, claim)
    (one,) = Attachment.objects.all()
    sha256 = hashlib.sha256(samples.PDF).hexdigest()
    line = f'[{claim.pk}, {one.number}, {len(samples.PDF)}, "{sha256}"]\n'
    counted = figures.figures()["attachments"]
    assert counted == {"number": 1, "sha256": hashlib.sha256(line.encode()).hexdigest()}
