"""Accounts that became one."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims_portal.accounts.models import User


class Combination(models.Model):
    """One User ID that was combined into another, with what is needed to undo it.

    The dropped account stays, disabled: documents and history name it.
    """

    survivor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="combined_from")
    dropped = models.ForeignKey(User, on_delete=models.PROTECT, related_name="combined_into")
    at = models.DateTimeField()
    by_user = models.CharField(max_length=50, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    """Why another than the proposed User ID survived; empty where it is the proposed one."""
    added_profiles = ArrayField(models.CharField(max_length=40))
    """What the survivor got, and what it no longer needs beside that."""
    removed_profiles = ArrayField(models.CharField(max_length=40), default=list)
    dropped_before = models.JSONField()
    """Flags and expiry of the dropped account as they were."""
    moved = models.JSONField()
    """The application IDs whose allocation, and the drafts that moved to the survivor."""
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(survivor=F("dropped")), name="no_account_is_combined_into_itself"
            ),
            models.UniqueConstraint(
                "dropped",
                condition=Q(undone_at=None),
                name="an_account_is_combined_into_one_other",
            ),
        ]
