"""Where an old claim stands, and the way there: as the file says, or by what was sent."""

from datetime import date, datetime

from claims_portal.claims.documents.legacy_xml import Note, NoteKind
from claims_portal.claims.documents.rules import as_day, at
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.tables import Phase
from claims_portal.migration.claims.reading import KeptAside, OldClaim
from claims_portal.migration.claims.shape import normalised, phases_of
from claims_portal.migration.claims.ways import Piece, Way, find

SENT = "ClaimSubmitted"
"""The phase in which a claim is that left no other trace of where it is."""


def latest_of(old: OldClaim, *, now: datetime) -> date:
    """Nothing of the claim was sent after this day."""
    return london_date(min(old.instant("ended") or now, now))


def phase_of(old: OldClaim, pieces: list[Piece], *, latest: date) -> Phase:
    """The phase that the file names, or the one that was reached with what was sent.

    Raises KeptAside. What was concluded is added to the claim's notes.
    """
    said = [old.facts[name] for name in ("phase", "phase_name") if name in old.facts]
    phases = old.process.phase_by_code
    if not said:
        return phases[_reached(old, pieces, latest)] if old.is_whole else phases[SENT]
    known = phases_of(old.process)
    code = next((known[normalised(name)] for name in said if normalised(name) in known), None)
    if code is None:
        raise KeptAside(old.kind, f"The phase {said[0]!r} is not known")
    if code == old.process.first_phase:
        raise KeptAside(old.kind, "It is a draft: it was never sent, and is written anew here")
    return phases[code]


def way_to(old: OldClaim, pieces: list[Piece], phase: Phase, *, latest: date) -> Way:
    """How it came to be there; what is missing on the way is added to the claim's notes."""
    way = find(old.process, pieces, to={phase.code}, facts=known_before(old), latest=latest)
    if not old.is_whole:
        return way
    for step in way.missing:
        says = f"“{step.says}”: the form is not in the file, though the claim is past it"
        old.notes.append(Note(NoteKind.REFUSED, step.takes.wire, says))
    for one in way.done:
        if not one.on_the_way and one.piece is not None and pieces[one.piece].form.wire:
            says = f"“{one.step.says}”: has no place on the way to “{phase.name}”; kept"
            old.notes.append(Note(NoteKind.REFUSED, pieces[one.piece].form.wire, says))
    return way


def known_before(old: OldClaim) -> Facts:
    """What the file says of itself that a way is chosen by."""
    return Facts(
        claimant_born_on=as_day(at(old.cnf, ("claimant", "person", "dateOfBirth"))),
        mib=at(old.cnf, ("defendant", "compensator", "kind")) == "mib",
        article75=bool(old.flag("article75")),
        child_at_settlement_agreement=old.flag("child_at_settlement_agreement"),
        child_at_additional_damages_agreement=old.flag("child_at_additional_damages_agreement"),
    )


def _reached(old: OldClaim, pieces: list[Piece], latest: date) -> str:
    """Where the last thing that was sent led to; an end, if the claim ended."""
    phases = {phase.code: phase for phase in old.process.phases}
    ends = {code for code, phase in phases.items() if phase.end is not None}
    live = phases.keys() - ends - {old.process.first_phase}
    ended = old.instant("ended") is not None
    facts = known_before(old)
    to = ends if ended else live
    way = find(old.process, pieces, to=to, facts=facts, latest=latest)
    code = way.phase
    if code == SENT and "compensator_reference" in old.facts:
        decided = facts.mib or old.flag("article75") is not None
        asks_first = "Article75Decision" in phases and not decided
        code = "Article75Decision" if asks_first else "LiabilityDecision"
    says = f"{phases[code].name!r}: not given, so what was sent last says where the claim is"
    old.notes.append(Note(NoteKind.DEFAULTED, "phaseCacheId", says))
    return code
