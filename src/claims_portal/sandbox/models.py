"""What the sandbox remembers; all tables are empty in every other portal."""

from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q

from claims_portal.accounts.models import ApiClient
from claims_portal.claims.models import Claim
from claims_portal.organisations.models import Organisation


class Sandbox(models.Model):
    """The mark of a sandbox's database, one row: only a marked one is served as a sandbox."""

    only_one = models.BooleanField(default=True, unique=True, editable=False)
    made_at = models.DateTimeField()
    ahead = models.DurationField(default=timedelta)
    """How far its clock is ahead of the world's."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(only_one=True), name="one_sandbox_in_a_database"),
            models.CheckConstraint(
                condition=Q(ahead__gte=timedelta()), name="a_sandbox_is_never_behind_the_world"
            ),
        ]


class Behaviour(StrEnum):
    """What the other side does by itself."""

    ADMITS = "admits"
    DENIES = "denies"
    COUNTER_OFFERS = "counter-offers"
    SILENT = "silent"


BEHAVIOURS = (
    (Behaviour.ADMITS.value, "Admits liability and agrees to everything"),
    (Behaviour.DENIES.value, "Denies liability and refuses what it can"),
    (Behaviour.COUNTER_OFFERS.value, "Admits liability, and makes offers of its own"),
    (Behaviour.SILENT.value, "Does nothing: you play both sides, or let limits pass"),
)


class Counterpart(models.Model):
    """How the other side of an organisation's claims behaves: of all, or of one of them."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    """Whose wish it is; the other side plays."""
    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, null=True, related_name="+")
    behaviour = models.CharField(max_length=20, choices=BEHAVIOURS)
    waits_at = models.UUIDField(null=True)
    """The activity in which it does nothing yet: a scenario stays where it was asked for."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organisation", "claim", name="one_counterpart_of_a_claim", nulls_distinct=False
            ),
        ]


class FailureKind(models.TextChoices):
    SLOW = "slow", "Answered late"
    UNAVAILABLE = "unavailable", "Refused with 503 and Retry-After; nothing is done"
    DUPLICATE_WEBHOOKS = "duplicate-webhooks", "Webhook messages posted twice"


class Failure(models.Model):
    """A fault that a client ordered for its own next calls, or its organisation's webhooks."""

    client = models.ForeignKey(
        ApiClient, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=20, choices=FailureKind.choices)
    left = models.PositiveIntegerField()
    """How many times it still happens."""
    size = models.PositiveIntegerField(default=0)
    """Milliseconds of a slow answer; seconds of Retry-After."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("client", "kind", name="one_failure_of_a_kind_of_a_client"),
        ]
