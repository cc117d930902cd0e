"""What the API answers: one class a resource, camelCase on the wire."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from claims_portal.claims.search.query import SearchQuery


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


class LimitAnswer(Answer):
    key: str
    name: str
    source: Annotated[str, Meta(description="The rule it comes from")]


class SkippedAnswer(Answer):
    day: date
    reason: Annotated[str, Meta(description="Saturday, Sunday, or the holiday's name")]


class CountingAnswer(Answer):
    """How the date of the running limit was counted."""

    limit: LimitAnswer
    started_on: Annotated[date, Meta(description="Day 1 is the first business day after it")]
    days: Annotated[
        int | None,
        Meta(description="Business days of England and Wales; null where the date was agreed"),
    ]
    agreed: Annotated[
        date | None, Meta(description="The time-out date that the parties agreed, if they did")
    ]
    further_days: Annotated[
        int, Meta(description="Business days added behind that, for further consideration")
    ]
    skipped: Annotated[list[SkippedAnswer], Meta(description="The days that were not counted")]
    last_day_to_act: date
    times_out_on: date
    calendar_version: Annotated[int, Meta(description="Of the holiday table, as it is now")]


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


class FigureAnswer(Answer):
    """An amount that the portal counts, in pounds."""

    name: str
    formula: str
    amount: str
    legacy_name: Annotated[str | None, Meta(description="What the old interface calls it")]
    sealed: Annotated[
        bool, Meta(description="Of part B of the court pack, which the judge sees last")
    ]


class CostAnswer(Answer):
    """Fixed costs of the process, in pounds before VAT."""

    name: str
    amount: str
    formula: str
    source: Annotated[str, Meta(description="The rule or paragraph that gives them")]
    in_london: Annotated[
        str | None,
        Meta(description="With the weighting for the London area; null where it is never due"),
    ]


class DocumentAnswer(Answer):
    number: int
    kind: str
    side: str
    sent_at: datetime
    body: dict[str, Any]
    figures: Annotated[
        list[FigureAnswer], Meta(description="What it comes to; empty for a form without losses")
    ]


class ActionAnswer(Answer):
    """An action that this user can do now."""

    name: str
    method: str
    href: str
    schema: Annotated[Mapping[str, Any], Meta(description="JSON Schema of the body")]


class TransferOfClaim(Answer):
    """A bulk transfer in which the claim went from one organisation to another of its kind."""

    giver: Annotated[str, Meta(description="Organisation ID")]
    receiver: Annotated[str, Meta(description="Organisation ID")]
    at: datetime


class ClaimAnswer(Answer):
    """A whole claim as the caller may see it."""

    claim: ClaimLine
    ends_as: Annotated[str | None, Meta(description="How the claim ended, once it has")]
    deadline_counted: Annotated[
        CountingAnswer | None,
        Meta(description="Null where no limit runs, or where the old platform told its date"),
    ]
    documents: list[DocumentAnswer]
    fixed_costs: Annotated[
        list[CostAnswer],
        Meta(description="What the claim may come to, stage by stage; empty before it is sent"),
    ]
    actions: list[ActionAnswer]
    allocation: Annotated[
        list[ActionAnswer],
        Meta(description="How this user can allocate the claim, or pass it to another compensator"),
    ]
    transfers: Annotated[
        list[TransferOfClaim],
        Meta(description="By which bulk transfers it came from elsewhere, the oldest first"),
    ]


class DefendantOnlyAnswer(Answer):
    """What is posted to the defendant."""

    application_id: ApplicationId
    claim_type: str
    form: Annotated[str, Meta(description="The number of the printed form: RTA2, EL2, ELD2 or PL2")]
    sent_at: Annotated[datetime, Meta(description="When the claim notification form was sent")]
    body: Annotated[
        dict[str, Any],
        Meta(
            description="The claim notification form without dates of birth and "
            "National Insurance number, and without the referral source"
        ),
    ]


class StateAnswer(Answer):
    """What a claim is after a change; the activity id is also the ETag."""

    application_id: ApplicationId
    phase: PhaseAnswer
    turn: str | None
    activity_id: ActivityId
    deadline: DeadlineAnswer | None
    foreseen: Annotated[
        bool, Meta(description="True for a dry run: what would be; the activity id is that of now")
    ] = False


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
    correlation_id: Annotated[
        str | None,
        Meta(description="Of the call that brought it, where your own side made one"),
    ]


class InternalEventAnswer(Answer):
    """What your organisation did with a claim in its own house."""

    tag: str
    says: str
    user_id: str
    at: datetime


class HistoryAnswer(Answer):
    application_id: ApplicationId
    events: list[EventAnswer]
    internal: Annotated[
        list[InternalEventAnswer], Meta(description="Of your organisation, which alone reads them")
    ]


class TargetUser(Answer):
    user_id: str
    name: str
    branch_id: str | None


class TargetBranch(Answer):
    branch_id: str
    name: str


class TargetCompensator(Answer):
    organisation_id: str
    name: str


class TargetsAnswer(Answer):
    """To whom claims can be allocated, and where; the last two are a compensator's."""

    users: list[TargetUser]
    branches: list[TargetBranch]
    compensators: Annotated[
        list[TargetCompensator],
        Meta(description="Those to which a claim can be passed before it was accepted"),
    ]


class FilterAnswer(Answer):
    filter_id: int
    name: str
    query: SearchQuery
    href: Annotated[str, Meta(description="GET it: the claims that the filter finds")]


class FiltersAnswer(Answer):
    filters: list[FilterAnswer]


class CountAnswer(Answer):
    phase: PhaseAnswer
    number: int
    or_more: Annotated[
        bool, Meta(description="That many or more: no phase is counted beyond a bound")
    ]


class CountsAnswer(Answer):
    phases: list[CountAnswer]
