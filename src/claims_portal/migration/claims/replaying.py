"""What a claim's steps wrote down for later, told anew by going its way once more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.notes import AcceptClaim, Article75, ExitClaim
from claims_portal.claims.process.calendar import Calendar
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.tables import Circumstances, Step
from claims_portal.migration.claims.lenient import looked_at
from claims_portal.migration.claims.ways import Piece, Way

KNOWN_BEFOREHAND = frozenset({*CNF_TYPES.values(), AcceptClaim, Article75})
"""Forms whose facts the file says itself, beside what was sent."""


@dataclass
class Replay:
    facts: Facts
    days: dict[int, date] = field(default_factory=dict)
    """When each piece was sent: as it says, or as it must have been at the latest."""
    guessed: set[str] = field(default_factory=set)
    """Facts that are the day of a step whose day is not known."""


def replay(
    way: Way,
    pieces: Sequence[Piece],
    facts: Facts,
    *,
    latest: date,
    starts: Mapping[str, date],
    calendar: Calendar,
) -> Replay:
    """`starts` are days by the facts that remember them, known from the limit that they began.

    What does not say its day was sent on that of the next thing that does, or on `latest`
    at the latest: that shortens nobody's limit [our decision].
    """
    told = Replay(facts)
    for number, day in _days(way, pieces, latest).items():
        one = way.done[number]
        piece = None if one.piece is None else pieces[one.piece]
        changes = _changes(one.step, piece, told.facts, day, calendar) if one.on_the_way else {}
        known = {name: starts[name] for name in starts if name in changes}
        told.facts = told.facts.with_changes(**(changes | known))
        if one.piece is not None:
            told.days[one.piece] = next(iter(known.values()), day)
        if piece is None or piece.sent_at is None:
            told.guessed |= {name for name, value in changes.items() if isinstance(value, date)}
    return told


def _days(way: Way, pieces: Sequence[Piece], latest: date) -> dict[int, date]:
    """The day of each step, in the order of the steps."""
    days, day = {}, latest
    for number in reversed(range(len(way.done))):
        brought = way.done[number].piece
        said = pieces[brought].day if brought is not None else None
        day = said or day
        days[number] = day
    return dict(sorted(days.items()))


def _changes(
    step: Step, piece: Piece | None, facts: Facts, day: date, calendar: Calendar
) -> dict[str, object]:
    if step.takes in KNOWN_BEFOREHAND or (piece is None and step.takes is ExitClaim):
        return {}
    document = looked_at(step.takes, piece.body if piece else {})
    return dict(step.records(Circumstances(facts, document, day, calendar)))
