"""The engine decides by the table: where a step leads, and why it is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from claims_portal.claims.documents.additional_damages import RtaAdditionalDamagesResponse
from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.checking import check
from claims_portal.claims.documents.counter_offers import RtaCounterOfferByCompensator
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
from claims_portal.samples.fitting import fitting
from tests import make
from tests.documents.samples import changed, context_for
from tests.process.holidays import DAYS

TODAY = date(2026, 11, 23)
CALENDAR = Calendar.of(DAYS)
LAWYER, INSURER = Side.CLAIMANT_REPRESENTATIVE, Side.COMPENSATOR
SENT = Facts(sent_on=TODAY, claimant_born_on=date(1988, 3, 9))
CHILD = Facts(sent_on=TODAY, claimant_born_on=date(2010, 3, 9))
PACKED = SENT.with_changes(settlement_pack_sent_on=TODAY)
ASKED = SENT.with_changes(
    interim_packs=1, interim_pack_sent_on=TODAY, interim_requested=Decimal("1200.00")
)
OVERDUE = ASKED.with_changes(
    interim_pack_sent_on=date(2026, 10, 1), interim_offered=Decimal("1100.00")
)
LAST_DAYS = PACKED.with_changes(further_consideration=True)
DAMAGED = PACKED.with_changes(additional_damages_sent_on=TODAY)
YOUNG = DAMAGED.with_changes(claimant_born_on=date(2010, 3, 9))
TO_COURT = PACKED.with_changes(court_pack_sent_on=TODAY)

RESPONSE = "rta_settlement_pack_response"
OFFERED = changed(  # the compensator's first answer, where it offers something else
    make.sample(RESPONSE), agreement__decision="counter-offer"
)


def context_of(takes: Any, side: Side) -> dict[str, Any]:
    return {**context_for(takes), "today": TODAY, "side": side.value}


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
    document = check(takes, body, context_of(takes, side)).document if takes else None
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


def agreeing(takes: Any, decision: str) -> dict[str, Any]:
    """An answer that takes over everything that the claimant claims."""
    return fitting(kind_of(takes), context_for(takes)["sent"], decision=decision)


def whole_interim() -> dict[str, Any]:
    body = make.sample("rta_interim_pack_response")
    body["losses"][1].update(grossValueOffered="340.00", grossAmountAgreed=True)
    return body


LATER = {"newTimeOutDate": "2027-02-01", "reason": "agreed-by-the-parties"}
AGREED, NOT_AGREED = {"agreed": True}, {"agreed": False}
RECEIVED, NOT_RECEIVED = {"received": True}, {"received": False}
BY_CR, BY_COMP = (
    "Stage2SettlementPackCounterOfferDecision",
    "Stage2SettlementPackCounterOfferResponse",
)
LAST_OFFER = "Stage2SettlementPackAgreementDecision"
OFFER = "rta_counter_offer_by_representative"
NEW_OFFER = "rta_counter_offer_by_compensator"
DAMAGES = "rta_additional_damages_response"
CHILD_AGREED = PACKED.with_changes(child_at_settlement_agreement=True)
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
    ("StartOfStage21", LAWYER, "set-interim-payment-needed", {"needed": True}, SENT, "R12", "InterimSettlementPackForm", LAWYER),
    ("InterimSettlementPackForm", LAWYER, "send-interim-pack", "rta_interim_pack_request", SENT, "R13", "InterimPaymentDecision", INSURER),
    ("InterimSettlementPackForm", LAWYER, "return-to-start-of-stage-2-1", None, SENT, "R13", "StartOfStage21", LAWYER),
    ("InterimPaymentDecision", INSURER, "respond-to-interim-pack", whole_interim(), ASKED, "R14", "WaitingForInterimPayment", LAWYER),
    ("InterimPaymentDecision", INSURER, "respond-to-interim-pack", "rta_interim_pack_response", ASKED, "R14", "AcceptanceOfPartialInterimPayment", LAWYER),
    ("InterimPaymentDecision", INSURER, "reject-interim-pack", {"comment": "No further report is awaited."}, ASKED, "R14", "InterimSettlementPackRejected", LAWYER),
    ("InterimPaymentDecision", INSURER, "extend-interim-payment-limit", None, ASKED, "R14", "InterimPaymentDecision", INSURER),
    ("InterimPaymentDecision", INSURER, "state-fraud", {"reason": "fraud", "comment": "Staged."}, ASKED, "R41", "FraudStated", LAWYER),
    ("WaitingForInterimPayment", LAWYER, "confirm-interim-payment", RECEIVED, ASKED, "R15", "StartOfStage21", LAWYER),
    ("WaitingForInterimPayment", LAWYER, "confirm-interim-payment", NOT_RECEIVED, OVERDUE, "R15", "InterimPaymentNotMadeEnd", None),
    ("AcceptanceOfPartialInterimPayment", LAWYER, "decide-on-partial-interim-payment", {"accepted": True}, ASKED, "R16", "WaitingForInterimPayment", LAWYER),
    ("AcceptanceOfPartialInterimPayment", LAWYER, "decide-on-partial-interim-payment", {"accepted": False}, ASKED, "R16", "PartialPaymentDecision", INSURER),
    ("PartialPaymentDecision", INSURER, "acknowledge-partial-payment-decision", None, ASKED, "R17", "WaitingForMandatoryInterimPayment", LAWYER),
    ("WaitingForMandatoryInterimPayment", LAWYER, "confirm-interim-payment", RECEIVED, ASKED, "R17", "PartialInterimPaymentRefusedEnd", None),
    ("WaitingForMandatoryInterimPayment", LAWYER, "confirm-interim-payment", NOT_RECEIVED, OVERDUE, "R17", "InterimPaymentNotMadeEnd", None),
    ("InterimSettlementPackRejected", LAWYER, "acknowledge-interim-pack-rejected", None, ASKED, "R18", "StartOfStage21", LAWYER),
    ("InterimPaymentDecisionTimeout", LAWYER, "acknowledge-interim-timeout", None, ASKED, "R19", "Stage2SettlementPackForm", LAWYER),
    ("InterimPaymentDecisionTimeout", LAWYER, "return-to-start-of-stage-2-1", None, ASKED, "R19", "StartOfStage21", LAWYER),
    ("Stage2SettlementPackDecision", INSURER, "respond-to-settlement-pack", OFFERED, PACKED, "R21", BY_CR, LAWYER),
    ("Stage2SettlementPackDecision", INSURER, "extend-settlement-pack-limit", LATER, PACKED, "R21", "Stage2SettlementPackDecision", INSURER),
    (BY_CR, LAWYER, "send-counter-offer", OFFER, PACKED, "R24", BY_COMP, INSURER),
    (BY_CR, LAWYER, "set-counter-offer-needed", {"needed": False}, PACKED, "R24", LAST_OFFER, LAWYER),
    (BY_CR, LAWYER, "extend-negotiation-limit", LATER, PACKED, "R24", BY_CR, LAWYER),
    (BY_COMP, INSURER, "respond-to-counter-offer", agreeing(RtaCounterOfferByCompensator, "accept"), PACKED, "R25", "Stage2SettlementPackConfirmed", LAWYER),
    (BY_COMP, INSURER, "respond-to-counter-offer", NEW_OFFER, PACKED, "R25", BY_CR, LAWYER),
    (BY_COMP, INSURER, "decide-on-counter-offer", AGREED, LAST_DAYS, "R25", "Stage2SettlementPackConfirmed", LAWYER),
    (BY_COMP, INSURER, "decide-on-counter-offer", NOT_AGREED, LAST_DAYS, "R25", "Stage2SettlementPackNotAgreed", LAWYER),
    (BY_COMP, INSURER, "extend-negotiation-limit", LATER, PACKED, "R25", BY_COMP, INSURER),
    (LAST_OFFER, LAWYER, "decide-on-last-offer", AGREED, PACKED, "R26", "Stage2SettlementPackAgreed", INSURER),
    (LAST_OFFER, LAWYER, "decide-on-last-offer", NOT_AGREED, PACKED, "R26", "StartOfAdditionalDamages", LAWYER),
    ("Stage2SettlementPackAgreed", INSURER, "acknowledge-settlement-agreed", None, PACKED, "R27", "Stage2SettlementPackAgreedEnd", None),
    ("Stage2SettlementPackAgreed", INSURER, "acknowledge-settlement-agreed", None, CHILD_AGREED, "R27", "StartOfAdditionalDamages", LAWYER),
    ("Stage2SettlementPackNotAgreed", LAWYER, "acknowledge-settlement-not-agreed", None, PACKED, "R28", "StartOfAdditionalDamages", LAWYER),
    ("StartOfAdditionalDamages", LAWYER, "set-additional-damages-exist", {"exist": True}, PACKED, "R30", "AdditionalDamagesForm", LAWYER),
    ("StartOfAdditionalDamages", LAWYER, "set-additional-damages-exist", {"exist": False}, PACKED, "R30", "CourtProceedingsPackForm", LAWYER),
    ("AdditionalDamagesForm", LAWYER, "send-additional-damages", "rta_additional_damages_request", PACKED, "R31", "AdditionalDamagesDecision", INSURER),
    ("AdditionalDamagesDecision", INSURER, "respond-to-additional-damages", agreeing(RtaAdditionalDamagesResponse, "agree"), DAMAGED, "R32", "AllDamagesAgreed", LAWYER),
    ("AdditionalDamagesDecision", INSURER, "respond-to-additional-damages", DAMAGES, DAMAGED, "R32", "AdditionalDamagesAgreementDecision", LAWYER),
    ("AdditionalDamagesDecision", INSURER, "extend-additional-damages-limit", LATER, DAMAGED, "R32", "AdditionalDamagesDecision", INSURER),
    ("AllDamagesAgreed", LAWYER, "acknowledge-all-damages-agreed", None, DAMAGED, "R33", "Stage2SettlementPackAllDamagesAgreedEnd", None),
    ("AllDamagesAgreed", LAWYER, "acknowledge-all-damages-agreed", None, DAMAGED.with_changes(child_at_additional_damages_agreement=True), "R33", "CourtProceedingsPackForm", LAWYER),
    ("AdditionalDamagesAgreementDecision", LAWYER, "decide-on-additional-damages", AGREED, DAMAGED, "R34", "AdditionalDamagesAgreed", INSURER),
    ("AdditionalDamagesAgreementDecision", LAWYER, "decide-on-additional-damages", AGREED, YOUNG, "R34", "CourtProceedingsPackForm", LAWYER),
    ("AdditionalDamagesAgreementDecision", LAWYER, "decide-on-additional-damages", NOT_AGREED, DAMAGED, "R34", "CourtProceedingsPackForm", LAWYER),
    ("AdditionalDamagesAgreed", INSURER, "acknowledge-additional-damages-agreement", None, DAMAGED, "R34", "Stage2SettlementPackAllDamagesAgreedEnd", None),
    ("AdditionalDamagesDecisionTimeout", LAWYER, "acknowledge-additional-damages-timeout", None, DAMAGED, "R35", "CourtProceedingsPackForm", LAWYER),
    ("CourtProceedingsPackForm", LAWYER, "send-court-pack", "rta_court_pack_request", PACKED, "R36", "CourtProceedingsPackResponse", INSURER),
    ("CourtProceedingsPackResponse", INSURER, "respond-to-court-pack", "rta_court_pack_response", TO_COURT, "R37", "EndOfStage2", LAWYER),
    ("EndOfStage2", LAWYER, "acknowledge-court-pack-response", None, TO_COURT, "R38", "CourtProceedingsPackEnd", None),
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
    state = State(phase.code, PACKED.with_changes(interim_pack_sent_on=TODAY), date(2026, 12, 15))
    today = date.fromordinal(date(2026, 12, 15).toordinal() + after)
    decision = engine.expire(RTA, state, today=today, calendar=CALENDAR)
    if not late:
        assert decision is None
        engine.must_be_in_time(RTA, state, today)
        return
    assert decision is not None
    assert decision.phase.code == phase.expiry.to
    assert decision.turn is LAWYER
    assert (decision.deadline is None) == (decision.phase.limit is None)
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
        ("StartOfStage21", LAWYER, "set-interim-payment-needed", {"needed": True}, CHILD, ActionNotPossible, "For a claimant who was under 18 when the claim was sent there is no interim payment in the portal."),
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
    missing = {step.action for step in rows} - set(names)
    for action in missing:
        alike = [step for step in rows if step.action == action]
        assert all(step.guard and step.guard.fails_already(SENT) for step in alike)


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
