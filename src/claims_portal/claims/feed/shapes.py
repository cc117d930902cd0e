"""What a program is told of an event: the same in the feed and in a webhook.

Nothing of a person, and nothing that only one side knows: what changed in the claim, as
both sides may know it. Who wants more asks the API for the claim, under the rights of
the User ID that it asks for.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from claims_portal.claims.process.notices import NoticeKind, notice_of, text_of
from claims_portal.claims.process.processes import PROCESSES

PHASE_NAMES = {phase.code: phase.name for process in PROCESSES.values() for phase in process.phases}
COLUMNS = """
    event.id, event.claim_id, event.number, event.tag, event.says, event.side,
    event.phase_before, event.phase_after, event.turn_after, event.times_out_on,
    event.activity_id, event.changes, event.at, claim.claim_type, document.kind
"""
"""What `told` makes an event of: of an event, its claim and, where there is one, its document."""


class EventPhase(msgspec.Struct, frozen=True):
    code: Annotated[str, Meta(description="As in the old interface, for example ClaimSubmitted")]
    name: str


class EventFacts(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename="camel"):
    """What both sides may know and a program may want at once; absent where it did not change."""

    compensator_code: Annotated[
        str | None, Meta(description="The organisation ID to which the claim went")
    ] = msgspec.field(default=None, name="organisationId")
    compensator_reference: str | None = None
    article75: bool | None = None
    interim_limit_extended: bool | None = None
    settlement_limit_agreed: date | None = None
    negotiation_limit_agreed: date | None = None
    further_consideration: bool | None = None
    additional_damages_limit_agreed: date | None = None
    exited_by: str | None = None
    attachment: Annotated[
        str | None, Meta(description="GET /claims/{number}/attachments/{attachmentId} has more")
    ] = msgspec.field(default=None, name="attachmentId")


class EventChanges(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What the claim is after the event, and was before."""

    phase_before: EventPhase
    phase: EventPhase
    turn: Annotated[str | None, Meta(description="The side that must act now; null: nobody")]
    times_out_on: Annotated[
        date | None, Meta(description="When the running limit times out, at 00:00 London time")
    ]
    document: Annotated[
        str | None,
        Meta(description="Kind of the form that came; GET …/documents has it under the number"),
    ]
    facts: EventFacts


class FeedEvent(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One thing that happened in a claim and is news to your side."""

    id: Annotated[str, Meta(description="Unique, and the same however often it is told")]
    type: Annotated[str, Meta(description="What happened; GET /event-types lists them all")]
    kind: Annotated[NoticeKind, Meta(description="What sort of news it is")]
    at: datetime
    application_id: Annotated[
        str, Meta(description="16 digits, padded with zeros", pattern="^[0-9]{16}$")
    ]
    claim_type: Annotated[str, Meta(description="rta, el, eld or pl")]
    number: Annotated[int, Meta(description="Of the event in its claim; later events have more")]
    side: Annotated[str | None, Meta(description="The side that acted; null: the portal itself")]
    text: Annotated[str, Meta(description="In words, as in the inbox")]
    activity_id: Annotated[UUID, Meta(description="The claim's ETag after the event")]
    changed: EventChanges


def told(row: tuple[Any, ...]) -> FeedEvent:
    """The event of a row of COLUMNS."""
    (_pk, claim, number, tag, says, side, before, after, turn, times_out_on, activity, changes,
     at, claim_type, document) = row  # fmt: skip
    application_id = f"{claim:016d}"
    return FeedEvent(
        id=id_of(claim, number),
        type=tag,
        kind=notice_of(tag).kind,
        at=at,
        application_id=application_id,
        claim_type=claim_type,
        number=number,
        side=side or None,
        text=text_of(tag, says, application_id),
        activity_id=activity,
        changed=EventChanges(
            phase_before=_phase(before),
            phase=_phase(after),
            turn=turn or None,
            times_out_on=times_out_on,
            document=document,
            facts=_facts(changes),
        ),
    )


def id_of(claim_pk: int, number: int) -> str:
    return f"{claim_pk:016d}-{number}"


_PHASES = {code: EventPhase(code, name) for code, name in PHASE_NAMES.items()}
_NO_FACTS = EventFacts()


def _phase(code: str) -> EventPhase:
    return _PHASES.get(code) or EventPhase(code, code)


def _facts(changes: Mapping[str, Any]) -> EventFacts:
    shown = {name: changes[name] for name in EventFacts.__struct_fields__ if name in changes}
    return EventFacts(**shown) if shown else _NO_FACTS
