"""The move itself: one row, from its announcement to its end."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class CutOverState(models.TextChoices):
    BEFORE = "before", "not begun"
    MOVING = "moving", "begun: the intake closes, the last data come over"
    AFTER = "after", "finished: one address, one account"


class CutOver(models.Model):
    """Where the move from the old platform stands; there is one row at most."""

    state = models.CharField(
        max_length=6, choices=CutOverState.choices, default=CutOverState.BEFORE
    )
    intake_closes_at = models.DateTimeField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    account_files = models.JSONField(default=list)
    """The last files of accounts, in the order in which they are taken."""
    account_columns = models.JSONField(default=dict)
    """Our columns by what those files call them, where it is not by our names."""
    claims_directory = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_cut_over"),
        ]


class CutOverStep(models.Model):
    """A step of the move that is under way: begun, and, with its end, what came of it."""

    name = models.CharField(max_length=40, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name
