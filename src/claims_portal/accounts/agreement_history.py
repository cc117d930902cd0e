"""When and by whom an organisation accepted the user agreement, as the audit has it."""

from dataclasses import dataclass
from datetime import datetime

from claims_portal.organisations.models import Organisation
from claims_portal.records.models import AuditEntry

ACCEPTED = "organisation:agreement:accepted"


@dataclass(frozen=True)
class Acceptance:
    version: str
    at: datetime
    by: str
    """A User ID."""


def acceptances(organisation: Organisation) -> list[Acceptance]:
    """The newest first."""
    entries = AuditEntry.objects.filter(organisation_code=organisation.code, tag=ACCEPTED)
    return [
        Acceptance(entry.subject, entry.at, entry.by_user) for entry in entries.order_by("-number")
    ]
