"""Who has the page of a claim open."""

from typing import ClassVar

from django.db import models

from claims_portal.accounts.models import User
from claims_portal.claims.models.claims import Claim


class Look(models.Model):
    """When a person last had a claim's page open: told to colleagues for minutes, then deleted."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, db_index=False, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("claim", "user", name="a_look_at_a_claim_is_kept_once"),
        ]
