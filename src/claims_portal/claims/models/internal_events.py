"""What an organisation does with a claim within its own house."""

from typing import ClassVar

from django.db import models

from claims_portal.accounts.models import ApiClient, User
from claims_portal.claims.models.claims import Claim
from claims_portal.organisations.models import Organisation


class InternalEvent(models.Model):
    """Something that one side did with a claim and that is none of the other side's business.

    A table beside `Event`, so that nothing which tells events to both sides (history,
    notices, feeds) can ever tell these, and no gap in the numbers of events shows that
    something was done. Append-only like `Event`.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="internal_events", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    """The one that did it, and alone reads it."""
    tag = models.CharField(max_length=60)
    says = models.CharField(max_length=300)
    changes = models.JSONField(default=dict)
    user = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="+")
    real_user = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="+")
    client = models.ForeignKey(
        ApiClient, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["claim", "organisation", "id"], name="internal_events_of_a_claim")
        ]
