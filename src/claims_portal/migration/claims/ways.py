"""The way that a claim took through its process, found from the forms it came with.

A claim of the old platform says where it stands and holds the forms that were sent; the
steps between are not written down. They are looked for in the step table itself: the
shortest way from the first phase to the claim's, on which every form is sent in its turn.
So whatever a step writes down for later is known here too.
"""

import heapq
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from itertools import count
from types import SimpleNamespace
from typing import Any

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.conversion import FORMS
from claims_portal.claims.documents.notes import ExitClaim, RejectClaim, StateFraud
from claims_portal.claims.documents.outline import outline
from claims_portal.claims.process import sums
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import (
    NO_HOLIDAYS,
    Circumstances,
    Expiry,
    Guard,
    Process,
    Step,
)
from claims_portal.migration.claims.lenient import looked_at

BRINGS_EVIDENCE = frozenset({*FORMS, ExitClaim, RejectClaim, StateFraud})
"""A step with one of these leaves it in the file."""

# What a way costs. A way on which nothing contradicts the file is always shorter.
STEP, SILENCE, UNLIKELY, CONTRADICTED, MISSING, ASTRAY = 1, 3, 2, 20, 50, 200


@dataclass(frozen=True)
class Piece:
    """What the file proves to have been sent, in its turn."""

    form: type[Document]
    body: dict[str, Any]
    sent_at: datetime | None
    side: Side | None = None
    astray: int = ASTRAY
    """What it costs to leave it out of the way; some may stand in a file that went on."""

    @property
    def day(self) -> date | None:
        return london_date(self.sent_at) if self.sent_at else None

    @cached_property
    def document(self) -> SimpleNamespace:
        return looked_at(self.form, self.body)


@dataclass(frozen=True)
class Done:
    """One step of the way. `piece` is its number among the pieces, where it brought one."""

    step: Step
    piece: int | None
    on_the_way: bool = True
    """Otherwise the way has no place for what was sent, but it was sent."""


@dataclass(frozen=True)
class Way:
    phase: str
    done: tuple[Done, ...]

    @property
    def missing(self) -> Iterator[Step]:
        """Steps whose form is not in the file."""
        return (one.step for one in self.done if one.piece is None and one.step.takes in FORMS)


def find(
    process: Process, pieces: Sequence[Piece], *, to: Set[str], facts: Facts, latest: date
) -> Way:
    """The shortest way to one of the phases with every piece sent, or left out at its price.

    `facts` are those known beforehand; nothing was sent after `latest`. There is a way to
    every phase of a process.
    """
    search = _Search(process, pieces, facts, latest)
    order = count()
    queue: list[tuple[int, int, str, int, tuple[Done, ...]]] = []
    heapq.heappush(queue, (0, next(order), process.first_phase, 0, ()))
    seen: set[tuple[str, int]] = set()
    while queue:
        cost, _, phase, sent, done = heapq.heappop(queue)
        if (phase, sent) in seen:
            continue
        seen.add((phase, sent))
        if phase in to and sent == len(pieces):
            return Way(phase, done)
        for more, after, then_sent, step in search.onward(phase, sent):
            way = done if step is None else (*done, step)
            heapq.heappush(queue, (cost + more, next(order), after, then_sent, way))
    raise ValueError(f"No way leads to {', '.join(sorted(to))}")


@dataclass
class _Search:
    process: Process
    pieces: Sequence[Piece]
    facts: Facts
    latest: date

    def onward(self, phase: str, sent: int) -> Iterator[tuple[int, str, int, Done | None]]:
        """Price, phase, pieces sent by then, and the step, of every way on."""
        piece = self.pieces[sent] if sent < len(self.pieces) else None
        if piece is not None:
            step = self._step_of(piece, sent)
            astray = None if step is None else Done(step, sent, on_the_way=False)
            yield piece.astray, phase, sent + 1, astray
        for step in self.process.steps_by_phase[phase]:
            if piece is not None and _is_of(step, piece):
                price = STEP + self._doubt(step, piece, sent)
                yield price, step.to, sent + 1, Done(step, sent)
            else:
                price = MISSING if step.takes in BRINGS_EVIDENCE else STEP
                yield price + self._doubt(step, None, sent), step.to, sent, Done(step, None)
        expiry: Expiry | None = self.process.phase_by_code[phase].expiry
        if expiry is not None:
            yield SILENCE, expiry.to, sent, None

    def _step_of(self, piece: Piece, sent: int) -> Step | None:
        """The step that a piece means which has no place on the way."""
        steps = [step for step in self.process.steps if _is_of(step, piece)]
        return min(steps, key=lambda step: self._doubt(step, piece, sent), default=None)

    def _doubt(self, step: Step, piece: Piece | None, sent: int) -> int:
        """How much speaks against a step: what was decided otherwise, what the facts say."""
        if step.guard is None or step.takes in CNF_TYPES.values():
            return 0
        facts, day = self._facts[sent], (piece.day if piece else None) or self.latest
        parts = step.guard.parts or (step.guard,)
        return min(
            sum(_price(guard, Circumstances(facts, said, day, NO_HOLIDAYS)) for guard in parts)
            for said in _may_have_said(step, piece)
        )

    @cached_property
    def _facts(self) -> list[Facts]:
        """Before each piece: what the last interim pack asked for measures the answer to it."""
        found, facts = [], self.facts
        for piece in self.pieces:
            found.append(facts)
            if piece.form.wire == "InterimSettlementPackRequest":
                facts = facts.with_changes(interim_requested=sums.requested(piece.document))
        return [*found, facts]


def _may_have_said(step: Step, piece: Piece | None) -> list[SimpleNamespace | None]:
    """The form; of a plain yes or no that nobody kept, either."""
    if piece is not None:
        return [piece.document]
    note: type[Document] = step.takes
    return [None] if note in BRINGS_EVIDENCE else _yes_and_no(note)


@cache
def _yes_and_no(note: type[Document]) -> list[SimpleNamespace | None]:
    flags = [item.name for item in outline(note).items if item.kind == "flag"]
    return [looked_at(note, dict.fromkeys(flags, answer)) for answer in (True, False)]


def _price(guard: Guard, at: Circumstances) -> int:
    if not guard.of_facts and (not guard.chooses or at.document is None):
        return 0
    if guard.holds(at):
        return 0
    return CONTRADICTED if guard.chooses else UNLIKELY


def _is_of(step: Step, piece: Piece) -> bool:
    return piece.form is step.takes and piece.side in (None, step.side)
