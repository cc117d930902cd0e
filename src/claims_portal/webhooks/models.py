"""Who wants which events posted where, and each delivery with its attempts."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from claims_portal.accounts.models import ApiClient
from claims_portal.claims.feed.event_types import LONGEST_PATTERN
from claims_portal.claims.models import Event
from claims_portal.organisations.models import Organisation

MOST_COUNTED = 10_000
LONGEST_URL, LONGEST_DESCRIPTION = 500, 100


class Stopped(models.TextChoices):
    """Why nothing is sent to a subscription."""

    BY_HAND = "by-hand", "Switched off by an administrator"
    FAILING = "failing", "Switched off by the portal: it failed for too long"
    GONE = "gone", "Switched off by the portal: its receiver answered 410 Gone"


class Subscription(models.Model):
    """An address to which an organisation has its events posted."""

    public_id = models.CharField(max_length=30, unique=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="webhooks"
    )
    client = models.ForeignKey(
        ApiClient, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    """The program for which it is, if it is for one: it ends with it."""
    url = models.CharField(max_length=LONGEST_URL)
    description = models.CharField(max_length=LONGEST_DESCRIPTION, blank=True)
    event_types = ArrayField(models.CharField(max_length=LONGEST_PATTERN))
    """Types, or beginnings of types with a `*` after them."""
    stopped = models.CharField(max_length=10, choices=Stopped.choices, blank=True)
    """Empty where events are sent."""
    failures = models.PositiveIntegerField(default=0)
    """Times in a row that nothing of what was sent was taken."""
    failing_since = models.DateTimeField(null=True, blank=True)
    held_until = models.DateTimeField(null=True, blank=True)
    """While it fails it is left alone for a while, whatever waits for it."""
    created_at = models.DateTimeField()
    made_by_form = models.UUIDField(null=True, blank=True, editable=False)
    """The posted form or keyed call that made it: sent twice, it makes one."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("organisation", "made_by_form", name="one_webhook_of_a_form"),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0),
                name="what_does_not_fail_is_failing_since_never",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.url}"

    def count(self, state: "State") -> int:
        """How many of its deliveries stand so; `MOST_COUNTED` stands for as many or more."""
        return self.deliveries.filter(state=state)[:MOST_COUNTED].count()


class SigningSecret(models.Model):
    """What its messages are signed with, sealed; two at once while one replaces the other."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="secrets")
    sealed = models.TextField()
    created_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "subscription", condition=Q(ends_at=None), name="one_secret_of_a_webhook_stays"
            ),
        ]


class State(models.TextChoices):
    """Where a delivery stands."""

    WAITING = "waiting", "Waiting"
    DELIVERED = "delivered", "Delivered"
    DEAD = "dead", "Given up"


class Delivery(models.Model):
    """One event for one subscription. Of a claim's only the first that waits is tried."""

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, db_index=False, related_name="deliveries"
    )
    event = models.ForeignKey(
        Event, on_delete=models.CASCADE, null=True, db_index=False, related_name="+"
    )
    """None of a test."""
    claim_number = models.BigIntegerField(null=True)
    """The claim's key: a later event of it waits for the earlier ones."""
    message_id = models.CharField(max_length=60)
    type = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField()
    """When it is tried next; while it is tried, when another may try it instead."""
    attempts = models.JSONField(default=list)
    """Each attempt: at, tookMs, status, error, and the beginning of the answer."""
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            # Led by the event, so that what hangs on an event that is deleted is found.
            models.UniqueConstraint("event", "subscription", name="an_event_is_delivered_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["subscription", "due_at", "event"],
                condition=Q(state=State.WAITING),
                name="deliveries_that_wait",
            ),
            models.Index(
                fields=["subscription", "claim_number", "event"],
                condition=Q(state=State.WAITING),
                name="deliveries_of_a_claim",
            ),
            models.Index(fields=["subscription", "-id"], name="deliveries_of_a_webhook"),
            models.Index(
                fields=["subscription", "-id"],
                condition=Q(state=State.DEAD),
                name="dead_deliveries",
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.state == State.WAITING


class Dispatched(models.Model):
    """Up to which of the events deliveries were made: one row, see `dispatching`."""

    server = models.CharField(max_length=40, blank=True)
    seen = models.TextField()
