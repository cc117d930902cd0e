"""What is kept of deletions: that they happened, and what may not be deleted."""

from typing import ClassVar, Literal

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

    @property
    def application_id(self) -> str:
        return f"{self.claim_id:016d}"


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


class Deletion(models.Model):
    """A claim that somebody deleted under data protection law, and what it was while hidden."""

    claim = models.ForeignKey(
        Claim, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """Nothing once it is gone."""
    number = models.BigIntegerField(db_index=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=50)
    """The User ID."""
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=500)
    gone_from = models.DateTimeField()
    claim_type = models.CharField(max_length=3)
    turn = models.CharField(max_length=25, blank=True)
    times_out_on = models.DateField(null=True, blank=True)
    alarm_on = models.DateField(null=True, blank=True)
    recovered_by = models.CharField(max_length=50, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    """When it was had back, or gone for good."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["number"], condition=Q(ended_at=None), name="one_deletion_at_a_time"
            ),
        ]

    @property
    def application_id(self) -> str:
        return f"{self.number:016d}"

    @property
    def state(self) -> Literal["hidden", "recovered", "gone"]:
        if self.ended_at is None:
            return "hidden"
        return "recovered" if self.recovered_by else "gone"
