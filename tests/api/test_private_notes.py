"""Private notes by the API: of one organisation, and nothing of them anywhere else."""

from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import private_notes
from claims_portal.claims.models import Event, PrivateNote
from tests import make
from tests.api.conftest import Caller, caller, kind
from tests.claims.test_archive import archived

SECRET = "Their witness sounds unsure; offer less."


def texts(who: Caller, path: str) -> list[str]:
    return [one["text"] for one in who.get(f"{path}/notes").json()["notes"]]


def test_written_read_corrected_and_deleted(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    path = f"/claims/{claim.pk}"
    told = as_lawyer.post(f"{path}/notes", {"text": "  Rang.\r\nNobody there. \n"})
    assert told.status_code == 201, told.content
    first = told.json()
    assert first["text"] == "Rang.\nNobody there."
    assert (first["isOwn"], first["userId"], first["correctedAt"]) == (True, "LAWYER", None)
    as_lawyer.post(f"{path}/notes", {"text": "Second"})
    assert texts(as_lawyer, path) == ["Second", "Rang.\nNobody there."]
    one = f"{path}/notes/{first['noteId']}"
    corrected = as_lawyer.send("PUT", one, {"text": "Rang twice."}).json()
    assert (corrected["text"], corrected["correctedAt"] is not None) == ("Rang twice.", True)
    assert as_lawyer.send("DELETE", one).status_code == 204
    assert texts(as_lawyer, path) == ["Second"]
    again = as_lawyer.send("DELETE", one)
    assert (again.status_code, kind(again)) == (404, "no-such-private-note")
    inside = as_lawyer.get(f"{path}/history").json()["internal"]
    assert [one["tag"].rpartition(":")[2] for one in inside] == [
        "added", "added", "corrected", "deleted",
    ]  # fmt: skip
    assert "Rang" not in str(inside)


def test_the_other_side_is_told_nothing(
    as_lawyer: Caller, as_insurer: Caller, as_stranger: Caller, claim_at: Any, client: Client
) -> None:
    claim = claim_at()
    path = f"/claims/{claim.pk}"
    events, before = Event.objects.count(), as_insurer.get(path)
    as_lawyer.post(f"{path}/notes", {"text": SECRET})
    assert texts(as_insurer, path) == []
    assert Event.objects.count() == events
    after = as_insurer.get(path)
    assert (after["ETag"], after.content) == (before["ETag"], before.content)
    client.force_login(as_insurer.user)
    page = client.get(path).content.decode()
    assert SECRET not in page
    assert "Private note" not in page
    number = PrivateNote.objects.get().pk
    for method, where in (
        ("GET", ""),
        ("POST", ""),
        ("PUT", f"/{number}"),
        ("DELETE", f"/{number}"),
    ):
        says = None if method in ("GET", "DELETE") else {"text": "x"}
        stranger = as_stranger.send(method, f"{path}/notes{where}", says)
        assert (stranger.status_code, kind(stranger)) == (404, "no-such-claim")
        if where:
            other = as_insurer.send(method, f"{path}/notes{where}", says)
            assert (other.status_code, kind(other)) == (404, "no-such-private-note")
    assert PrivateNote.objects.get().text == SECRET


def test_a_colleague_reads_and_leaves_it_as_it_is(
    as_lawyer: Caller, lawyer: User, claim_at: Any
) -> None:
    path = f"/claims/{claim_at().pk}"
    number = as_lawyer.post(f"{path}/notes", {"text": "Mine"}).json()["noteId"]
    colleague = caller(make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER))
    (read,) = colleague.get(f"{path}/notes").json()["notes"]
    assert (read["text"], read["isOwn"]) == ("Mine", False)
    refused = colleague.send("PUT", f"{path}/notes/{number}", {"text": "Not mine"})
    assert (refused.status_code, kind(refused)) == (404, "no-such-private-note")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("x" * 2000, 201),
        ("😀" * 2000, 201),
        ("a\r\n" * 1000, 201),  # counted with line ends of one character
        ("مرحبا", 201),
        ("x" * 2001, 422),
        (" \n ", 422),
        ("a\u0000b", 422),
        ("a\u001bb", 422),
        ("", 422),
        (7, 422),
    ],
)
def test_length_and_characters(as_lawyer: Caller, claim_at: Any, text: object, status: int) -> None:
    answer = as_lawyer.post(f"/claims/{claim_at().pk}/notes", {"text": text})
    assert answer.status_code == status, answer.content
    assert PrivateNote.objects.exists() == (status == 201)


def test_no_more_than_a_bound(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_notes, "MOST", 1)
    path = f"/claims/{claim_at().pk}/notes"
    assert [one.post(path, {"text": "x"}).status_code for one in (as_lawyer, as_insurer)] == [
        201
    ] * 2
    refused = as_lawyer.post(path, {"text": "y"})
    assert (refused.status_code, kind(refused)) == (422, "private-note-refused")


def test_an_archived_claim_has_them_to_read(lawyer: User, insurer: User) -> None:
    claim = archived(lawyer, insurer)
    private_notes.add(claim, SECRET, by=lawyer.as_actor(), at=make.NOW)
    path = f"/archive/{claim.pk}"
    for handler, expected in ((lawyer, [SECRET]), (insurer, [])):
        profile = Profile.SEARCH_ARCHIVED_CLAIMS
        archivist = make.user(
            handler.organisation, profile, user_name=f"ARCHIVE_{handler.user_name}"
        )
        assert texts(caller(archivist), path) == expected
        browser = Client()
        browser.force_login(archivist)
        page = browser.get(path).content.decode()
        assert (SECRET in page) == bool(expected)
        assert "Add the note" not in page
        assert "Correct or delete" not in page
    assert kind(caller(lawyer).get(f"{path}/notes")) == "not-allowed"
