"""EL, ELD and PL: what differs from RTA, row by row (E0 to E28)."""

from datetime import date
from typing import Any

import pytest

from claims_portal.claims.documents.checking import check
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import Calendar
from claims_portal.claims.process.deadlines import count
from claims_portal.claims.process.elpl import EL, ELD, PL, row
from claims_portal.claims.process.engine import ActionNotPossible, Decision, State
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.rta import RTA
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Process
from tests.process.holidays import DAYS

TODAY = date(2026, 11, 23)
CALENDAR = Calendar.of(DAYS)
LAWYER, INSURER = Side.CLAIMANT_REPRESENTATIVE, Side.COMPENSATOR
SENT = Facts(sent_on=TODAY, notified_on=TODAY, claimant_born_on=date(1988, 3, 9))
each_process = pytest.mark.parametrize("process", [EL, ELD, PL], ids=lambda one: one.claim_type)


def decide(
    process: Process, phase: str, side: Side, action: str, says: Any, facts: Facts = SENT
) -> Decision:
    takes = process.document_of_action[action]
    context = {"today": TODAY, "side": side.value, "claim_type": process.claim_type}
    document = check(takes, says, context).document
    return engine.decide(
        process,
        State(phase, facts),
        side=side,
        action=action,
        document=document,
        today=TODAY,
        calendar=CALENDAR,
    )


@each_process
def test_e1_the_claim_is_acknowledged_before_anything_else(process: Process) -> None:
    ways = process.steps_by_phase["ClaimSubmitted"]
    assert {step.action for step in ways} == {"acknowledge-claim", "exit-claim"}
    decision = decide(process, "ClaimSubmitted", INSURER, "acknowledge-claim", {})
    assert (decision.row, decision.phase.code) == ("E1", "ClaimAcknowledged")
    assert decision.deadline is not None
    assert decision.deadline.started_on == TODAY, "the clock was running already"


@each_process
def test_e2_acceptance_leads_to_the_liability_decision(process: Process) -> None:
    says = {"compensatorReference": "NM/26/1"}
    decision = decide(process, "ClaimAcknowledged", INSURER, "accept-claim", says)
    assert (decision.row, decision.phase.code) == ("E2", "LiabilityDecision")


@each_process
def test_e2_there_is_no_askcue_reference_to_reject_for(process: Process) -> None:
    for reason in ("wrong-organisation", "mandatory-fields-wrong"):
        decision = decide(process, "ClaimAcknowledged", INSURER, "reject-claim", {"reason": reason})
        assert decision.phase.code == "AcknowledgeRejectedClaim"
    with pytest.raises(ActionNotPossible, match="askCUE"):
        decide(
            process,
            "ClaimAcknowledged",
            INSURER,
            "reject-claim",
            {"reason": "askcue-reference-not-valid"},
        )


@pytest.mark.parametrize(
    ("process", "days", "last_day"),
    [(EL, 30, "2027-01-07"), (ELD, 30, "2027-01-07"), (PL, 40, "2027-01-21")],
    ids=["el", "eld", "pl"],
)
def test_the_liability_limit_runs_from_the_notification_date(
    process: Process, days: int, last_day: str
) -> None:
    limit = process.phase_by_code["LiabilityDecision"].limit
    assert limit is not None
    deadline = count(limit, SENT.with_changes(sent_on=date(2026, 12, 1)), CALENDAR)
    assert (deadline.started_on, deadline.days) == (TODAY, days)
    assert deadline.last_day.isoformat() == last_day


@each_process
def test_what_rta_alone_has_is_not_there(process: Process) -> None:
    missing = set(RTA.document_of_action) - set(process.document_of_action)
    assert missing == {
        "apply-article-75",
        "set-additional-damages-exist",
        "send-additional-damages",
        "respond-to-additional-damages",
        "extend-additional-damages-limit",
        "acknowledge-all-damages-agreed",
        "decide-on-additional-damages",
        "acknowledge-additional-damages-agreement",
        "acknowledge-additional-damages-timeout",
    }
    added = set(process.document_of_action) - set(RTA.document_of_action)
    assert added == {"acknowledge-claim"}


@each_process
@pytest.mark.parametrize(
    ("phase", "side", "action", "says", "facts", "name", "to"),
    [
        ("Stage2SettlementPackAgreementDecision", LAWYER, "decide-on-last-offer", {"agreed": False}, SENT, "E21", "CourtProceedingsPackForm"),
        ("Stage2SettlementPackConfirmed", LAWYER, "acknowledge-settlement-confirmed", {}, SENT.with_changes(child_at_settlement_agreement=True), "E17", "CourtProceedingsPackForm"),
        ("Stage2SettlementPackConfirmed", LAWYER, "acknowledge-settlement-confirmed", {}, SENT, "E17", "Stage2SettlementPackConfirmationEnd"),
        ("Stage2SettlementPackAgreed", INSURER, "acknowledge-settlement-agreed", {}, SENT.with_changes(child_at_settlement_agreement=True), "E22", "CourtProceedingsPackForm"),
        ("Stage2SettlementPackNotAgreed", LAWYER, "acknowledge-settlement-not-agreed", {}, SENT, "E23", "CourtProceedingsPackForm"),
        ("LiabilityDecision", INSURER, "state-fraud", {"reason": "fraud", "comment": "Staged."}, SENT, "E4", "FraudStated"),
        ("FraudStated", LAWYER, "acknowledge-fraud-stated", {}, SENT, "E6", "FraudStatedEnd"),
        ("LiabilityAdmitted", LAWYER, "acknowledge-liability-admitted", {}, SENT, "E5", "StartOfStage21"),
        ("EndOfStage2", LAWYER, "acknowledge-court-pack-response", {}, SENT, "E27", "CourtProceedingsPackEnd"),
    ],
    ids=lambda value: value if isinstance(value, str) and value[:1] == "E" else "",
)  # fmt: skip
def test_a_row_leads_to_its_next_phase(
    process: Process,
    phase: str,
    side: Side,
    action: str,
    says: Any,
    facts: Facts,
    name: str,
    to: str,
) -> None:
    decision = decide(process, phase, side, action, says, facts)
    assert (decision.row, decision.phase.code) == (name, to)


@each_process
@pytest.mark.parametrize(
    ("side", "reason", "allowed"),
    [
        (LAWYER, "stage-1-costs-unpaid", True),
        (LAWYER, "reason-15", True),
        (INSURER, "further-investigation", True),
    ],
)
def test_e28_each_side_has_its_reasons(
    process: Process, side: Side, reason: str, allowed: bool
) -> None:
    decision = decide(process, "StartOfStage21", side, "exit-claim", {"reason": reason})
    assert decision.row == "E28"


def test_the_rows_are_those_of_rta_renumbered() -> None:
    assert [row(number) for number in (12, 19, 20, 29, 36, 38)] == [
        "E7", "E14", "E15", "E24", "E25", "E27",
    ]  # fmt: skip
