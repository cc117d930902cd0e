"""One claim as each side may see it, and nobody else at all."""

from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import locks
from claims_portal.claims.models import Claim
from tests import make
from tests.api.conftest import Caller, Clock, caller, kind


def test_a_claim_is_shown_to_both_sides(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at(at="LiabilityDecision")
    for who in (as_lawyer, as_insurer):
        answer = who.get(f"/claims/{claim.application_id}")
        assert answer.status_code == 200
        assert answer["ETag"].startswith(f'"{claim.activity_id}.')
        told = answer.json()
        assert told["claim"]["applicationId"] == claim.application_id
        assert [document["kind"] for document in told["documents"]] == [
            "rta-cnf", "accept-claim", "article75",
        ]  # fmt: skip
        assert told["endsAs"] is None


def test_a_deadline_says_how_it_was_counted(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at(now=make.NOW.replace(month=12, day=14))
    told = as_insurer.get(f"/claims/{claim.pk}").json()
    counted = told["deadlineCounted"]
    assert counted["limit"]["key"] == "liability-decision"
    assert "15 days" in counted["limit"]["source"]
    assert (counted["startedOn"], counted["days"]) == ("2026-12-14", 15)
    assert (counted["lastDayToAct"], counted["timesOutOn"]) == ("2027-01-07", "2027-01-08")
    skipped = {one["day"]: one["reason"] for one in counted["skipped"]}
    assert skipped["2026-12-19"] == "Saturday"
    assert skipped["2026-12-25"] == "Christmas Day"
    assert skipped["2027-01-01"] == "New Year's Day"
    assert len(skipped) == 9
    assert told["claim"]["deadline"]["timesOutOn"] == counted["timesOutOn"]


def test_a_date_that_was_told_was_not_counted(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    Claim.objects.update(times_out_on="2026-12-31")
    told = as_insurer.get(f"/claims/{claim.pk}").json()
    assert told["deadlineCounted"] is None
    assert told["claim"]["deadline"]["timesOutOn"] == "2026-12-31"


def test_the_fixed_costs_of_a_claim_are_told_with_their_formulas(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    for who in (as_lawyer, as_insurer):
        costs = who.get(f"/claims/{claim.pk}").json()["fixedCosts"]
        assert costs[0] == {
            "name": "Stage 1 fixed costs",
            "amount": "200.00",
            "formula": "RTA, up to £10,000; notified from 31 July 2013",
            "source": "Civil Procedure Rules, Part 45; RTA Protocol 6.18",
            "inLondon": "225.00",
        }
        assert [one["amount"] for one in costs] == [
            "200.00",
            "300.00",
            "250.00",
            "250.00",
            "250.00",
        ]
        assert [one["inLondon"] is None for one in costs] == [False, False, False, True, True]


def test_each_document_says_what_it_comes_to_and_how_it_is_counted(
    as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at(at="Stage2SettlementPackConfirmed")
    told = as_insurer.get(f"/claims/{claim.pk}").json()
    figures = {one["kind"]: one["figures"] for one in told["documents"]}
    assert figures["rta-cnf"] == []
    answer = {one["legacyName"]: one for one in figures["rta-settlement-pack-response"]}
    assert answer["NetValue"] == {
        "name": "Net amount to pay",
        "formula": "gross amount - CRU deductions - interim payments",
        "amount": "1830.55",
        "legacyName": "NetValue",
        "sealed": False,
    }
    assert answer["AmountInDispute"]["amount"] == "0.00"
    pack = {one["legacyName"]: one["amount"] for one in figures["rta-settlement-pack-request"]}
    assert (pack["TotalTariff"], pack["TotalHeads"]) == ("965.00", "1827.40")


def test_leading_zeros_may_be_left_out(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    short, padded = as_lawyer.get(f"/claims/{claim.pk}"), as_lawyer.get(f"/claims/{claim.pk:016d}")
    assert short.content == padded.content


def test_a_settled_claim_says_so(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at(at="Stage2SettlementPackConfirmationEnd")
    told = as_lawyer.get(f"/claims/{claim.pk}").json()
    assert (told["endsAs"], told["actions"], told["claim"]["turn"]) == ("settled", [], None)
    assert told["claim"]["deadline"] is None


def test_the_actions_are_those_the_user_can_do_now(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    told = as_insurer.get(f"/claims/{claim.pk}").json()
    assert {one["name"] for one in told["actions"]} == {
        "accept-claim", "reject-claim", "exit-claim",
    }  # fmt: skip
    for one in told["actions"]:
        path = f"/api/v1/claims/{claim.application_id}/actions/{one['name']}"
        assert (one["method"], one["href"]) == ("POST", path)
        assert "$ref" in one["schema"] or "properties" in one["schema"]
    told = as_lawyer.get(f"/claims/{claim.pk}").json()
    assert {one["name"] for one in told["actions"]} == {"exit-claim"}


def test_an_offered_action_can_be_done(as_insurer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    told = as_insurer.get(f"/claims/{claim.pk}").json()
    href = next(one["href"] for one in told["actions"] if one["name"] == "accept-claim")
    answer = as_insurer.post(
        href.removeprefix("/api/v1"),
        {"compensatorReference": "A/1"},
        If_Match=f'"{told["claim"]["activityId"]}"',
    )
    assert answer.status_code == 200


def test_a_dispatcher_is_not_offered_what_it_may_not_do(insurer: User, claim_at: Any) -> None:
    dispatcher = make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_DISPATCHER)
    told = caller(dispatcher).get(f"/claims/{claim_at().pk}").json()
    assert {one["name"] for one in told["actions"]} == {"accept-claim", "reject-claim"}


@pytest.mark.parametrize("path", ["/claims/{}", "/claims/{}/history"])
def test_another_organisations_claim_is_not_there(
    as_stranger: Caller, claim_at: Any, path: str
) -> None:
    claim = claim_at()
    theirs, missing = (
        as_stranger.get(path.format(pk), X_Correlation_ID="one") for pk in (claim.pk, claim.pk + 1)
    )
    assert (theirs.status_code, kind(theirs)) == (404, "no-such-claim")
    same = str(claim.pk + 1).encode(), str(claim.pk).encode()
    assert theirs.content == missing.content.replace(*same)
    same_length = {"Content-Length": theirs["Content-Length"], "RateLimit": theirs["RateLimit"]}
    assert {**theirs.headers} == {**missing.headers, **same_length}


@pytest.mark.parametrize("number", ["0", "9" * 16, "9" * 17, "9" * 5000, "abc", "%00", "-1", "1.5"])
def test_a_number_that_is_no_application_id_finds_nothing(as_lawyer: Caller, number: str) -> None:
    answer = as_lawyer.get(f"/claims/{number}")
    assert answer.status_code in (400, 404)
    assert kind(answer) in ("no-such-claim", "not-found", "bad-request")


def test_a_branch_handler_sees_only_claims_of_its_branch(insurer: User, claim_at: Any) -> None:
    claim, second = claim_at(), make.branch(insurer.organisation, "002")
    handler = make.user(insurer.organisation, Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, branch=second)
    assert caller(handler).get(f"/claims/{claim.pk}").status_code == 404
    Claim.objects.filter(pk=claim.pk).update(compensator_branch=second)
    assert caller(handler).get(f"/claims/{claim.pk}").status_code == 200


def test_a_dispatcher_sees_a_claim_until_it_is_accepted(
    insurer: User, as_insurer: Caller, claim_at: Any
) -> None:
    who = caller(make.user(insurer.organisation, Profile.COMP_RTA_CLAIM_DISPATCHER))
    claim = claim_at()
    assert who.get(f"/claims/{claim.pk}").status_code == 200
    assert who.act(claim, "accept-claim", {"compensatorReference": "D/1"}).status_code == 200
    assert who.get(f"/claims/{claim.pk}").status_code == 404


def test_an_administrator_sees_no_claims(administrator: User, claim_at: Any) -> None:
    assert caller(administrator).get(f"/claims/{claim_at().pk}").status_code == 404


def test_the_referral_source_is_in_no_answer_to_a_compensator(
    as_lawyer: Caller, as_insurer: Caller, insurer: User, claim_at: Any
) -> None:
    body = make.cnf(compensator=insurer.organisation)
    body["claimantRepresentative"]["referral"] = {
        "source": "claims-management-company",
        "managementCompany": "Zyzzyva Referrals",
        "authorisationNumber": "7654321",
    }
    claim = claim_at(body=body, at="Stage2SettlementPackDecision")
    shown = as_lawyer.get(f"/claims/{claim.pk}").content
    assert b"zyzzyva" in shown.lower()
    answers = [
        as_insurer.get(f"/claims/{claim.pk}"),
        as_insurer.get(f"/claims/{claim.pk}/history"),
        as_insurer.get("/claims"),
        as_insurer.get("/claims?scope=all&surname=Boateng"),
        as_insurer.act(claim, "exit-claim", {"reason": "duplicate-claim"}),
        as_insurer.act(claim, "exit-claim", {"reason": "nonsense"}),
    ]
    for answer in answers:
        assert b"zyzzyva" not in answer.content.lower()
    told = answers[0].json()["documents"][0]["body"]
    assert "referral" not in told["claimantRepresentative"]
    assert told["claimantRepresentative"]["reference"] == "HR/2026/00418"


def test_the_history_tells_every_event_in_order(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at(at="StartOfStage21")
    told = as_lawyer.get(f"/claims/{claim.pk}/history").json()
    assert told["applicationId"] == claim.application_id
    events = told["events"]
    assert [event["number"] for event in events] == [1, 2, 3, 4, 5]
    assert [event["tag"] for event in events] == [
        "claim:notification:sent",
        "claim:notification:accepted",
        "claim:article-75:decided",
        "claim:liability:admitted",
        "claim:liability:admission-acknowledged",
    ]
    assert events[0]["timesOutOn"] == "2026-12-15"
    for before, after in zip(events, events[1:], strict=False):
        assert before["phaseAfter"] == after["phaseBefore"]


def test_the_history_names_people_of_ones_own_side_only(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at(at="StartOfStage21")
    for who, side, name in (
        (as_lawyer, "claimant-representative", "LAWYER"),
        (as_insurer, "compensator", "INSURER"),
    ):
        events = who.get(f"/claims/{claim.pk}/history").json()["events"]
        named = {event["side"]: event["userId"] for event in events}
        assert named.pop(side) == name
        assert set(named.values()) == {None}


def test_reading_does_not_lock_or_change_a_claim(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    as_lawyer.get(f"/claims/{claim.pk}")
    as_lawyer.get(f"/claims/{claim.pk}/history")
    again = Claim.objects.get(pk=claim.pk)
    assert Claim.objects.filter(pk=claim.pk).values().get() == {
        field.attname: getattr(claim, field.attname) for field in Claim._meta.concrete_fields
    }
    assert again.locked_by is None


def test_a_lock_is_shown_while_it_lasts(
    as_insurer: Caller, insurer: User, claim_at: Any, the_clock: Clock
) -> None:
    claim = claim_at()
    until = locks.take(claim, by=insurer.as_actor(), at=make.NOW)
    told = as_insurer.get(f"/claims/{claim.pk}").json()["claim"]["lock"]
    assert told["userId"] == "INSURER"
    the_clock.now = until
    assert as_insurer.get(f"/claims/{claim.pk}").json()["claim"]["lock"] is None
