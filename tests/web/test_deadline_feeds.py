"""Deadlines in a calendar program: made, read, renewed, revoked; nothing of the people in them."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar, Event

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import deadline_feeds
from claims_portal.claims.models import Claim, DeadlineFeed, FeedScope
from claims_portal.organisations.models import UserAgreement
from claims_portal.records.models import AuditEntry
from tests import make


@pytest.fixture(autouse=True)
def _monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    monkeypatch.setattr(clock, "today", lambda: make.NOW.date())


def made(client: Client, scope: str = "worklist") -> str:
    """Makes an address by the page; its path."""
    page = client.post(f"/account/deadline-feeds/{scope}/make", follow=True).content.decode()
    found = re.search(r"http://localhost:8000(/deadlines/[\w-]+\.ics)", page)
    assert found
    return found[1]


def events(path: str) -> list[Event]:
    answer = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


@pytest.fixture
def insurers(client: Client, insurer: User) -> Client:
    client.force_login(insurer)
    return client


def test_a_feed_shows_the_last_day_to_act_of_each_claim(
    insurers: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    (event,) = events(made(insurers))
    assert event.decoded("dtstart") == date(2026, 12, 14)
    assert event["summary"] == f"Claim {claim.application_id}: Liability decision"
    assert event["uid"] == f"{claim.application_id}.LiabilityDecision@localhost"
    assert "Your reference: NM/26/1" in event["description"]
    assert "Phase: Liability decision" in event["description"]
    assert event["url"] == f"http://localhost:8000/claims/{claim.pk}"


def test_nothing_of_the_people_in_a_claim_is_in_it(
    insurers: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    text = Client().get(made(insurers)).content.decode()
    for word in (
        claim.claimant_surname, claim.claimant_forename, claim.national_insurance_number,
        claim.registration_number, claim.representative_reference, insurer.surname,
        insurer.user_name, insurer.email, lawyer.organisation.name,
    ):  # fmt: skip
        assert word and word not in text


def test_a_feed_is_valid_as_the_standard_says(
    insurers: Client, lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision")
    Claim.objects.filter(pk=claim.pk).update(compensator_reference="Very/long " * 4 + "A\\B 12345")
    raw = Client().get(made(insurers)).content
    lines = raw.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR" and lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    calendar = Calendar.from_ical(raw)
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    (event,) = calendar.walk("VEVENT")
    assert {"uid", "dtstamp", "dtstart"} <= {name.lower() for name in event}
    assert b"DTSTART;VALUE=DATE:20261214" in raw
    assert re.search(rb"DTSTAMP:\d{8}T\d{6}Z", raw)
    assert "A\\B 12345" in event["description"]


def test_own_and_team_are_different(insurers: Client, lawyer: User, insurer: User) -> None:
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER)
    own, others, nobodys = (make.claim(lawyer=lawyer, insurer=insurer) for _ in range(3))
    Claim.objects.filter(pk=own.pk).update(compensator_handler=insurer)
    Claim.objects.filter(pk=others.pk).update(compensator_handler=colleague)
    shown = {
        scope: {event["uid"][:16] for event in events(made(insurers, scope))}
        for scope in FeedScope.values
    }
    assert shown == {
        "own": {own.application_id},
        "worklist": {own.application_id, nobodys.application_id},
    }


def test_what_waits_for_the_other_side_or_for_no_limit_is_not_in_it(
    client: Client, lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityAdmitted")
    client.force_login(lawyer)
    assert events(made(client)) == []


def test_an_unchanged_feed_is_not_sent_again(insurers: Client, lawyer: User, insurer: User) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer)
    path = made(insurers)
    etag = Client().get(path)["ETag"]
    for known in (etag, f"W/{etag}", f'"other", {etag}'):
        answer = Client().get(path, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    make.act(claim, "accept-claim", {"compensatorReference": "A"}, by=insurer)
    answer = Client().get(path, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert answer["ETag"] != etag


def test_an_address_is_shown_once_and_kept_as_a_hash(insurers: Client) -> None:
    path = made(insurers)
    secret = path.removeprefix("/deadlines/").removesuffix(".ics")
    assert len(secret) >= 43
    page = insurers.get("/account/deadline-feeds").content.decode()
    assert secret not in page
    assert "The address was made on 23 November 2026, 09:30." in page
    feed = DeadlineFeed.objects.get()
    assert secret not in str(vars(feed))
    assert len(feed.digest) == 64


def test_a_renewed_address_replaces_the_old_one(insurers: Client) -> None:
    old = made(insurers)
    new = made(insurers)
    assert Client().get(old).status_code == 404
    assert Client().get(new).status_code == 200
    tags = list(AuditEntry.objects.order_by("number").values_list("tag", flat=True))
    assert tags == ["account:deadline-feed:made", "account:deadline-feed:renewed"]


def test_a_revoked_address_leads_nowhere(insurers: Client) -> None:
    path = made(insurers)
    page = insurers.post("/account/deadline-feeds/worklist/revoke", follow=True).content.decode()
    assert "The address leads nowhere from now on." in page
    assert Client().get(path).status_code == 404
    assert AuditEntry.objects.order_by("-number")[0].tag == "account:deadline-feed:revoked"
    insurers.post("/account/deadline-feeds/worklist/revoke")
    assert AuditEntry.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [{"enabled": False}, {"enabled": False, "active": False}, {"expires_on": date(2026, 11, 23)}],
)
def test_the_address_of_an_account_that_cannot_sign_in_leads_nowhere(
    insurers: Client, insurer: User, change: dict[str, Any]
) -> None:
    path = made(insurers)
    User.objects.filter(pk=insurer.pk).update(**change)
    assert Client().get(path).status_code == 404


def test_a_disabled_organisation_is_shut_out(insurers: Client, insurer: User) -> None:
    path = made(insurers)
    insurer.organisation.enabled = False
    insurer.organisation.save()
    assert Client().get(path).status_code == 404


def test_profiles_count_at_the_moment_of_reading(
    insurers: Client, lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    path = made(insurers)
    insurer.profiles.all().delete()
    assert events(path) == []


def test_without_the_user_agreement_nothing_is_shown(
    insurers: Client, lawyer: User, insurer: User
) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    path = made(insurers)
    UserAgreement.objects.create(version="2", text="Be good.", in_force_from=make.NOW)
    assert events(path) == []


@pytest.mark.parametrize("secret", ["x", "x" * 43, "x" * 101, "%00", "é"])
def test_a_made_up_address_leads_nowhere(db: None, client: Client, secret: str) -> None:
    assert client.get(f"/deadlines/{secret}.ics").status_code == 404


def test_nobody_changes_the_address_of_another(
    insurers: Client, lawyer: User, insurer: User
) -> None:
    path = made(insurers)
    leader = make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER)
    stranger = Client()
    stranger.force_login(leader)
    stranger.get("/")
    session = stranger.session
    session["stands_in_for"] = insurer.pk
    session.save()
    for verb in ("make", "revoke"):
        assert stranger.post(f"/account/deadline-feeds/worklist/{verb}").status_code == 403
        assert insurers.post(f"/account/deadline-feeds/others/{verb}").status_code == 404
    assert Client().get(path).status_code == 200


def test_reading_is_noted_once_a_day(insurers: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(insurers)
    Client().get(path)
    page = insurers.get("/account/deadline-feeds").content.decode()
    assert "It was read last on 23 November 2026." in page
    for hours, noted in ((23, make.NOW), (24, make.NOW + timedelta(days=1))):
        at = make.NOW + timedelta(hours=hours)
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        Client().get(path)
        assert DeadlineFeed.objects.get().read_at == noted


def test_only_the_nearest_deadlines_are_shown(
    insurers: Client, lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deadline_feeds, "MOST_DEADLINES", 2)
    for days in (3, 1, 2):
        make.claim(lawyer=lawyer, insurer=insurer, now=make.days_later(-days))
    shown = [event.decoded("dtstart") for event in events(made(insurers))]
    assert shown == sorted(shown)
    assert len(shown) == 2
