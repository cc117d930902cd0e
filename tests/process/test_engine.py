"""The engine decides by the table: where a step leads, and why it is refused."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from claims_portal.claims.documents.checking import check
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import Calendar
from claims_portal.claims.process.engine import (
    ActionNotPossible,
    Decision,
    NoSuchAction,
    State,
    TimeLimitPassed,
)
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.rta import RTA
from claims_portal.claims.process.sides import Side
from tests import make
from tests.process.holidays import DAYS

TODAY = date(2026, 11, 23)
CALENDAR = Calendar.of(DAYS)
LAWYER, INSURER = Side.CLAIMANT_REPRESENTATIVE, Side.COMPENSATOR
SENT = Facts(sent_on=TODAY, claimant_born_on=date(1988, 3, 9))
CHILD = Facts(sent_on=TODAY, claimant_born_on=date(2010, 3, 9))
PACKED = SENT.with_changes(settlement_pack_sent_on=TODAY)

RESPONSE = "rta_settlement_pack_response"
CONTEXT = {"today": TODAY, "accident_date": "2026-10-20"}


def decide(
    phase: str,
    side: Side,
    action: str,
    says: Any = None,
    *,
    facts: Facts = SENT,
    today: date = TODAY,
    times_out_on: date | None = None,
) -> Decision:
    body = make.sample(says) if isinstance(says, str) else says or {}
    takes = RTA.document_of_action.get(action)
    context = {**CONTEXT, "side": side.value}
    document = check(takes, body, context).document if takes else None
    return engine.decide(
        RTA,
        State(phase, facts, times_out_on),
        side=side,
        action=action,
        document=document,
        today=today,
        calendar=CALENDAR,
    )


def repudiation() -> dict[str, Any]:
    body = make.sample(RESPONSE)
    body["agreement"]["decision"] = "repudiate"
    for loss in body["losses"]:
        loss.update(grossValueOffered="0.00", grossAmountAgreed=False, interest="0.00")
        loss["comments"] = "Not accepted."
    body["agreement"]["grossAmount"] = "0.00"
    return body


REFERENCE = {"compensatorReference": "NM/26/1"}
ADMITTED = "rta_liability_response"
# fmt: off
DECISIONS = [
    # phase, side, action, document, facts, row, next phase, turn
    ("ClaimDataInput", LAWYER, "send-claim", "rta_cnf", Facts(), "R0", "ClaimSubmitted", INSURER),
    ("ClaimSubmitted", INSURER, "accept-claim", REFERENCE, SENT, "R1", "Article75Decision", INSURER),
    ("ClaimSubmitted", INSURER, "accept-claim", REFERENCE, SENT.with_changes(mib=True), "R1", "LiabilityDecision", INSURER),
    ("ClaimSubmitted", INSURER, "reject-claim", {"reason": "wrong-organisation"}, SENT, "R1", "AcknowledgeRejectedClaim", LAWYER),
    ("AcknowledgeRejectedClaim", LAWYER, "acknowledge-rejection", None, SENT, "R2", "ClaimRejectedToCR", LAWYER),
    ("ClaimRejectedToCR", LAWYER, "resend-claim", "rta_cnf", SENT, "R3", "ClaimSubmitted", INSURER),
    ("ClaimRejectedToCR", LAWYER, "exit-rejected-claim", None, SENT, "R3", "ExitRejectedClaim", None),
    ("Article75Decision", INSURER, "apply-article-75", {"applies": False}, SENT, "R4", "LiabilityDecision", INSURER),
    ("Article75Decision", INSURER, "apply-article-75", {"applies": True}, SENT, "R4", "LiabilityDecision", INSURER),
    ("LiabilityDecision", INSURER, "send-liability-decision", ADMITTED, SENT, "R5", "LiabilityAdmitted", LAWYER),
    ("LiabilityDecision", INSURER, "send-liability-decision", ADMITTED, CHILD, "R5", "LiabilityAdmittedForChild", LAWYER),
    ("LiabilityDecision", INSURER, "send-liability-decision", make.denial(), SENT, "R5", "LiabilityDenied", LAWYER),
    ("LiabilityDecision", INSURER, "send-liability-decision", make.denial(), CHILD, "R5", "LiabilityDenied", LAWYER),
    ("LiabilityDecision", INSURER, "send-liability-decision", make.denial("admitted-with-contributory-negligence"), SENT, "R5", "LiabilityAdmittedWithNeg", LAWYER),
    ("LiabilityDecision", INSURER, "state-fraud", {"reason": "fraud", "comment": "Staged."}, SENT, "R41", "FraudStated", LAWYER),
    ("FraudStated", LAWYER, "acknowledge-fraud-stated", None, SENT, "R6", "FraudStatedEnd", None),
    ("LiabilityDecisionTimeout", LAWYER, "acknowledge-liability-timeout", None, SENT, "R7", "LiabilityDecisionTimeoutEnd", None),
    ("LiabilityAdmitted", LAWYER, "acknowledge-liability-admitted", None, SENT, "R8", "StartOfStage21", LAWYER),
    ("LiabilityAdmittedForChild", LAWYER, "acknowledge-liability-admitted-for-child", None, CHILD, "R9", "StartOfStage21", LAWYER),
    ("LiabilityAdmittedWithNeg", LAWYER, "acknowledge-liability-admitted-with-negligence", None, SENT, "R10", "LiabilityAdmittedWithNegEnd", None),
    ("LiabilityDenied", LAWYER, "acknowledge-liability-denied", None, SENT, "R11", "LiabilityDeniedEnd", None),
    ("StartOfStage21", LAWYER, "set-interim-payment-needed", {"needed": False}, SENT, "R12", "Stage2SettlementPackForm", LAWYER),
    ("Stage2SettlementPackForm", LAWYER, "send-settlement-pack", "rta_settlement_pack_request", SENT, "R20", "Stage2SettlementPackDecision", INSURER),
    ("Stage2SettlementPackForm", LAWYER, "return-to-start-of-stage-2-1", None, SENT, "R20", "StartOfStage21", LAWYER),
    ("Stage2SettlementPackDecision", INSURER, "respond-to-settlement-pack", RESPONSE, PACKED, "R21", "Stage2SettlementPackConfirmed", LAWYER),
    ("Stage2SettlementPackDecision", INSURER, "respond-to-settlement-pack", repudiation(), PACKED, "R21", "Stage2SettlementPackRepudiated", LAWYER),
    ("Stage2SettlementPackDecision", INSURER, "state-fraud", {"reason": "fraud", "comment": "Staged."}, PACKED, "R41", "FraudStated", LAWYER),
    ("Stage2SettlementPackConfirmed", LAWYER, "acknowledge-settlement-confirmed", None, SENT, "R22", "Stage2SettlementPackConfirmationEnd", None),
    ("Stage2SettlementPackConfirmed", LAWYER, "acknowledge-settlement-confirmed", None, SENT.with_changes(child_at_settlement_agreement=True), "R22", "StartOfAdditionalDamages", LAWYER),
    ("Stage2SettlementPackRepudiated", LAWYER, "acknowledge-settlement-repudiated", None, SENT, "R23", "Stage2SettlementPackRepudiationEnd", None),
    ("Stage2SettlementPackDecisionTimeout", LAWYER, "acknowledge-settlement-timeout", None, SENT, "R29", "Stage2SettlementPackDecisionTimeoutEnd", None),
    ("StartOfStage21", LAWYER, "exit-claim", {"reason": "claim-withdrawn"}, SENT, "R39", "ExitProcess", INSURER),
    ("StartOfStage21", INSURER, "exit-claim", {"reason": "further-investigation"}, SENT, "R39", "ExitProcess", LAWYER),
    ("ExitProcess", INSURER, "acknowledge-exit", None, SENT.with_changes(exited_by=LAWYER.value), "R40", "ExitProcessEnd", None),
    ("ExitProcess", LAWYER, "acknowledge-exit", None, SENT.with_changes(exited_by=INSURER.value), "R40", "ExitProcessEnd", None),
]
# fmt: on


@pytest.mark.parametrize(
    ("phase", "side", "action", "says", "facts", "row", "to", "turn"),
    DECISIONS,
    ids=[f"{case[5]}-{case[2]}-{case[6]}" for case in DECISIONS],
)
def test_an_action_leads_where_its_row_says(
    phase: str,
    side: Side,
    action: str,
    says: Any,
    facts: Facts,
    row: str,
    to: str,
    turn: Side | None,
) -> None:
    decision = decide(phase, side, action, says, facts=facts)
    assert (decision.row, decision.phase.code, decision.turn) == (row, to, turn)
    assert decision.phase_before == phase
    assert (decision.deadline is not None) == (decision.phase.limit is not None)


def test_every_row_but_those_of_other_exits_is_in_the_table_above() -> None:
    tried = {(case[0], case[1], case[2], case[6]) for case in DECISIONS}
    steps = {(step.phase, step.side, step.action, step.to) for step in RTA.steps}
    assert {left[2] for left in steps - tried} == {"exit-claim"}


@pytest.mark.parametrize("name", ["sent_on", "mib", "article75", "compensator_reference"])
def test_a_new_sending_forgets_what_the_last_compensator_did(name: str) -> None:
    old = Facts(sent_on=date(2026, 1, 5), mib=True, article75=True, compensator_reference="OLD/1")
    decision = decide("ClaimRejectedToCR", LAWYER, "resend-claim", "rta_cnf", facts=old)
    assert getattr(decision.facts, name) != getattr(old, name)
    assert decision.deadline is not None
    assert decision.deadline.last_day == date(2026, 12, 14)


def test_article_75_gives_thirty_days_from_the_sending() -> None:
    decision = decide(
        "Article75Decision", INSURER, "apply-article-75", {"applies": True}, today=date(2026, 12, 1)
    )
    assert decision.deadline is not None
    assert decision.deadline.started_on == TODAY
    assert decision.deadline.last_day == date(2027, 1, 7)


@pytest.mark.parametrize("phase", [phase for phase in RTA.phases if phase.expiry])
@pytest.mark.parametrize(("after", "late"), [(-1, False), (0, True), (1, True), (400, True)])
def test_a_claim_is_late_from_the_day_of_its_time_out(phase: Any, after: int, late: bool) -> None:
    state = State(phase.code, PACKED, date(2026, 12, 15))
    today = date.fromordinal(date(2026, 12, 15).toordinal() + after)
    decision = engine.expire(RTA, state, today=today, calendar=CALENDAR)
    if not late:
        assert decision is None
        engine.must_be_in_time(RTA, state, today)
        return
    assert decision is not None
    assert decision.phase.code == phase.expiry.to
    assert (decision.turn, decision.deadline) == (LAWYER, None)
    assert decision.changed_facts == {}
    with pytest.raises(TimeLimitPassed, match="15 December 2026"):
        engine.must_be_in_time(RTA, state, today)


def test_a_late_action_is_refused_with_where_the_claim_is_now() -> None:
    with pytest.raises(TimeLimitPassed) as refusal:
        decide(
            "LiabilityDecision",
            INSURER,
            "send-liability-decision",
            ADMITTED,
            today=date(2026, 12, 15),
            times_out_on=date(2026, 12, 15),
        )
    assert str(refusal.value) == (
        "The time limit for “Liability decision” was reached on 15 December 2026; "
        "the claim is now at “Liability decision timeout”."
    )


def test_silence_changes_nothing_where_no_limit_runs() -> None:
    state = State("StartOfStage21", SENT, date(2000, 1, 1))
    assert engine.expire(RTA, state, today=TODAY, calendar=CALENDAR) is None


@pytest.mark.parametrize(
    ("phase", "side", "action", "says", "facts", "kind", "sentence"),
    [
        ("ClaimSubmitted", INSURER, "fly-away", None, SENT, NoSuchAction, "There is no action called fly-away in this process."),
        ("ClaimSubmitted", INSURER, "acknowledge-exit", None, SENT, ActionNotPossible, "acknowledge-exit is not possible while the claim is at “Claim submitted”."),
        ("ClaimSubmitted", LAWYER, "accept-claim", REFERENCE, SENT, ActionNotPossible, "accept-claim is for the compensator to do while the claim is at “Claim submitted”."),
        ("LiabilityAdmitted", INSURER, "acknowledge-liability-admitted", None, SENT, ActionNotPossible, "acknowledge-liability-admitted is for the claimant representative to do while the claim is at “Liability admitted”."),
        ("LiabilityAdmitted", LAWYER, "exit-claim", {"reason": "other", "comment": "So."}, SENT, ActionNotPossible, "exit-claim is not possible while the claim is at “Liability admitted”."),
        ("ExitProcess", LAWYER, "acknowledge-exit", None, SENT.with_changes(exited_by=LAWYER.value), ActionNotPossible, "The claimant representative took the claim out; the other party acknowledges it."),
        ("ExitProcess", INSURER, "acknowledge-exit", None, SENT.with_changes(exited_by=INSURER.value), ActionNotPossible, "The compensator took the claim out; the other party acknowledges it."),
        ("StartOfStage21", LAWYER, "set-interim-payment-needed", {"needed": True}, SENT, ActionNotPossible, "A request for an interim payment cannot be sent here yet: say that none is needed, or take the claim out."),
        ("FraudStatedEnd", LAWYER, "acknowledge-fraud-stated", None, SENT, ActionNotPossible, "acknowledge-fraud-stated is not possible while the claim is at “Left: fraud stated”."),
    ],
)  # fmt: skip
def test_a_refusal_is_a_sentence(
    phase: str, side: Side, action: str, says: Any, facts: Facts, kind: type, sentence: str
) -> None:
    with pytest.raises(engine.Refused) as refusal:
        decide(phase, side, action, says, facts=facts)
    assert type(refusal.value) is kind
    assert str(refusal.value) == sentence


@pytest.mark.parametrize("phase", RTA.phases, ids=lambda phase: phase.code)
@pytest.mark.parametrize("side", Side)
def test_the_possible_steps_are_the_rows_of_the_side(phase: Any, side: Side) -> None:
    possible = engine.possible_steps(RTA, State(phase.code, SENT), side)
    rows = [step for step in RTA.steps if (step.phase, step.side) == (phase.code, side)]
    names = [step.action for step in possible]
    assert len(set(names)) == len(names)
    assert set(names) <= {step.action for step in rows}
    if phase.code != "ExitProcess":
        assert set(names) == {step.action for step in rows}


@pytest.mark.parametrize("who_left", Side)
def test_only_the_other_side_is_offered_to_acknowledge_an_exit(who_left: Side) -> None:
    state = State("ExitProcess", SENT.with_changes(exited_by=who_left.value))
    assert engine.possible_steps(RTA, state, who_left) == []
    offered = engine.possible_steps(RTA, state, who_left.other)
    assert [step.action for step in offered] == ["acknowledge-exit"]


def test_the_decision_leaves_the_facts_it_was_made_on_alone() -> None:
    before = replace(State("ClaimSubmitted", SENT))
    decide("ClaimSubmitted", INSURER, "accept-claim", REFERENCE)
    assert before.facts == SENT
    assert SENT.compensator_reference is None
