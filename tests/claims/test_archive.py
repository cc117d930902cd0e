"""Claims that went to court are found and read by the profile of it, and by nobody else that way."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import archive
from claims_portal.claims.models import Claim, Event
from claims_portal.claims.refusals import NoSuchClaim, NotAllowed
from claims_portal.claims.search.keys import Keys
from claims_portal.retention import deleting, hiding
from tests import make
from tests.api.conftest import Caller

ENDED = make.NOW


def archived(lawyer: User, insurer: User, **columns: Any) -> Claim:
    """At the end that only a long walk reaches, by its columns."""
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackForm")
    ended = {
        "phase": "CourtProceedingsPackEnd",
        "turn": "",
        "ended_at": ENDED,
        "times_out_on": None,
    }
    Claim.objects.filter(pk=claim.pk).update(**ended | columns)
    return Claim.objects.get(pk=claim.pk)


@pytest.fixture
def archivist(lawyer: User) -> User:
    return make.user(lawyer.organisation, Profile.SEARCH_ARCHIVED_CLAIMS, user_name="ARCHIVIST")


@pytest.fixture
def insurers_archivist(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.SEARCH_ARCHIVED_CLAIMS, user_name="ARCHIVIST_C")


@pytest.fixture
def page(archivist: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    client = Client()
    client.force_login(archivist)
    return client


def numbers(by: User, **keys: str) -> list[int]:
    return [one.pk for one in archive.page(Keys(**keys), by=by.as_actor()).claims]


def test_both_sides_find_what_went_to_court_and_nothing_else(
    lawyer: User, insurer: User, stranger: User, archivist: User, insurers_archivist: User
) -> None:
    older = archived(lawyer, insurer, ended_at=ENDED - timedelta(days=1))
    newer = archived(lawyer, insurer)
    archived(stranger, insurer)
    archived(lawyer, insurer, phase="Stage2SettlementPackConfirmationEnd")
    make.claim(lawyer=lawyer, insurer=insurer)
    assert numbers(archivist) == [newer.pk, older.pk]
    assert len(numbers(insurers_archivist)) == 3
    with pytest.raises(NotAllowed):
        numbers(lawyer)
    first = archive.page(Keys(), by=archivist.as_actor(), size=1)
    assert first.next_cursor
    second = archive.page(Keys(), by=archivist.as_actor(), size=1, cursor=first.next_cursor)
    assert [one.pk for one in (*first.claims, *second.claims)] == [newer.pk, older.pk]
    assert second.next_cursor is None


def test_it_is_searched_by_number_surname_and_reference(
    lawyer: User, insurer: User, archivist: User
) -> None:
    claim = archived(lawyer, insurer)
    archived(lawyer, insurer, claimant_surname_folded="other", representative_reference_folded="r9")
    assert numbers(archivist, application_id=claim.application_id) == [claim.pk]
    assert numbers(archivist, surname=claim.claimant_surname[:3].upper()) == [claim.pk]
    assert numbers(archivist, reference=claim.representative_reference) == [claim.pk]
    assert numbers(archivist, reference="nothing") == []


def test_what_was_deleted_or_is_kept_no_longer_is_not_there(
    lawyer: User, insurer: User, archivist: User
) -> None:
    claim = archived(lawyer, insurer)
    deleter = make.user(lawyer.organisation, Profile.DELETE_CLAIMS, user_name="DELETER")
    hiding.delete(claim.pk, reason="Asked for erasure.", by=deleter.as_actor(), at=make.NOW)
    assert numbers(archivist) == []
    hiding.recover(claim.pk, by=deleter.as_actor(), at=make.NOW)
    assert numbers(archivist) == [claim.pk]
    deleting.run(at=ENDED + timedelta(days=365))
    assert numbers(archivist) == [claim.pk]
    deleting.run(at=ENDED + timedelta(days=367))
    assert numbers(archivist) == []


def test_it_is_read_on_pages_and_changed_nowhere(lawyer: User, insurer: User, page: Client) -> None:
    claim = archived(lawyer, insurer)
    still_open = make.claim(lawyer=lawyer, insurer=insurer)
    assert page.get("/").headers["Location"] == "/archive"
    assert claim.application_id in page.get("/archive").content.decode()
    told = page.get(f"/archive/{claim.pk}").content.decode()
    assert claim.claimant_surname in told
    assert "24 November 2027" in told
    assert page.get(f"/archive/{still_open.pk}").status_code == 404
    assert page.get(f"/claims/{claim.pk}").status_code == 404
    answer = page.get(f"/archive/{claim.pk}/bundle.zip")
    names = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))).namelist()  # type: ignore[attr-defined]
    assert any(one.startswith("forms/") for one in names)
    before = Event.objects.count()
    assert page.post(f"/archive/{claim.pk}").status_code == 405
    assert Event.objects.count() == before


def test_who_has_no_such_profile_is_refused(lawyer: User, insurer: User, client: Client) -> None:
    claim = archived(lawyer, insurer)
    client.force_login(lawyer)
    for address in ("/archive", f"/archive/{claim.pk}", f"/archive/{claim.pk}/bundle.zip"):
        assert client.get(address).status_code == 403


def test_by_the_api(
    lawyer: User, insurer: User, stranger: User, archivist: User, insurers_archivist: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    claim = archived(lawyer, insurer)

    def caller(user: User) -> Caller:
        return Caller(user, make.token(user.organisation, at=make.NOW))

    ours = caller(archivist)
    (line,) = ours.get("/archive", {"surname": claim.claimant_surname}).json()["claims"]
    assert line["applicationId"] == claim.application_id
    whole = ours.get(f"/archive/{claim.pk}").json()
    assert (whole["endsAs"], whole["actions"], whole["allocation"]) == ("court-pack", [], [])
    assert ours.get(f"/archive/{claim.pk}/history").json()["events"]
    assert ours.get(f"/archive/{claim.pk}/bundle.zip").status_code == 200
    theirs = caller(insurers_archivist).get(f"/archive/{claim.pk}").json()
    form = next(one["body"] for one in theirs["documents"] if one["kind"] == "rta-cnf")
    assert "referral" not in form["claimantRepresentative"]
    assert caller(lawyer).get("/archive").status_code == 403
    foreign = make.user(stranger.organisation, Profile.SEARCH_ARCHIVED_CLAIMS, user_name="FOREIGN")
    for address in ("", "/history", "/bundle.zip"):
        assert caller(foreign).get(f"/archive/{claim.pk}{address}").status_code == 404
    assert ours.get("/archive", {"cursor": "nonsense"}).status_code == 400


@pytest.mark.parametrize("number", [-1, 0, 10**18])
def test_no_number_breaks_it(archivist: User, number: int) -> None:
    with pytest.raises(NoSuchClaim):
        archive.find(number, by=archivist.as_actor())
