"""What is kept of deletions: that they happened, and what may not be deleted."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from claims_portal.claims.models import Claim
from claims_portal.organisations.models import Organisation


class LegalHold(models.Model):
    """A claim that may not be deleted, because a court or an authority may ask for it."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.CharField(max_length=500)
    placed_by = models.CharField(max_length=50)
    """The staff ID, or "the operator" from the command line."""
    placed_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=50, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["claim"], condition=Q(lifted_at=None), name="one_hold_of_a_claim_at_a_time"
            ),
        ]


class DeletedClaim(models.Model):
    """That there was such a claim between these two; nothing of what stood in it."""

    number = models.BigIntegerField(primary_key=True)
    """Of the application ID, which is never given again."""
    claim_type = models.CharField(max_length=3)
    representative = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    compensator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    rule = models.CharField(max_length=30)
    deleted_at = models.DateTimeField()


class Run(models.Model):
    """One night's deletion: how many by each rule. An unfinished one was stopped."""

    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    deleted = models.JSONField(default=dict)
