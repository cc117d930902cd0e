"""Absences: while somebody is away, the claims and what is news in them reach the cover."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts import acting
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import Absence, User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import absences, alarms, inbox, worklist
from claims_portal.claims.models import Claim
from claims_portal.records.models import AuditEntry
from tests import make
from tests.api.conftest import caller, kind

TODAY = make.NOW.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def leader(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER, user_name="LEADER")


@pytest.fixture
def cover(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER, user_name="COVER")


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    """Of the insurer's handler."""
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=claim.pk).update(compensator_handler=insurer)
    return claim


def boxes(name: str, day: date) -> dict[str, Any]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def say(by: User, user: User, cover: User, first: date = TODAY, last: date = TOMORROW) -> Any:
    client = Client()
    client.force_login(by)
    chosen = {"user": user.user_name, "cover_user_id": cover.user_name}
    chosen |= boxes("first_day", first) | boxes("last_day", last)
    return client.post("/absences", chosen)


def on_day(user: User, day: date = TODAY) -> Actor:
    at = make.NOW + (day - TODAY)
    return acting.on_page(user, stands_in_for=None, at=at, address="")


def mine(user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get("/?allocatedTo=me").content.decode()


@pytest.mark.parametrize("who", ["leader", "administrator", "person"])
def test_the_claims_stand_in_the_worklist_of_the_cover_and_say_so(
    leader: User, insurer: User, cover: User, claim: Claim, who: str
) -> None:
    boss = make.user(insurer.organisation, Profile.COMP_ADMINISTRATOR, user_name="BOSS")
    by = {"leader": leader, "administrator": boss, "person": insurer}[who]
    assert claim.application_id not in mine(cover)
    assert say(by, insurer, cover).status_code == 302
    page = mine(cover)
    assert claim.application_id in page
    assert f"Covering for {insurer.full_name} (INSURER)" in page
    assert worklist.counts_by_phase(on_day(cover)) == {"ClaimSubmitted": 1}
    assert claim.application_id in mine(insurer), "who is away keeps them"
    entry = AuditEntry.objects.get(tag="account:absence:set")
    assert (entry.subject, entry.by_user) == ("INSURER", by.user_name)
    assert entry.after == {"from": "2026-11-23", "to": "2026-11-24", "cover": "COVER"}


def test_it_begins_and_ends_by_itself(
    leader: User, insurer: User, cover: User, claim: Claim
) -> None:
    say(leader, insurer, cover, TOMORROW, TOMORROW)
    found = {
        day: [line.pk for line in worklist.page(on_day(cover, TODAY + timedelta(days=day))).lines]
        for day in (0, 1, 2)
    }
    assert found == {0: [], 1: [claim.pk], 2: []}
    awaiting = Claim.objects.awaiting(on_day(cover, TOMORROW))
    assert [one.pk for one in awaiting] == [claim.pk]
    assert absences.forget_old(at=make.NOW + timedelta(days=1)) == 0
    assert absences.forget_old(at=make.NOW + timedelta(days=2)) == 1


def test_deadline_warnings_come_to_the_cover_too(
    leader: User, insurer: User, cover: User, claim: Claim
) -> None:
    due = make.NOW + timedelta(days=15)
    say(leader, insurer, cover, TODAY, due.date())
    alarms.ring(at=due)

    def told(user: User) -> list[str]:
        notices = inbox.page(on_day(user, due.date()), at=due + timedelta(minutes=5)).notices
        return [one.tag for one in notices]

    assert "claim:liability:days-left" in told(insurer)
    assert told(cover) == told(insurer)
    Absence.objects.all().delete()
    assert told(cover) == []


def test_no_right_is_lent(leader: User, insurer: User, claim: Claim) -> None:
    elpl = make.user(insurer.organisation, Profile.COMP_ELPL_CLAIM_HANDLER, user_name="ELPL")
    say(leader, insurer, elpl)
    assert claim.application_id not in mine(elpl)


def test_what_cannot_be_is_said_at_its_field(leader: User, insurer: User, cover: User) -> None:
    stranger = make.user(make.organisation("COMP009", kind="COMP"), user_name="FAR")
    refused = {
        "must not be before the first": say(leader, insurer, cover, TOMORROW, TODAY),
        "is over already": say(leader, insurer, cover, date(2026, 11, 1), date(2026, 11, 2)),
        "at most 366 days": say(leader, insurer, cover, TODAY, date(2028, 1, 1)),
        "Choose a colleague": say(leader, insurer, insurer),
        "a usable account": say(leader, insurer, stranger),
        "Choose who is away": say(leader, stranger, cover),
    }
    for sentence, answer in refused.items():
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
    assert not Absence.objects.exists()


def test_all_that_is_missing_is_said_at_once_and_a_short_year_is_no_date(
    leader: User, insurer: User, cover: User
) -> None:
    client = Client()
    client.force_login(leader)
    page = client.post("/absences", {}).content.decode()
    for sentence in ("Choose who is away", "the first day", "the last day", "Choose who covers"):
        assert sentence in page
    days = boxes("first_day", TODAY) | boxes("last_day", TOMORROW)
    people = {"user": insurer.user_name, "cover_user_id": cover.user_name}
    page = client.post("/absences", people | days | {"last_day-year": "26"}).content.decode()
    assert "Enter the last day away" in page
    assert "must not be before" not in page


def test_a_handler_speaks_for_nobody_else(insurer: User, cover: User, leader: User) -> None:
    say(cover, insurer, leader)
    assert Absence.objects.get().user == cover, "whom a handler names does not count"
    say(leader, insurer, leader)
    client = Client()
    client.force_login(cover)
    assert client.post("/absences/INSURER/end").status_code == 403
    assert client.post("/absences/NOBODY/end").status_code == 404
    page = client.get("/absences").content.decode()
    assert page.count(insurer.full_name) == 1, "among those who could cover, and nowhere else"
    client.post("/absences/COVER/end")
    assert [one.user for one in Absence.objects.all()] == [insurer]
    assert AuditEntry.objects.filter(tag="account:absence:ended").count() == 1


def test_the_same_by_the_api(leader: User, insurer: User, cover: User, claim: Claim) -> None:
    as_leader, as_cover = caller(leader), caller(cover)
    body = {"firstDay": "2026-11-23", "lastDay": "2026-11-24", "coverUserId": "COVER"}
    answer = as_leader.send("PUT", "/users/INSURER/absence", body)
    assert answer.json() == body | {"userId": "INSURER"}
    assert as_cover.get("/absences").json() == {"absences": [answer.json()]}
    found = as_cover.get("/claims?scope=worklist&allocatedTo=me").json()["claims"]
    assert [one["applicationId"] for one in found] == [claim.application_id]
    refused = as_cover.send("DELETE", "/users/INSURER/absence")
    assert (refused.status_code, kind(refused)) == (403, "not-allowed")
    wrong = as_leader.send("PUT", "/users/INSURER/absence", body | {"lastDay": "2026-11-22"})
    assert (wrong.status_code, kind(wrong)) == (422, "absence-refused")
    firm = make.user(claim.representative, Profile.CR_RTA_TEAM_LEADER, user_name="FIRM")
    for user_id in ("INSURER", "NOBODY"):
        elsewhere = caller(firm).send("PUT", f"/users/{user_id}/absence", body)
        assert (elsewhere.status_code, kind(elsewhere)) == (404, "no-such-account")
    assert as_leader.send("DELETE", "/users/INSURER/absence").status_code == 204
    assert as_leader.get("/absences").json() == {"absences": []}
