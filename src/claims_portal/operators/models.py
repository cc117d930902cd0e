"""The operator's staff, their sessions, and what waits for a second pair of eyes."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Upper

from claims_portal.operators.roles import Right, rights_of


class Staff(models.Model):
    """One person of the operator's staff. Never an account of an organisation, nor turned into one.

    Signs in with password and authenticator app; without both set up, not at all.
    """

    staff_id = models.CharField("staff ID", max_length=50)
    forename = models.CharField(max_length=100)
    surname = models.CharField(max_length=100)
    email = models.EmailField("e-mail", max_length=254)
    roles = ArrayField(models.CharField(max_length=20))
    enabled = models.BooleanField(default=True)
    disabled_because = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    last_signed_in_at = models.DateTimeField(null=True, blank=True)

    password = models.CharField(max_length=128, blank=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    passwords_used = ArrayField(models.CharField(max_length=128), default=list, blank=True)
    """The newest first, as slow hashes, so that none is taken again."""

    sealed_secret = models.CharField(max_length=300, blank=True)
    """Of the authenticator app in use."""
    new_sealed_secret = models.CharField(max_length=300, blank=True)
    """Of one that takes its place once a code of it was seen."""
    last_step = models.BigIntegerField(default=0)
    """The time step of the newest code accepted: no code is accepted twice."""

    set_up_digest = models.CharField(max_length=64, blank=True)
    set_up_expires_at = models.DateTimeField(null=True, blank=True)
    failed_passwords = models.PositiveSmallIntegerField(default=0)
    failed_factors = models.PositiveSmallIntegerField(default=0)
    waits_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                Upper("staff_id"), name="staff_ids_are_unique_whatever_their_case"
            ),
            models.UniqueConstraint(
                Lower("email"), condition=Q(enabled=True), name="one_member_of_staff_an_address"
            ),
            models.CheckConstraint(
                condition=~Q(staff_id__contains="@"), name="a_staff_id_is_no_email_address"
            ),
        ]

    def __str__(self) -> str:
        return self.staff_id

    @property
    def full_name(self) -> str:
        return f"{self.forename} {self.surname}"

    @property
    def is_set_up(self) -> bool:
        return bool(self.password and self.sealed_secret)

    @property
    def can_sign_in(self) -> bool:
        return self.enabled and self.is_set_up

    def may(self, right: Right) -> bool:
        return right in rights_of(self.roles)


class StaffRecoveryCode(models.Model):
    """A code to be used once when the app is lost; kept as a keyed hash, burnt by use."""

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class StaffSession(models.Model):
    """A browser of a member of staff, known by a random token of which the hash is kept.

    Without `proved_at` the password alone was given, and nothing is open to it but the
    second step.
    """

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="sessions")
    digest = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    proved_at = models.DateTimeField(null=True, blank=True)
    last_seen_at = models.DateTimeField()
    from_address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    sets_up = models.BooleanField(default=False)
    """Came by a set-up code: the second step is to set the app up, not to prove it."""
    shown_once = models.TextField(blank=True)
    """Sealed: new recovery codes, between the form and the page that shows them."""


class ApprovalState(models.TextChoices):
    WAITING = "waiting", "Waits"
    DONE = "done", "Confirmed and done"
    REFUSED = "refused", "Refused"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Ran out"


class Approval(models.Model):
    """Something that one member of staff asked for and another must confirm.

    It names people by staff ID, as the audit does, and outlives them.
    """

    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    reason = models.CharField(max_length=500)
    asked_by = models.CharField(max_length=50)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ApprovalState.choices, default=ApprovalState.WAITING
    )
    decided_by = models.CharField(max_length=50, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    result = models.JSONField(default=dict)
    made_by_form = models.UUIDField(null=True, blank=True, editable=False)
    """Two clicks on one form ask once."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="done") | ~Q(decided_by=F("asked_by")) & ~Q(decided_by=""),
                name="nobody_confirms_an_own_request",
            ),
            models.UniqueConstraint(
                "kind",
                "subject",
                condition=Q(state="waiting"),
                name="one_waiting_request_a_subject",
            ),
            models.UniqueConstraint("asked_by", "made_by_form", name="one_request_of_a_form"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "-asked_at"], name="approvals_waiting")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"

    def is_waiting(self, at: datetime) -> bool:
        return self.state == ApprovalState.WAITING and at < self.expires_at
