"""What an old claim becomes here: phase, turn, limit, facts, and what provably happened."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.codes import (
    Code,
    ExitReason,
    FraudReason,
    RejectionReason,
    ValueBand,
)
from claims_portal.claims.documents.legacy_xml import Note, NoteKind
from claims_portal.claims.documents.outline import asks
from claims_portal.claims.documents.rules import as_day, at
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from claims_portal.claims.documents.settlement_elpl import (
    ElplSettlementPackRequest,
    ElplSettlementPackResponse,
)
from claims_portal.claims.importing import FIRST_NUMBER_TOO_HIGH, Arrival, Happened
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.engine import deadline_of
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Phase, Step
from claims_portal.claims.writing import SearchKeys
from claims_portal.migration.claims.parties import Parties
from claims_portal.migration.claims.reading import FileRefused, KeptAside, OldClaim, SentForm
from claims_portal.migration.claims.shape import NOT_TAKEN, normalised, phases_of

PACKS = (RtaSettlementPackRequest, ElplSettlementPackRequest)
PACK_ANSWERS = (RtaSettlementPackResponse, ElplSettlementPackResponse)
LIABILITY_EVENTS = {
    "admitted": "liability:admitted",
    "admitted-with-contributory-negligence": "liability:admitted-with-negligence",
    "not-admitted": "liability:denied",
}
PACK_EVENTS = {"confirm": "settlement:confirmed", "repudiate": "settlement:repudiated"}
# The phase in which a claim is that left no other trace of where it is.
SENT = "ClaimSubmitted"
TIMEOUTS = {
    "liability-decision": ("liability_timeout", "liability_timeout_30"),
    "settlement-pack-decision": ("settlement_timeout",),
}


def arrival_of(old: OldClaim, parties: Parties, *, sent_on: date | None, now: datetime) -> Arrival:
    """Raises KeptAside, or FileRefused. What was concluded is added to the claim's notes."""
    phase = phase_of(old)
    sent_at = _sent_at(old, sent_on, now)
    facts = _facts(old, parties, sent_at, phase)
    turn = phase.turn
    if phase.code == "ExitProcess":
        if not facts.exited_by:
            raise FileRefused("The claim was taken out, but it is not said by whom")
        turn = Side(facts.exited_by).other
    return Arrival(
        number=_number(old),
        process_version=old.process.version,
        phase=phase.code,
        activity_id=_activity(old),
        turn=turn,
        times_out_on=_times_out_on(old, phase, facts),
        facts=facts,
        representative_pk=parties.representative.pk,
        compensator_pk=parties.compensator.pk,
        compensator_branch_pk=parties.branch.pk if parties.branch else None,
        representative_handler_pk=_pk(parties.representative_handler),
        compensator_handler_pk=_pk(parties.compensator_handler),
        keys=_keys(old),
        sent_at=sent_at,
        ended_at=(old.instant("ended") or now) if phase.end else None,
        happened=tuple(_happened(old, facts, sent_at, now)),
    )


def phase_of(old: OldClaim) -> Phase:
    """The phase that the file names. Raises KeptAside, or FileRefused."""
    said = [old.facts[name] for name in ("phase", "phase_name") if name in old.facts]
    if not said:
        if old.is_whole:
            raise FileRefused("The claim's phase is not given (phaseCacheId)")
        return old.process.phase_by_code[SENT]
    if any(normalised(name) in NOT_TAKEN for name in said):
        raise KeptAside(old.kind, f"Claims at {said[0]!r} are not taken yet")
    phases = phases_of(old.process)
    code = next((phases[normalised(name)] for name in said if normalised(name) in phases), None)
    if code is None:
        raise KeptAside(old.kind, f"The phase {said[0]!r} is not known")
    if code == old.process.first_phase:
        raise KeptAside(old.kind, "It is a draft: it was never sent, and is written anew here")
    return old.process.phase_by_code[code]


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
    found = old.instant("sent")
    if found is None and "sent" in old.facts:
        raise FileRefused(f"The sending date {old.facts['sent'][:40]!r} is no date")
    if found is None and old.is_whole and sent_on is None:
        raise FileRefused("The day on which the claim was sent is not given (SentDate)")
    if found is None and sent_on is not None:
        found = datetime.combine(sent_on, datetime.min.time(), now.tzinfo)
    if found is None:
        says = f"{london_date(now)}: the document does not say when it was sent [our decision]"
        old.notes.append(Note(NoteKind.DEFAULTED, "SentDate", says))
        return now
    if found > now:
        raise FileRefused(f"It was sent on {london_date(found)}, which is in the future")
    return found


def _facts(old: OldClaim, parties: Parties, sent_at: datetime, phase: Phase) -> Facts:
    pack = next((form for form in old.forms if form.form in PACKS), None)
    pack_sent_on = london_date(pack.sent_at) if pack and pack.sent_at else None
    return Facts(
        claimant_born_on=as_day(at(old.cnf, ("claimant", "person", "dateOfBirth"))),
        sent_on=london_date(sent_at),
        notified_on=as_day(at(old.cnf, ("claim", "notificationDate"))),
        more_than_10000=at(old.cnf, ("claim", "valueBand")) == ValueBand.UP_TO_25000,
        compensator_code=parties.compensator.code,
        mib=parties.compensator.compensator_kind == "mib",
        article75=bool(old.flag("article75")),
        compensator_reference=old.facts.get("compensator_reference", "")[:50] or None,
        child_at_liability_response=old.flag("child_at_liability_response"),
        child_at_settlement_request=old.flag("child_at_settlement_request"),
        child_at_settlement_agreement=old.flag("child_at_settlement_agreement"),
        settlement_pack_sent_on=pack_sent_on,
        exited_by=_exited_by(old) if phase.code.startswith("ExitProcess") else None,
    )


def _exited_by(old: OldClaim) -> str | None:
    if "exit_cr_code" in old.facts:
        return Side.CLAIMANT_REPRESENTATIVE.value
    return Side.COMPENSATOR.value if "exit_cm_code" in old.facts else None


def _times_out_on(old: OldClaim, phase: Phase, facts: Facts) -> date | None:
    """The old platform's own date where it gives one: the move shifts no limit."""
    if phase.limit is None:
        return None
    given = limit_given(old, phase, thirty_days=facts.mib or facts.article75)
    deadline = deadline_of(phase, facts, current_calendar())
    counted = deadline.times_out_on if deadline else None
    if given is None and counted is None:
        raise FileRefused(f"The limit of “{phase.name}” is not given, nor the day it began")
    if given and counted and given != counted:
        says = f"{given} is kept; counted from the documents it would be {counted}"
        old.notes.append(Note(NoteKind.CHANGED, "time limit", says))
    return given or counted


def limit_given(old: OldClaim, phase: Phase, *, thirty_days: bool) -> date | None:
    """The day on which the phase times out, as the file says it; None where it does not."""
    if phase.limit is None:
        return None
    names = TIMEOUTS[phase.limit.key]
    if thirty_days:
        names = tuple(reversed(names))
    days = (old.day(name) for name in (*names, "current_timeout"))
    return next((day for day in days if day is not None), None)


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


def _happened(old: OldClaim, facts: Facts, sent_at: datetime, now: datetime) -> Iterator[Happened]:
    changes = {"sent_on": str(facts.sent_on), "compensator_code": facts.compensator_code}
    if facts.notified_on:
        changes["notified_on"] = str(facts.notified_on)
    yield Happened(
        step=_step(old, "notification:sent"), at=sent_at, changes=changes,
        kind=f"{old.claim_type}-cnf", body=old.cnf,
    )  # fmt: skip
    yield from _short("notification:rejected", RejectionReason, "rejection", old, now)
    for form in old.forms:
        step = _step_of(old, form, facts)
        if step is None:
            continue
        if form.sent_at is None:
            says = "the document does not say when it was sent; the history has the day of the move"
            old.notes.append(Note(NoteKind.DEFAULTED, form.form.wire, says))
        yield Happened(
            step=step, at=form.sent_at or now, kind=kind_of(form.form),
            body=form.body,
        )  # fmt: skip
    yield from _short("fraud:stated", FraudReason, "fraud", old, now)
    yield from _short("exit:exited", ExitReason, "exit_cr", old, now)
    yield from _short("exit:exited", ExitReason, "exit_cm", old, now)


def _step_of(old: OldClaim, form: SentForm, facts: Facts) -> Step | None:
    if form.form in PACKS:
        return _step(old, "settlement:pack-sent")
    if form.form in PACK_ANSWERS:
        event = PACK_EVENTS.get(at(form.body, ("agreement", "decision")) or "")
    else:
        event = LIABILITY_EVENTS.get(at(form.body, ("liability", "decision")) or "")
        if event == "liability:admitted" and facts.child_at_liability_response:
            event = "liability:admitted-for-child"
    return _step(old, event) if event else None


def _short(
    event: str, reasons: type[Code], fact: str, old: OldClaim, now: datetime
) -> Iterator[Happened]:
    """A step whose document is a reason and a comment."""
    said = old.facts.get(f"{fact}_code")
    reason = next((code for code in reasons if code.legacy == said), None)
    if said is None:
        return
    if reason is None:
        says = f"the code {said[:40]!r} is not known; kept in the file only"
        old.notes.append(Note(NoteKind.UNPLACED, f"{fact} code", says))
        return
    comment = old.facts.get(f"{fact}_comment", "")[:500]
    side = Side.COMPENSATOR if fact != "exit_cr" else Side.CLAIMANT_REPRESENTATIVE
    step = _step(old, event, side)
    kind = {"rejection": "reject-claim", "fraud": "state-fraud"}.get(fact, "exit-claim")
    body = {"reason": reason.value, **({"comment": comment} if comment else {})}
    yield Happened(step=step, at=now, kind=kind, body=body)


def _step(old: OldClaim, event: str, side: Side | None = None) -> Step:
    steps = (step for step in old.process.steps if step.event == event)
    return next(step for step in steps if side is None or step.side is side)


def _pk(user: Any) -> int | None:
    return None if user is None else user.pk
