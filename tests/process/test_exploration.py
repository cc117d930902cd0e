"""The state machine walked exhaustively, with every answer to every step and with silence.

Time stands still but where it is let run to the last day of a limit, or past it.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pytest

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Profile
from claims_portal.claims import rules
from claims_portal.claims.models import Claim
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import ONE_DAY, Calendar
from claims_portal.claims.process.engine import Decision, Refused, State
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Duty, Side
from claims_portal.claims.process.tables import Process, Step
from tests.process.answers import answers, has_answers
from tests.process.holidays import DAYS

BEGINNING = date(2026, 11, 23)
CALENDAR = Calendar.of(DAYS)
MOST_JUMPS = 1
"""How often time runs to a limit in one path."""
MOST_INTERIMS = 1
"""How many interim packs one path may hold: a second one meets what the first did."""

WALKABLE = {
    version: process
    for version, process in PROCESSES.items()
    if all(has_answers(step) for step in process.steps)
}
each_process = pytest.mark.parametrize("process", WALKABLE.values(), ids=list(WALKABLE))


@dataclass(frozen=True)
class Place:
    """Where a claim stands, with what may still happen to it."""

    state: State
    turn: Side | None
    today: date
    jumps: int = 0


@dataclass
class Walked:
    """All that was found on the way."""

    places: set[Place] = field(default_factory=set)
    rows: set[str] = field(default_factory=set)
    taken: set[Step] = field(default_factory=set)
    leads: dict[Place, set[Place]] = field(default_factory=dict)
    transitions: int = 0
    refusals: int = 0


@cache
def walked(version: str) -> Walked:
    process = PROCESSES[version]
    found = Walked()
    border = deque([Place(State(process.first_phase, Facts()), None, BEGINNING)])
    while border:
        place = border.popleft()
        if place in found.places:
            continue
        found.places.add(place)
        found.leads[place] = set()
        for decision, after in _ways(process, place, found):
            found.transitions += 1
            found.rows.add(decision.row)
            found.leads[place].add(after)
            border.append(after)
    return found


def _ways(process: Process, place: Place, found: Walked) -> list[tuple[Decision, Place]]:
    ways = []
    for side in Side:
        for step in engine.possible_steps(process, place.state, side):
            for document in answers(step.takes):
                try:
                    decision = _decide(process, place, side, step.action, document)
                except Refused:
                    found.refusals += 1
                    continue
                found.taken.add(_step_of(process, decision, side, step.action))
                if decision.facts.interim_packs <= MOST_INTERIMS:
                    ways.append((decision, _after(decision, place.today, place.jumps)))
    return [*ways, *_silence(process, place)]


def _decide(process: Process, place: Place, side: Side, action: str, document: Any) -> Decision:
    return engine.decide(
        process, place.state, side=side, action=action, document=document, today=place.today,
        calendar=CALENDAR,
    )  # fmt: skip


def _step_of(process: Process, decision: Decision, side: Side, action: str) -> Step:
    return next(
        step
        for step in process.steps_by_phase[decision.phase_before]
        if (step.side, step.action, step.event, step.to)
        == (side, action, decision.event, decision.phase.code)
    )


def _after(decision: Decision, today: date, jumps: int) -> Place:
    times_out_on = decision.deadline.times_out_on if decision.deadline else None
    facts = _that_still_matter(decision.phase.code, decision.facts)
    return Place(State(decision.phase.code, facts, times_out_on), decision.turn, today, jumps)


def _that_still_matter(phase: str, facts: Facts) -> Facts:
    """Without what no row asks for any more, so that places are not told apart for nothing."""
    if phase in ("ExitProcess", "ExitProcessEnd"):
        return Facts(exited_by=facts.exited_by)
    if facts.settlement_pack_sent_on is None:
        return facts
    return facts.with_changes(
        interim_pack_sent_on=None, interim_requested=None, interim_offered=None,
        interim_limit_extended=False, liability_decided_on=None,
        child_at_liability_response=None, child_at_settlement_request=None,
        compensator_reference=None, article75=False, mib=False,
    )  # fmt: skip


def _silence(process: Process, place: Place) -> list[tuple[Decision, Place]]:
    """Time runs to the last day, or past it; where a limit expires, silence acts."""
    end = place.state.times_out_on
    if end is None or place.jumps >= MOST_JUMPS or end <= place.today:
        return []
    expired = engine.expire(process, place.state, today=end, calendar=CALENDAR)
    waited = Place(place.state, place.turn, end - ONE_DAY, place.jumps + 1)
    late = Place(place.state, place.turn, end, place.jumps + 1)
    nothing = Decision(
        "", "", "", place.state.phase, process.phase_by_code[place.state.phase], place.turn,
        place.state.facts, {}, None,
    )  # fmt: skip
    if expired is None:
        return [(nothing, late)]
    return [(nothing, waited), (expired, _after(expired, end, place.jumps + 1))]


def every_row_is_taken_and_every_phase_reached(process: Process) -> None:
    found = walked(process.version)
    assert set(process.steps) - found.taken == set()
    assert {place.state.phase for place in found.places} == set(process.phase_by_code)
    expiries = {phase.expiry.row for phase in process.phases if phase.expiry}
    assert {step.row for step in process.steps} | expiries == found.rows - {""}
    assert found.refusals > 0


def a_claim_has_ended_or_waits_for_somebody_who_can_do_something(process: Process) -> None:
    for place in walked(process.version).places:
        phase = process.phase_by_code[place.state.phase]
        if phase.end:
            assert place.turn is None
            assert not any(engine.possible_steps(process, place.state, side) for side in Side)
            continue
        side = place.turn or Side.CLAIMANT_REPRESENTATIVE
        possible = engine.possible_steps(process, place.state, side)
        assert any(step.action != "exit-claim" for step in possible), place


def from_everywhere_an_end_can_be_reached(process: Process) -> None:
    found = walked(process.version)
    comes_from: dict[Place, set[Place]] = {}
    for place, leads in found.leads.items():
        for after in leads:
            comes_from.setdefault(after, set()).add(place)
    ending: set[Place] = set()
    border = [one for one in found.places if process.phase_by_code[one.state.phase].end]
    while border:
        place = border.pop()
        if place not in ending:
            ending.add(place)
            border.extend(comes_from.get(place, ()))
    bound = {one for one in found.places if one.jumps < MOST_JUMPS}
    assert bound - ending == set()


def a_deadline_is_later_than_its_start_and_ends_after_a_business_day(process: Process) -> None:
    for place in walked(process.version).places:
        phase = process.phase_by_code[place.state.phase]
        deadline = engine.deadline_of(phase, place.state.facts, CALENDAR)
        if deadline is None:
            continue
        assert deadline.times_out_on == place.state.times_out_on
        assert deadline.agreed or deadline.last_day > deadline.started_on
        assert deadline.agreed or CALENDAR.is_business_day(deadline.last_day)


def money_is_never_negative(process: Process) -> None:
    for place in walked(process.version).places:
        facts = place.state.facts
        assert facts.interim_paid >= 0
        assert (facts.interim_offered or 0) >= 0
        assert (facts.interim_requested or 0) >= 0


@each_process
def test_the_whole_machine(process: Process) -> None:
    """One test a process, so that it is walked once."""
    every_row_is_taken_and_every_phase_reached(process)
    a_claim_has_ended_or_waits_for_somebody_who_can_do_something(process)
    from_everywhere_an_end_can_be_reached(process)
    a_deadline_is_later_than_its_start_and_ends_after_a_business_day(process)
    money_is_never_negative(process)


# What profiles may do in a process, by hand (identity facts 1.2 and 1.3).
HANDLERS = {
    Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_RTA_TEAM_LEADER, Profile.CR_ELPL_CLAIM_HANDLER,
    Profile.CR_ELPL_TEAM_LEADER, Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_RTA_TEAM_LEADER,
    Profile.COMP_ELPL_CLAIM_HANDLER, Profile.COMP_ELPL_TEAM_LEADER,
    Profile.COMP_RTA_BRANCH_CLAIM_HANDLER, Profile.COMP_ELPL_BRANCH_CLAIM_HANDLER,
}  # fmt: skip
DISPATCHERS = {
    Profile.COMP_RTA_CLAIM_DISPATCHER, Profile.COMP_ELPL_CLAIM_DISPATCHER,
    Profile.COMP_RTA_BRANCH_DISPATCHER, Profile.COMP_ELPL_BRANCH_DISPATCHER,
}  # fmt: skip


@each_process
@pytest.mark.parametrize("profile", Profile)
def test_each_phase_actor_profile_and_action_follows_the_table_or_is_refused(
    process: Process, profile: Profile
) -> None:
    kind = "COMP" if profile.value.startswith("comp") else "CR"
    actor = Actor.holding(
        [profile.value], user_pk=1, user_name="X", organisation_pk=1, organisation_kind=kind,
        branch_pk=7, real_user_pk=1,
    )  # fmt: skip
    of_its_type = "-rta-" in profile.value if process.claim_type == "rta" else "-elpl-" in profile
    for phase in process.phases:
        claim = Claim(
            claim_type=process.claim_type, process_version=process.version, phase=phase.code,
            compensator_branch_id=7,
        )  # fmt: skip
        for step in process.steps_by_phase[phase.code]:
            expected = (
                step.side is actor.side
                and of_its_type
                and (profile in HANDLERS or (profile in DISPATCHERS and step.duty is Duty.RECEIVE))
            )
            assert rules.may_do(actor, step, claim) == expected, (phase.code, step.action)
        for action in process.document_of_action:
            rows = [one for one in process.steps_by_phase[phase.code] if one.action == action]
            if not any(one.side is actor.side for one in rows):
                with pytest.raises(Refused):
                    engine.rows_of(process, claim.state, actor.side, action)
