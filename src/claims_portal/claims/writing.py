"""The only place where a claim changes: state, document and event in one statement.

A statement is a transaction of its own, so nothing is ever half written, and it
is one round trip, which is what makes sending a claim fast. Each change asks in
its WHERE whether the claim is still what the decision was made on.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from claims_portal import correlation, database
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.once import WITH_THE_CHANGE, with_the_change
from claims_portal.claims import next_alarms
from claims_portal.claims.models import Claim
from claims_portal.claims.process.engine import Decision
from claims_portal.claims.process.notices import sides_told
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Process
from claims_portal.claims.spelling import folded

_INSERT_DOCUMENT = """
    INSERT INTO claims_document (claim_id, number, kind, body, side, sent_by_id, sent_at)
    SELECT id, event_count, %(document_kind)s::text, %(document_body)s::jsonb, %(side)s::text,
        %(user)s::bigint, %(at)s::timestamptz
    FROM written WHERE %(document_kind)s::text IS NOT NULL
"""
_INSERT_EVENT = """
    INSERT INTO claims_event (
        claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
        times_out_on, activity_id, changes, user_id, real_user_id, client_id,
        correlation_id, at,
        for_representative_id, for_compensator_id)
    SELECT id, event_count, %(tag)s, %(row)s, %(action)s, %(says)s, %(side)s::text,
        %(phase_before)s::text, %(phase)s::text, %(turn)s::text, %(times_out_on)s::date,
        %(new_activity)s::uuid, %(changes)s::jsonb,
        %(user)s::bigint, %(real_user)s::bigint, %(client)s::bigint, %(correlation)s::text,
        %(at)s::timestamptz,
        CASE WHEN %(tells_representative)s THEN representative_id END,
        CASE WHEN %(tells_compensator)s THEN compensator_id END
    FROM written
    RETURNING claim_id
"""

ADD_CLAIM = f"""
WITH receiver AS (
    SELECT organisation.id, branch.id AS branch_id
    FROM organisations_organisation organisation
    JOIN organisations_branch branch ON branch.organisation_id = organisation.id
         AND branch.kind = 'central' AND branch.enabled
    WHERE upper(organisation.code) = upper(%(compensator_code)s::text)
      AND organisation.kind = 'COMP' AND organisation.enabled
      AND organisation.compensator_kind = %(compensator_kind)s
      AND CASE %(claim_type)s::text WHEN 'rta' THEN organisation.deals_with_rta
               ELSE organisation.deals_with_elpl END
), written AS (
    INSERT INTO claims_claim (
        claim_type, process_version, phase, activity_id, turn, times_out_on, alarm_on, facts,
        representative_id, compensator_id, compensator_branch_id, claimant_surname,
        claimant_surname_folded, claimant_forename, date_of_birth, national_insurance_number,
        registration_number, defendant_registration_number, representative_reference,
        representative_reference_folded, compensator_reference, compensator_reference_folded,
        created_at, created_by_id, sent_at, updated_at, event_count)
    SELECT %(claim_type)s, %(process_version)s, %(phase)s::text, %(new_activity)s::uuid,
        %(turn)s::text,
        %(times_out_on)s::date, %(alarm_on)s::date, %(facts)s::jsonb, %(representative)s,
        receiver.id,
        receiver.branch_id, %(claimant_surname)s, %(claimant_surname_folded)s,
        %(claimant_forename)s, %(date_of_birth)s::date, %(national_insurance_number)s,
        %(registration_number)s, %(defendant_registration_number)s, %(representative_reference)s,
        %(representative_reference_folded)s, '', '', %(at)s::timestamptz,
        %(user)s::bigint, %(at)s::timestamptz, %(at)s::timestamptz, 1
    FROM receiver
    RETURNING id, event_count, representative_id, compensator_id
), document AS ({_INSERT_DOCUMENT}), answered AS ({WITH_THE_CHANGE})
{_INSERT_EVENT}
"""  # noqa: S608 - composed of constants

MOVE_CLAIM = f"""
WITH written AS (
    UPDATE claims_claim SET
        phase = %(phase)s::text, activity_id = %(new_activity)s::uuid, turn = %(turn)s::text,
        times_out_on = %(times_out_on)s::date, facts = %(facts)s::jsonb,
        alarm_on = CASE WHEN COALESCE(alarm_on, 'infinity') > %(warned_on)s::date
            THEN %(alarm_once_warned)s::date ELSE %(alarm_on)s::date END,
        compensator_id = COALESCE(%(compensator)s::bigint, compensator_id),
        compensator_branch_id = COALESCE(%(compensator_branch)s::bigint, compensator_branch_id),
        compensator_handler_id = CASE WHEN %(compensator)s::bigint IS NULL
            THEN compensator_handler_id END,
        claimant_surname = %(claimant_surname)s,
        claimant_surname_folded = %(claimant_surname_folded)s,
        claimant_forename = %(claimant_forename)s,
        date_of_birth = %(date_of_birth)s::date,
        national_insurance_number = %(national_insurance_number)s,
        registration_number = %(registration_number)s,
        defendant_registration_number = %(defendant_registration_number)s,
        representative_reference = %(representative_reference)s,
        representative_reference_folded = %(representative_reference_folded)s,
        compensator_reference = %(compensator_reference)s,
        compensator_reference_folded = %(compensator_reference_folded)s,
        sent_at = %(sent_at)s::timestamptz, ended_at = %(ended_at)s::timestamptz,
        locked_by_id = CASE WHEN turn = %(turn)s::text AND %(compensator)s::bigint IS NULL
            THEN locked_by_id END,
        locked_until = CASE WHEN turn = %(turn)s::text AND %(compensator)s::bigint IS NULL
            THEN locked_until END,
        updated_at = %(at)s::timestamptz, event_count = event_count + 1
    WHERE id = %(claim)s AND activity_id = %(activity)s
      AND (turn <> %(side)s::text OR locked_until IS NULL OR locked_until <= %(at)s::timestamptz
           OR locked_by_id = %(user)s::bigint)
    RETURNING id, event_count, representative_id, compensator_id
), document AS ({_INSERT_DOCUMENT}), answered AS ({WITH_THE_CHANGE})
{_INSERT_EVENT}
"""  # noqa: S608 - composed of constants

ADD_EVENT = f"""
WITH written AS (
    UPDATE claims_claim SET updated_at = %(at)s::timestamptz, event_count = event_count + 1
    WHERE id = %(claim)s
    RETURNING id, event_count, phase, turn, times_out_on, activity_id, representative_id,
        compensator_id
), answered AS ({WITH_THE_CHANGE})
INSERT INTO claims_event (
    claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
    times_out_on, activity_id, changes, user_id, real_user_id, client_id,
        correlation_id, at,
    for_representative_id, for_compensator_id)
SELECT id, event_count, %(tag)s, '', '', %(says)s, %(side)s::text, phase, phase, turn,
    times_out_on, activity_id, %(changes)s::jsonb,
    %(user)s::bigint, %(real_user)s::bigint, %(client)s::bigint, %(correlation)s::text,
        %(at)s::timestamptz,
    CASE WHEN %(tells_representative)s THEN representative_id END,
    CASE WHEN %(tells_compensator)s THEN compensator_id END
FROM written
RETURNING number
"""  # noqa: S608 - composed of constants


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchKeys:
    """The columns of a claim that come from its claim notification form."""

    claimant_surname: str
    claimant_forename: str
    date_of_birth: date | None
    national_insurance_number: str
    registration_number: str
    defendant_registration_number: str
    representative_reference: str

    def columns(self) -> dict[str, Any]:
        """These, and the spellings in which they are looked for."""
        return {
            **{name: getattr(self, name) for name in self.__slots__},
            "claimant_surname_folded": folded(self.claimant_surname),
            "representative_reference_folded": folded(self.representative_reference),
        }


@dataclass(frozen=True, slots=True)
class Sent:
    """A document as it is to be kept: its kind, and its JSON text."""

    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a claim is after a change."""

    claim_pk: int
    activity_id: uuid.UUID
    decision: Decision


def add_claim(
    decision: Decision,
    *,
    process: Process,
    compensator_code: str,
    compensator_kind: str,
    keys: SearchKeys,
    action: str,
    document: Sent,
    by: Actor,
    at: datetime,
) -> Written | None:
    """A new claim, sent at once. None where no compensator of that code and kind takes it."""
    parameters = _event_parameters(decision, action=action, document=document, by=by, at=at) | {
        "claim_type": process.claim_type,
        "process_version": process.version,
        "alarm_on": next_alarms.after(decision, process, at=at).alarm_on,
        "compensator_code": compensator_code,
        "compensator_kind": compensator_kind,
        "representative": by.organisation_pk,
        **keys.columns(),
    }
    found = database.rows(ADD_CLAIM, parameters)
    return Written(found[0][0], parameters["new_activity"], decision) if found else None


def move_claim(
    claim: Claim,
    decision: Decision,
    *,
    action: str,
    by: Actor | None,
    at: datetime,
    document: Sent | None = None,
    keys: SearchKeys | None = None,
    receiver: tuple[int, int] | None = None,
) -> Written | None:
    """Move a claim on. None where somebody was first, or holds its lock.

    `keys` come with a claim notification form, `receiver` (organisation, central branch)
    with it or when the claim is passed on; `by` is nobody when the system acts.
    """
    reference = decision.facts.compensator_reference or ""
    alarm = next_alarms.after(decision, claim.process, at=at, claim=claim)
    # Otherwise the claim stays where it is: it may be allocated anew while somebody acts.
    compensator, branch = receiver or (None, None)
    parameters = _event_parameters(decision, action=action, document=document, by=by, at=at) | {
        "claim": claim.pk,
        "activity": claim.activity_id,
        "compensator": compensator,
        "compensator_branch": branch,
        "compensator_reference": reference,
        "compensator_reference_folded": folded(reference),
        "sent_at": at if keys else claim.sent_at,
        "ended_at": at if decision.phase.end else None,
        "alarm_on": alarm.alarm_on,
        "alarm_once_warned": alarm.once_warned,
        "warned_on": alarm.warned_on,
        **(keys or keys_of(claim)).columns(),
    }
    found = database.rows(MOVE_CLAIM, parameters)
    return Written(claim.pk, parameters["new_activity"], decision) if found else None


def add_event(
    claim: Claim, *, tag: str, says: str, changes: dict[str, Any], by: Actor | None, at: datetime
) -> int:
    """Tell something that happened beside the steps; the event's number.

    The claim stays where it is and keeps its activity id, so that nobody's open form
    goes stale by it.
    """
    side, turn = by.side if by else None, Side(claim.turn) if claim.turn else None
    parameters = {
        "claim": claim.pk,
        "tag": tag,
        "says": says,
        "changes": msgspec.json.encode(changes).decode(),
        "side": side.value if side else "",
        **_told(sides_told(tag, by=side, turn=turn)),
        **_who(by),
        **with_the_change(by.once if by else None),
        "at": at,
    }
    number: int = database.rows(ADD_EVENT, parameters)[0][0]
    return number


def keys_of(claim: Claim) -> SearchKeys:
    return SearchKeys(
        claimant_surname=claim.claimant_surname,
        claimant_forename=claim.claimant_forename,
        date_of_birth=claim.date_of_birth,
        national_insurance_number=claim.national_insurance_number,
        registration_number=claim.registration_number,
        defendant_registration_number=claim.defendant_registration_number,
        representative_reference=claim.representative_reference,
    )


def _event_parameters(
    decision: Decision, *, action: str, document: Sent | None, by: Actor | None, at: datetime
) -> dict[str, Any]:
    deadline, side = decision.deadline, by.side if by else None
    return {
        "phase": decision.phase.code,
        "phase_before": decision.phase_before,
        "turn": decision.turn.value if decision.turn else "",
        "times_out_on": deadline.times_out_on if deadline else None,
        "facts": msgspec.json.encode(decision.facts).decode(),
        "changes": msgspec.json.encode(decision.changed_facts).decode(),
        "new_activity": uuid.uuid4(),
        "tag": f"claim:{decision.event}",
        "row": decision.row,
        "action": action,
        "says": decision.says,
        "side": side.value if side else "",
        **_told(sides_told(decision.event, by=side, turn=decision.turn)),
        "document_kind": document.kind if document else None,
        "document_body": document.body if document else None,
        **with_the_change(by.once if by else None),
        **_who(by),
        "at": at,
    }


def _told(sides: frozenset[Side]) -> dict[str, bool]:
    return {
        "tells_representative": Side.CLAIMANT_REPRESENTATIVE in sides,
        "tells_compensator": Side.COMPENSATOR in sides,
    }


def _who(by: Actor | None) -> dict[str, Any]:
    return {
        "user": by.user_pk if by else None,
        "real_user": by.real_user_pk if by else None,
        "client": by.client_pk if by else None,
        "correlation": correlation.current() if by else "",
    }
