"""Bodies and answers of the sandbox's own operations."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import UNSET, Meta, UnsetType

from claims_portal.api.bodies import Body
from claims_portal.api.claims import ClaimPath
from claims_portal.api.schemas import Answer
from claims_portal.sandbox.models import Behaviour
from claims_portal.sandbox.scenarios import STAGES

MOST_TIMES, MOST_DAYS = 1000, 3660
OrganisationId = Annotated[
    str, Meta(pattern="^[!-~]{1,20}$", description="Of an organisation of the other side")
]
HowOften = Annotated[int, Meta(ge=0, le=MOST_TIMES)]


class ClockAnswer(Answer):
    now: Annotated[datetime, Meta(description="What the whole sandbox takes the time to be")]
    ahead_seconds: Annotated[int, Meta(description="How far that is ahead of the world")]


class ClockMove(Body):
    """Exactly one of the three; the time of day stays as it is."""

    advance_days: Annotated[int, Meta(ge=0, le=MOST_DAYS)] | UnsetType = UNSET
    advance_business_days: Annotated[int, Meta(ge=0, le=MOST_DAYS)] | UnsetType = UNSET
    to: date | UnsetType = UNSET


class ResetAnswer(Answer):
    claims_deleted: int
    now: datetime


class CounterpartChoice(Body):
    behaviour: Behaviour


class CounterpartAnswer(Answer):
    behaviour: Behaviour


class ScenarioBody(Body):
    claim_type: Annotated[str, Meta(description="rta, el, eld or pl", max_length=3)]
    at: Annotated[
        str,
        Meta(
            description="The code of a phase, as GET /process tells them, or a stage: "
            + ", ".join(STAGES),
            max_length=60,
        ),
    ]
    organisation_id: OrganisationId | UnsetType = UNSET
    """The other side; else the first that deals with such claims."""
    counterpart: Behaviour | UnsetType = UNSET
    """How the other side goes on, once you act; else as you chose for all claims."""


class FormPath(msgspec.Struct, rename="camel"):
    claim_type: Annotated[str, Meta(description="rta, el, eld or pl")]


class ActionPath(ClaimPath):
    action: str


class FormQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True):
    organisation_id: OrganisationId | None = None


class Slow(Body):
    calls: HowOften
    milliseconds: Annotated[int, Meta(ge=1, le=10_000)]


class Unavailable(Body):
    calls: HowOften
    retry_after: Annotated[int, Meta(ge=0, le=3600, description="Seconds")] = 1


class DuplicateWebhooks(Body):
    messages: HowOften


class FailuresBody(Body):
    """What is left out does not happen."""

    slow: Slow | UnsetType = UNSET
    unavailable: Unavailable | UnsetType = UNSET
    duplicate_webhooks: DuplicateWebhooks | UnsetType = UNSET


class FailureLeft(Answer):
    kind: str
    left: Annotated[int, Meta(description="How many times it still happens")]


class FailuresAnswer(Answer):
    failures: list[FailureLeft]
