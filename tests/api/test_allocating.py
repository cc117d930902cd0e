"""Allocation and locks by the API: for one's own organisation, and told to nobody else."""

from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import locks
from claims_portal.claims.models import Claim
from claims_portal.organisations import relations
from claims_portal.organisations.models import RelationKind
from tests import make
from tests.api.conftest import Caller, Clock, caller, codes, kind, stored


@pytest.fixture
def leader(insurer: User) -> User:
    return make.user(insurer.organisation, Profile.COMP_RTA_TEAM_LEADER, user_name="LEADER")


@pytest.fixture
def as_leader(leader: User) -> Caller:
    return caller(leader)


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def ids(answer: Any) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [int(line["applicationId"]) for line in answer.json()["claims"]]


def test_a_claim_is_allocated_to_a_user(
    as_leader: Caller, as_insurer: Caller, insurer: User, claim_at: Any
) -> None:
    claim = claim_at()
    answer = as_leader.act(claim, "allocate-to-user", {"userId": "insurer"})
    assert answer.status_code == 200
    told = answer.json()
    assert (told["phase"]["code"], told["turn"]) == ("ClaimSubmitted", "compensator")
    assert told["activityId"] == str(claim.activity_id)
    assert answer["ETag"] == f'"{claim.activity_id}"'
    assert told["deadline"]["lastDayToAct"] == "2026-12-14"
    assert again(claim).compensator_handler == insurer
    other = caller(make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER))
    assert [ids(who.get("/claims")) for who in (as_insurer, as_leader, other)] == [
        [claim.pk], [claim.pk], [],
    ]  # fmt: skip
    assert ids(other.get("/claims?scope=all")) == [claim.pk]


def test_a_claim_is_passed_to_a_branch_and_taken_back(
    as_leader: Caller, insurer: User, claim_at: Any
) -> None:
    leeds = make.branch(insurer.organisation, "002")
    claim = claim_at()
    assert as_leader.act(claim, "allocate-to-branch", {"branchId": "002"}).status_code == 200
    assert again(claim).compensator_branch == leeds
    as_leader.act(claim, "allocate-to-user", {"userId": "LEADER"})
    for body in ({}, None):
        assert as_leader.act(claim, "deallocate", body).status_code == 200
    assert again(claim).compensator_handler is None


def test_who_passes_a_claim_out_of_sight_is_answered(insurer: User, claim_at: Any) -> None:
    make.branch(insurer.organisation, "002")
    dispatcher = caller(make.user(insurer.organisation, Profile.COMP_RTA_BRANCH_DISPATCHER))
    claim = claim_at()
    answer = dispatcher.act(claim, "allocate-to-branch", {"branchId": "002"})
    assert (answer.status_code, answer.json()["applicationId"]) == (200, claim.application_id)
    assert dispatcher.get(f"/claims/{claim.pk}").status_code == 404


def test_a_claim_says_how_it_can_be_allocated(
    as_leader: Caller, as_insurer: Caller, as_lawyer: Caller, claim_at: Any
) -> None:
    claim = claim_at(at="LiabilityDecision")
    offered = {
        who.user.user_name: [
            one["name"] for one in who.get(f"/claims/{claim.pk}").json()["allocation"]
        ]
        for who in (as_leader, as_insurer, as_lawyer)
    }
    assert offered == {
        "LEADER": ["allocate-to-branch", "allocate-to-user"],
        "INSURER": ["allocate-to-branch"],
        "LAWYER": [],
    }
    (first, *_rest) = as_leader.get(f"/claims/{claim.pk}").json()["allocation"]
    path = f"/api/v1/claims/{claim.application_id}/actions/allocate-to-branch"
    assert (first["method"], first["href"]) == ("POST", path)
    assert "branchId" in str(first["schema"])


def test_history_tells_ones_own_side_alone(
    as_leader: Caller, as_lawyer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    before = as_lawyer.get(f"/claims/{claim.pk}").content
    as_leader.act(claim, "allocate-to-user", {"userId": "INSURER"})
    own, theirs = (who.get(f"/claims/{claim.pk}/history").json() for who in (as_leader, as_lawyer))
    assert [one["tag"] for one in own["internal"]] == ["claim:allocation:to-user"]
    assert own["internal"][0]["userId"] == "LEADER"
    assert theirs["internal"] == []
    assert own["events"][0]["number"] == theirs["events"][0]["number"] == 1
    assert as_lawyer.get(f"/claims/{claim.pk}").content == before
    assert as_lawyer.get("/notifications").json()["notifications"] == []


# fmt: off
REFUSED: list[tuple[str, Any, dict[str, str | None], int, str]] = [
    ("allocate-to-user",   {"userId": "LEADER"}, {"If_Match": None}, 428, "if-match-missing"),
    ("allocate-to-user",   {"userId": "LEADER"}, {"If_Match": "x"}, 400, "bad-request"),
    ("allocate-to-user",   {"userId": "LEADER"}, {"If_Match": '"00000000-0000-0000-0000-000000000000"'}, 412, "stale-activity"),
    ("allocate-to-user",   {"userId": "LAWYER"}, {}, 422, "cannot-take-claim"),
    ("allocate-to-branch", {"branchId": "009"}, {}, 422, "cannot-take-claim"),
    ("allocate-to-user",   {}, {}, 422, "body-refused"),
    ("allocate-to-user",   {"userId": 7}, {}, 422, "body-refused"),
    ("allocate-to-user",   {"userId": "x" * 101}, {}, 422, "body-refused"),
    ("allocate-to-user",   {"userId": "\u0000"}, {}, 422, "cannot-take-claim"),
    ("allocate-to-user",   {"userId": "LEADER", "x": 1}, {}, 422, "body-refused"),
    ("allocate-to-branch", {"branchId": "\u0000"}, {}, 422, "cannot-take-claim"),
    ("deallocate",         {"userId": "LEADER"}, {}, 422, "body-refused"),
    ("deallocate",         [], {}, 422, "body-refused"),
    ("allocate-to-user",   b"{", {}, 400, "bad-request"),
]
# fmt: on


@pytest.mark.parametrize(("verb", "body", "header", "status", "says"), REFUSED)
def test_bad_calls_are_refused_and_change_nothing(
    as_leader: Caller, claim_at: Any, verb: str, body: Any, header: Any, status: int, says: str
) -> None:
    claim = claim_at()
    before = stored()
    answer = as_leader.act(claim, verb, body, **header)
    assert (answer.status_code, kind(answer)) == (status, says), answer.content
    assert stored() == before


def test_a_refused_target_is_told_at_its_field(as_leader: Caller, claim_at: Any) -> None:
    answer = as_leader.act(claim_at(), "allocate-to-user", {"userId": "NOBODY"})
    assert codes(answer) == {("/userId", "cannot-take-claim")}


@pytest.mark.parametrize(
    ("at", "status", "says"),
    [("LiabilityDecision", 403, "not-allowed"), ("Stage2SettlementPackConfirmationEnd", 403, "not-allowed")],
)  # fmt: skip
def test_a_handler_appoints_nobody_once_the_claim_is_accepted(
    as_insurer: Caller, claim_at: Any, at: str, status: int, says: str
) -> None:
    answer = as_insurer.act(claim_at(at=at), "allocate-to-user", {"userId": "INSURER"})
    assert (answer.status_code, kind(answer)) == (status, says)


def test_an_ended_claim_and_a_locked_one_are_not_allocated(
    as_leader: Caller, insurer: User, claim_at: Any
) -> None:
    ended = claim_at(at="Stage2SettlementPackConfirmationEnd")
    answer = as_leader.act(ended, "allocate-to-user", {"userId": "LEADER"})
    assert (answer.status_code, kind(answer)) == (409, "claim-ended")
    locked = claim_at()
    locks.take(locked, by=insurer.as_actor(), at=make.NOW)
    answer = as_leader.act(locked, "allocate-to-user", {"userId": "LEADER"})
    assert (answer.status_code, kind(answer)) == (423, "claim-locked")


def test_targets_are_colleagues_and_branches(as_leader: Caller, as_lawyer: Caller) -> None:
    told = as_leader.get("/allocation-targets").json()
    assert [one["userId"] for one in told["users"]] == ["INSURER", "LEADER"]
    assert told["users"][0]["branchId"] == "001"
    assert told["branches"] == [{"branchId": "001", "name": "Branch 001"}]
    assert as_lawyer.get("/allocation-targets").json()["branches"] == []


def test_a_lock_is_taken_renewed_and_given_up(
    as_insurer: Caller, the_clock: Clock, claim_at: Any
) -> None:
    claim = claim_at()
    path = f"/claims/{claim.pk}/lock"
    answer = as_insurer.send("PUT", path)
    assert (answer.status_code, answer.json()) == (
        200, {"userId": "INSURER", "until": "2026-11-23T10:00:00Z"},
    )  # fmt: skip
    assert as_insurer.get(f"/claims/{claim.pk}").json()["claim"]["lock"] == answer.json()
    the_clock.now += timedelta(minutes=10)
    assert as_insurer.send("PUT", path).json()["until"] == "2026-11-23T10:10:00Z"
    for _time in range(2):
        assert as_insurer.send("DELETE", path).status_code == 204
    assert again(claim).locked_by is None


def test_a_lock_keeps_colleagues_out_and_the_other_side_unaware(
    as_insurer: Caller, as_leader: Caller, as_lawyer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    path = f"/claims/{claim.pk}/lock"
    as_insurer.send("PUT", path)
    answer = as_leader.send("PUT", path)
    assert (answer.status_code, kind(answer)) == (423, "claim-locked")
    assert as_leader.send("DELETE", path).status_code == 204
    assert again(claim).locked_by is not None
    answer = as_lawyer.send("PUT", path)
    assert (answer.status_code, kind(answer)) == (409, "nothing-to-lock")
    assert as_lawyer.get(f"/claims/{claim.pk}").json()["claim"]["lock"]["userId"] is None


@pytest.mark.parametrize("profile", [Profile.COMP_RTA_TEAM_LEADER, Profile.COMP_RTA_CLAIM_HANDLER])
def test_a_program_breaks_a_colleagues_lock(
    as_insurer: Caller, insurer: User, claim_at: Any, profile: Profile
) -> None:
    """Process facts 1.2: by the old interface any user could."""
    claim = claim_at()
    path = f"/claims/{claim.pk}/lock"
    as_insurer.send("PUT", path)
    other = caller(make.user(insurer.organisation, profile, user_name="OTHER"))
    assert other.send("DELETE", f"{path}?force=true").status_code == 204
    assert again(claim).locked_by is None
    (told,) = other.get(f"/claims/{claim.pk}/history").json()["internal"]
    assert (told["tag"], told["userId"]) == ("claim:lock:broken", "OTHER")
    assert "INSURER" in told["says"]


def test_nobody_breaks_a_lock_of_the_other_side(
    as_insurer: Caller, as_lawyer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    as_insurer.send("PUT", f"/claims/{claim.pk}/lock")
    assert as_lawyer.send("DELETE", f"/claims/{claim.pk}/lock?force=true").status_code == 204
    assert again(claim).locked_by is not None
    assert as_lawyer.get(f"/claims/{claim.pk}/history").json()["internal"] == []


@pytest.mark.parametrize("query", ["force=maybe", "force=", "x=1"])
def test_a_query_that_cannot_be_read_breaks_nothing(
    as_insurer: Caller, claim_at: Any, query: str
) -> None:
    answer = as_insurer.send("DELETE", f"/claims/{claim_at().pk}/lock?{query}")
    assert (answer.status_code, kind(answer)) == (400, "bad-request")


@pytest.fixture
def as_brand(insurer: User) -> Caller:
    """Of another brand of the insurer, to which it may pass claims."""
    organisation = make.organisation("COMP002", kind="COMP")
    relations.add("COMP001", "COMP002", RelationKind.OWN_BRAND, reason="so", at=make.NOW)
    return caller(make.user(organisation, Profile.COMP_RTA_CLAIM_HANDLER, user_name="BRAND"))


def test_a_claim_is_passed_to_another_brand(
    as_insurer: Caller, as_brand: Caller, as_lawyer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    offered = as_insurer.get(f"/claims/{claim.pk}").json()["allocation"]
    assert offered[-1]["name"] == "reassign-claim"
    assert as_insurer.get("/allocation-targets").json()["compensators"] == [
        {"organisationId": "COMP002", "name": "Organisation COMP002"}
    ]
    answer = as_insurer.act(claim, "reassign-claim", {"organisationId": "COMP002"})
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert told["phase"]["code"] == "ClaimSubmitted"
    assert told["deadline"]["lastDayToAct"] == "2026-12-14"
    assert answer["ETag"] == f'"{told["activityId"]}"' != f'"{claim.activity_id}"'
    assert as_insurer.get(f"/claims/{claim.pk}").status_code == 404
    whole = as_brand.get(f"/claims/{claim.pk}").json()
    assert [one["kind"] for one in whole["documents"]] == ["rta-cnf"]
    assert "referral" not in str(whole["documents"])
    says = [one["says"] for one in as_lawyer.get(f"/claims/{claim.pk}/history").json()["events"]]
    assert says[-1] == "Claim passed to another compensator: Organisation COMP002"


@pytest.mark.parametrize(
    ("at", "body", "status", "says"),
    [
        ("ClaimSubmitted", {"organisationId": "COMP009"}, 422, "document-refused"),
        ("ClaimSubmitted", {}, 422, "document-refused"),
        ("ClaimSubmitted", b"{", 400, "bad-request"),
        ("LiabilityDecision", {"organisationId": "COMP002"}, 409, "action-not-possible"),
        ("Stage2SettlementPackConfirmationEnd", {"organisationId": "COMP002"}, 409, "action-not-possible"),
    ],
)  # fmt: skip
def test_what_cannot_be_passed_on_stays(
    as_insurer: Caller, as_brand: Caller, claim_at: Any, at: str, body: Any, status: int, says: str
) -> None:
    claim = claim_at(at=at)
    before = stored()
    answer = as_insurer.act(claim, "reassign-claim", body)
    assert (answer.status_code, kind(answer)) == (status, says), answer.content
    assert stored() == before


def test_without_a_relation_it_is_not_offered(as_insurer: Caller, claim_at: Any) -> None:
    offered = as_insurer.get(f"/claims/{claim_at().pk}").json()["allocation"]
    assert "reassign-claim" not in [one["name"] for one in offered]
