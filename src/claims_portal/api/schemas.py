"""What the API answers: one class a resource, camelCase on the wire."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta


class Answer(msgspec.Struct, kw_only=True, rename="camel"):
    """Base of all answers."""


ApplicationId = Annotated[
    str, Meta(description="16 digits, padded with zeros", pattern="^[0-9]{16}$")
]
ActivityId = Annotated[UUID, Meta(description="Changes with every change of the claim")]


class PhaseAnswer(Answer):
    code: Annotated[str, Meta(description="As in the old interface, for example ClaimSubmitted")]
    name: str


class DeadlineAnswer(Answer):
    last_day_to_act: date
    times_out_on: Annotated[date, Meta(description="Times out at 00:00 London time of this day")]
    business_days_left: Annotated[
        int, Meta(description="After today, the last day counted; negative once it has passed")
    ]


class LockAnswer(Answer):
    user_id: Annotated[str | None, Meta(description="Of your own organisation; else null")]
    until: datetime


class ClaimLine(Answer):
    """A claim in a list."""

    application_id: ApplicationId
    claim_type: str
    phase: PhaseAnswer
    turn: Annotated[str | None, Meta(description="Whose turn it is; nobody's once it ended")]
    deadline: DeadlineAnswer | None
    activity_id: ActivityId
    claimant_first_name: str
    claimant_surname: str
    claimant_representative: str
    compensator: str | None
    claimant_representative_reference: str
    compensator_reference: str
    allocated_to: Annotated[
        str | None, Meta(description="The User ID of your organisation to whom it is allocated")
    ]
    branch_id: Annotated[
        str | None, Meta(description="The compensator's branch; null for the other party")
    ]
    lock: LockAnswer | None
    sent_at: datetime | None
    updated_at: datetime


class ClaimPage(Answer):
    claims: list[ClaimLine]
    next_cursor: Annotated[
        str | None, Meta(description="Send it as cursor for the next page; null on the last")
    ]


class DocumentAnswer(Answer):
    number: int
    kind: str
    side: str
    sent_at: datetime
    body: dict[str, Any]


class ActionAnswer(Answer):
    """An action that this user can do now."""

    name: str
    method: str
    href: str
    schema: Annotated[Mapping[str, Any], Meta(description="JSON Schema of the body")]


class ClaimAnswer(Answer):
    """A whole claim as the caller may see it."""

    claim: ClaimLine
    ends_as: Annotated[str | None, Meta(description="How the claim ended, once it has")]
    documents: list[DocumentAnswer]
    actions: list[ActionAnswer]


class StateAnswer(Answer):
    """What a claim is after a change; the activity id is also the ETag."""

    application_id: ApplicationId
    phase: PhaseAnswer
    turn: str | None
    activity_id: ActivityId
    deadline: DeadlineAnswer | None


class ValidationAnswer(Answer):
    """A dry run that found no fault. Nothing was written."""

    valid: bool
    claim_type: str


class EventAnswer(Answer):
    number: int
    tag: Annotated[str, Meta(description="source:subject:outcome")]
    says: str
    action: str
    side: Annotated[str, Meta(description="Empty for the system")]
    user_id: Annotated[
        str | None, Meta(description="Of your own organisation; the other side's stay hidden")
    ]
    phase_before: str
    phase_after: str
    times_out_on: date | None
    at: datetime


class HistoryAnswer(Answer):
    application_id: ApplicationId
    events: list[EventAnswer]
