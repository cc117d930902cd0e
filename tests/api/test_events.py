"""The feed through the API: what an event says, cursors, and bad ones."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.core.management import call_command
from django.db import connection

from claims_portal.claims.feed import event_types, places
from claims_portal.claims.models import Event
from claims_portal.claims.process.notices import NOTICES, Audience
from tests import make
from tests.api.conftest import Caller, Clock, codes, kind


def test_an_event_says_what_changed(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at(at="Article75Decision")
    (told,) = as_lawyer.get("/events").json()["events"]
    assert told == {
        "id": f"{claim.application_id}-2",
        "type": "claim:notification:accepted",
        "kind": "step",
        "at": "2026-11-23T09:30:00Z",
        "applicationId": claim.application_id,
        "claimType": "rta",
        "number": 2,
        "side": "compensator",
        "text": f"Claim {claim.application_id} accepted by Compensator",
        "activityId": str(claim.activity_id),
        "changed": {
            "phaseBefore": {"code": "ClaimSubmitted", "name": "Claim submitted"},
            "phase": {"code": "Article75Decision", "name": claim.phase_row.name},
            "turn": "compensator",
            "timesOutOn": claim.times_out_on.isoformat(),
            "document": "accept-claim",
            "facts": {"compensatorReference": "NM/26/1"},
        },
    }


def test_the_activity_id_of_an_event_is_good_for_the_next_action(
    as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    (told,) = as_insurer.get("/events").json()["events"]
    answer = as_insurer.act(
        claim, "accept-claim", {"compensatorReference": "X/1"}, If_Match=f'"{told["activityId"]}"'
    )
    assert answer.status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_program_reads_on_with_the_cursor_of_its_last_answer(
    as_insurer: Caller, claim_at: Any
) -> None:
    for _ in range(3):
        claim_at()
    first = as_insurer.get("/events", {"limit": 2}).json()
    assert (len(first["events"]), first["more"]) == (2, True)
    second = as_insurer.get("/events", {"limit": 2, "after": first["nextCursor"]}).json()
    assert (len(second["events"]), second["more"]) == (1, False)
    nothing = as_insurer.get("/events", {"after": second["nextCursor"]}).json()
    assert (nothing["events"], nothing["more"]) == ([], False)
    claim = claim_at()
    (new,) = as_insurer.get("/events", {"after": nothing["nextCursor"]}).json()["events"]
    assert new["applicationId"] == claim.application_id
    # The same cursor again gives the same again: an answer that was lost loses nothing.
    again = as_insurer.get("/events", {"after": second["nextCursor"]}).json()["events"]
    assert again == [new]


def test_the_cursor_of_another_organisation_shows_nothing_of_it(
    as_insurer: Caller, as_stranger: Caller, claim_at: Any
) -> None:
    claim_at()
    cursor = as_insurer.get("/events").json()["nextCursor"]
    claim_at()
    assert as_stranger.get("/events", {"after": cursor}).json()["events"] == []


FORGED = signing.Signer(salt="claims_portal.cursors").sign_object(["x", 0, "1:1:", None, 0])


@pytest.mark.parametrize(
    "cursor", ["x", ":", "x:y", "%00", "1:1:", "W10:", FORGED, "é", "a" * 3999, ".x:y"]
)
def test_a_cursor_that_we_did_not_give_is_refused(as_insurer: Caller, cursor: str) -> None:
    answer = as_insurer.get("/events", {"after": cursor})
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
    assert codes(answer) == {("after", "FormatNotValid")}


def test_a_cursor_that_was_changed_is_refused(as_insurer: Caller) -> None:
    good = as_insurer.get("/events").json()["nextCursor"]
    for place in range(0, len(good), 7):
        letter = "a" if good[place] != "a" else "b"
        answer = as_insurer.get("/events", {"after": good[:place] + letter + good[place + 1 :]})
        assert answer.status_code == 400


def test_an_old_cursor_is_gone(as_insurer: Caller, the_clock: Clock) -> None:
    cursor = as_insurer.get("/events").json()["nextCursor"]
    the_clock.now = make.NOW + places.KEPT_FOR + timedelta(seconds=2)
    as_insurer.token = make.token(as_insurer.user.organisation, at=the_clock.now)
    answer = as_insurer.get("/events", {"after": cursor})
    assert (answer.status_code, kind(answer)) == (410, "cursor-too-old")


@pytest.mark.django_db(transaction=True)
def test_a_cursor_of_before_a_restore_is_gone(as_insurer: Caller) -> None:
    cursor = as_insurer.get("/events").json()["nextCursor"]
    call_command("after_restore", verbosity=0)
    answer = as_insurer.get("/events", {"after": cursor})
    assert (answer.status_code, kind(answer)) == (410, "cursor-too-old")


@pytest.mark.django_db(transaction=True)
def test_events_of_a_restored_dump_are_old_and_not_new(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    cursor = as_insurer.get("/events").json()["nextCursor"]
    with connection.cursor() as database:
        database.execute("ALTER TABLE claims_event DISABLE TRIGGER events_are_never_changed")
        database.execute("UPDATE claims_event SET transaction_id = '9000000000'")
        database.execute("ALTER TABLE claims_event ENABLE TRIGGER events_are_never_changed")
    assert as_insurer.get("/events", {"after": cursor}).json()["events"] == []
    assert len(as_insurer.get("/events").json()["events"]) == 1
    call_command("after_restore", verbosity=0)
    assert list(Event.objects.values_list("transaction_id", flat=True)) == [1]
    with pytest.raises(Exception, match="never changed"):
        Event.objects.filter(claim=claim).update(says="x")


@pytest.mark.parametrize(
    "query",
    ["type=claim:nothing:*", "type=", "type=*x", "type=claim:liability:*,", "type=%25", "limit=0",
     "limit=501", "since=yesterday", "since=2026-11-23", "before=x"],
)  # fmt: skip
def test_what_is_asked_wrong_is_told(as_insurer: Caller, query: str) -> None:
    assert as_insurer.get(f"/events?{query}").status_code == 400


def test_types_and_a_beginning_may_be_named(as_lawyer: Caller, claim_at: Any) -> None:
    claim_at(at="LiabilityAdmitted")
    every = as_lawyer.get("/events").json()["events"]
    narrow = as_lawyer.get("/events?type=claim:liability:*,claim:exit:exited").json()["events"]
    assert [one["type"] for one in narrow] == ["claim:liability:admitted"]
    assert len(every) > 1
    later = (make.NOW + timedelta(seconds=1)).isoformat().replace("+", "%2B")
    assert as_lawyer.get(f"/events?since={later}").json()["events"] == []


def test_every_type_is_listed_with_its_schema(as_lawyer: Caller) -> None:
    listed = as_lawyer.get("/event-types").json()["eventTypes"]
    told = {f"claim:{tag}" for tag, notice in NOTICES.items() if notice.to is not Audience.NOBODY}
    assert {one["type"] for one in listed} == told
    for one in listed:
        assert one["claimTypes"]
        whole = as_lawyer.get(f"/event-types/{one['type']}").json()
        assert whole["schema"]["$defs"]["FeedEvent"]["properties"]["type"]["const"] == one["type"]
    answer = as_lawyer.get("/event-types/claim:nothing:happened")
    assert (answer.status_code, kind(answer)) == (404, "no-such-reference")


def test_article_75_is_of_rta_claims_alone() -> None:
    types = event_types.event_types()
    assert types["claim:article-75:decided"].claim_types == ("rta",)
    assert set(types["claim:liability:admitted"].claim_types) == {"rta", "el", "eld", "pl"}
