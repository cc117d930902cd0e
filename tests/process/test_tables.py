"""What every process table must be, whatever it says."""

import re

import pytest

from claims_portal.claims.documents.base import Document
from claims_portal.claims.process.processes import CURRENT, PROCESSES
from claims_portal.claims.process.rta import EXIT_POSSIBLE_AT, FRAUD_POSSIBLE_AT
from claims_portal.claims.process.sides import Duty, Side
from claims_portal.claims.process.tables import Phase, Process, Step

EVERY_STEP = [(process, step) for process in PROCESSES.values() for step in process.steps]
EVERY_PHASE = [(process, phase) for process in PROCESSES.values() for phase in process.phases]

EVENT = re.compile(r"[a-z0-9-]+:[a-z0-9-]+")
ROW = re.compile(r"R([0-9]|[1-3][0-9]|4[01])")
KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

each_step = pytest.mark.parametrize(
    ("process", "step"),
    EVERY_STEP,
    ids=lambda it: f"{it.row}-{it.phase}-{it.side}-{it.action}" if isinstance(it, Step) else "",
)
each_phase = pytest.mark.parametrize(
    ("process", "phase"), EVERY_PHASE, ids=lambda it: it.code if isinstance(it, Phase) else ""
)
each_process = pytest.mark.parametrize("process", PROCESSES.values(), ids=list(PROCESSES))


@each_step
def test_a_step_leads_from_a_phase_to_a_phase(process: Process, step: Step) -> None:
    assert step.phase in process.phase_by_code
    assert step.to in process.phase_by_code
    assert step.phase != step.to


@each_step
def test_a_step_takes_a_known_document(process: Process, step: Step) -> None:
    assert issubclass(step.takes, Document)
    assert step.takes.title
    assert process.document_of_action[step.action] is step.takes


@each_step
def test_a_step_names_its_source_row_and_says_what_happened(process: Process, step: Step) -> None:
    assert ROW.fullmatch(step.row)
    assert step.says
    assert not step.says.endswith(".")


@each_step
def test_a_step_has_a_well_formed_name_and_event(process: Process, step: Step) -> None:
    assert KEBAB.fullmatch(step.action)
    assert EVENT.fullmatch(step.event)


@each_step
def test_a_step_out_of_an_end_does_not_exist(process: Process, step: Step) -> None:
    assert process.phase_by_code[step.phase].end is None


@each_step
def test_after_a_step_it_is_somebodys_turn_or_the_claim_has_ended(
    process: Process, step: Step
) -> None:
    phase = process.phase_by_code[step.to]
    assert (step.hands_to or phase.turn is not None) != (phase.end is not None)
    assert not (step.hands_to and phase.turn)


@each_step
def test_a_row_behind_one_without_a_guard_is_never_reached(process: Process, step: Step) -> None:
    alike = [
        one
        for one in process.steps_by_phase[step.phase]
        if (one.side, one.action) == (step.side, step.action)
    ]
    assert all(one.guard is not None for one in alike[:-1])
    assert {one.takes for one in alike} == {step.takes}
    assert {one.duty for one in alike} == {step.duty}


@each_step
def test_an_event_says_the_same_thing_wherever_it_happens(process: Process, step: Step) -> None:
    subject = step.event.partition(":")[0]
    others = {one.event.partition(":")[0] for one in process.steps if one.row == step.row}
    assert subject in others
    assert len(others) == 1, f"{step.row} is about {others}"


@each_phase
def test_a_phase_without_an_end_has_a_way_out(process: Process, phase: Phase) -> None:
    ways = process.steps_by_phase[phase.code]
    if phase.end is not None:
        assert not ways
        assert phase.turn is None
    elif phase.code in WAITING_FOR_ROWS_TO_COME:
        assert {step.action for step in ways} == {"exit-claim"}
    elif phase.turn is None:
        assert {step.side for step in ways} == set(Side)
    else:
        assert any(step.side is phase.turn and step.action != "exit-claim" for step in ways)


WAITING_FOR_ROWS_TO_COME = {"StartOfAdditionalDamages"}
"""Phases whose own steps are not built yet (R30 on): they can only be left by an exit."""


@each_phase
def test_a_limit_has_a_way_out_and_a_way_out_has_a_limit(process: Process, phase: Phase) -> None:
    assert (phase.limit is None) == (phase.expiry is None)
    if phase.expiry is not None:
        assert phase.end is None
        after = process.phase_by_code[phase.expiry.to]
        assert after.end or after.turn
        assert after.limit is None, "silence may not lead from limit to limit"
        assert ROW.fullmatch(phase.expiry.row)
        assert EVENT.fullmatch(phase.expiry.event)
        assert phase.limit is not None
        assert phase.limit.source


@each_phase
def test_only_the_side_that_must_act_can_let_a_limit_pass(process: Process, phase: Phase) -> None:
    if phase.limit is not None:
        assert phase.turn is Side.COMPENSATOR


@each_phase
def test_a_phase_is_described(process: Process, phase: Phase) -> None:
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
    for claim_type, process in CURRENT.items():
        assert process.claim_type == claim_type
        assert PROCESSES[process.version] is process


def test_a_claim_is_taken_out_only_where_row_39_lists_it() -> None:
    rta = CURRENT["rta"]
    where = {(step.phase, step.side) for step in rta.steps if step.action == "exit-claim"}
    assert where == {(phase, side) for phase in EXIT_POSSIBLE_AT for side in Side}
    barred = {
        "ClaimDataInput",
        "AcknowledgeRejectedClaim",
        "ClaimRejectedToCR",
        "LiabilityAdmitted",
        "LiabilityAdmittedForChild",
    }
    assert not barred & set(EXIT_POSSIBLE_AT)


def test_fraud_is_stated_only_at_the_compensators_decisions() -> None:
    rta = CURRENT["rta"]
    where = {(step.phase, step.side) for step in rta.steps if step.action == "state-fraud"}
    assert where == {(phase, Side.COMPENSATOR) for phase in FRAUD_POSSIBLE_AT}


def test_a_dispatcher_only_takes_in_and_sends_back() -> None:
    receiving = {step.action for _, step in EVERY_STEP if step.duty is Duty.RECEIVE}
    assert receiving == {"accept-claim", "reject-claim"}
