"""The engine: reads a process table and decides. It changes nothing itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from claims_portal.claims.process.calendar import ONE_DAY, Calendar
from claims_portal.claims.process.deadlines import Deadline, count
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Circumstances, Expiry, Phase, Process, Step
from claims_portal.sentences import said


class Refused(Exception):
    """The process does not allow it. The sentence is for people; the code for programs."""

    code = "action-not-possible"


class NoSuchAction(Refused):
    code = "no-such-action"


class ActionNotPossible(Refused):
    pass


class TimeLimitPassed(Refused):
    code = "time-limit-passed"


@dataclass(frozen=True)
class State:
    """Where a claim stands, as far as its process is concerned."""

    phase: str
    facts: Facts
    times_out_on: date | None = None

    def is_late(self, today: date) -> bool:
        return self.times_out_on is not None and today >= self.times_out_on


@dataclass(frozen=True)
class Decision:
    """The outcome of a step or of silence: what the claim is from now on."""

    row: str
    event: str
    says: str
    phase_before: str
    phase: Phase
    turn: Side | None
    facts: Facts
    changed_facts: Mapping[str, Any]
    deadline: Deadline | None


def possible_steps(process: Process, state: State, side: Side) -> list[Step]:
    """The steps a side may try now: the first row of each action, in table order.

    A row whose guard looks at the facts alone and fails already is left out.
    """
    first_rows: dict[str, Step] = {}
    for step in process.steps_by_phase[state.phase]:
        if step.side is side and not (step.guard and step.guard.fails_already(state.facts)):
            first_rows.setdefault(step.action, step)
    return list(first_rows.values())


def decide(
    process: Process,
    state: State,
    *,
    side: Side,
    action: str,
    document: Any,
    today: date,
    calendar: Calendar,
) -> Decision:
    """Decide an action, or refuse it with the sentence of the row that came nearest.

    `document` is of the type that the action takes. Raises a kind of `Refused`.
    """
    rows = rows_of(process, state, side, action)
    must_be_in_time(process, state, today)
    circumstances = Circumstances(state.facts, document, today, calendar)
    for step in rows:
        if step.guard is None or step.guard.holds(circumstances):
            return _decision(process, state, step, circumstances)
    raise ActionNotPossible(_refusal(rows, circumstances))


def must_be_in_time(process: Process, state: State, today: date) -> None:
    """Raise TimeLimitPassed where silence has done its work by today."""
    expiry = process.phase_by_code[state.phase].expiry
    if expiry is not None and state.is_late(today):
        raise TimeLimitPassed(_late_sentence(process, state, expiry))


def expire(process: Process, state: State, *, today: date, calendar: Calendar) -> Decision | None:
    """What silence has done by today; nothing while the limit runs or where it changes nothing."""
    expiry = process.phase_by_code[state.phase].expiry
    if expiry is None or not state.is_late(today):
        return None
    next_phase = process.phase_by_code[expiry.to]
    return Decision(
        row=expiry.row,
        event=expiry.event,
        says=expiry.says,
        phase_before=state.phase,
        phase=next_phase,
        turn=next_phase.turn,
        facts=state.facts,
        changed_facts={},
        deadline=_deadline_from_now(next_phase, state.facts, calendar),
    )


def deadline_of(phase: Phase, facts: Facts, calendar: Calendar) -> Deadline | None:
    """The limit that runs in a phase, counted from the facts; none where none runs.

    Also none where it is not known when it began, as with a claim of the old platform.
    """
    if phase.limit is None or phase.limit.starts(facts) is None:
        return None
    return count(phase.limit, facts, calendar)


def _deadline_from_now(phase: Phase, facts: Facts, calendar: Calendar) -> Deadline | None:
    """The limit with which a claim enters a phase: its beginning must be known."""
    return None if phase.limit is None else count(phase.limit, facts, calendar)


def rows_of(process: Process, state: State, side: Side, action: str) -> list[Step]:
    """The rows of an action for a side in the claim's phase; at least one, or a refusal."""
    if action not in process.document_of_action:
        raise NoSuchAction(
            said("There is no action called %(action)s in this process.", action=action)
        )
    rows = [step for step in process.steps_by_phase[state.phase] if step.action == action]
    phase = process.phase_by_code[state.phase]
    if not rows:
        raise ActionNotPossible(
            said(
                "%(action)s is not possible while the claim is at “%(phase)s”.",
                action=action,
                phase=said(phase.name),
            )
        )
    rows = [step for step in rows if step.side is side]
    if not rows:
        raise ActionNotPossible(
            said(
                "%(action)s is for the %(side)s to do while the claim is at “%(phase)s”.",
                action=action,
                side=said(side.other.label.lower()),
                phase=said(phase.name),
            )
        )
    return rows


def _refusal(rows: list[Step], circumstances: Circumstances) -> str:
    """What kept the row from being taken that the document means; all reasons where none is."""
    failing = [step.guard.failing(circumstances) for step in rows if step.guard]
    meant = [row for row in failing if not any(guard.chooses for guard in row)]
    sentences = [guard.refusal for row in meant or failing for guard in row]
    return " ".join(dict.fromkeys(sentences))


def _decision(process: Process, state: State, step: Step, at: Circumstances) -> Decision:
    changes = step.records(at)
    facts = state.facts.with_changes(**changes)
    phase, before = process.phase_by_code[step.to], process.phase_by_code[step.phase]
    deadline = _deadline_from_now(phase, facts, at.calendar)
    if deadline is not None and phase.limit is before.limit:
        deadline = _not_cut_short(deadline, state, at.today)
    return Decision(
        row=step.row,
        event=step.event,
        says=step.says,
        phase_before=state.phase,
        phase=phase,
        turn=step.hands_to or phase.turn,
        facts=facts,
        changed_facts=changes,
        deadline=deadline,
    )


def _not_cut_short(deadline: Deadline, state: State, today: date) -> Deadline:
    """The limit that runs on, counted anew; as it stood where that would end it today or before.

    So it is where a holiday was struck off when the limit had almost passed. A date that the
    parties agreed is not counted from the calendar, and holds as they said.
    """
    stands = state.times_out_on
    if deadline.agreed or stands is None or not deadline.times_out_on <= today < stands:
        return deadline
    return replace(deadline, last_day=stands - ONE_DAY)


def _late_sentence(process: Process, state: State, expiry: Expiry) -> str:
    phase = process.phase_by_code[state.phase]
    target = process.phase_by_code[expiry.to]
    return said(
        "The time limit for “%(phase)s” was reached on %(day)s; the claim is now at “%(now)s”.",
        phase=said(phase.name),
        day=state.times_out_on,
        now=said(target.name),
    )
