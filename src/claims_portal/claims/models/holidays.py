"""The holidays that count, and every change that was made to them."""

from django.db import models

LONGEST_NAME = 100


class Holiday(models.Model):
    """A day that is no business day in England and Wales."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=LONGEST_NAME)

    def __str__(self) -> str:
        return f"{self.day}: {self.name}"


class CalendarVersion(models.Model):
    """One change of the holidays: the days it added and removed, with their names.

    Version 0, the table's first content, has no row. `settled_at` is empty as long as
    open claims may still stand at dates of the version before.
    """

    number = models.PositiveIntegerField(unique=True)
    added = models.JSONField(default=dict)
    """The name of each day, by the day."""
    removed = models.JSONField(default=dict)
    by = models.CharField(max_length=100)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"Calendar version {self.number}"
