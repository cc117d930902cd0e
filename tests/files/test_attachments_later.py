"""What becomes of attachments: who reads them, where they go with the claim, what is swept."""

import tempfile
import tracemalloc
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import drafts, reassignment
from claims_portal.claims.models import Claim
from claims_portal.files import store
from claims_portal.files.models import Attachment
from claims_portal.organisations import relations
from claims_portal.organisations.models import RelationKind
from tests import make
from tests.api.conftest import Caller, Clock, caller, kind
from tests.files import samples
from tests.files.test_attachments import attach, stored

MEGABYTE = 1024**2


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


def test_an_upload_sent_again_is_kept_once(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    first, again = (attach(as_lawyer, claim, key="k") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Attachment.objects.count() == 1
    for other in ({"title": "Another"}, {"content": samples.PNG, "name": "car.png"}):
        answer = attach(as_lawyer, claim, key="k", **other)
        assert (answer.status_code, kind(answer)) == (422, "idempotency-key-reused")
    assert attach(as_lawyer, claim).status_code == 409
    assert Attachment.objects.count() == 1


def test_an_attachment_of_a_draft_is_taken_back(
    as_lawyer: Caller, as_stranger: Caller, lawyer: User, claim_at: Any
) -> None:
    draft = drafts.start(claim_type="rta", body={}, by=lawyer.as_actor(), at=make.NOW)
    kept = attach(as_lawyer, draft.claim).json()
    path = kept["href"].removeprefix("/api/v1").removesuffix("/content")
    assert as_stranger.send("DELETE", path).status_code == 404
    assert as_lawyer.send("DELETE", path).status_code == 204
    assert as_lawyer.send("DELETE", path).status_code == 404
    assert not Attachment.objects.exists()
    sent = attach(as_lawyer, claim_at()).json()
    path = sent["href"].removeprefix("/api/v1").removesuffix("/content")
    answer = as_lawyer.send("DELETE", path)
    assert (answer.status_code, kind(answer)) == (409, "attachment-already-sent")
