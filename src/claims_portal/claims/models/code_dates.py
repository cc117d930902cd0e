"""From when to when a code may be given, where the operator set it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class CodeDates(models.Model):
    """A code of a list that is in use from one day to another; at least one of them is set."""

    list = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500)
    set_by = models.CharField(max_length=50)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("list", "code", name="a_code_has_its_dates_once"),
            models.CheckConstraint(
                condition=Q(first_day__isnull=False) | Q(last_day__isnull=False),
                name="dates_of_a_code_say_something",
            ),
            models.CheckConstraint(
                condition=Q(first_day__isnull=True)
                | Q(last_day__isnull=True)
                | Q(first_day__lte=F("last_day")),
                name="a_code_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list}: {self.code}"
