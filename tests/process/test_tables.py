"""What every process table must be, whatever it says."""

import re
from datetime import date

import pytest

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.notes import Acknowledge, ExtendLimit
from claims_portal.claims.process.processes import CURRENT, PROCESSES, in_force
from claims_portal.claims.process.sides import Duty, Side
from claims_portal.claims.process.tables import Process

EVERY_STEP = [(process, step) for process in PROCESSES.values() for step in process.steps]

EVENT = re.compile(r"[a-z0-9-]+:[a-z0-9-]+")
ROW = re.compile(r"R([0-9]|[1-3][0-9]|4[01])|E([0-9]|1[0-9]|2[0-8])")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

each_process = pytest.mark.parametrize("process", PROCESSES.values(), ids=list(PROCESSES))


@each_process
def test_a_step_leads_from_a_phase_to_a_phase(process: Process) -> None:
    for step in process.steps:
        assert step.phase in process.phase_by_code
        assert step.to in process.phase_by_code
        assert (step.phase == step.to) == step.action.startswith("extend-")


@each_process
def test_a_step_takes_a_known_document(process: Process) -> None:
    for step in process.steps:
        assert issubclass(step.takes, Document)
        assert step.takes.title
        assert process.document_of_action[step.action] is step.takes


@each_process
def test_a_step_names_its_source_row_and_says_what_happened(process: Process) -> None:
    for step in process.steps:
        assert ROW.fullmatch(step.row)
        assert step.says
        assert not step.says.endswith(".")


@each_process
def test_a_step_has_a_well_formed_name_and_event(process: Process) -> None:
    for step in process.steps:
        assert KEBAB.fullmatch(step.action)
        assert EVENT.fullmatch(step.event)


@each_process
def test_a_step_out_of_an_end_does_not_exist(process: Process) -> None:
    for step in process.steps:
        assert process.phase_by_code[step.phase].end is None


@each_process
def test_after_a_step_it_is_somebodys_turn_or_the_claim_has_ended(process: Process) -> None:
    for step in process.steps:
        phase = process.phase_by_code[step.to]
        assert (step.hands_to or phase.turn is not None) != (phase.end is not None)
        assert not (step.hands_to and phase.turn)


@each_process
def test_a_row_behind_one_without_a_guard_is_never_reached(process: Process) -> None:
    for step in process.steps:
        alike = [
            one
            for one in process.steps_by_phase[step.phase]
            if (one.side, one.action) == (step.side, step.action)
        ]
        assert all(one.guard is not None for one in alike[:-1])
        assert {one.takes for one in alike} == {step.takes}
        assert {one.duty for one in alike} == {step.duty}


@each_process
def test_an_event_says_the_same_thing_wherever_it_happens(process: Process) -> None:
    for step in process.steps:
        alike = [one for one in process.steps if one.event == step.event and one.side is step.side]
        assert len({one.action for one in alike}) == 1


@each_process
def test_a_phase_without_an_end_has_a_way_out(process: Process) -> None:
    for phase in process.phases:
        ways = process.steps_by_phase[phase.code]
        if phase.end is not None:
            assert not ways
            assert phase.turn is None
        elif phase.turn is None:
            assert {step.side for step in ways} == set(Side)
        else:
            assert any(step.side is phase.turn and step.action != "exit-claim" for step in ways)


@each_process
def test_silence_leads_where_somebody_acts_or_the_claim_ends(process: Process) -> None:
    for phase in process.phases:
        if phase.limit is not None:
            assert phase.limit.source
        if phase.expiry is None:
            continue
        assert phase.limit is not None, "what expires has a limit"
        assert phase.end is None
        after = process.phase_by_code[phase.expiry.to]
        assert after.end or after.turn
        assert after.expiry is None, "silence may not lead from silence to silence"
        assert ROW.fullmatch(phase.expiry.row)
        assert EVENT.fullmatch(phase.expiry.event)


@each_process
def test_a_limit_without_expiry_lets_its_holder_say_that_it_has_passed(process: Process) -> None:
    """R15 to R17, R26 and R34: the claim stays with the side that must say something."""
    for phase in process.phases:
        if phase.limit is not None and phase.expiry is None:
            assert phase.turn is Side.CLAIMANT_REPRESENTATIVE
            steps = process.steps_by_phase[phase.code]
            assert any(step.side is phase.turn and step.action != "exit-claim" for step in steps)


@each_process
def test_a_phase_is_described(process: Process) -> None:
    for phase in process.phases:
        assert phase.code.isalnum()
        assert phase.name
        assert phase.meaning.endswith(".")


@each_process
def test_every_phase_is_reached_from_the_first(process: Process) -> None:
    reached, border = set(), {process.first_phase}
    while border:
        reached |= border
        ways = {step.to for code in border for step in process.steps_by_phase[code]}
        silences = {expiry.to for code in border if (expiry := process.phase_by_code[code].expiry)}
        border = (ways | silences) - reached
    assert reached == set(process.phase_by_code)


@each_process
def test_every_phase_can_come_to_an_end(process: Process) -> None:
    ending = {phase.code for phase in process.phases if phase.end}
    while True:
        more = {step.phase for step in process.steps if step.to in ending} - ending
        if not more:
            break
        ending |= more
    assert ending == set(process.phase_by_code)


@each_process
def test_names_are_given_once(process: Process) -> None:
    assert len(process.phase_by_code) == len(process.phases)
    assert process is PROCESSES[process.version]


def test_a_new_claim_is_made_under_a_known_process() -> None:
    assert set(CURRENT) == {"rta", "el", "eld", "pl"}
    for claim_type, process in CURRENT.items():
        assert process.claim_type == claim_type
        assert PROCESSES[process.version] is process


@pytest.mark.parametrize(
    ("claim_type", "made_on", "version"),
    [
        ("rta", "2009-01-01", "rta-2"),
        ("rta", "2010-04-30", "rta-2"),
        ("rta", "2013-07-30", "rta-2"),
        ("rta", "2013-07-31", "rta-7"),
        ("rta", "2026-11-23", "rta-7"),
        ("el", "2026-11-23", "el-6"),
        ("eld", "2013-07-31", "eld-6"),
        ("pl", "2013-07-31", "pl-6"),
    ],
)
def test_a_claim_lives_by_the_version_of_its_day(
    claim_type: str, made_on: str, version: str
) -> None:
    assert in_force(claim_type, date.fromisoformat(made_on)).version == version


@each_process
def test_every_row_of_the_process_description_is_built(process: Process) -> None:
    rows = {step.row for step in process.steps}
    rows |= {phase.expiry.row for phase in process.phases if phase.expiry}
    letter, last = ("R", 41) if process.claim_type == "rta" else ("E", 28)
    assert rows == {f"{letter}{number}" for number in range(last + 1)}


# Row R39: drafts, rejected claims and Liability admitted; the others are acknowledgements.
EXIT_BARRED = {
    "ClaimDataInput",
    "AcknowledgeRejectedClaim",
    "ClaimRejectedToCR",
    "LiabilityAdmitted",
    "ExitProcess",
}


@each_process
def test_a_claim_is_taken_out_wherever_it_is_alive_and_not_only_to_be_acknowledged(
    process: Process,
) -> None:
    for phase in process.phases:
        steps = process.steps_by_phase[phase.code]
        sides = {step.side for step in steps if step.action == "exit-claim"}
        own = [step for step in steps if step.action not in ("exit-claim", "acknowledge-claim")]
        only_acknowledged = bool(own) and all(step.takes is Acknowledge for step in own)
        if phase.code == "InterimPaymentDecisionTimeout":
            assert sides == {Side.CLAIMANT_REPRESENTATIVE}, "row 19"
        elif phase.end or phase.code in EXIT_BARRED or only_acknowledged:
            assert sides == set()
        else:
            assert sides == set(Side)


@each_process
def test_fraud_is_stated_only_at_the_compensators_decisions(process: Process) -> None:
    where = {(step.phase, step.side) for step in process.steps if step.action == "state-fraud"}
    decisions = ("LiabilityDecision", "InterimPaymentDecision", "Stage2SettlementPackDecision")
    assert where == {(phase, Side.COMPENSATOR) for phase in decisions}


@each_process
def test_an_agreed_extension_is_asked_for_with_its_new_date(process: Process) -> None:
    extensions = {step.action: step.takes for step in process.steps if step.phase == step.to}
    assert extensions.pop("extend-interim-payment-limit") is Acknowledge
    assert set(extensions.values()) == {ExtendLimit}


def test_a_dispatcher_only_takes_in_and_sends_back() -> None:
    receiving = {step.action for _, step in EVERY_STEP if step.duty is Duty.RECEIVE}
    assert receiving == {"accept-claim", "reject-claim", "acknowledge-claim"}
