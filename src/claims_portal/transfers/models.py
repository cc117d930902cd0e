"""A bulk transfer, and each claim that was asked for in it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims_portal.accounts.models import User
from claims_portal.organisations.models import Branch, Organisation


class State(models.TextChoices):
    ASKED = "asked", "Waits for consent"
    AGREED = "agreed", "Both sides agreed"
    PLANNED = "planned", "Planned"
    RUNNING = "running", "Being carried out"
    DONE = "done", "Done"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Consent was withdrawn"


OPEN = (State.ASKED, State.AGREED, State.PLANNED, State.RUNNING)


class Outcome(models.TextChoices):
    """What became of one claim; the reasons are in the order in which they are asked."""

    WAITING = "", "Waits"
    MOVED = "moved", "Moves"
    NOT_THEIRS = "not-theirs", "No claim of the giving organisation"
    DRAFT = "draft", "A draft that was never sent"
    ENDED = "ended", "The claim has ended"
    NOT_DEALT_WITH = "not-dealt-with", "The receiving organisation does not deal with such claims"


class Transfer(models.Model):
    """Who gives which claims to whom, who agreed, and when it is done."""

    giver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="transfers_away")
    receiver = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="transfers_here"
    )
    of_list = models.BooleanField(default=False)
    """Whether the claims were named one by one; otherwise all open ones of the kinds below."""
    claim_types = ArrayField(models.CharField(max_length=3), default=list)
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Only claims that lie with this branch of the giving compensator."""
    to_branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    """Where they arrive at the receiving compensator; its central point otherwise."""
    to_user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    """To whom they are allocated there; to nobody otherwise."""
    reason = models.CharField(max_length=500)
    contact = models.CharField(max_length=200)
    """Whom the operator asks; somebody else than who authorises it (identity facts 5.4)."""
    carry_out_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)

    asked_by = models.CharField(max_length=50)
    """A User ID, or the staff ID of the operator's."""
    asked_at = models.DateTimeField()
    giver_agreed_by = models.CharField(max_length=50, blank=True)
    giver_agreed_at = models.DateTimeField(null=True, blank=True)
    receiver_agreed_by = models.CharField(max_length=50, blank=True)
    receiver_agreed_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=50, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    """Why it was refused, or stopped."""
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_by_form = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="nobody_transfers_claims_to_itself"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "planned", "running", "done"])
                | (Q(giver_agreed_at__isnull=False) & Q(receiver_agreed_at__isnull=False)),
                name="no_transfer_without_the_consent_of_both",
            ),
            models.UniqueConstraint("asked_by", "made_by_form", name="one_transfer_of_a_form"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["carry_out_at"],
                condition=Q(state__in=["planned", "running"]),
                name="transfers_to_carry_out",
            )
        ]

    def __str__(self) -> str:
        return f"Transfer {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def column(self) -> str:
        """Of the claim, which says whose it is."""
        return self.giver.side


class Line(models.Model):
    """One claim of a transfer; it outlives the claim, of which it says nothing."""

    transfer = models.ForeignKey(Transfer, on_delete=models.CASCADE, related_name="lines")
    number = models.BigIntegerField()
    """Of the application ID."""
    outcome = models.CharField(max_length=15, choices=Outcome.choices, blank=True)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("transfer", "number", name="a_claim_stands_in_a_transfer_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["transfer", "number"],
                condition=Q(outcome=""),
                name="claims_to_be_transferred",
            ),
            models.Index(
                fields=["number"], condition=Q(outcome="moved"), name="transfers_of_a_claim"
            ),
        ]

    @property
    def application_id(self) -> str:
        return f"{self.number:016d}"
