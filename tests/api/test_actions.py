"""Actions: each of the plain way over the API, and every way an action is refused."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import locks
from claims_portal.claims.models import Claim, Event
from tests import make
from tests.api.conftest import Caller, Clock, caller, codes, kind, stored

REFERENCE = {"compensatorReference": "NM/26/1"}
LATE = make.NOW + timedelta(days=22)
"""15 December 2026, the day on which a claim sent at `make.NOW` times out."""


def again(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def must_be_refused(answer: Any, status: int, word: str) -> dict[str, Any]:
    assert (answer.status_code, kind(answer)) == (status, word), answer.content
    told: dict[str, Any] = answer.json()
    assert told["detail"]
    return told


def test_a_claim_is_settled_over_the_api(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    callers = {"lawyer": as_lawyer, "insurer": as_insurer}
    etag = f'"{claim.activity_id}"'
    for number, (phase, who, action, says) in enumerate(make.WALK, start=2):
        assert again(claim).phase == phase
        answer = callers[who].act(claim, action, says, If_Match=etag)
        assert answer.status_code == 200, answer.content
        told, now = answer.json(), again(claim)
        assert answer["ETag"] == f'"{told["activityId"]}"' == f'"{now.activity_id}"' != etag
        etag = answer["ETag"]
        assert told["applicationId"] == claim.application_id
        assert told["phase"]["code"] == now.phase
        assert told["turn"] == (now.turn or None)
        assert (told["deadline"] is None) == (now.times_out_on is None)
        assert (now.event_count, Event.objects.filter(claim=claim).count()) == (number, number)
    assert again(claim).phase == "Stage2SettlementPackConfirmationEnd"


def test_a_step_with_nothing_to_say_may_come_without_a_body(
    as_lawyer: Caller, claim_at: Any
) -> None:
    claim = claim_at(at="LiabilityAdmitted")
    answer = as_lawyer.act(claim, "acknowledge-liability-admitted", b"", Content_Type="")
    assert answer.status_code == 200
    assert again(claim).documents.filter(kind="acknowledge").count() == 0


@pytest.mark.parametrize("header", [None, ""])
def test_an_action_must_say_on_what_it_acts(
    as_insurer: Caller, claim_at: Any, header: str | None
) -> None:
    claim, before = claim_at(), stored()
    answer = as_insurer.act(claim, "accept-claim", REFERENCE, If_Match=header)
    must_be_refused(answer, 428, "if-match-missing")
    assert stored() == before


@pytest.mark.parametrize(
    "header",
    ["*", "x", '""', "1", '"{}", "{}"', '"{}', "{}x", "{{{}}}", "'{}'", "\x00", "é",
     '"' + "0" * 32 + '"', "x" * 4000],
)  # fmt: skip
def test_an_unreadable_if_match_cannot_be_read(
    as_insurer: Caller, claim_at: Any, header: str
) -> None:
    claim, before = claim_at(), stored()
    given = header.format(claim.activity_id, claim.activity_id)
    answer = as_insurer.act(claim, "accept-claim", REFERENCE, If_Match=given)
    must_be_refused(answer, 400, "bad-request")
    assert stored() == before


@pytest.mark.parametrize("form", ['"{}"', "{}", ' "{}" '])
def test_if_match_is_the_activity_id(as_insurer: Caller, claim_at: Any, form: str) -> None:
    claim = claim_at()
    given = form.format(str(claim.activity_id).upper())
    assert as_insurer.act(claim, "accept-claim", REFERENCE, If_Match=given).status_code == 200


def test_an_unknown_activity_is_stale(as_insurer: Caller, claim_at: Any) -> None:
    claim, before = claim_at(), stored()
    answer = as_insurer.act(claim, "accept-claim", REFERENCE, If_Match=f'"{uuid.uuid4()}"')
    told = must_be_refused(answer, 412, "stale-activity")
    assert told["activityId"] == str(claim.activity_id)
    assert told["phase"] == "ClaimSubmitted"
    assert stored() == before


@pytest.mark.parametrize(
    ("who", "action", "says"),
    [
        ("lawyer", "exit-claim", {"reason": "claim-withdrawn"}),
        ("insurer", "accept-claim", REFERENCE),
    ],
)
def test_whoever_is_second_is_told_where_the_claim_is_now(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any, who: str, action: str, says: Any
) -> None:
    claim = claim_at()
    as_insurer.act(claim, "accept-claim", REFERENCE)
    before, now = stored(), again(claim)
    answer = {"lawyer": as_lawyer, "insurer": as_insurer}[who].act(claim, action, says)
    told = must_be_refused(answer, 412, "stale-activity")
    assert (told["activityId"], told["phase"]) == (str(now.activity_id), "Article75Decision")
    assert stored() == before


@pytest.mark.parametrize(
    ("at", "action"),
    [
        ("ClaimSubmitted", "apply-article-75"),
        ("ClaimSubmitted", "respond-to-settlement-pack"),
        ("LiabilityDecision", "accept-claim"),
        ("LiabilityAdmitted", "exit-claim"),
        ("Stage2SettlementPackConfirmationEnd", "exit-claim"),
    ],
)
def test_a_phase_does_not_allow_every_action(
    as_insurer: Caller, claim_at: Any, at: str, action: str
) -> None:
    claim, before = claim_at(at=at), stored()
    told = must_be_refused(as_insurer.act(claim, action, {}), 409, "action-not-possible")
    assert "is not possible while the claim is at" in told["detail"]
    assert stored() == before


@pytest.mark.parametrize(
    ("at", "who", "action"),
    [
        ("ClaimSubmitted", "lawyer", "accept-claim"),
        ("ClaimSubmitted", "lawyer", "reject-claim"),
        ("LiabilityDecision", "lawyer", "send-liability-decision"),
        ("LiabilityDecision", "lawyer", "state-fraud"),
        ("LiabilityAdmitted", "insurer", "acknowledge-liability-admitted"),
        ("Stage2SettlementPackForm", "insurer", "send-settlement-pack"),
        ("Stage2SettlementPackDecision", "lawyer", "respond-to-settlement-pack"),
        ("Stage2SettlementPackConfirmed", "insurer", "acknowledge-settlement-confirmed"),
    ],
)
def test_the_other_sides_action_is_not_possible(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any, at: str, who: str, action: str
) -> None:
    claim, before = claim_at(at=at), stored()
    answer = {"lawyer": as_lawyer, "insurer": as_insurer}[who].act(claim, action, {})
    told = must_be_refused(answer, 409, "action-not-possible")
    assert "to do while the claim is at" in told["detail"]
    assert stored() == before


@pytest.mark.parametrize("name", ["fly-away", "ACCEPT-CLAIM", "accept-claim/", "%00", "a" * 3000])
def test_an_unknown_action_is_not_there(as_insurer: Caller, claim_at: Any, name: str) -> None:
    claim, before = claim_at(), stored()
    must_be_refused(as_insurer.act(claim, name, {}), 404, "not-found")
    assert stored() == before


def test_a_new_claim_is_not_sent_by_the_route_of_an_action(
    as_lawyer: Caller, insurer: User, claim_at: Any
) -> None:
    claim, before = claim_at(), stored()
    answer = as_lawyer.act(claim, "send-claim", make.cnf(compensator=insurer.organisation))
    must_be_refused(answer, 409, "action-not-possible")
    assert stored() == before


@pytest.mark.parametrize(
    ("action", "says"),
    [("exit-claim", {"reason": "duplicate-claim"})],
)
def test_a_dispatcher_may_not_handle_a_claim(
    insurer: User, claim_at: Any, action: str, says: Any
) -> None:
    who = caller(make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_DISPATCHER))
    claim, before = claim_at(), stored()
    told = must_be_refused(who.act(claim, action, says), 403, "not-allowed")
    assert "profiles" in told["detail"]
    assert stored() == before


def test_a_claim_locked_by_another_user_is_left_alone(
    as_insurer: Caller, insurer: User, claim_at: Any, the_clock: Clock
) -> None:
    claim = claim_at()
    colleague = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_HANDLER, user_name="OTHER")
    until = locks.take(claim, by=colleague.as_actor(), at=make.NOW)
    before = stored()
    told = must_be_refused(as_insurer.act(claim, "accept-claim", REFERENCE), 423, "claim-locked")
    assert told["detail"] == "The claim is locked by OTHER until 10:00 on 23 November 2026."
    assert stored() == before
    assert caller(colleague).act(claim, "accept-claim", REFERENCE).status_code == 200
    locks.take(again(claim), by=colleague.as_actor(), at=make.NOW)
    the_clock.now = until
    answer = as_insurer.act(again(claim), "apply-article-75", {"applies": False})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("at", "who", "action", "says", "faults"),
    [
        ("ClaimSubmitted", "insurer", "accept-claim", {}, {("/compensatorReference", "MustBeProvided")}),
        ("ClaimSubmitted", "insurer", "accept-claim", {"compensatorReference": "€1"}, {("/compensatorReference", "FormatNotValid")}),
        ("ClaimSubmitted", "insurer", "reject-claim", {"reason": "dislike"}, {("/reason", "WrongValue")}),
        ("Article75Decision", "insurer", "apply-article-75", {"applies": "no"}, {("/applies", "FormatNotValid")}),
        ("LiabilityDecision", "insurer", "state-fraud", {"reason": "fraud"}, {("/comment", "MustBeProvided")}),
        ("StartOfStage21", "lawyer", "set-interim-payment-needed", {"needed": False, "x": 1}, {("/x", "MustNotBeProvided")}),
        ("StartOfStage21", "lawyer", "exit-claim", {}, {("/reason", "MustBeProvided")}),
    ],
)  # fmt: skip
def test_a_faulty_document_is_refused_with_its_faults(
    as_lawyer: Caller,
    as_insurer: Caller,
    claim_at: Any,
    at: str,
    who: str,
    action: str,
    says: Any,
    faults: Any,
) -> None:
    claim, before = claim_at(at=at), stored()
    answer = {"lawyer": as_lawyer, "insurer": as_insurer}[who].act(claim, action, says)
    must_be_refused(answer, 422, "document-refused")
    assert codes(answer) == faults
    assert stored() == before


@pytest.mark.parametrize(
    ("at", "action", "says", "after"),
    [
        ("ClaimSubmitted", "accept-claim", REFERENCE, "LiabilityDecisionTimeout"),
        ("ClaimSubmitted", "reject-claim", {"reason": "wrong-organisation"}, "LiabilityDecisionTimeout"),
        ("Article75Decision", "apply-article-75", {"applies": True}, "LiabilityDecisionTimeout"),
        ("LiabilityDecision", "send-liability-decision", "rta_liability_response", "LiabilityDecisionTimeout"),
        ("LiabilityDecision", "send-liability-decision", {"faulty": True}, "LiabilityDecisionTimeout"),
        ("LiabilityDecision", "exit-claim", {"reason": "duplicate-claim"}, "LiabilityDecisionTimeout"),
        ("Stage2SettlementPackDecision", "respond-to-settlement-pack", "rta_settlement_pack_response", "Stage2SettlementPackDecisionTimeout"),
    ],
)  # fmt: skip
def test_an_action_after_the_deadline_is_late_and_silence_has_done_its_work(
    as_insurer: Caller, insurer: User, claim_at: Any, the_clock: Clock,
    at: str, action: str, says: Any, after: str,
) -> None:  # fmt: skip
    claim = claim_at(at=at)
    the_clock.now = LATE
    as_insurer.token = make.token(insurer.organisation, at=LATE)
    told = must_be_refused(as_insurer.act(claim, action, says), 409, "time-limit-passed")
    assert "was reached on 15 December 2026" in told["detail"]
    now = again(claim)
    assert (now.phase, now.turn, now.times_out_on) == (after, "claimant-representative", None)
    event = now.events.order_by("-number")[0]
    assert (event.phase_after, event.user, event.side) == (after, None, "")
    assert now.events.count() == claim.events.count() == now.event_count
    assert now.documents.filter(number=now.event_count).count() == 0


def test_the_last_day_is_in_time(
    as_insurer: Caller, insurer: User, claim_at: Any, the_clock: Clock
) -> None:
    claim = claim_at()
    the_clock.now = LATE.replace(hour=0, minute=0) - timedelta(seconds=1)
    as_insurer.token = make.token(insurer.organisation, at=the_clock.now)
    assert as_insurer.act(claim, "accept-claim", REFERENCE).status_code == 200


def test_a_stranger_acting_changes_nothing(as_stranger: Caller, claim_at: Any) -> None:
    claim, before = claim_at(), stored()
    must_be_refused(as_stranger.act(claim, "accept-claim", REFERENCE), 404, "no-such-claim")
    assert stored() == before
