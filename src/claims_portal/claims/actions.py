"""What may be done with a claim: the verbs, one transaction each.

`act` is the one way from one phase to the next; a page and an API call both
come here. The engine decides, `claims.writing` writes.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from claims_portal.accounts.actor import Actor
from claims_portal.claims import compensators, rules, writing
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.documents.base import Context
from claims_portal.claims.documents.checking import Checked, check, check_cnf
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.models import Claim, Document
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.engine import State
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.tables import Process
from claims_portal.claims.refusals import NotAllowed, StaleActivity
from claims_portal.claims.writing import SearchKeys, Sent, Written

SEND = "send-claim"
RawDocument = bytes | Mapping[str, Any]


def check_new_claim(raw: RawDocument, *, by: Actor, at: datetime) -> Checked[RtaCnf]:
    """Check a claim notification form as if it were sent; writes nothing.

    Raises DocumentRefused with every fault, or NotAllowed.
    """
    checked = _checked_cnf(raw, by=by, at=at)
    chosen = checked.document.defendant.compensator
    if compensators.receiver_of(chosen.organisation_id, chosen.kind.value) is None:
        raise DocumentRefused([compensators.not_found(chosen.organisation_id)])
    return checked


def send_new_claim(raw: RawDocument, *, by: Actor, at: datetime) -> Written:
    """Create a claim and send it at once.

    Raises DocumentRefused with every fault, or NotAllowed.
    """
    checked = _checked_cnf(raw, by=by, at=at)
    process = CURRENT[checked.body["claimType"]]
    decision = engine.decide(
        process,
        State(process.first_phase, Facts()),
        side=by.side,
        action=SEND,
        document=checked.document,
        today=london_date(at),
        calendar=current_calendar(),
    )
    chosen = checked.document.defendant.compensator
    written = writing.add_claim(
        decision,
        claim_type=process.claim_type,
        process_version=process.version,
        compensator_code=chosen.organisation_id,
        compensator_kind=chosen.kind.value,
        keys=keys_of_cnf(checked.document),
        action=SEND,
        document=_sent(checked),
        by=by,
        at=at,
    )
    if written is None:
        raise DocumentRefused([compensators.not_found(chosen.organisation_id)])
    return written


def act(
    claim: Claim,
    action: str,
    raw: RawDocument,
    *,
    activity_id: UUID,
    by: Actor,
    at: datetime,
) -> Written:
    """Do an action on a claim that was fetched with `visible_to`.

    Raises NotAllowed, StaleActivity, ClaimLocked, a kind of engine.Refused, or
    DocumentRefused; then nothing was changed, but for a claim found past its
    time limit, which is moved on as silence moves it.
    """
    today = london_date(at)
    rules.must_be_current(claim, activity_id)
    rows = engine.rows_of(claim.process, claim.state, by.side, action)
    rules.must_be_allowed(by, rows[0], claim)
    rules.must_not_be_locked(claim, by, at)
    try:
        engine.must_be_in_time(claim.process, claim.state, today)
    except engine.TimeLimitPassed:
        time_out(claim, at=at)
        raise
    checked = check(rows[0].takes, raw, context_of(claim, by, today))
    decision = engine.decide(
        claim.process,
        claim.state,
        side=by.side,
        action=action,
        document=checked.document,
        today=today,
        calendar=current_calendar(),
    )
    return _move(claim, decision, action, checked, by, at)


def time_out(claim: Claim, *, at: datetime) -> Written | None:
    """Move a claim on that nobody answered in time; nothing while its limit runs.

    Safe to repeat and to run beside others: whoever is second changes nothing.
    """
    decision = engine.expire(
        claim.process, claim.state, today=london_date(at), calendar=current_calendar()
    )
    if decision is None:
        return None
    return writing.move_claim(claim, decision, action="", by=None, at=at)


def keys_of_cnf(cnf: RtaCnf) -> SearchKeys:
    person = cnf.claimant.person
    vehicle = cnf.claimant.vehicle
    return SearchKeys(
        claimant_surname=person.surname,
        claimant_forename=person.first_name,
        date_of_birth=person.date_of_birth,
        national_insurance_number=cnf.claimant.national_insurance_number or "",
        registration_number=(vehicle.registration if vehicle else None) or "",
        defendant_registration_number=cnf.defendant.vehicle.registration,
        representative_reference=cnf.claimant_representative.reference,
    )


def context_of(claim: Claim, by: Actor, today: date) -> Context:
    """What the rules between forms may look at: who sends, when, and what was sent before."""
    context: dict[str, Any] = {"today": today, "side": by.side.value}
    sent = Document.objects.filter(claim=claim).order_by("number").values_list("kind", "body")
    for kind, body in sent:
        if kind == "rta-cnf":
            context["accident_date"] = body["accident"]["date"]
        if kind == "rta-settlement-pack-request":
            context["settlement_request"] = body
    return context


def kind_of(document_type: type[Any]) -> str:
    """The name under which documents of a type are kept: RtaCnf is rta-cnf."""
    name = document_type.__name__
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name)[1:]


def _move(
    claim: Claim,
    decision: engine.Decision,
    action: str,
    checked: Checked[Any],
    by: Actor,
    at: datetime,
) -> Written:
    keys = receiver = None
    if isinstance(checked.document, RtaCnf):
        chosen = checked.document.defendant.compensator
        keys = keys_of_cnf(checked.document)
        receiver = compensators.receiver_of(chosen.organisation_id, chosen.kind.value)
        if receiver is None:
            raise DocumentRefused([compensators.not_found(chosen.organisation_id)])
    written = writing.move_claim(
        claim,
        decision,
        action=action,
        by=by,
        at=at,
        document=_sent(checked) if checked.body else None,
        keys=keys,
        receiver=receiver,
    )
    if written is None:
        claim.refresh_from_db()
        rules.must_not_be_locked(claim, by, at)
        raise StaleActivity(phase=claim.phase, activity_id=str(claim.activity_id))
    return written


def _checked_cnf(raw: RawDocument, *, by: Actor, at: datetime) -> Checked[RtaCnf]:
    _must_be_allowed_to_send(by, CURRENT)
    checked = check_cnf(raw, {"today": london_date(at), "side": by.side.value})
    claim_type = checked.body["claimType"]
    _must_be_allowed_to_send(by, {claim_type: CURRENT[claim_type]})
    return checked


def must_be_allowed_to_send(by: Actor) -> None:
    """Raise NotAllowed for an account that may send no claim of any type."""
    _must_be_allowed_to_send(by, CURRENT)


def _must_be_allowed_to_send(by: Actor, processes: Mapping[str, Process]) -> None:
    """Refuse who may send no claim of these types, before anything is said of the form."""
    for claim_type, process in processes.items():
        first = process.steps_by_phase[process.first_phase]
        if any(step.action == SEND and rules.may_begin(by, step, claim_type) for step in first):
            return
    raise NotAllowed


def _sent(checked: Checked[Any]) -> Sent:
    return Sent(kind_of(type(checked.document)), checked.json.decode())
