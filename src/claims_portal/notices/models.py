"""What the operator tells everybody on every page."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class ServiceNotice(models.Model):
    """A sentence on all pages from one instant to another; of maintenance also when it is."""

    class Kind(models.TextChoices):
        INFORMATION = "information", "Information"
        MAINTENANCE = "maintenance", "Maintenance"
        FAULT = "fault", "Fault"

    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.CharField(max_length=300)
    shown_from = models.DateTimeField()
    shown_until = models.DateTimeField()
    begins_at = models.DateTimeField(null=True, blank=True)
    """Of maintenance: from when to when the portal may be away."""
    ends_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=50)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(shown_from__lt=F("shown_until")), name="a_notice_is_shown_for_a_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="maintenance", begins_at__lt=F("ends_at"))
                | ~Q(kind="maintenance") & Q(begins_at=None, ends_at=None),
                name="maintenance_and_nothing_else_has_a_window",
            ),
        ]
