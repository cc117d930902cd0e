"""What an old claim becomes here: phase, turn, limit, facts, and what provably happened."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.codes import ValueBand
from claims_portal.claims.documents.legacy_xml import Note, NoteKind
from claims_portal.claims.documents.outline import asks, outline
from claims_portal.claims.documents.rules import as_day, at
from claims_portal.claims.importing import FIRST_NUMBER_TOO_HIGH, Arrival, Happened
from claims_portal.claims.process.calendar import LONDON, london_date
from claims_portal.claims.process.engine import deadline_of
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.tables import Phase
from claims_portal.claims.writing import SearchKeys
from claims_portal.migration.claims.limits import STARTS, began_on, limit_given, with_limit
from claims_portal.migration.claims.parties import Parties
from claims_portal.migration.claims.pieces import pieces_of
from claims_portal.migration.claims.reading import FileRefused, OldClaim, flag
from claims_portal.migration.claims.replaying import Begun, Replay, replay
from claims_portal.migration.claims.standing import latest_of, phase_of, way_to
from claims_portal.migration.claims.ways import Piece, Way


def arrival_of(old: OldClaim, parties: Parties, *, sent_on: date | None, now: datetime) -> Arrival:
    """Raises KeptAside, or FileRefused. What was concluded is added to the claim's notes."""
    sent_at = _sent_at(old, sent_on, now)
    pieces = pieces_of(old, sent_at=sent_at)
    latest = latest_of(old, now=now)
    phase = phase_of(old, pieces, latest=latest)
    way = way_to(old, pieces, phase, latest=latest)
    going = _Going(old, pieces, way, phase, latest, now)
    told, times_out_on = going.told(_facts(old, parties, sent_at))
    last = going.way.done[-1].step
    if phase.code == "ExitProcess" and not told.facts.exited_by:
        raise FileRefused("The claim was taken out, but it is not said by whom")
    return Arrival(
        number=_number(old),
        process_version=old.process.version,
        phase=phase.code,
        activity_id=_activity(old),
        turn=None if phase.end else phase.turn or last.hands_to,
        times_out_on=times_out_on,
        facts=told.facts,
        representative_pk=parties.representative.pk,
        compensator_pk=parties.compensator.pk,
        compensator_branch_pk=parties.branch.pk if parties.branch else None,
        representative_handler_pk=_pk(parties.representative_handler),
        compensator_handler_pk=_pk(parties.compensator_handler),
        keys=_keys(old),
        sent_at=sent_at,
        ended_at=(old.instant("ended") or now) if phase.end else None,
        happened=tuple(_happened(going, told)),
    )


@dataclass(frozen=True)
class _Going:
    """A claim's way to where it stands."""

    old: OldClaim
    pieces: list[Piece]
    way: Way
    phase: Phase
    latest: date
    """Nothing was sent after this day."""
    now: datetime

    def told(self, facts: Facts) -> tuple[Replay, date | None]:
        """What is to be remembered, and when the claim times out.

        The old platform's own date where it gives one: the move shifts no limit.
        """
        calendar, limit = current_calendar(), self.phase.limit
        told = self._replayed(facts, None)
        if limit is None:
            return told, None
        given = limit_given(self.old, self.phase, told.facts, calendar)
        start = STARTS.get(limit.key)
        if given and start in told.guessed:
            day = began_on(limit, told.facts, given, calendar)
            begun = Begun(start, told.guessed[start], min(day, self.latest)) if day else None
            told = self._replayed(facts, begun)
        counted = deadline_of(self.phase, told.facts, calendar)
        if given is None:
            return told, counted.times_out_on if counted else None
        if counted and counted.times_out_on != given:
            says = f"{given} is kept; counted from the documents it would be {counted.times_out_on}"
            self.old.notes.append(Note(NoteKind.CHANGED, "time limit", says))
            told.facts = with_limit(told.facts, limit, given, calendar)
        return told, given

    def _replayed(self, facts: Facts, begun: Begun | None) -> Replay:
        told = replay(
            self.way,
            self.pieces,
            facts,
            latest=self.latest,
            begun=begun,
            calendar=current_calendar(),
        )
        told.facts = told.facts.with_changes(**_said_of_facts(self.old))
        return told


def _said_of_facts(old: OldClaim) -> dict[str, Any]:
    """What the file says itself goes before what its documents come to."""
    children = {
        name: said
        for name in (
            "child_at_liability_response",
            "child_at_settlement_request",
            "child_at_settlement_agreement",
            "child_at_additional_damages_agreement",
        )
        if (said := old.flag(name)) is not None
    }
    return {**children, **_said_of_interim(old)}


def _said_of_interim(old: OldClaim) -> dict[str, Any]:
    """How many packs there were, and whether the limit of the last was extended."""
    interim = [one.said for one in old.forms if one.form.wire.startswith("InterimSettlementPack")]
    number = max((int(one["number"]) for one in interim if _is_number(one)), default=0)
    last = [one for one in interim if not _is_number(one) or int(one["number"]) == number]
    said: dict[str, Any] = {"interim_packs": number} if number else {}
    if any(flag(one.get("extended", "")) for one in last):
        said["interim_limit_extended"] = True
    return said


def _is_number(said: Mapping[str, str]) -> bool:
    number = said.get("number", "")
    return number.isascii() and number.isdecimal() and len(number) < 4


def _number(old: OldClaim) -> int | None:
    said = old.facts.get("application_id")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) <= 16):
        raise FileRefused(f"The application ID {said[:40]!r} is not a number of 16 digits")
    number = int(said)
    if not 0 < number < FIRST_NUMBER_TOO_HIGH:
        raise FileRefused(f"The application ID {said} leaves no numbers for claims after it")
    return number


def _activity(old: OldClaim) -> uuid.UUID:
    try:
        return uuid.UUID(old.facts["activity_id"])
    except (KeyError, ValueError):
        return uuid.uuid4()


def _sent_at(old: OldClaim, sent_on: date | None, now: datetime) -> datetime:
    """A form that came alone says nothing of when: the clock then starts with the move."""
    found = old.instant("sent") or old.instant("started")
    if found is None and "sent" in old.facts:
        raise FileRefused(f"The sending date {old.facts['sent'][:40]!r} is no date")
    if found is None and old.is_whole and sent_on is None:
        raise FileRefused("The day on which the claim was sent is not given (SentDate)")
    if found is None and sent_on is not None:
        found = datetime.combine(sent_on, datetime.min.time(), LONDON)
    if found is None:
        says = f"{london_date(now)}: the document does not say when it was sent [our decision]"
        old.notes.append(Note(NoteKind.DEFAULTED, "SentDate", says))
        return now
    if found > now:
        raise FileRefused(f"It was sent on {london_date(found)}, which is in the future")
    return found


def _facts(old: OldClaim, parties: Parties, sent_at: datetime) -> Facts:
    """What is known before any form but the notification is looked at."""
    notified_on = as_day(at(old.cnf, ("claim", "notificationDate")))
    if notified_on is None and old.claim_type != "rta":
        notified_on = london_date(sent_at)
        says = f"{notified_on}: the form gives no notification date; that of its sending is taken"
        old.notes.append(Note(NoteKind.DEFAULTED, "/claim/notificationDate", says))
    return Facts(
        claimant_born_on=as_day(at(old.cnf, ("claimant", "person", "dateOfBirth"))),
        sent_on=london_date(sent_at),
        notified_on=notified_on,
        more_than_10000=at(old.cnf, ("claim", "valueBand")) == ValueBand.UP_TO_25000,
        compensator_code=parties.compensator.code,
        mib=parties.compensator.compensator_kind == "mib",
        article75=bool(old.flag("article75")),
        compensator_reference=old.facts.get("compensator_reference", "")[:50] or None,
    )


def _keys(old: OldClaim) -> SearchKeys:
    """As `claims.actions.keys_of_cnf`, of a form that today's rules might refuse."""

    def text(*path: str) -> str:
        found = at(old.cnf, path)
        return found if isinstance(found, str) else ""

    surname = text("claimant", "person", "surname")
    if not surname:
        raise FileRefused("The claimant's surname is not given")
    dated = asks(CNF_TYPES[old.claim_type], "/accident/date")
    if dated and as_day(at(old.cnf, ("accident", "date"))) is None:
        raise FileRefused("The date of the accident is not given")
    return SearchKeys(
        claimant_surname=surname[:25],
        claimant_forename=text("claimant", "person", "firstName")[:25],
        date_of_birth=as_day(at(old.cnf, ("claimant", "person", "dateOfBirth"))),
        national_insurance_number=text("claimant", "nationalInsuranceNumber")[:9],
        registration_number=text("claimant", "vehicle", "registration")[:12],
        defendant_registration_number=text("defendant", "vehicle", "registration")[:12],
        representative_reference=text("claimantRepresentative", "reference")[:50],
    )


def _happened(going: _Going, told: Replay) -> Iterator[Happened]:
    """What has a document in the file, with the day on which it was sent."""
    for one in going.way.done:
        if one.piece is None:
            continue
        piece = going.pieces[one.piece]
        if piece.form in CNF_TYPES.values():
            yield Happened(
                step=one.step, at=piece.sent_at or going.now, kind=kind_of(piece.form),
                body=piece.body, changes=_changes_by_sending(told.facts),
            )  # fmt: skip
        elif _is_whole(piece):
            sent_at = piece.sent_at or _on_its_day(piece, told.days[one.piece], going)
            yield Happened(step=one.step, at=sent_at, kind=kind_of(piece.form), body=piece.body)


def _is_whole(piece: Piece) -> bool:
    """A way out whose reason nobody knows is no document of the portal."""
    needed = {question.name for question in outline(piece.form).items if question.required}
    return bool(piece.form.wire) or needed <= piece.body.keys()


def _on_its_day(piece: Piece, day: date, going: _Going) -> datetime:
    """When something was sent at the latest that bears no day; at the move, if on its day."""
    if piece.form.wire:
        says = f"{day}: the document does not say when it was sent; at the latest then"
        going.old.notes.append(Note(NoteKind.DEFAULTED, piece.form.wire, says))
    if day == london_date(going.now):
        return going.now
    return datetime.combine(day, datetime.min.time(), LONDON)


def _changes_by_sending(facts: Facts) -> dict[str, Any]:
    changes = {"sent_on": str(facts.sent_on), "compensator_code": facts.compensator_code}
    return changes | ({"notified_on": str(facts.notified_on)} if facts.notified_on else {})


def _pk(user: Any) -> int | None:
    return None if user is None else user.pk
