"""Accounts as the old platform knows them, and the files they came in."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from claims_portal.accounts.models import User


class AccountImport(models.Model):
    """One run over a file of the old platform's accounts."""

    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)


class Channel(models.TextChoices):
    WEB = "web", "web"
    API = "api", "API alone"


class LegacyAccount(models.Model):
    """What the newest file said of an account; a value that the portal still has as it came
    was touched by nobody since, and follows the next file."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="legacy"
    )
    channel = models.CharField(max_length=3, choices=Channel.choices, default=Channel.WEB)
    contact_email = models.CharField(max_length=254, blank=True)
    contact_corrected = models.BooleanField(default=False)
    """Since an administrator said so the contact address is the account's own, whatever a
    file says."""
    forename = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    email = models.CharField(max_length=254, blank=True)
    verified = models.BooleanField()
    mobile = models.CharField(max_length=100, blank=True)
    enabled = models.BooleanField()
    active = models.BooleanField()
    branch_number = models.CharField(max_length=3, blank=True)
    profiles = ArrayField(models.CharField(max_length=40))
    expires_on = models.DateField()
    created_on = models.DateField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True)
    password_changed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"legacy account {self.user_id}"
