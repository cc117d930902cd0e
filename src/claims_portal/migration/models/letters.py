"""Letters to administrators about the move: which were sent, to whom, and what they said."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class LetterRun(models.Model):
    """One order to write to organisations; nobody's where the portal reminds by itself."""

    asked_by = models.CharField(max_length=50, blank=True)
    asked_at = models.DateTimeField()
    form = models.UUIDField(null=True, blank=True, unique=True)
    """The posted form: sent twice, it is one order."""
    organisation_codes = ArrayField(models.CharField(max_length=20))
    is_reminder = models.BooleanField(default=False)
    sent = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    """Ready meanwhile, or with nobody to write to."""
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"letters of {self.asked_at:%Y-%m-%d}"


class Letter(models.Model):
    """One letter as it was sent. It names accounts by User ID alone."""

    run = models.ForeignKey(LetterRun, on_delete=models.CASCADE, related_name="letters")
    organisation_code = models.CharField(max_length=20)
    sent_at = models.DateTimeField()
    recipients = ArrayField(models.CharField(max_length=50))
    """User IDs; the organisation ID where the letter went to the organisation's own address."""
    subject = models.CharField(max_length=200)
    text = models.TextField()
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("run", "organisation_code", name="one_letter_a_run")
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation_code", "-sent_at"], name="letters_of_one")
        ]

    def __str__(self) -> str:
        return self.subject


class ReminderRule(models.Model):
    """How often organisations that were written to and are still not ready are reminded."""

    every_days = models.PositiveSmallIntegerField(default=0)
    """0: never."""
    set_by = models.CharField(max_length=50, blank=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_reminder_rule")
        ]
