"""The API's clients, their secrets and the tokens they were given."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from claims_portal.accounts.scopes import all_scopes
from claims_portal.organisations.models import Organisation


class ApiClient(models.Model):
    """A program of one organisation (or of its software house) that uses the API."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="api_clients"
    )
    client_id = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=100)
    enabled = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    made_by_form = models.UUIDField(null=True, blank=True, editable=False)
    """The posted form that made it: sent twice, it makes one."""
    calls_per_second = models.PositiveIntegerField(null=True, blank=True)
    """Set by the operator where it is another than all clients have."""
    scopes = ArrayField(models.CharField(max_length=20), default=all_scopes)
    """What its tokens may be for at most."""
    jwks_url = models.URLField(max_length=300, blank=True)
    """Where the client publishes its public keys, if it does."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", "made_by_form", name="one_api_client_of_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.client_id})"


class ApiClientSecret(models.Model):
    """One of a client's secrets, kept as a keyed hash; two may live at once for rotation."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="secrets")
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by_form = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("client", "made_by_form", name="one_secret_of_a_form")
        ]


class ApiToken(models.Model):
    """A bearer token that was given out, kept as a hash."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField()
    scopes = ArrayField(models.CharField(max_length=20), default=all_scopes)


class ApiClientKey(models.Model):
    """A public key of a client, with which it signs what it asks tokens with (RFC 7523)."""

    client = models.ForeignKey(ApiClient, on_delete=models.CASCADE, related_name="keys")
    thumbprint = models.CharField(max_length=43)
    """Of the key itself (RFC 7638), whatever it is called."""
    kid = models.CharField(max_length=100)
    jwk = models.JSONField()
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "client",
                "thumbprint",
                condition=models.Q(revoked_at=None),
                name="a_key_of_a_client_once",
            )
        ]


class UsedAssertion(models.Model):
    """A signed assertion that gave a token: it gives no second one."""

    pk = models.CompositePrimaryKey("client", "digest")
    client = models.ForeignKey(
        ApiClient, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    digest = models.BinaryField(max_length=32)
    expires_at = models.DateTimeField(db_index=True)


class AnsweredCall(models.Model):
    """A POST that was done under an Idempotency-Key: whoever sends it again gets its answer.

    The row is written in the transaction of what the call did, so that there is neither
    without the other (decision 0020). A step of a claim names its event, from which its
    answer is told again; any other call keeps its answer, sealed.
    """

    pk = models.CompositePrimaryKey("client", "key")
    client = models.ForeignKey(
        ApiClient, on_delete=models.CASCADE, db_constraint=False, db_index=False, related_name="+"
    )
    key = models.CharField(max_length=260)
    fingerprint = models.BinaryField(max_length=32)
    """The hash of all that tells this call from another under the same key."""
    at = models.DateTimeField()
    claim_number = models.BigIntegerField(null=True)
    event_number = models.PositiveIntegerField(null=True)
    sealed_answer = models.TextField(null=True)

    class Meta:
        indexes: ClassVar = [BrinIndex("at", name="answered_calls_by_time", pages_per_range=16)]
