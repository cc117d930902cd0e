"""The audit: every change of an account, a profile, a branch, an organisation or an API client."""

from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """One change, chained by hash to the one before it in the same organisation.

    Append-only: a trigger refuses changes, and the role under which the portal
    runs may not even try (docs/operations.md). Entries name accounts by User ID,
    not by foreign key, so that they outlive them.

    `tag` reads source:subject:outcome, for example `account:profile:added`.
    """

    organisation_code = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    """Counts from 1 in each organisation, without gaps."""
    at = models.DateTimeField()
    tag = models.CharField(max_length=60)
    subject = models.CharField(max_length=120)
    """What was changed: a User ID, a branch ID, a client id, an organisation ID."""
    by_user = models.CharField(max_length=50, blank=True)
    by_real_user = models.CharField(max_length=50, blank=True)
    by_client = models.CharField(max_length=64, blank=True)
    by_staff = models.CharField(max_length=50, blank=True)
    """The operator's own staff; the other names are then empty."""
    from_address = models.CharField(max_length=45, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organisation_code", "number", name="audit_entries_are_numbered_without_forks"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["by_staff", "-at"],
                name="audit_of_a_staff_member",
                condition=~models.Q(by_staff=""),
            ),
            models.Index(
                fields=["organisation_code", "subject", "-number"], name="audit_of_a_subject"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_code}/{self.number} {self.tag}"
