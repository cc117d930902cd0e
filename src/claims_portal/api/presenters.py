"""From the business to the API's answers; nothing is decided here."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date, datetime
from typing import Any

import msgspec
from django.urls import reverse
from django.utils.http import urlencode

from claims_portal.accounts.actor import Actor
from claims_portal.api import schemas
from claims_portal.api.allocating_bodies import BODIES
from claims_portal.claims import (
    allocation,
    counting,
    disclosure,
    figures,
    internal_events,
    reassignment,
    rules,
    worklist,
)
from claims_portal.claims.allocation import Targets
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.documents.amounts import to_the_penny
from claims_portal.claims.documents.notes import Reassign
from claims_portal.claims.listing import Line
from claims_portal.claims.models import Claim, Document, Event, SavedFilter
from claims_portal.claims.process.calendar import ONE_DAY, london_date
from claims_portal.claims.process.engine import Decision
from claims_portal.claims.process.figures import Figures
from claims_portal.claims.process.fixed_costs import costs_of_claim
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import NO_LIMITS, Leaves
from claims_portal.claims.search.saved import query_of
from claims_portal.claims.writing import Written
from claims_portal.organisations.models import Organisation

PHASE_NAMES = {phase.code: phase.name for process in PROCESSES.values() for phase in process.phases}


def deadline(times_out_on: date | None, today: date) -> schemas.DeadlineAnswer | None:
    if times_out_on is None:
        return None
    last_day = times_out_on - ONE_DAY
    return schemas.DeadlineAnswer(
        last_day_to_act=last_day,
        times_out_on=times_out_on,
        business_days_left=current_calendar().business_days_left(today, last_day),
    )


def line(one: Line, actor: Actor, at: datetime) -> schemas.ClaimLine:
    phase = PROCESSES[one.process_version].phase_by_code[one.phase]
    return schemas.ClaimLine(
        application_id=one.application_id,
        claim_type=one.claim_type,
        phase=schemas.PhaseAnswer(code=phase.code, name=phase.name),
        turn=one.turn or None,
        deadline=deadline(one.times_out_on, london_date(at)),
        activity_id=one.activity_id,
        claimant_first_name=one.claimant_forename,
        claimant_surname=one.claimant_surname,
        claimant_representative=one.representative,
        compensator=one.compensator,
        claimant_representative_reference=one.representative_reference,
        compensator_reference=one.compensator_reference,
        allocated_to=one.handler,
        branch_id=one.branch,
        lock=lock(one, actor, at),
        sent_at=one.sent_at,
        updated_at=one.updated_at,
    )


def lock(one: Line, actor: Actor, at: datetime) -> schemas.LockAnswer | None:
    """The lock as long as it lasts."""
    if not one.is_locked(at) or one.locked_until is None:
        return None
    return schemas.LockAnswer(
        user_id=one.lock_holder_for(actor.organisation_pk), until=one.locked_until
    )


def whole(claim: Claim, actor: Actor, at: datetime) -> schemas.ClaimAnswer:
    phase = claim.phase_row
    return schemas.ClaimAnswer(
        claim=line(Line.of(claim, actor.side), actor, at),
        ends_as=phase.end.value if phase.end else None,
        deadline_counted=deadline_counted(claim),
        documents=documents(claim, actor),
        fixed_costs=_fixed_costs(claim, london_date(at)),
        actions=[
            action(claim, step.action, step.takes, step.leaves)
            for step in rules.possible_now(claim, actor, london_date(at))
        ],
        allocation=_allocation(claim, actor),
        transfers=[
            schemas.TransferOfClaim(
                giver=one.changes["transferred_from"],
                receiver=one.changes["transferred_to"],
                at=one.at,
            )
            for one in disclosure.transfers_for(actor, claim)
        ],
    )


def _fixed_costs(claim: Claim, today: date) -> list[schemas.CostAnswer]:
    return [
        schemas.CostAnswer(
            name=cost.name,
            amount=str(to_the_penny(cost.amount)),
            formula=cost.formula,
            source=cost.source,
            in_london=str(cost.in_london) if cost.in_london is not None else None,
        )
        for cost in costs_of_claim(claim.claim_type, claim.state.facts, today=today)
    ]


def documents(claim: Claim, actor: Actor) -> list[schemas.DocumentAnswer]:
    """What both sides sent, the oldest first, each with what it comes to."""
    sent = list(disclosure.documents_for(actor, claim))
    counted = figures.by_number(sent)
    return [document(one, actor, counted.get(one.number)) for one in sent]


def document(one: Document, actor: Actor, counted: Figures | None) -> schemas.DocumentAnswer:
    return schemas.DocumentAnswer(
        number=one.number,
        kind=one.kind,
        side=one.side,
        sent_at=one.sent_at,
        body=disclosure.body_for(actor.side, one.kind, one.body),
        figures=[
            schemas.FigureAnswer(
                name=figure.name,
                formula=figure.formula,
                amount=str(figure.amount),
                legacy_name=figure.legacy or None,
                sealed=figure.sealed,
            )
            for figure in (counted.sums if counted else ())
        ],
    )


def deadline_counted(claim: Claim) -> schemas.CountingAnswer | None:
    found = counting.counted(claim)
    if found is None:
        return None
    limit, deadline = found.limit, found.deadline
    return schemas.CountingAnswer(
        limit=schemas.LimitAnswer(key=limit.key, name=limit.name, source=limit.source),
        started_on=deadline.started_on,
        days=found.counting.days if found.counting else None,
        agreed=deadline.agreed,
        further_days=deadline.further_days,
        skipped=[schemas.SkippedAnswer(day=one.day, reason=one.reason) for one in found.skipped],
        last_day_to_act=deadline.last_day,
        times_out_on=deadline.times_out_on,
        calendar_version=found.calendar_version,
    )


def _allocation(claim: Claim, actor: Actor) -> list[schemas.ActionAnswer]:
    verbs: list[tuple[str, type[Any]]] = [
        (verb.value, BODIES[verb]) for verb in allocation.possible(claim, actor)
    ]
    if reassignment.possible(claim, actor) and reassignment.targets(claim):
        verbs.append((reassignment.REASSIGN, Reassign))
    return [action(claim, name, takes) for name, takes in verbs]


def action(
    claim: Claim, name: str, takes: type[Any], leaves: Leaves = NO_LIMITS
) -> schemas.ActionAnswer:
    return schemas.ActionAnswer(
        name=name,
        method="POST",
        href=reverse(f"api:{name}", args=[claim.application_id]),
        schema=_with_what_it_leaves(schema_of(takes), takes, leaves),
    )


def _with_what_it_leaves(
    schema: dict[str, Any], takes: type[Any], leaves: Leaves
) -> dict[str, Any]:
    """The schema of a form that takes fewer codes at this step than it knows."""
    if not leaves:
        return schema
    narrowed = deepcopy(schema)
    questions = narrowed["$defs"][takes.__name__]["properties"]
    for name, codes in leaves.items():
        questions[name]["enum"] = sorted(codes)
    return narrowed


def schema_of(document_type: type[Any]) -> dict[str, Any]:
    """The JSON Schema of a document, made once."""
    if document_type not in _SCHEMAS:
        _SCHEMAS[document_type] = msgspec.json.schema(document_type)
    return _SCHEMAS[document_type]


_SCHEMAS: dict[type[Any], dict[str, Any]] = {}


def state(written: Written, today: date) -> schemas.StateAnswer:
    decision = written.decision
    return schemas.StateAnswer(
        application_id=f"{written.claim_pk:016d}",
        phase=schemas.PhaseAnswer(code=decision.phase.code, name=decision.phase.name),
        turn=decision.turn.value if decision.turn else None,
        activity_id=written.activity_id,
        deadline=deadline(decision.deadline.times_out_on if decision.deadline else None, today),
    )


def foreseen(claim: Claim, decision: Decision, today: date) -> schemas.StateAnswer:
    """What a claim would be after a step that was only tried."""
    would_be = Written(claim.pk, claim.activity_id, decision)
    return msgspec.structs.replace(state(would_be, today), foreseen=True)


def state_then(event: Event) -> schemas.StateAnswer:
    """What the step that this event tells of was answered with."""
    return schemas.StateAnswer(
        application_id=f"{event.claim_id:016d}",
        phase=schemas.PhaseAnswer(code=event.phase_after, name=PHASE_NAMES[event.phase_after]),
        turn=event.turn_after or None,
        activity_id=event.activity_id,
        deadline=deadline(event.times_out_on, london_date(event.at)),
    )


def state_of(claim: Claim, today: date) -> schemas.StateAnswer:
    phase = claim.phase_row
    return schemas.StateAnswer(
        application_id=claim.application_id,
        phase=schemas.PhaseAnswer(code=phase.code, name=phase.name),
        turn=claim.turn or None,
        activity_id=claim.activity_id,
        deadline=deadline(claim.times_out_on, today),
    )


def targets(found: Targets, related: Sequence[Organisation]) -> schemas.TargetsAnswer:
    return schemas.TargetsAnswer(
        users=[
            schemas.TargetUser(
                user_id=user.user_name,
                name=user.full_name,
                branch_id=user.branch.number if user.branch else None,
            )
            for user in found.users
        ],
        branches=[
            schemas.TargetBranch(branch_id=branch.number, name=branch.name)
            for branch in found.branches
        ],
        compensators=[
            schemas.TargetCompensator(organisation_id=one.code, name=one.name) for one in related
        ],
    )


def saved_filter(saved: SavedFilter) -> schemas.FilterAnswer:
    asked = urlencode(sorted(saved.query.items()))
    return schemas.FilterAnswer(
        filter_id=saved.pk,
        name=saved.name,
        query=query_of(saved),
        href=reverse("api:claims") + (f"?{asked}" if asked else ""),
    )


def count(code: str, number: int) -> schemas.CountAnswer:
    return schemas.CountAnswer(
        phase=schemas.PhaseAnswer(code=code, name=PHASE_NAMES[code]),
        number=number,
        or_more=number == worklist.MOST_COUNTED,
    )


def history(claim: Claim, actor: Actor) -> schemas.HistoryAnswer:
    """Every event of a claim; people of the other side are not named, nor what they did inside."""
    events = disclosure.events_for(actor, claim)
    return schemas.HistoryAnswer(
        application_id=claim.application_id,
        events=[
            schemas.EventAnswer(
                number=event.number,
                tag=event.tag,
                says=event.says,
                action=event.action,
                side=event.side,
                user_id=event.user.user_name
                if event.user and event.user.organisation_id == actor.organisation_pk
                else None,
                phase_before=event.phase_before,
                phase_after=event.phase_after,
                times_out_on=event.times_out_on,
                at=event.at,
                correlation_id=(event.correlation_id or None)
                if event.side == actor.side.value
                else None,
            )
            for event in events
        ],
        internal=[
            schemas.InternalEventAnswer(
                tag=event.tag, says=event.says, user_id=event.user.user_name, at=event.at
            )
            for event in internal_events.of(claim, actor)
        ],
    )
