"""What may be done with a claim: the verbs, one transaction each.

`act` is the one way from one phase to the next; a page and an API call both
come here. The engine decides, `claims.writing` writes.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from claims_portal.accounts.actor import Actor
from claims_portal.claims import code_dates, compensators, one_claim, rules, writing
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.documents.base import Context, kind_of
from claims_portal.claims.documents.checking import Checked, check, check_cnf, claim_type_named_in
from claims_portal.claims.documents.cnf import Cnf
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.documents.rules import at as at_path
from claims_portal.claims.models import Claim, Document, Draft
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.engine import State
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.refusals import NotAllowed, StaleActivity
from claims_portal.claims.writing import SearchKeys, Sent, Written
from claims_portal.organisations.models import OrganisationKind

SEND = "send-claim"
RawDocument = bytes | Mapping[str, Any]


def check_new_claim(raw: RawDocument, *, by: Actor, at: datetime) -> Checked[Cnf]:
    """Check a claim notification form as if it were sent; writes nothing.

    Raises DocumentRefused with every fault, or NotAllowed.
    """
    checked = _checked_cnf(raw, by=by, at=at)
    _receiver(checked.document, checked.body["claimType"])
    return checked


def send_new_claim(raw: RawDocument, *, by: Actor, at: datetime) -> Written:
    """Create a claim and send it at once.

    Raises DocumentRefused with every fault, NotAllowed, or OneClaimOnly.
    """
    if by.organisation_kind != OrganisationKind.UNREPRESENTED_CLAIMANT:
        return _send_new_claim(raw, by, at)
    with transaction.atomic():
        one_claim.must_be_the_first(by)
        return _send_new_claim(raw, by, at)


def _send_new_claim(raw: RawDocument, by: Actor, at: datetime) -> Written:
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
        process=process,
        compensator_code=chosen.organisation_id,
        compensator_kind=chosen.kind.value,
        keys=keys_of_cnf(checked.document),
        action=SEND,
        document=_sent(checked),
        by=by,
        at=at,
    )
    if written is None:
        raise _no_receiver(checked.document, process.claim_type)
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
    try:
        decision, checked = _decide(claim, action, raw, activity_id, by, at)
    except engine.TimeLimitPassed:
        time_out(claim, at=at)
        raise
    return _move(claim, decision, action, checked, by, at)


def foresee(
    claim: Claim, action: str, raw: RawDocument, *, activity_id: UUID, by: Actor, at: datetime
) -> engine.Decision:
    """What `act` would do now, or what it would raise. Nothing is written."""
    decision, checked = _decide(claim, action, raw, activity_id, by, at)
    if isinstance(checked.document, Cnf):
        _receiver(checked.document, claim.claim_type)
    return decision


def _decide(
    claim: Claim, action: str, raw: RawDocument, activity_id: UUID, by: Actor, at: datetime
) -> tuple[engine.Decision, Checked[Any]]:
    today = london_date(at)
    rules.must_be_current(claim, activity_id)
    rows = engine.rows_of(claim.process, claim.state, by.side, action)
    rules.must_be_allowed(by, rows[0], claim)
    rules.must_not_be_locked(claim, by, at)
    engine.must_be_in_time(claim.process, claim.state, today)
    context = {**context_of(claim, by, today), "leaves": rows[0].leaves}
    checked = check(rows[0].takes, raw, context)
    decision = engine.decide(
        claim.process,
        claim.state,
        side=by.side,
        action=action,
        document=checked.document,
        today=today,
        calendar=current_calendar(),
    )
    return decision, checked


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


def keys_of_cnf(cnf: Cnf) -> SearchKeys:
    person = cnf.claimant.person
    vehicle = cnf.claimant.vehicle if isinstance(cnf, RtaCnf) else None
    defendants = cnf.defendant.vehicle.registration if isinstance(cnf, RtaCnf) else ""
    return SearchKeys(
        claimant_surname=person.surname,
        claimant_forename=person.first_name,
        date_of_birth=person.date_of_birth,
        national_insurance_number=cnf.claimant.national_insurance_number or "",
        registration_number=(vehicle.registration if vehicle else None) or "",
        defendant_registration_number=defendants,
        representative_reference=cnf.claimant_representative.reference,
    )


def context_of(claim: Claim, by: Actor, today: date) -> Context:
    """What the rules between forms may look at: who sends, when, and what was sent before."""
    sent = _latest_documents(claim)
    context: dict[str, Any] = {
        **context_of_form(by, today, claim),
        "claim_type": claim.claim_type,
        "times_out_on": claim.times_out_on,
        "sent": sent,
        "facts": claim.state.facts,
    }
    if cnf := sent.get(f"{claim.claim_type}-cnf"):
        context["accident_date"] = at_path(cnf, ("accident", "date"))
    return context


def context_of_form(by: Actor, today: date, claim: Claim | None = None) -> Context:
    """What the rules of a claim notification form may look at, of a claim that is there or new."""
    return {
        "today": today,
        "side": by.side.value,
        "out_of_use": code_dates.out_of_use(today, claim),
    }


def _latest_documents(claim: Claim) -> dict[str, Any]:
    """The body of the newest document of each kind: as read with the claim, or read now."""
    read: dict[str, Any] | None = vars(claim).get("latest_documents")
    if read is not None:
        return read
    latest = Document.objects.filter(claim=claim).order_by("kind", "-number").distinct("kind")
    return dict(latest.values_list("kind", "body"))


def _move(
    claim: Claim,
    decision: engine.Decision,
    action: str,
    checked: Checked[Any],
    by: Actor,
    at: datetime,
) -> Written:
    if not isinstance(checked.document, Cnf):
        return _write(claim, decision, action, checked, by, at)
    with transaction.atomic():
        written = _write(claim, decision, action, checked, by, at)
        Draft.objects.filter(claim=claim, action=action).delete()
    return written


def _write(
    claim: Claim,
    decision: engine.Decision,
    action: str,
    checked: Checked[Any],
    by: Actor,
    at: datetime,
) -> Written:
    keys = receiver = None
    if isinstance(checked.document, Cnf):
        keys = keys_of_cnf(checked.document)
        receiver = _receiver(checked.document, claim.claim_type)
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


def _receiver(cnf: Cnf, claim_type: str) -> tuple[int, int]:
    """Organisation and central point to which the form goes; DocumentRefused without one."""
    chosen = cnf.defendant.compensator
    found = compensators.receiver_of(chosen.organisation_id, chosen.kind.value, claim_type)
    if found is None:
        raise _no_receiver(cnf, claim_type)
    return found


def _no_receiver(cnf: Cnf, claim_type: str) -> DocumentRefused:
    chosen = cnf.defendant.compensator
    return DocumentRefused([compensators.not_found(chosen.organisation_id, claim_type)])


def _checked_cnf(raw: RawDocument, *, by: Actor, at: datetime) -> Checked[Cnf]:
    """Whoever may not send claims of the form's type is told that and nothing of the form."""
    must_be_allowed_to_send(by)
    try:
        checked = check_cnf(raw, context_of_form(by, london_date(at)), claim_types=CURRENT)
    except DocumentRefused:
        _must_be_allowed_to_send(by, claim_type_named_in(raw))
        raise
    _must_be_allowed_to_send(by, checked.body["claimType"])
    return checked


def _must_be_allowed_to_send(by: Actor, claim_type: object) -> None:
    if claim_type in list(CURRENT) and claim_type not in types_sent_by(by):
        raise NotAllowed


def types_sent_by(actor: Actor) -> list[str]:
    """The types of claim that this account may send, in the order of the processes."""
    return [
        claim_type
        for claim_type, process in CURRENT.items()
        if any(
            step.action == SEND and rules.may_begin(actor, step, claim_type)
            for step in process.steps_by_phase[process.first_phase]
        )
    ]


def must_be_allowed_to_send(by: Actor) -> None:
    """Raise NotAllowed for an account that may send no claim of any type.

    Asked before anything is said of the form.
    """
    if not types_sent_by(by):
        raise NotAllowed


def _sent(checked: Checked[Any]) -> Sent:
    return Sent(kind_of(type(checked.document)), checked.json.decode())
