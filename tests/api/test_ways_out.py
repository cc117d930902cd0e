"""The ways beside the plain one: rejection, exit, fraud, silence, MIB and Article 75."""

from datetime import timedelta
from typing import Any

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims.documents.codes import ExitReason
from claims_portal.claims.models import Claim
from tests import make
from tests.api.conftest import Caller, Clock, caller, codes, kind, stored

REFERENCE = {"compensatorReference": "NM/26/1"}
SIDES = {"lawyer": "claimant-representative", "insurer": "compensator"}


@pytest.fixture
def callers(as_lawyer: Caller, as_insurer: Caller) -> dict[str, Caller]:
    return {"lawyer": as_lawyer, "insurer": as_insurer}


def done(who: Caller, claim: Claim, action: str, says: Any = None) -> Claim:
    answer = who.act(claim, action, says)
    assert answer.status_code == 200, answer.content
    return Claim.objects.get(pk=claim.pk)


def test_a_rejected_claim_is_corrected_and_its_clock_starts_anew(
    callers: dict[str, Caller], lawyer: User, insurer: User, claim_at: Any, the_clock: Clock
) -> None:
    claim = claim_at()
    claim = done(callers["insurer"], claim, "reject-claim", {"reason": "mandatory-fields-wrong"})
    assert (claim.phase, claim.times_out_on) == ("AcknowledgeRejectedClaim", None)
    claim = done(callers["lawyer"], claim, "acknowledge-rejection")
    the_clock.now = make.NOW + timedelta(days=28)
    who = caller(lawyer)
    who.token = make.token(lawyer.organisation, at=the_clock.now)
    corrected = make.cnf(compensator=insurer.organisation)
    corrected["claimant"]["person"]["surname"] = "Boateng-Hughes"
    claim = done(who, claim, "resend-claim", corrected)
    assert (claim.phase, claim.turn) == ("ClaimSubmitted", "compensator")
    assert claim.times_out_on is not None
    assert claim.times_out_on.isoformat() == "2027-01-15"
    assert claim.sent_at == the_clock.now
    assert claim.claimant_surname == "Boateng-Hughes"
    assert list(claim.documents.order_by("number").values_list("kind", flat=True)) == [
        "rta-cnf", "reject-claim", "rta-cnf",
    ]  # fmt: skip


def test_a_claim_sent_to_the_wrong_insurer_goes_to_the_right_one(
    callers: dict[str, Caller], claim_at: Any
) -> None:
    claim = claim_at()
    claim = done(callers["insurer"], claim, "reject-claim", {"reason": "wrong-organisation"})
    claim = done(callers["lawyer"], claim, "acknowledge-rejection")
    right = make.organisation("COMP002", kind="COMP")
    claim = done(callers["lawyer"], claim, "resend-claim", make.cnf(compensator=right))
    assert claim.compensator == right
    assert claim.compensator_branch == right.branches.get()
    answer = callers["insurer"].get(f"/claims/{claim.pk}")
    assert (answer.status_code, kind(answer)) == (404, "no-such-claim")


def test_a_claim_is_not_resent_to_nobody(callers: dict[str, Caller], claim_at: Any) -> None:
    claim = claim_at()
    claim = done(callers["insurer"], claim, "reject-claim", {"reason": "wrong-organisation"})
    claim = done(callers["lawyer"], claim, "acknowledge-rejection")
    form = make.cnf()
    form["defendant"]["compensator"]["organisationId"] = "COMP999"
    before = stored()
    answer = callers["lawyer"].act(claim, "resend-claim", form)
    assert answer.status_code == 422
    assert codes(answer) == {("/defendant/compensator/organisationId", "InsurerNotSelected")}
    assert stored() == before


def test_a_rejected_claim_may_be_given_up(callers: dict[str, Caller], claim_at: Any) -> None:
    claim = done(callers["insurer"], claim_at(), "reject-claim", {"reason": "wrong-organisation"})
    claim = done(callers["lawyer"], claim, "acknowledge-rejection")
    claim = done(callers["lawyer"], claim, "exit-rejected-claim")
    assert (claim.phase, claim.turn, claim.ended_at) == ("ExitRejectedClaim", "", make.NOW)


@pytest.mark.parametrize("who", SIDES)
@pytest.mark.parametrize("reason", ExitReason)
def test_each_side_has_its_own_reasons_to_leave(
    callers: dict[str, Caller], claim_at: Any, who: str, reason: ExitReason
) -> None:
    claim, before = claim_at(at="LiabilityDecision"), stored()
    says = {"reason": reason.value, "comment": "As discussed."}
    answer = callers[who].act(claim, "exit-claim", says)
    if SIDES[who] in reason.sides:
        assert answer.status_code == 200, answer.content
        assert answer.json()["phase"]["code"] == "ExitProcess"
    else:
        assert answer.status_code == 422
        assert codes(answer) == {("/reason", "WrongValue")}
        assert stored() == before


def test_an_incomplete_form_is_no_reason_once_liability_was_decided(
    as_insurer: Caller, claim_at: Any
) -> None:
    claim, before = claim_at(at="StartOfStage21"), stored()
    answer = as_insurer.act(claim, "exit-claim", {"reason": "notification-incomplete"})
    assert answer.status_code == 422
    assert codes(answer) == {("/reason", "WrongValue")}
    assert stored() == before


def test_the_schema_of_an_exit_lists_the_reasons_that_are_taken(
    callers: dict[str, Caller], claim_at: Any
) -> None:
    """Every reason that is listed is taken, and no other: see the two tests above."""
    claim = claim_at(at="StartOfStage21")
    for who, side in SIDES.items():
        offered = callers[who].get(f"/claims/{claim.pk}").json()["actions"]
        schema = next(one["schema"] for one in offered if one["name"] == "exit-claim")
        reasons = schema["$defs"]["ExitClaim"]["properties"]["reason"]["enum"]
        late = [one for one in ExitReason if one is not ExitReason.INCOMPLETE]
        assert reasons == sorted(one.value for one in late if side in one.sides)


@pytest.mark.parametrize(
    "at", ["ClaimSubmitted", "Article75Decision", "LiabilityDecision", "StartOfStage21",
           "Stage2SettlementPackForm", "Stage2SettlementPackDecision"],
)  # fmt: skip
@pytest.mark.parametrize(("one", "other"), [("lawyer", "insurer"), ("insurer", "lawyer")])
def test_an_exit_is_acknowledged_by_the_other_side_alone(
    callers: dict[str, Caller], claim_at: Any, at: str, one: str, other: str
) -> None:
    claim = done(callers[one], claim_at(at=at), "exit-claim", {"reason": "duplicate-claim"})
    assert (claim.phase, claim.turn, claim.times_out_on) == ("ExitProcess", SIDES[other], None)
    before = stored()
    refused = callers[one].act(claim, "acknowledge-exit")
    assert (refused.status_code, kind(refused)) == (409, "action-not-possible")
    assert "the other party acknowledges it" in refused.json()["detail"]
    assert stored() == before
    claim = done(callers[other], claim, "acknowledge-exit")
    assert (claim.phase, claim.turn, claim.ended_at) == ("ExitProcessEnd", "", make.NOW)


@pytest.mark.parametrize("at", ["LiabilityDecision", "Stage2SettlementPackDecision"])
def test_stated_fraud_ends_the_claim(callers: dict[str, Caller], claim_at: Any, at: str) -> None:
    says = {"reason": "fraud", "comment": "The accident was staged."}
    claim = done(callers["insurer"], claim_at(at=at), "state-fraud", says)
    assert (claim.phase, claim.turn, claim.times_out_on) == (
        "FraudStated", "claimant-representative", None,
    )  # fmt: skip
    claim = done(callers["lawyer"], claim, "acknowledge-fraud-stated")
    told = callers["lawyer"].get(f"/claims/{claim.pk}").json()
    assert (told["endsAs"], told["actions"]) == ("fraud", [])


def test_fraud_is_not_stated_before_the_claim_was_accepted(
    callers: dict[str, Caller], claim_at: Any
) -> None:
    claim, before = claim_at(), stored()
    says = {"reason": "fraud", "comment": "The accident was staged."}
    assert callers["insurer"].act(claim, "state-fraud", says).status_code == 409
    assert stored() == before


def test_the_mib_is_not_asked_about_article_75(lawyer: User, as_lawyer: Caller) -> None:
    bureau = make.organisation("COMP900", kind="COMP", compensator_kind="mib")
    handler = caller(make.user(bureau, make.Profile.COMP_RTA_CLAIM_HANDLER))
    claim = make.claim(lawyer=lawyer, insurer=handler.user)
    answer = handler.act(claim, "accept-claim", REFERENCE)
    assert answer.json()["phase"]["code"] == "LiabilityDecision"
    assert answer.json()["deadline"]["lastDayToAct"] == "2027-01-07"


@pytest.mark.parametrize(("applies", "last_day"), [(True, "2027-01-07"), (False, "2026-12-14")])
def test_article_75_moves_the_deadline_to_thirty_days_from_the_sending(
    as_insurer: Caller, insurer: User, claim_at: Any, the_clock: Clock, applies: bool, last_day: str
) -> None:
    claim = claim_at(at="Article75Decision")
    the_clock.now = make.NOW + timedelta(days=7)
    as_insurer.token = make.token(insurer.organisation, at=the_clock.now)
    answer = as_insurer.act(claim, "apply-article-75", {"applies": applies})
    assert answer.json()["deadline"]["lastDayToAct"] == last_day


def test_a_childs_settlement_goes_on_to_the_court(
    callers: dict[str, Caller], lawyer: User, insurer: User
) -> None:
    form = make.cnf(compensator=insurer.organisation)
    form["claimant"]["person"]["dateOfBirth"] = "2012-03-09"
    form["claimant"]["child"] = True
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="LiabilityDecision", body=form)
    claim = done(callers["insurer"], claim, "send-liability-decision", "rta_liability_response")
    assert claim.phase == "LiabilityAdmittedForChild"
    claim = done(callers["lawyer"], claim, "acknowledge-liability-admitted-for-child")
    for _, who, action, says in make.WALK[4:]:
        claim = done(callers[who], claim, action, says)
    assert (claim.phase, claim.ended_at) == ("StartOfAdditionalDamages", None)
