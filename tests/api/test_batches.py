"""Many steps in one call: each done or refused by itself, and tried without being done."""

from typing import Any

import pytest
from django.conf import LazySettings

from claims_portal.accounts.models import AnsweredCall, User
from claims_portal.claims.models import Claim, Event
from tests import make
from tests.api.conftest import Caller, codes, kind, stored

ACCEPT = {"compensatorReference": "NM/26/1"}
KEY = "a-batch"


def step(claim: Claim, action: str = "accept-claim", body: Any = None, **other: Any) -> Any:
    usual = {
        "applicationId": claim.application_id,
        "action": action,
        "activityId": str(claim.activity_id),
        "body": ACCEPT if body is None else body,
    }
    return {**usual, **other}


def send(who: Caller, *steps: Any, query: str = "", **headers: str) -> Any:
    return who.post(f"/claims/actions{query}", {"actions": list(steps)}, **headers)


def test_each_step_has_its_own_answer(
    as_insurer: Caller, as_stranger: Caller, claim_at: Any
) -> None:
    good, locked, other = claim_at(), claim_at(), claim_at(at="LiabilityDecision")
    answer = send(
        as_insurer,
        step(good),
        step(good),
        step(other),
        step(locked, body={"compensatorReference": ""}),
        step(locked, action="no-such-action"),
        step(locked, applicationId="9" * 16),
        step(locked, applicationId=str(locked.pk)),
    )
    assert answer.status_code == 200, answer.content
    told = answer.json()
    kinds = [
        (one.get("problem") or {}).get("type", "").rpartition("#")[2] for one in told["answers"]
    ]
    assert kinds == [
        "", "stale-activity", "action-not-possible", "document-refused", "no-such-action",
        "no-such-claim", "",
    ]  # fmt: skip
    assert [one["status"] for one in told["answers"]] == [200, 412, 409, 422, 404, 404, 200]
    assert told["done"] == 2
    assert told["answers"][0]["state"]["phase"]["code"] == "Article75Decision"
    assert told["answers"][3]["problem"]["errors"][0]["pointer"] == "/compensatorReference"
    strangers = send(as_stranger, step(other)).json()["answers"]
    assert [one["status"] for one in strangers] == [404]


def test_a_batch_says_what_each_operation_would_have_said(
    as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    alone = as_insurer.act(claim, "accept-claim", {"compensatorReference": ""})
    (told,) = send(as_insurer, step(claim, body={"compensatorReference": ""})).json()["answers"]
    assert told == {"status": alone.status_code, "state": None, "problem": alone.json()}


def test_a_batch_sent_again_is_done_once(as_insurer: Caller, claim_at: Any) -> None:
    claims = [claim_at() for _ in range(3)]
    steps = [step(claim) for claim in claims]
    steps[1]["body"] = {}
    first = send(as_insurer, *steps, Idempotency_Key=KEY).json()
    assert [one["status"] for one in first["answers"]] == [200, 422, 200]
    before = stored()
    again = send(as_insurer, *steps, Idempotency_Key=KEY).json()
    assert again == first
    assert stored() == before
    assert AnsweredCall.objects.count() == 2
    other = send(as_insurer, step(claims[1]), Idempotency_Key=KEY)
    assert (other.status_code, kind(other)) == (422, "idempotency-key-reused")
    assert stored() == before


def test_a_batch_counts_as_its_steps(
    as_insurer: Caller, claim_at: Any, settings: LazySettings
) -> None:
    settings.CALLS_PER_SECOND = 1
    claim = claim_at()
    answer = send(as_insurer, *[step(claim)] * 10)
    assert (answer.status_code, answer["RateLimit"].partition(";t")[0]) == (200, '"client";r=0')
    assert send(as_insurer, step(claim)).status_code == 429


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/actions"),
        ({"actions": []}, "/actions"),
        ({"actions": [{}] * 101}, "/actions"),
        ({"actions": [{"action": "x"}]}, "/actions/0/applicationId"),
        ({"actions": "all"}, "/actions"),
    ],
)
def test_a_batch_that_is_none_is_refused_whole(as_insurer: Caller, body: Any, pointer: str) -> None:
    answer = as_insurer.post("/claims/actions", body)
    assert (answer.status_code, kind(answer)) == (422, "body-refused")
    assert pointer in {one for one, _code in codes(answer)}


def test_a_hundred_steps_are_taken(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    answer = send(as_insurer, *[step(claim)] * 100)
    assert answer.json()["done"] == 1
    assert len(answer.json()["answers"]) == 100


def test_a_dry_run_of_a_step_says_where_it_leads_and_writes_nothing(
    as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    before = stored()
    path = f"/claims/{claim.pk}/actions/accept-claim?validateOnly=true"
    etag = f'"{claim.activity_id}"'
    alone = as_insurer.post(path, ACCEPT, If_Match=etag, Idempotency_Key="x")
    assert alone.status_code == 200, alone.content
    told = alone.json()
    assert (told["foreseen"], told["phase"]["code"]) == (True, "Article75Decision")
    assert told["activityId"] == str(claim.activity_id)
    batch = send(as_insurer, step(claim), query="?validateOnly=true").json()["answers"]
    assert batch[0]["state"] == told
    assert stored() == before
    done = as_insurer.act(claim, "accept-claim", ACCEPT).json()
    same = ("applicationId", "phase", "turn", "deadline")
    assert {name: done[name] for name in same} == {name: told[name] for name in same}
    assert done["foreseen"] is False


@pytest.mark.parametrize(
    ("body", "etag", "status"),
    [({}, None, 422), (ACCEPT, '"11111111-1111-1111-1111-111111111111"', 412), (ACCEPT, "", 428)],
)
def test_a_dry_run_refuses_what_the_step_would(
    as_insurer: Caller, claim_at: Any, body: Any, etag: str | None, status: int
) -> None:
    claim = claim_at()
    header = f'"{claim.activity_id}"' if etag is None else etag
    path = f"/claims/{claim.pk}/actions/accept-claim"
    tried = as_insurer.post(f"{path}?validateOnly=true", body, If_Match=header)
    done = as_insurer.post(path, body, If_Match=header)
    assert tried.status_code == done.status_code == status
    assert tried.json() == done.json()


def test_a_dry_run_of_a_late_step_leaves_the_claim_where_it_is(
    as_insurer: Caller, insurer: User, claim_at: Any, the_clock: Any
) -> None:
    claim = claim_at(at="LiabilityDecision")
    the_clock.now = make.days_later(60)
    as_insurer.token = make.token(insurer.organisation, at=the_clock.now)
    path = f"/claims/{claim.pk}/actions/send-liability-decision?validateOnly=true"
    answer = as_insurer.post(path, make.denial(), If_Match=f'"{claim.activity_id}"')
    assert (answer.status_code, kind(answer)) == (409, "time-limit-passed")
    assert Event.objects.filter(claim=claim).latest("number").phase_after == "LiabilityDecision"
