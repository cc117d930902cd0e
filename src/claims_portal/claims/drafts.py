"""Forms that are being written: kept as typed, checked when they are sent."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from claims_portal import correlation
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims import actions, one_claim, rules
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.faults import Fault
from claims_portal.claims.documents.outline import asks
from claims_portal.claims.documents.unfinished import faults_of
from claims_portal.claims.models import Claim, Document, Draft, Event
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Step
from claims_portal.claims.refusals import ClaimRefusal, NotAllowed
from claims_portal.claims.spelling import LONGEST_FOLDED, compact
from claims_portal.claims.writing import SearchKeys, Written

RESEND = "resend-claim"
NOTIFICATION_DATE = "/claim/notificationDate"


ACTIONS = (actions.SEND, RESEND)
"""What the forms that are kept as drafts are sent by."""


class NoSuchDraft(ClaimRefusal):
    """Nothing is being written for the claim."""

    code = "no-such-draft"

    def __init__(self) -> None:
        super().__init__("No form is being written for this claim.")


class StaleDraft(ClaimRefusal):
    """The draft was saved elsewhere meanwhile; nothing was overwritten."""

    code = "stale-draft"

    def __init__(self) -> None:
        super().__init__("This form was saved in another window since you opened this one.")


@transaction.atomic
def start(
    *,
    claim_type: str,
    body: dict[str, Any],
    by: Actor,
    at: datetime,
    form: uuid.UUID | None = None,
) -> Draft:
    """A new claim as a draft, which only the claimant representative sees.

    A form that was sent twice begins one. NotAllowed, or OneClaimOnly.
    """
    process = CURRENT[claim_type]
    first = process.phase_by_code[process.first_phase]
    sending = process.steps_by_phase[first.code][0]
    if not rules.may_begin(by, sending, claim_type):
        raise NotAllowed
    if form and (begun := _begun_by(form, by)):
        return begun
    one_claim.must_be_the_first(by)
    claim = Claim.objects.create(
        claim_type=claim_type,
        process_version=process.version,
        phase=first.code,
        activity_id=uuid.uuid4(),
        turn=Side.CLAIMANT_REPRESENTATIVE.value,
        representative_id=by.organisation_pk,
        created_at=at,
        created_by_id=by.user_pk,
        updated_at=at,
        event_count=1,
        **_keys_of(_storable(body)).columns(),
    )
    _note_start(claim, sending, by, at)
    return _keep(claim, actions.SEND, body, by, at, form)


def _begun_by(form: uuid.UUID, by: Actor) -> Draft | None:
    """What this form began a moment ago, while nobody has written more of it."""
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.user_pk)
    first = Draft.objects.filter(made_by_form=form, revision=1, updated_by=by.user_pk)
    return first.select_related("claim").first()


def _note_start(claim: Claim, sending: Step, by: Actor, at: datetime) -> None:
    Event.objects.create(
        claim=claim,
        number=1,
        tag="claim:notification:drafted",
        row=sending.row,
        says="Draft started",
        side=by.side.value,
        phase_before=claim.phase,
        phase_after=claim.phase,
        turn_after=claim.turn,
        activity_id=claim.activity_id,
        user_id=by.user_pk,
        real_user_id=by.real_user_pk,
        client_id=by.client_pk,
        correlation_id=correlation.current(),
        at=at,
    )


def must_be_writable(claim: Claim, by: Actor) -> None:
    """Raise engine.Refused or NotAllowed where this account cannot write the claim's form now."""
    if any(step.action in ACTIONS for step in rules.possible(claim, by)):
        return
    action = actions.SEND if claim.sent_at is None else RESEND
    engine.rows_of(claim.process, claim.state, by.side, action)
    raise NotAllowed


def there_is(claim: Claim, *, by: Actor) -> Draft:
    """The draft of a claim that this account may see; NoSuchDraft."""
    if by.side is not Side.CLAIMANT_REPRESENTATIVE:
        raise NoSuchDraft
    draft = Draft.objects.filter(claim=claim).select_related("updated_by", "claim").first()
    if draft is None:
        raise NoSuchDraft
    return draft


def faults_of_draft(draft: Draft, *, by: Actor, at: datetime) -> Sequence[Fault]:
    """All that stands against sending the form as it is."""
    context = actions.context_of_form(by, london_date(at), draft.claim)
    return faults_of(CNF_TYPES[draft.claim.claim_type], body_of(draft), context)


def body_of(draft: Draft) -> dict[str, Any]:
    """The form as written so far; its claim says of which type it is."""
    body = draft.body if isinstance(draft.body, dict) else {}
    return {"claimType": draft.claim.claim_type, **body}


@transaction.atomic
def of_claim(claim: Claim, *, by: Actor, at: datetime) -> Draft:
    """The claim notification form being written for a claim.

    For a rejected claim it begins as the form that was rejected.
    """
    if by.side is not Side.CLAIMANT_REPRESENTATIVE:
        raise NotAllowed
    draft = Draft.objects.filter(claim=claim).first()
    if draft is not None:
        return draft
    last = Document.objects.filter(claim=claim, kind__endswith="-cnf").order_by("-number").first()
    body = notified_on(last.body, london_date(at)) if last else {}
    return _keep(claim, RESEND, body, by, at)


def notified_on(body: dict[str, Any], day: date) -> dict[str, Any]:
    """The form with this date of notification, where a form of its type asks for one.

    It may be changed before the form is sent (process facts 2.2, E3).
    """
    form = CNF_TYPES.get(body.get("claimType", ""))
    if form is None or not asks(form, NOTIFICATION_DATE):
        return body
    claim = body.get("claim")
    known = claim if isinstance(claim, dict) else {}
    return {**body, "claim": {**known, "notificationDate": day.isoformat()}}


@transaction.atomic
def save(draft: Draft, body: dict[str, Any], *, revision: int, by: Actor, at: datetime) -> Draft:
    """Keep what was typed. StaleDraft when it was saved elsewhere since `revision`.

    A claim that was never sent is found by what its draft says.
    """
    saved = Draft.objects.filter(pk=draft.pk, revision=revision).update(
        body=_storable(body), revision=F("revision") + 1, updated_at=at, updated_by_id=by.user_pk
    )
    if not saved:
        raise StaleDraft
    draft.refresh_from_db()
    Claim.objects.filter(pk=draft.claim_id, sent_at=None).update(
        **_keys_of(draft.body).columns(), updated_at=at
    )
    return draft


@transaction.atomic
def send(draft: Draft, *, activity_id: uuid.UUID, by: Actor, at: datetime) -> Written:
    """Send the form as it was read; `act` takes its draft away.

    StaleDraft when it was saved elsewhere since then: nothing typed is lost.
    """
    if not Draft.objects.select_for_update().filter(pk=draft.pk, revision=draft.revision):
        raise StaleDraft
    return actions.act(draft.claim, draft.action, draft.body, activity_id=activity_id, by=by, at=at)


@transaction.atomic
def discard(draft: Draft) -> None:
    """Throw a draft away; a claim that was never sent goes with it."""
    claim = Claim.objects.select_for_update().get(pk=draft.claim_id)
    if claim.sent_at is None:
        claim.delete()
    else:
        draft.delete()


def _keep(
    claim: Claim,
    action: str,
    body: dict[str, Any],
    by: Actor,
    at: datetime,
    form: uuid.UUID | None = None,
) -> Draft:
    draft, _ = Draft.objects.get_or_create(
        claim=claim,
        action=action,
        defaults={
            "body": _storable(body),
            "updated_at": at,
            "updated_by_id": by.user_pk,
            "made_by_form": form,
        },
    )
    return draft


def _keys_of(typed: dict[str, Any]) -> SearchKeys:
    """What a form that is being written says so far, cut to what a claim's columns hold."""

    def text(*path: str, most: int) -> str:
        found: Any = typed
        for step in path:
            found = found.get(step) if isinstance(found, dict) else None
        return found.strip()[:most] if isinstance(found, str) else ""

    def number(*path: str, most: int) -> str:
        return compact(text(*path, most=LONGEST_FOLDED))[:most]

    try:
        born = date.fromisoformat(text("claimant", "person", "dateOfBirth", most=10))
    except ValueError:
        born = None
    return SearchKeys(
        claimant_surname=text("claimant", "person", "surname", most=25),
        claimant_forename=text("claimant", "person", "firstName", most=25),
        date_of_birth=born,
        national_insurance_number=number("claimant", "nationalInsuranceNumber", most=9),
        registration_number=number("claimant", "vehicle", "registration", most=12),
        defendant_registration_number=number("defendant", "vehicle", "registration", most=12),
        representative_reference=text("claimantRepresentative", "reference", most=50),
    )


def _storable(typed: Any) -> Any:
    """What was typed, without the characters that the database cannot keep in a text."""
    if isinstance(typed, str):
        return typed.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(typed, dict):
        return {_storable(name): _storable(value) for name, value in typed.items()}
    if isinstance(typed, list):
        return [_storable(value) for value in typed]
    return typed
