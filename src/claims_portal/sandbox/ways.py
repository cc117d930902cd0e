"""The way to a phase, found in the step table itself: what each side says until a claim is there.

A search over the states that a process can be in, by the engine that decides real claims.
It writes nothing; `scenarios` plays what it finds.
"""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from itertools import count
from typing import Any

import msgspec

from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.cnf import Cnf
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import ONE_DAY, Calendar
from claims_portal.claims.process.engine import Refused, State
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Process, Step
from claims_portal.samples.forms import Body, Says, body_of, change, notification
from claims_portal.sandbox import answers
from claims_portal.sandbox.refusals import NoSuchStage

CHILD = {"claimant__person__dateOfBirth": "", "claimant__child": True}
CHILD_YEARS = 12
# What a way costs: people first, then silence; what seldom happens last.
STEP, UNUSUAL, WAIT = 10, 15, 25


class Wait(Enum):
    """Nobody acts."""

    LAST_DAY = "until the last day of the limit"
    OVER = "until the limit has passed"


@dataclass(frozen=True)
class Move:
    side: Side
    action: str
    says: Says


@dataclass(frozen=True)
class Way:
    """The form to begin with, and what follows."""

    child: bool = False
    moves: tuple[Move | Wait, ...] = ()
    days: int = 0
    """How long it takes, with all waiting."""


@dataclass(frozen=True)
class _Place:
    state: State
    sent: Mapping[str, Body]
    today: date
    way: Way

    @property
    def known_as(self) -> tuple[object, ...]:
        return self.state.phase, msgspec.json.encode(self.state.facts), self.today


def find(
    claim_type: str, phase: str, *, to: str, kind: str, today: date, calendar: Calendar
) -> Way:
    """The shortest way to the phase of a claim against this compensator. NoSuchStage."""
    process = CURRENT[claim_type]
    if phase not in process.phase_by_code or phase == process.first_phase:
        raise NoSuchStage(f"A claim of type {claim_type} has no phase or stage {phase!r}.")
    order, seen = count(), set()
    queue: list[tuple[int, int, _Place]] = []
    for child in (False, True):
        form = cnf(claim_type, to=to, kind=kind, today=today, child=child)
        place = _begun(process, form, today, calendar, child=child)
        heapq.heappush(queue, (UNUSUAL if child else 0, next(order), place))
    while queue:
        cost, _, place = heapq.heappop(queue)
        if place.state.phase == phase:
            return replace(place.way, days=(place.today - today).days)
        if place.known_as in seen:
            continue
        seen.add(place.known_as)
        for more, after in _onward(process, place, calendar):
            heapq.heappush(queue, (cost + more, next(order), after))
    raise NoSuchStage(
        f"No way leads a claim of type {claim_type} to {phase} against this compensator."
    )


def cnf(claim_type: str, *, to: str, kind: str, today: date, child: bool = False) -> Body:
    """A form to send today."""
    body = notification(claim_type, to=to, kind=kind, today=today)
    if child:
        born = today - timedelta(days=CHILD_YEARS * 365)
        change(body, CHILD | {"claimant__person__dateOfBirth": born.isoformat()})
    return body


def _begun(process: Process, form: Body, today: date, calendar: Calendar, *, child: bool) -> _Place:
    first = process.steps_by_phase[process.first_phase][0]
    begin = _Place(State(process.first_phase, Facts()), {}, today, Way(child=child))
    place = _after(process, begin, first, form, calendar)
    return replace(place, way=begin.way)


def _onward(process: Process, place: _Place, calendar: Calendar) -> Iterator[tuple[int, _Place]]:
    for side in Side:
        for step in engine.possible_steps(process, place.state, side):
            for number, says in enumerate(_sayings(step, place)):
                body = body_of(says, claim_type=process.claim_type, sent=place.sent)
                try:
                    after = _after(process, place, step, body, calendar)
                except Refused:
                    continue
                move = Move(side, step.action, says)
                yield STEP + number, _moved(after, move)
    yield from ((WAIT, after) for after in _waiting(process, place, calendar))


def _sayings(step: Step, place: _Place) -> list[Says]:
    if issubclass(step.takes, Cnf):
        return [dict(place.sent[kind_of(step.takes)])]
    return answers.of_action(step.action)


def _after(process: Process, place: _Place, step: Step, body: Body, calendar: Calendar) -> _Place:
    document: Any = msgspec.convert(body, step.takes)
    decision = engine.decide(
        process, place.state, side=step.side, action=step.action, document=document,
        today=place.today, calendar=calendar,
    )  # fmt: skip
    sent = place.sent if not body else {**place.sent, kind_of(step.takes): body}
    return replace(place, state=_state(decision), sent=sent)


def _waiting(process: Process, place: _Place, calendar: Calendar) -> Iterator[_Place]:
    over = place.state.times_out_on
    if over is None or over <= place.today:
        return
    if over - ONE_DAY > place.today:
        yield _moved(replace(place, today=over - ONE_DAY), Wait.LAST_DAY)
    expired = engine.expire(process, place.state, today=over, calendar=calendar)
    state = _state(expired) if expired else place.state
    yield _moved(replace(place, today=over, state=state), Wait.OVER)


def _moved(place: _Place, move: Move | Wait) -> _Place:
    return replace(place, way=replace(place.way, moves=(*place.way.moves, move)))


def _state(decision: engine.Decision) -> State:
    until = decision.deadline.times_out_on if decision.deadline else None
    return State(decision.phase.code, decision.facts, until)
