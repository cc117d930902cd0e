"""What the portal changes by itself in many claims: one statement for a whole batch.

It says the same as `claims.writing` says of one claim; a test compares the two. The
claims of a batch are held by the caller, each row still asks whether its claim is the
one that the decision was made on.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec

from claims_portal import database
from claims_portal.claims import next_alarms
from claims_portal.claims.models import Claim
from claims_portal.claims.process.engine import Decision
from claims_portal.claims.process.notices import sides_told
from claims_portal.claims.process.sides import Side

CHANGE_CLAIMS = """
WITH change AS (
    SELECT * FROM jsonb_to_recordset(%(changes)s::jsonb) AS change (
        id bigint, activity_before uuid, limit_before date, phase_before text, phase text,
        turn text, times_out_on date, alarm_on date, facts jsonb, activity uuid, ends boolean,
        moves boolean, tag text, row text, action text, says text, side text, changes jsonb,
        tells_representative boolean, tells_compensator boolean)
), written AS (
    UPDATE claims_claim claim SET
        phase = change.phase, activity_id = change.activity, turn = change.turn,
        times_out_on = change.times_out_on, alarm_on = change.alarm_on,
        facts = COALESCE(change.facts, claim.facts),
        locked_by_id = CASE WHEN claim.turn = change.turn THEN claim.locked_by_id END,
        locked_until = CASE WHEN claim.turn = change.turn THEN claim.locked_until END,
        ended_at = CASE WHEN change.ends THEN %(at)s::timestamptz ELSE claim.ended_at END,
        updated_at = CASE WHEN change.moves THEN %(at)s::timestamptz ELSE claim.updated_at END,
        event_count = claim.event_count + (change.tag IS NOT NULL)::int
    FROM change
    WHERE claim.id = change.id AND claim.activity_id = change.activity_before
      AND claim.times_out_on IS NOT DISTINCT FROM change.limit_before
    RETURNING claim.id, claim.event_count, claim.representative_id, claim.compensator_id
)
INSERT INTO claims_event (
    claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
    times_out_on, activity_id, changes, at, for_representative_id, for_compensator_id)
SELECT written.id, written.event_count, 'claim:' || tag, change.row, action, says, side,
    phase_before, phase, turn, times_out_on, activity, changes, %(at)s::timestamptz,
    CASE WHEN tells_representative THEN representative_id END,
    CASE WHEN tells_compensator THEN compensator_id END
FROM written JOIN change ON change.id = written.id
WHERE change.tag IS NOT NULL
RETURNING claim_id
"""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one claim; made by the functions below."""

    row: dict[str, Any]


def write(changes: Sequence[Change], *, at: datetime) -> set[int]:
    """Change the claims; the numbers of those in which an event was written.

    A claim that changed since it was read stays as it is.
    """
    if not changes:
        return set()
    rows = msgspec.json.encode([change.row for change in changes]).decode()
    return {pk for (pk,) in database.rows(CHANGE_CLAIMS, {"changes": rows, "at": at})}


def moved(
    claim: Claim,
    decision: Decision,
    *,
    at: datetime,
    action: str = "",
    side: Side | None = None,
    says: str = "",
    tells_both: bool = False,
) -> Change:
    """A claim that moves on by a decision: by silence, or for a side that asked for it."""
    deadline = decision.deadline
    alarm = next_alarms.after(decision, claim.process, at=at, claim=claim)
    told = sides_told(decision.event, by=side, turn=decision.turn)
    return _change(
        claim,
        tag=decision.event,
        says=says or decision.says,
        told=frozenset(Side) if tells_both else told,
        row=decision.row,
        action=action,
        side=side.value if side else "",
        phase=decision.phase.code,
        turn=decision.turn.value if decision.turn else "",
        times_out_on=deadline.times_out_on if deadline else None,
        alarm_on=alarm.as_of(claim.alarm_on),
        facts=decision.facts,
        activity=uuid.uuid4(),
        changes=decision.changed_facts,
        ends=decision.phase.end is not None,
        moves=True,
    )


def noted(claim: Claim, tag: str, says: str, *, alarm_on: date | None) -> Change:
    """An event that leaves a claim where it is."""
    return _change(claim, tag=tag, says=says, told=_told(claim, tag), alarm_on=alarm_on)


def limit_changed(
    claim: Claim, tag: str, says: str, *, times_out_on: date, alarm_on: date | None
) -> Change:
    """A limit that ends on another day; whoever writes in the claim meanwhile may go on."""
    return _change(
        claim,
        tag=tag,
        says=says,
        told=_told(claim, tag),
        times_out_on=times_out_on,
        alarm_on=alarm_on,
        moves=True,
    )


def looked_at(claim: Claim, *, alarm_on: date | None) -> Change:
    """Nothing but the day on which the worker looks at it again."""
    return _change(claim, tag=None, says="", told=frozenset(), alarm_on=alarm_on)


def _told(claim: Claim, tag: str) -> frozenset[Side]:
    return sides_told(tag, by=None, turn=Side(claim.turn) if claim.turn else None)


def _change(
    claim: Claim, *, tag: str | None, says: str, told: frozenset[Side], **new: Any
) -> Change:
    """The claim as it stands, but for what is new of it."""
    as_it_is = {
        "id": claim.pk,
        "activity_before": claim.activity_id,
        "limit_before": claim.times_out_on,
        "phase_before": claim.phase,
        "phase": claim.phase,
        "turn": claim.turn,
        "times_out_on": claim.times_out_on,
        "activity": claim.activity_id,
        "row": "",
        "action": "",
        "side": "",
        "changes": {},
        "tag": tag,
        "says": says,
        "tells_representative": Side.CLAIMANT_REPRESENTATIVE in told,
        "tells_compensator": Side.COMPENSATOR in told,
    }
    return Change(as_it_is | new)
