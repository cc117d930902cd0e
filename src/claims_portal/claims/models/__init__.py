"""What the portal keeps about claims."""

from claims_portal.claims.models.claims import (
    WITH_PEOPLE,
    Claim,
    ClaimQuerySet,
    Document,
    Draft,
    Event,
)
from claims_portal.claims.models.code_dates import CodeDates
from claims_portal.claims.models.holidays import CalendarVersion, Holiday
from claims_portal.claims.models.indexes import NO_DEADLINE
from claims_portal.claims.models.internal_events import InternalEvent
from claims_portal.claims.models.looks import Look
from claims_portal.claims.models.notices import (
    AutomaticAcknowledgement,
    DeadlineFeed,
    Digest,
    Dismissal,
    FeedScope,
    InboxState,
)
from claims_portal.claims.models.private_notes import PrivateNote
from claims_portal.claims.models.saved_filters import SavedFilter
from claims_portal.claims.models.transactions import FeedServer

__all__ = [
    "NO_DEADLINE",
    "WITH_PEOPLE",
    "AutomaticAcknowledgement",
    "CalendarVersion",
    "Claim",
    "ClaimQuerySet",
    "CodeDates",
    "DeadlineFeed",
    "Digest",
    "Dismissal",
    "Document",
    "Draft",
    "Event",
    "FeedScope",
    "FeedServer",
    "Holiday",
    "InboxState",
    "InternalEvent",
    "Look",
    "PrivateNote",
    "SavedFilter",
]
