"""A body for every action, as it fits a claim that came the shortest way to where it is possible.

Played by the pure engine on the samples: nothing is read or written.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from claims_portal.claims.documents.base import Document, kind_of
from claims_portal.claims.documents.cnf import Cnf
from claims_portal.claims.documents.notes import ExtendLimit, StageOnePayment
from claims_portal.claims.process.processes import CURRENT, PROCESSES
from claims_portal.claims.process.tables import NO_HOLIDAYS, Process, Step
from claims_portal.samples.forms import Body, body_of
from claims_portal.sandbox import answers, ways
from claims_portal.sandbox.refusals import NoSuchStage
from claims_portal.sandbox.ways import Move, Way

COMPENSATOR, KIND = "COMP001", "insurer"
LONGER = timedelta(days=120)
"""Of an agreed extension: later than any limit runs by itself."""


class Said(NamedTuple):
    process: Process
    phase: str
    """In which it may be said."""
    form: type[Document]
    body: Body


@cache
def said(action: str, today: date) -> Said:
    """The body of the action in the first process that has it."""
    for process, step in _steps(action):
        way = _way(process, step.phase, today)
        if way is not None:
            sent = _sent_on(way, process, today)
            return Said(process, step.phase, step.takes, _body(process, step, sent, today))
    process, step = next(_steps(action))
    return Said(process, step.phase, step.takes, _body(process, step, {}, today))


def _steps(action: str) -> Iterator[tuple[Process, Step]]:
    """Processes for new claims first."""
    for process in {**{one.version: one for one in CURRENT.values()}, **PROCESSES}.values():
        for step in process.steps:
            if step.action == action:
                yield process, step


def _way(process: Process, phase: str, today: date) -> Way | None:
    if CURRENT[process.claim_type] is not process:
        return None
    try:
        return ways.find(
            process.claim_type, phase, to=COMPENSATOR, kind=KIND, today=today,
            calendar=NO_HOLIDAYS,
        )  # fmt: skip
    except NoSuchStage:
        return None


def _sent_on(way: Way, process: Process, today: date) -> dict[str, Body]:
    """The forms that were sent on the way, by kind."""
    cnf = process.steps_by_phase[process.first_phase][0].takes
    form = ways.cnf(process.claim_type, to=COMPENSATOR, kind=KIND, today=today, child=way.child)
    sent = {kind_of(cnf): form}
    for move in way.moves:
        if isinstance(move, Move):
            body = body_of(move.says, claim_type=process.claim_type, sent=sent)
            sent[kind_of(process.document_of_action[move.action])] = body
    return sent


def _body(process: Process, step: Step, sent: dict[str, Body], today: date) -> Body:
    if issubclass(step.takes, Cnf):
        return sent[kind_of(step.takes)]
    if step.takes is ExtendLimit:
        return {
            "newTimeOutDate": (today + LONGER).isoformat(),
            "reason": "agreed-by-the-parties",
        }
    if step.takes is StageOnePayment:
        return {"received": True}
    known: list[Any] = answers.of_action(step.action)
    return body_of(known[0], claim_type=process.claim_type, sent=sent) if known else {}
