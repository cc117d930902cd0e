"""The inbox through the API."""

from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims import inbox
from tests import make
from tests.api.conftest import Caller, Clock, kind


def test_notifications_are_typed_and_say_what_happened(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at(at="Article75Decision")
    (told,) = as_lawyer.get("/notifications").json()["notifications"]
    assert told.pop("id") > 0
    assert told == {
        "kind": "step",
        "event": "claim:notification:accepted",
        "applicationId": claim.application_id,
        "text": f"Claim {claim.application_id} accepted by Compensator",
        "at": "2026-11-23T09:30:00Z",
    }
    answer = as_insurer.get("/notifications").json()
    assert [one["text"] for one in answer["notifications"]] == [f"New claim {claim.application_id}"]
    assert answer["nextCursor"] is None


def test_they_come_in_pages(as_insurer: Caller, claim_at: Any) -> None:
    for _ in range(3):
        claim_at()
    first = as_insurer.get("/notifications", {"limit": 2}).json()
    rest = as_insurer.get("/notifications", {"limit": 2, "cursor": first["nextCursor"]}).json()
    numbers = [one["id"] for page in (first, rest) for one in page["notifications"]]
    assert numbers == sorted(set(numbers), reverse=True)
    assert len(numbers) == 3
    assert rest["nextCursor"] is None


def test_one_is_cleared_once(as_insurer: Caller, claim_at: Any) -> None:
    claim_at()
    (told,) = as_insurer.get("/notifications").json()["notifications"]
    answer = as_insurer.send("DELETE", f"/notifications/{told['id']}")
    assert (answer.status_code, answer.json()) == (200, {"left": 0})
    assert as_insurer.get("/notifications").json()["notifications"] == []
    again = as_insurer.send("DELETE", f"/notifications/{told['id']}")
    assert (again.status_code, kind(again)) == (404, "no-such-notice")


def test_somebody_elses_is_answered_like_a_missing_one(
    as_insurer: Caller, as_lawyer: Caller, as_stranger: Caller, claim_at: Any
) -> None:
    claim_at()
    (told,) = as_insurer.get("/notifications").json()["notifications"]
    for number in (told["id"], told["id"] + 1000, 10**30):
        for who in (as_lawyer, as_stranger):
            answer = who.send("DELETE", f"/notifications/{number}")
            assert (answer.status_code, kind(answer)) == (404, "no-such-notice")
    assert len(as_insurer.get("/notifications").json()["notifications"]) == 1


def test_all_are_cleared(as_insurer: Caller, claim_at: Any, the_clock: Clock) -> None:
    for _ in range(3):
        claim_at()
    assert as_insurer.send("DELETE", "/notifications").json() == {"left": 0}
    assert as_insurer.get("/notifications").json()["notifications"] == []
    the_clock.now = make.NOW + timedelta(minutes=5)
    claim_at(now=the_clock.now)
    assert len(as_insurer.get("/notifications").json()["notifications"]) == 1


def test_they_are_gone_after_fifteen_days(
    as_insurer: Caller, claim_at: Any, the_clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim_at(now=make.NOW - inbox.KEPT_FOR + timedelta(minutes=1))
    assert len(as_insurer.get("/notifications").json()["notifications"]) == 1
    the_clock.now = make.NOW + timedelta(minutes=1)
    assert as_insurer.get("/notifications").json()["notifications"] == []


@pytest.mark.parametrize(
    ("query", "wrong"),
    [({"limit": 0}, "limit"), ({"limit": 101}, "limit"), ({"cursor": "x"}, "cursor"), ({"after": 1}, "after")],
)  # fmt: skip
def test_a_bad_query_is_refused(as_insurer: Caller, query: dict[str, Any], wrong: str) -> None:
    answer = as_insurer.get("/notifications", query)
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
    assert wrong in answer.content.decode()


def test_an_administrator_has_an_inbox_without_anything(
    as_administrator: Caller, claim_at: Any
) -> None:
    claim_at(at="LiabilityAdmitted")
    assert as_administrator.get("/notifications").json()["notifications"] == []


# Acknowledgements that the portal gives by itself.

PATH = "/organisation/automatic-acknowledgements"


def test_every_kind_of_ones_own_side_is_listed(as_administrator: Caller) -> None:
    told = as_administrator.get(PATH).json()["acknowledgements"]
    by_action = {one["action"]: one for one in told}
    assert by_action["acknowledge-liability-denied"] == {
        "action": "acknowledge-liability-denied",
        "phases": ["Liability denied"],
        "claimTypes": by_action["acknowledge-liability-denied"]["claimTypes"],
        "mayEnd": True,
        "automatic": False,
    }
    assert "rta" in by_action["acknowledge-liability-denied"]["claimTypes"]
    assert not by_action["acknowledge-liability-admitted"]["mayEnd"]
    assert "exit-rejected-claim" not in by_action
    assert "return-to-start-of-stage-2-1" not in by_action


def test_what_is_chosen_is_given_from_now_on(as_administrator: Caller, lawyer: User) -> None:
    chosen = {"actions": ["acknowledge-exit", "acknowledge-liability-denied"]}
    told = as_administrator.send("PUT", PATH, chosen).json()["acknowledgements"]
    assert {one["action"] for one in told if one["automatic"]} == set(chosen["actions"])
    told = as_administrator.send("PUT", PATH, {"actions": []}).json()["acknowledgements"]
    assert not any(one["automatic"] for one in told)


@pytest.mark.parametrize(
    "action", ["acknowledge-everything", "exit-rejected-claim", "accept-claim", "", "x" * 50]
)
def test_what_is_no_acknowledgement_is_refused(as_administrator: Caller, action: str) -> None:
    answer = as_administrator.send("PUT", PATH, {"actions": ["acknowledge-exit", action]})
    assert (answer.status_code, kind(answer)) == (422, "no-such-acknowledgement")
    told = as_administrator.get(PATH).json()["acknowledgements"]
    assert not any(one["automatic"] for one in told)
