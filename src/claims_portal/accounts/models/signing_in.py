"""What signing in needs: mailed codes, second factors, sessions, and failures counted."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from claims_portal.accounts.models.users import User


class CodePurpose(models.TextChoices):
    """What a mailed code is good for; one does not do for the other."""

    SIGN_IN = "sign-in", "the second factor of a sign-in"
    NEW_PASSWORD = "new-password", "choosing a password: first sign-in, or forgotten"


class MailedCode(models.Model):
    """A one-time code sent by e-mail; kept as a keyed hash.

    A code is used up by its use, by too many tries, by a newer code, or by time.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mailed_codes")
    purpose = models.CharField(
        max_length=12, choices=CodePurpose.choices, default=CodePurpose.SIGN_IN
    )
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="a_mailed_code_lives_for_a_while"
            ),
            models.UniqueConstraint("user", "purpose", name="one_mailed_code_a_purpose"),
        ]

    def is_live(self, at: datetime) -> bool:
        return self.tries_left > 0 and at < self.expires_at


class AuthenticatorApp(models.Model):
    """An authenticator app (RFC 6238) of an account; not in use until it was confirmed.

    The secret is sealed: the portal must be able to compute its codes.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="authenticator_app")
    sealed_secret = models.CharField(max_length=300, blank=True)
    new_sealed_secret = models.CharField(max_length=300, blank=True)
    """Of an app that takes the place of this one, or is the first, once it was confirmed."""
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_step = models.BigIntegerField(default=0)
    """The time step of the newest code accepted: no code is accepted twice."""


class RecoveryCode(models.Model):
    """A code to be used once when the other factor is lost; kept as a keyed hash, burnt by use."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Passkey(models.Model):
    """A passkey (WebAuthn credential) of an account; the portal holds its public half."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.BinaryField(unique=True)
    public_key = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    last_challenge = models.CharField(max_length=120, blank=True)
    """The newest challenge that it signed: an answer is not accepted twice."""
    transports = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)


class WebSession(models.Model):
    """A signed-in browser, so that a person can see and end it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="web_sessions")
    session_key = models.CharField(max_length=40, unique=True)
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    from_address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)


class FailedSignIn(models.Model):
    """A failed step of signing in, counted by where it came from; forgotten after a day."""

    from_address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["from_address", "at"], name="failed_sign_ins_of_an_address"),
        ]
