"""Attachments over HTTP: what is taken, what both sides read, and what nobody is given."""

import hashlib
import tempfile
import tracemalloc
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import override_settings

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import drafts, reassignment
from claims_portal.claims.models import Claim, Event
from claims_portal.files import store
from claims_portal.files.models import Attachment, StoredFile
from claims_portal.migration.cut_over import figures
from claims_portal.organisations import relations
from claims_portal.organisations.models import RelationKind
from tests import make
from tests.api.conftest import Caller, Clock, caller, codes, kind
from tests.claims.together import at_once
from tests.files import samples

MEGABYTE = 1024**2


def attach(
    who: Caller, claim: Claim, content: bytes = samples.PDF, name: str = "report.pdf", **said: Any
) -> Any:
    parts = {"title": "Medical report", **said}
    if content is not None:
        parts["file"] = SimpleUploadedFile(name, content)
    path = f"/api/v1/claims/{claim.application_id}/attachments"
    return who.client.post(path, parts, headers=who.headers())


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


def test_attachments_of_others_are_like_missing_ones(
    as_lawyer: Caller, as_stranger: Caller, claim_at: Any
) -> None:
    claim, other = claim_at(), claim_at()
    told = attach(as_lawyer, claim).json()
    before = stored()
    assert attach(as_stranger, claim).status_code == 404
    for path in ("attachments", f"attachments/{told['attachmentId']}",
                 f"attachments/{told['attachmentId']}/content"):  # fmt: skip
        answer = as_stranger.get(f"/claims/{claim.pk}/{path}")
        assert (answer.status_code, kind(answer)) == (404, "no-such-claim")
    for wrong in (told["attachmentId"], str(uuid4()), "1", "x" * 500):
        for rest in ("", "/content"):
            answer = as_lawyer.get(f"/claims/{other.pk}/attachments/{wrong}{rest}")
            assert (answer.status_code, kind(answer)) == (404, "no-such-attachment")
    assert stored() == before


def test_who_only_reads_claims_attaches_nothing(insurer: User, claim_at: Any) -> None:
    branch = make.branch(insurer.organisation, "002")
    elsewhere = make.user(
        insurer.organisation, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, user_name="ELSE", branch=branch
    )
    assert attach(caller(elsewhere), claim_at()).status_code == 404


def titles(user: User, claim: Claim) -> list[str]:
    told = caller(user).get(f"/claims/{claim.pk}/attachments").json()
    return [one["title"] for one in told["attachments"]]


def test_another_compensator_reads_what_was_prepared_for_it_alone(
    lawyer: User, insurer: User, as_lawyer: Caller
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    attach(as_lawyer, claim, samples.PDF + b"1", title="For the first")
    attach(caller(insurer), claim, samples.PDF + b"2", title="By the first")
    said = {"reason": "wrong-organisation", "comment": "Not ours."}
    claim = make.act(claim, "reject-claim", said, by=insurer)
    claim = make.act(claim, "acknowledge-rejection", {}, by=lawyer)
    attach(as_lawyer, claim, samples.PDF + b"3", title="For the second")
    other = make.user(make.organisation("COMP002", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    claim = make.act(claim, "resend-claim", make.cnf(compensator=other.organisation), by=lawyer)
    attach(as_lawyer, claim, samples.PDF + b"4", title="To the second")

    assert titles(other, claim) == ["For the second", "To the second"]
    assert len(titles(lawyer, claim)) == 4
    hidden = Attachment.objects.get(title="For the first").public_id
    answer = caller(other).get(f"/claims/{claim.pk}/attachments/{hidden}/content")
    assert kind(answer) == "no-such-attachment"


@pytest.mark.parametrize("claim_type", ["rta", "el"])
def test_the_form_is_passed_on_with_its_files(
    lawyer: User, insurer: User, liability_lawyer: User, liability_insurer: User, claim_type: str
) -> None:
    """To another brand, and from there to a third: none of them asks for the files again."""
    by, first = (lawyer, insurer) if claim_type == "rta" else (liability_lawyer, liability_insurer)
    second, third = (
        make.user(
            make.organisation(code, kind="COMP", deals_with_elpl=True),
            Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_ELPL_CLAIM_HANDLER, user_name=code,
        )
        for code in ("COMP002", "COMP003")
    )  # fmt: skip
    for one, other in ((first, second), (second, third)):
        codes_ = (one.organisation.code, other.organisation.code)
        relations.add(*codes_, RelationKind.OWN_BRAND, reason="so registered", at=make.NOW)
    body = make.cnf(claim_type, compensator=first.organisation)
    draft = drafts.start(claim_type=claim_type, body=body, by=by.as_actor(), at=make.NOW)
    attach(caller(by), draft.claim, samples.PDF + b"1", title="With the form")
    drafts.send(draft, activity_id=draft.claim.activity_id, by=by.as_actor(), at=make.NOW)
    for user, to in ((first, "COMP002"), (second, "COMP003")):
        claim = Claim.objects.get()
        if claim_type == "el":
            claim = make.act(claim, "acknowledge-claim", {}, by=user)
        attach(caller(by), claim, samples.PDF + to.encode(), title=f"Before {to}")
        attach(caller(user), claim, samples.PDF + user.user_name.encode(), title="Private")
        reassignment.reassign(
            claim, {"organisationId": to}, activity_id=claim.activity_id, by=user.as_actor(),
            at=make.NOW,
        )  # fmt: skip
    assert titles(third, claim) == ["With the form", "Before COMP002", "Before COMP003"]


def test_what_came_with_a_rejected_form_comes_with_the_corrected_one(
    lawyer: User, insurer: User
) -> None:
    body = make.cnf(compensator=insurer.organisation)
    draft = drafts.start(claim_type="rta", body=body, by=lawyer.as_actor(), at=make.NOW)
    attach(caller(lawyer), draft.claim, samples.PDF + b"1", title="With the form")
    drafts.send(draft, activity_id=draft.claim.activity_id, by=lawyer.as_actor(), at=make.NOW)
    claim = Claim.objects.get()
    attach(caller(lawyer), claim, samples.PDF + b"2", title="To the first alone")
    claim = make.act(claim, "reject-claim", {"reason": "wrong-organisation"}, by=insurer)
    claim = make.act(claim, "acknowledge-rejection", {}, by=lawyer)
    other = make.user(make.organisation("COMP002", kind="COMP"), Profile.COMP_RTA_CLAIM_HANDLER)
    claim = make.act(claim, "resend-claim", make.cnf(compensator=other.organisation), by=lawyer)
    assert titles(other, claim) == ["With the form"]


def test_what_was_attached_to_a_draft_goes_with_it(lawyer: User, as_lawyer: Caller) -> None:
    draft = drafts.start(claim_type="rta", body={}, by=lawyer.as_actor(), at=make.NOW)
    assert attach(as_lawyer, draft.claim).status_code == 201
    drafts.discard(draft)
    assert stored()[0] == 0
    later = make.NOW + timedelta(days=3650)
    assert store.sweep(at=later) == 1
    assert stored() == (0, 0, 0, 0)


def test_nothing_that_is_needed_is_swept(
    as_lawyer: Caller, claim_at: Any, the_clock: Clock
) -> None:
    attach(as_lawyer, claim_at())
    before = stored()
    assert store.sweep(at=make.NOW + timedelta(days=3650)) == 0
    assert stored() == before


def test_the_database_refuses_to_change_an_attachment(as_lawyer: Caller, claim_at: Any) -> None:
    attach(as_lawyer, claim_at())
    for change in (
        "UPDATE files_attachment SET title = 'Other'",
        "UPDATE files_storedfile SET sha256 = 'other'",
        "UPDATE files_attachment SET scan = 'clean'",
    ):
        with (
            pytest.raises(Exception, match=r"never changed|a_scan_has_its_time"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)


def test_an_upload_and_a_download_are_not_held_in_memory(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    attach(as_lawyer, claim)  # what is made once is made
    path = f"/api/v1/claims/{claim.pk}/attachments"
    with tempfile.TemporaryFile() as body:
        body.write(
            b"--b\r\nContent-Disposition: form-data; name=title\r\n\r\nLarge\r\n"
            b'--b\r\nContent-Disposition: form-data; name=file; filename="large.txt"\r\n\r\n'
        )
        for _ in range(60):
            body.write(b"x" * 65_536)
        body.write(b"\r\n--b--\r\n")
        length = body.tell()
        body.seek(0)
        tracemalloc.start()
        answer = as_lawyer.client.post(
            path, headers=as_lawyer.headers(), CONTENT_LENGTH=length, content_type="multipart/form-data; boundary=b",
            **{"wsgi.input": body},
        )  # fmt: skip
        assert answer.status_code == 201, answer.content
        given = as_lawyer.client.get(answer.json()["href"], headers=as_lawyer.headers())
        assert sum(len(piece) for piece in given.streaming_content) == 60 * 65_536
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < MEGABYTE, f"{most:,} bytes for a file of {60 * 65_536:,}"
