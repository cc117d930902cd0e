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


class CutOverJobState(models.TextChoices):
    WAITING = "waiting", "Waits"
    RUNNING = "running", "At work"
    DONE = "done", "Done"
    FAILED = "failed", "Stopped"
    WITHDRAWN = "withdrawn", "Withdrawn"


class CutOverJob(models.Model):
    """Something of the cut-over that the operator's pages left to the process of the move."""

    kind = models.CharField(max_length=10)
    asked_by = models.CharField(max_length=50)
    asked_at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)
    arguments = models.JSONField(default=dict)
    not_before = models.DateTimeField(null=True, blank=True)
    state = models.CharField(
        max_length=10, choices=CutOverJobState.choices, default=CutOverJobState.WAITING
    )
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.asked_at:%Y-%m-%d %H:%M}"


class CutOverLine(models.Model):
    """What such a job told of its progress."""

    job = models.ForeignKey(CutOverJob, on_delete=models.CASCADE, related_name="lines")
    at = models.DateTimeField()
    says = models.CharField(max_length=300)
