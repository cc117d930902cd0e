"""How ready organisations are, as it was computed last, and how that became.

By organisation ID and not by foreign key: an aborted move takes organisations back.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class OrganisationReadiness(models.Model):
    """The newest figures of one organisation, for lists of all."""

    organisation_code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=4)
    score = models.PositiveSmallIntegerField()
    accounts = models.PositiveIntegerField()
    people_stopped = models.PositiveIntegerField()
    administrators = models.PositiveIntegerField()
    blocking = models.PositiveIntegerField()
    """Findings that stand in the way."""
    warning = models.PositiveIntegerField()
    cases = ArrayField(models.PositiveSmallIntegerField())
    """Of the decision table, of what is to be done."""
    computed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["score", "organisation_code"], name="by_score")]

    def __str__(self) -> str:
        return f"{self.organisation_code}: {self.score}"


class ReadinessChange(models.Model):
    """One organisation on a day on which its figures became others."""

    organisation_code = models.CharField(max_length=20)
    day = models.DateField()
    score = models.PositiveSmallIntegerField()
    blocking = models.PositiveIntegerField()
    warning = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("organisation_code", "day", name="one_readiness_a_day")
        ]


class ReadinessDay(models.Model):
    """All organisations together on one day; the last computation of the day counts."""

    day = models.DateField(unique=True)
    organisations = models.PositiveIntegerField()
    ready = models.PositiveIntegerField()
    without_administrator = models.PositiveIntegerField()
    people = models.PositiveIntegerField()
    people_stopped = models.PositiveIntegerField()
    cases = models.JSONField(default=dict)
    """How many organisations are in each case of what is to be done."""

    def __str__(self) -> str:
        return self.day.isoformat()
