"""What is kept about notices beside the events they are read from, and what follows from them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from claims_portal.accounts.models import User
from claims_portal.claims.models.claims import Event
from claims_portal.organisations.models import Organisation


class Digest(models.TextChoices):
    """How an account wants notices by mail."""

    OFF = "off", "No mail"
    DAILY = "daily", "Once a day"
    AT_ONCE = "at-once", "As they come"


class InboxState(models.Model):
    """What one account did with its inbox, and how it wants its mails; none as long as nothing."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="inbox_state"
    )
    cleared_until = models.DateTimeField(null=True, blank=True)
    """Notices up to this instant were cleared all at once."""
    digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.OFF)
    mailed_until = models.DateTimeField(null=True, blank=True)
    """Notices up to this instant were mailed, or came before mails were wanted."""
    mail_due_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(digest=Digest.OFF, mail_due_at=None)
                | ~Q(digest=Digest.OFF) & Q(mail_due_at__isnull=False, mailed_until__isnull=False),
                name="whoever_wants_mails_has_a_time_for_the_next",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["mail_due_at"],
                condition=Q(mail_due_at__isnull=False),
                name="digests_that_are_due",
            ),
        ]


class Dismissal(models.Model):
    """One notice that one account cleared; kept as long as the notice would be shown."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, db_index=False, related_name="dismissals"
    )
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="dismissals")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("user", "event", name="a_notice_is_cleared_once"),
        ]


class AutomaticAcknowledgement(models.Model):
    """A kind of acknowledgement that the portal gives by itself for an organisation."""

    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="automatic_acknowledgements",
    )
    action = models.CharField(max_length=50)
    since = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "organisation", "action", name="an_acknowledgement_is_switched_on_once"
            ),
        ]


class FeedScope(models.TextChoices):
    """Whose deadlines a calendar feed shows."""

    OWN = "own", "Claims allocated to you"
    WORKLIST = "worklist", "Everything on your worklist"


class DeadlineFeed(models.Model):
    """A secret address at which a calendar program reads deadlines; gone once it is revoked."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, db_index=False, related_name="deadline_feeds"
    )
    scope = models.CharField(max_length=10, choices=FeedScope.choices)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    """When it was read last, to the day."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("user", "scope", name="an_account_has_a_feed_of_a_kind_once"),
        ]
