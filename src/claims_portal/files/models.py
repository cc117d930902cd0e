"""What is kept of each file; its bytes are in the file store (`files.store`)."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, Document
from claims_portal.organisations.models import Organisation


class StoredFile(models.Model):
    """Bytes in the file store, never changed; swept once nothing needs them any more."""

    name = models.CharField(max_length=200, unique=True)
    """Under which the store keeps it; says nothing about whose it is."""
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    unused_since: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        null=True
    )
    """Kept by triggers: nothing while an attachment or a printed form needs the bytes."""

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["unused_since"],
                condition=Q(unused_since__isnull=False),
                name="files_to_sweep",
            ),
        ]


class Scan(models.TextChoices):
    """What the virus scanner said."""

    NOT_SCANNED = "not-scanned", "Not scanned"
    WAITING = "waiting", "Waiting for the virus scan"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "Infected, locked away"


class Attachment(models.Model):
    """A file that a party added to a claim. Nothing of it changes but what the scanner said."""

    public_id = models.UUIDField(unique=True)
    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="attachments", db_index=False
    )
    number = models.PositiveIntegerField()
    """The number of the event that brought it."""
    title = models.CharField(max_length=100)
    description = models.CharField(max_length=500, blank=True)
    file_name = models.CharField(max_length=100)
    media_type = models.CharField(max_length=100)
    """By its content, never by what the sender said."""
    side = models.CharField(max_length=25)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    added_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, db_index=False, related_name="+"
    )
    """Nobody who is known here, of a file that came over from the old platform."""
    added_at = models.DateTimeField()
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT)
    scan = models.CharField(max_length=11, choices=Scan.choices)
    scanned_at: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(
        null=True, blank=True
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("claim", "number", name="one_attachment_an_event"),
            models.CheckConstraint(
                condition=Q(scan__in=[Scan.CLEAN, Scan.INFECTED], scanned_at__isnull=False)
                | Q(scan__in=[Scan.NOT_SCANNED, Scan.WAITING], scanned_at=None),
                name="a_scan_has_its_time",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"],
                condition=Q(scanned_at=None),
                name="attachments_to_scan",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def scan_state(self) -> Scan:
        return Scan(self.scan)

    @property
    def may_be_read(self) -> bool:
        """Never what is infected; where a scanner is configured, only what it found clean."""
        if self.scan == Scan.CLEAN:
            return True
        return self.scan != Scan.INFECTED and not settings.CLAMD_ADDRESS


class PrintedForm(models.Model):
    """The PDF of a form as it stood with one document; made once and never again."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="printed", db_index=False
    )
    copy = models.CharField(max_length=20)
    """Whole, or as the defendant may have it."""
    template_version = models.PositiveSmallIntegerField()
    file = models.OneToOneField(StoredFile, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("document", "copy", name="a_form_is_printed_once"),
        ]
