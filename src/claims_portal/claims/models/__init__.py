"""What the portal keeps about claims."""

from claims_portal.claims.models.claims import (
    NO_DEADLINE,
    Claim,
    ClaimQuerySet,
    Document,
    Draft,
    Event,
)
from claims_portal.claims.models.holidays import CalendarVersion, Holiday
from claims_portal.claims.models.notices import (
    AutomaticAcknowledgement,
    DeadlineFeed,
    Digest,
    Dismissal,
    FeedScope,
    InboxState,
)

__all__ = [
    "NO_DEADLINE",
    "AutomaticAcknowledgement",
    "CalendarVersion",
    "Claim",
    "ClaimQuerySet",
    "DeadlineFeed",
    "Digest",
    "Dismissal",
    "Document",
    "Draft",
    "Event",
    "FeedScope",
    "Holiday",
    "InboxState",
]
