"""Claims that began on another platform: taken in as they stand, with what happened to them.

The one way in beside `claims.actions`. Nothing here is decided anew; the history ends
with the event that says that the claim was moved, which carries every fact.
"""

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import connection, transaction

from claims_portal.claims.models import Claim, Document, Event
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Step
from claims_portal.claims.spelling import folded
from claims_portal.claims.writing import SearchKeys

FIRST_NUMBER_TOO_HIGH = 9 * 10**15
"""Application IDs have 16 digits; numbers given later must fit too."""
IMPORTED = "claim:migration:imported"


class NumberTaken(Exception):
    """There is a claim with this application ID."""


@dataclass(frozen=True, kw_only=True)
class Happened:
    """A step of the process that the old platform's documents prove."""

    step: Step
    at: datetime
    changes: dict[str, Any] = field(default_factory=dict)
    kind: str | None = None
    """Of the document that the step brought, if it brought one."""
    body: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What happened beside the steps, such as a file that was attached."""

    tag: str
    says: str
    side: Side
    at: datetime
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """A claim as it stood on the other platform."""

    number: int | None
    process_version: str
    phase: str
    activity_id: uuid.UUID
    turn: Side | None
    times_out_on: date | None
    facts: Facts
    representative_pk: int
    compensator_pk: int
    compensator_branch_pk: int | None
    representative_handler_pk: int | None
    compensator_handler_pk: int | None
    keys: SearchKeys
    sent_at: datetime
    ended_at: datetime | None
    happened: tuple[Happened, ...]
    beside: tuple[Beside, ...] = ()

    def number_of(self, beside: int) -> int:
        """The number of the event of what happened beside the steps, counted from nothing."""
        return len(self.happened) + beside + 1


@transaction.atomic
def take_in(arrival: Arrival, *, at: datetime) -> Claim:
    """The claim with its documents and history. Raises NumberTaken."""
    number = arrival.number
    if number is not None and Claim.objects.filter(pk=number).exists():
        raise NumberTaken
    reference = arrival.facts.compensator_reference or ""
    claim = Claim.objects.create(
        pk=number,
        claim_type=PROCESSES[arrival.process_version].claim_type,
        process_version=arrival.process_version,
        phase=arrival.phase,
        activity_id=arrival.activity_id,
        turn=arrival.turn.value if arrival.turn else "",
        times_out_on=arrival.times_out_on,
        # The worker looks at once whether there is something to warn of.
        alarm_on=london_date(at) if arrival.turn else None,
        facts=msgspec.to_builtins(arrival.facts),
        representative_id=arrival.representative_pk,
        compensator_id=arrival.compensator_pk,
        compensator_branch_id=arrival.compensator_branch_pk,
        representative_handler_id=arrival.representative_handler_pk,
        compensator_handler_id=arrival.compensator_handler_pk,
        compensator_reference=reference,
        compensator_reference_folded=folded(reference),
        created_at=arrival.sent_at,
        sent_at=arrival.sent_at,
        updated_at=at,
        ended_at=arrival.ended_at,
        event_count=arrival.number_of(len(arrival.beside)),
        **arrival.keys.columns(),
    )
    if number is not None:
        _move_numbers_past(number)
    _write_history(claim, arrival, at)
    return claim


def _write_history(claim: Claim, arrival: Arrival, at: datetime) -> None:
    before = PROCESSES[arrival.process_version].first_phase
    for number, one in enumerate(arrival.happened, start=1):
        step = one.step
        Event.objects.create(
            claim=claim, number=number, tag=f"claim:{step.event}", row=step.row,
            action=step.action, says=step.says, side=step.side.value,
            phase_before=step.phase, phase_after=step.to, activity_id=uuid.uuid4(),
            changes=one.changes, at=one.at,
        )  # fmt: skip
        if one.kind is not None:
            Document.objects.create(
                claim=claim, number=number, kind=one.kind, body=one.body or {},
                side=step.side.value, sent_at=one.at,
            )  # fmt: skip
        before = step.to
    for number, other in enumerate(arrival.beside):
        Event.objects.create(
            claim=claim, number=arrival.number_of(number), tag=other.tag, row="", action="",
            says=other.says, side=other.side.value, phase_before=before, phase_after=before,
            activity_id=uuid.uuid4(), changes=other.changes, at=other.at,
        )  # fmt: skip
    Event.objects.create(
        claim=claim, number=arrival.number_of(len(arrival.beside)), tag=IMPORTED, row="", action="",
        says="Moved here from the old platform", side="", phase_before=before,
        phase_after=claim.phase, turn_after=claim.turn, times_out_on=claim.times_out_on,
        activity_id=claim.activity_id, changes=_said(arrival.facts), at=at,
    )  # fmt: skip


def _said(facts: Facts) -> dict[str, Any]:
    """The facts as events name them, without those that say nothing."""
    said = {name: fact for name, fact in msgspec.structs.asdict(facts).items() if fact}
    plain: dict[str, Any] = msgspec.to_builtins(said)
    return plain


def _move_numbers_past(number: int) -> None:
    """New claims get higher numbers than this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setval(sequence, %s) FROM (SELECT pg_get_serial_sequence('claims_claim', 'id')"
            " AS sequence) AS named WHERE COALESCE(pg_sequence_last_value(sequence::regclass), 0)"
            " < %s",
            [number, number],
        )
