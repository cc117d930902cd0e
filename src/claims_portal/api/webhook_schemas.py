"""The shapes of webhooks: bodies, answers, paths."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from claims_portal.api.bodies import Body
from claims_portal.api.schemas import Answer
from claims_portal.claims.search.query import Instant
from claims_portal.webhooks import log
from claims_portal.webhooks.models import LONGEST_DESCRIPTION, LONGEST_URL
from claims_portal.webhooks.subscriptions import MOST_PATTERNS

Url = Annotated[
    str,
    Meta(
        description="Of the receiver: https, no redirect, not in a private network",
        max_length=LONGEST_URL,
        examples=["https://cases.firm.example.com/claims-portal"],
    ),
]
Events = Annotated[
    list[str],
    Meta(
        description="Types of events (GET /event-types); a * at the end stands for every type "
        "that begins so, alone for all",
        max_length=MOST_PATTERNS,
        examples=[["claim:liability:*", "claim:exit:exited"]],
    ),
]
Description = Annotated[str, Meta(description="For people", max_length=LONGEST_DESCRIPTION)]
ClientOf = Annotated[
    str,
    Meta(description="The API client for which it is, with which it then ends; empty: for none"),
]


DeliveryState = Literal["waiting", "delivered", "dead"]


class NewWebhook(Body):
    url: Url
    events: Events
    description: Description = ""
    client_id: ClientOf = ""


class WebhookChanges(Body):
    """What is to be changed; what is left out stays as it is."""

    url: Url | UnsetType = UNSET
    events: Events | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    client_id: ClientOf | UnsetType = UNSET


class Replay(Body):
    """What to send again: one of the three."""

    dead: Annotated[bool, Meta(description="Everything that was given up")] = False
    after: Annotated[
        str | None,
        Meta(description="Every event after this cursor of GET /events, sent before or not"),
    ] = None
    since: Annotated[
        Instant | None, Meta(description="Every event since then, sent before or not")
    ] = None


class WebhookAnswer(Answer):
    webhook_id: str
    url: str
    events: list[str]
    description: str
    client_id: str | None
    enabled: bool
    stopped_because: Annotated[str | None, Meta(description="Why it is off, in words")]
    failing_since: Annotated[
        datetime | None, Meta(description="When the first of the latest failures was")
    ]
    waiting: Annotated[int, Meta(description="Deliveries that wait; 10,000: as many or more")]
    dead: Annotated[int, Meta(description="Deliveries that were given up after three days")]
    created_at: datetime
    old_secret_ends_at: Annotated[
        datetime | None, Meta(description="Until when the old secret signs beside the new one")
    ]


class WebhooksAnswer(Answer):
    webhooks: list[WebhookAnswer]


class WebhookWithSecret(Answer):
    """A webhook with a secret that is shown this once."""

    webhook: WebhookAnswer
    secret: Annotated[str, Meta(description="Keep it now; it is not shown again")]


class ReplayAnswer(Answer):
    deliveries: Annotated[int, Meta(description="How many will be sent")]


class AttemptAnswer(Answer):
    at: datetime
    took_ms: int
    status: Annotated[int | None, Meta(description="Of the receiver's answer, if one came")]
    error: Annotated[str, Meta(description="What went wrong, where none came")]
    answer: Annotated[str, Meta(description="The first 1,024 bytes of it")]


class DeliveryLine(Answer):
    delivery_id: int
    message_id: Annotated[str, Meta(description="Sent as webhook-id: the same at each attempt")]
    type: str
    state: DeliveryState
    created_at: datetime
    due_at: Annotated[datetime | None, Meta(description="The next attempt, while it waits")]
    ended_at: datetime | None
    attempts: list[AttemptAnswer]


class DeliveriesAnswer(Answer):
    deliveries: list[DeliveryLine]
    next_cursor: Annotated[
        str | None, Meta(description="Send it as cursor for the next page; null on the last")
    ]


class DeliveryQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True, kw_only=True):
    state: DeliveryState | None = None
    cursor: Annotated[str, Meta(max_length=100)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = log.PAGE_SIZE


class WebhookPath(msgspec.Struct, rename="camel"):
    webhook_id: str


class DeliveryPath(WebhookPath):
    delivery_id: Annotated[int, Meta(ge=0)]
