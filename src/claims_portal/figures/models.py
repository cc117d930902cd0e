"""What is kept of the months, so that no figure is counted while a page waits."""

from typing import ClassVar

from django.db import models

from claims_portal.organisations.models import Organisation


class Tally(models.Model):
    """What the events of one kind came to in a month, between two organisations.

    Sums, not averages, so that any rows can be added up. `kept`: of claims that were
    deleted since, whose events are gone; all other rows can be counted anew.
    """

    month = models.DateField()
    """Its first day; events belong to the month in which they fall in London."""
    claim_type = models.CharField(max_length=3)
    representative = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    compensator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    tag = models.CharField(max_length=60)
    detail = models.CharField(max_length=50, blank=True)
    """The reason given, where the step asks for one: of an exit, a rejection, fraud."""
    phase_before = models.CharField(max_length=50, blank=True)
    phase_after = models.CharField(max_length=50)
    turn_before = models.CharField(max_length=25, blank=True)
    """The side that had to act, or had not acted in time."""
    kept = models.BooleanField(default=False)

    events = models.BigIntegerField()
    days_in_phase = models.BigIntegerField()
    """Calendar days since the claim moved last."""
    days_since_sent = models.BigIntegerField()
    """Calendar days since the notification was sent for the first time."""
    limited = models.BigIntegerField()
    """How many of the events ended a phase that had a time limit."""
    days_left = models.BigIntegerField()
    """Calendar days from these to the last day to act."""
    settled = models.BigIntegerField()
    """How many of the events settled a claim for a sum that is known."""
    settled_for = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=[
                    "month", "claim_type", "representative", "compensator", "tag", "detail",
                    "phase_before", "phase_after", "turn_before", "kept",
                ],
                nulls_distinct=False,
                name="one_tally_of_a_kind",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["representative", "month"], name="tallies_of_representative"),
            models.Index(fields=["compensator", "month"], name="tallies_of_compensator"),
        ]


class Progress(models.Model):
    """How far events are counted; one row."""

    last_event = models.BigIntegerField(default=0)


class Month(models.Model):
    """What is known of the portal itself in a month: who was there, and how it answered."""

    month = models.DateField(primary_key=True)
    representatives = models.IntegerField(default=0)
    compensators = models.IntegerField(default=0)
    users = models.IntegerField(default=0)
    asked = models.IntegerField(default=0)
    """Minutes in which the portal was asked whether it is there."""
    answered = models.IntegerField(default=0)
    median_ms = models.FloatField(null=True)
    p95_ms = models.FloatField(null=True)


class Probe(models.Model):
    """One minute: whether the portal answered, and after how many milliseconds."""

    minute = models.DateTimeField(primary_key=True)
    answered_in_ms = models.FloatField(null=True)
    """None where no right answer came in time."""
