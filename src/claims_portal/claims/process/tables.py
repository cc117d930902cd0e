"""The shape of a process: phases, and the steps that lead from one to the next."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any

from claims_portal.claims.process.calendar import Calendar
from claims_portal.claims.process.deadlines import Limit
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.sides import Duty, Side


class End(StrEnum):
    """How a claim leaves the worklists (the classes of the ways out)."""

    SETTLED = "settled"
    LEFT_AT_STAGE_1 = "left-at-stage-1"
    LEFT_AT_STAGE_2 = "left-at-stage-2"
    FRAUD = "fraud"
    COURT_PACK = "court-pack"
    EXITED = "exited"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Expiry:
    """What silence does: the row of the table, the phase it leads to, the history's sentence."""

    row: str
    to: str
    event: str
    says: str


@dataclass(frozen=True)
class Phase:
    """A state of the claim: who must act in it, and by when.

    `code` and `name` are those of the old interface where they are known.
    A phase without `turn` is an end, or takes its turn from the step into it.
    """

    code: str
    name: str
    meaning: str
    turn: Side | None = None
    limit: Limit | None = None
    expiry: Expiry | None = None
    end: End | None = None


@dataclass(frozen=True)
class Circumstances:
    """What guards and recorders look at: the facts, the document sent, the day, the calendar."""

    facts: Facts
    document: Any
    today: date
    calendar: Calendar


Leaves = Mapping[str, frozenset[str]]
"""By the name of a question, the codes of its list that may be given."""
NO_LIMITS: Leaves = MappingProxyType({})


@dataclass(frozen=True)
class Guard:
    """A condition of a step, with the sentence that refuses when it does not hold.

    `of_facts` marks a condition that asks the facts alone, so that it can be told
    before a document is written. `chooses` marks one that only says which row an
    answer means: it is no reason for a refusal where another row has one.
    """

    refusal: str
    holds: Callable[[Circumstances], bool]
    of_facts: bool = False
    chooses: bool = False
    parts: tuple["Guard", ...] = ()
    """The conditions that must all hold, where there are several."""
    leaves: Leaves = field(default_factory=lambda: NO_LIMITS, compare=False)
    """The answers that it leaves to questions of the form."""

    def fails_already(self, facts: Facts) -> bool:
        at = Circumstances(facts, None, date.min, NO_HOLIDAYS)
        return any(part.of_facts and not part.holds(at) for part in self.parts or (self,))

    def failing(self, at: Circumstances) -> "list[Guard]":
        return [part for part in self.parts or (self,) if not part.holds(at)]


NO_HOLIDAYS = Calendar.of(())

Recorder = Callable[[Circumstances], Mapping[str, Any]]
"""Gives the facts that change by a step."""


def records_nothing(_: Circumstances) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Step:
    """One row of a process: in `phase`, `side` may do `action`, which leads to `to`.

    Several rows may share phase, side and action: the first whose guard holds is
    taken. `hands_to` says whose turn it is where the phase itself does not.
    `event` is the last part of the event's tag (`claim:` is put before it), `says`
    the sentence of the history.
    """

    row: str
    phase: str
    side: Side
    action: str
    takes: type[Any]
    to: str
    event: str
    says: str
    guard: Guard | None = None
    records: Recorder = records_nothing
    duty: Duty = Duty.HANDLE
    hands_to: Side | None = None

    @property
    def leaves(self) -> Leaves:
        """Of the codes that its form knows, those that this step takes; nothing where all."""
        return self.guard.leaves if self.guard else NO_LIMITS


@dataclass(frozen=True)
class Process:
    """A whole process: its first phase, its phases and its steps.

    `version` is kept with each claim; a claim lives by the version it was made under.
    """

    claim_type: str
    version: str
    since: date
    """Claims made from this day on are made under this version, until there is a later one."""
    first_phase: str
    phases: tuple[Phase, ...]
    steps: tuple[Step, ...]

    @cached_property
    def phase_by_code(self) -> dict[str, Phase]:
        return {phase.code: phase for phase in self.phases}

    @cached_property
    def steps_by_phase(self) -> dict[str, tuple[Step, ...]]:
        return {
            phase.code: tuple(step for step in self.steps if step.phase == phase.code)
            for phase in self.phases
        }

    @cached_property
    def document_of_action(self) -> dict[str, type[Any]]:
        return {step.action: step.takes for step in self.steps}
