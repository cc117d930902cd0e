"""The documents of old claims, whole."""

from typing import ClassVar

from django.db import models

from claims_portal.claims.models import Claim


class LegacyDocument(models.Model):
    """A file of the old platform as it was read, beside the claim that was made of it.

    Without a claim it was kept aside: readable, but of a kind or in a phase that the
    portal cannot hold yet. It goes when its claim goes.
    """

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    raw = models.BinaryField()
    kind = models.CharField(max_length=60)
    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, null=True, blank=True, related_name="legacy_documents"
    )
    reason = models.CharField(max_length=500, blank=True)
    """Why it was kept aside."""
    notes = models.JSONField(default=list)
    """What was changed, put in or has no place: kind, place, says."""
    imported_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(claim__isnull=True) | models.Q(reason=""),
                name="a_document_with_its_claim_is_not_kept_aside",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name
