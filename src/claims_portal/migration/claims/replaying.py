"""What a claim's steps wrote down for later, told anew by going its way once more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.notes import AcceptClaim, Article75, ExitClaim
from claims_portal.claims.process.calendar import Calendar
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.tables import Circumstances, Step
from claims_portal.migration.claims.lenient import looked_at
from claims_portal.migration.claims.ways import Done, Piece, Way

KNOWN_BEFOREHAND = frozenset({*CNF_TYPES.values(), AcceptClaim, Article75})
"""Forms whose facts the file says itself, beside what was sent."""


class Begun(NamedTuple):
    """The day of a step that does not say it, known from the limit that it began."""

    fact: str
    piece: int | None
    day: date


@dataclass
class Replay:
    facts: Facts
    days: dict[int, date] = field(default_factory=dict)
    """When each piece was sent: as it says, or as it must have been at the latest."""
    guessed: dict[str, int | None] = field(default_factory=dict)
    """Facts that are the day of a step whose day is not known, and the piece that it brought."""


def replay(
    way: Way,
    pieces: Sequence[Piece],
    facts: Facts,
    *,
    latest: date,
    begun: Begun | None,
    calendar: Calendar,
) -> Replay:
    """What does not say its day was sent on that of the next thing that does, or on `latest`
    at the latest: that shortens nobody's limit [our decision].
    """
    told = Replay(facts)
    known = {number: piece.day for number, piece in enumerate(pieces) if piece.day}
    if begun and begun.piece is not None:
        known[begun.piece] = begun.day
    for one, day in _with_days(way, known, latest):
        piece = None if one.piece is None else pieces[one.piece]
        changes = _changes(one.step, piece, told.facts, day, calendar) if one.on_the_way else {}
        if begun and begun.fact in changes:
            changes[begun.fact] = begun.day
        told.facts = told.facts.with_changes(**changes)
        if one.piece is not None:
            told.days[one.piece] = day
        if piece is None or piece.sent_at is None:
            days = [name for name, value in changes.items() if isinstance(value, date)]
            told.guessed |= dict.fromkeys(days, one.piece)
    return told


def _with_days(way: Way, known: Mapping[int, date], latest: date) -> list[tuple[Done, date]]:
    """The steps with their days, in their order."""
    days, day = [], latest
    for one in reversed(way.done):
        day = (known.get(one.piece) if one.piece is not None else None) or day
        days.append((one, day))
    return days[::-1]


def _changes(
    step: Step, piece: Piece | None, facts: Facts, day: date, calendar: Calendar
) -> dict[str, object]:
    if step.takes in KNOWN_BEFOREHAND or (piece is None and step.takes is ExitClaim):
        return {}
    document = piece.document if piece else looked_at(step.takes, {})
    return dict(step.records(Circumstances(facts, document, day, calendar)))
