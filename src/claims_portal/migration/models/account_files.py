"""Files of accounts that staff uploaded: looked at first, then taken in."""

from typing import ClassVar

from django.db import models


class FileState(models.TextChoices):
    UPLOADED = "uploaded", "Uploaded"
    CHECKING = "checking", "Being checked"
    CHECKED = "checked", "Checked"
    TAKING = "taking", "Being taken in"
    TAKEN = "taken", "Taken in"
    FAILED = "failed", "Cannot be read"
    DISCARDED = "discarded", "Discarded"


class AccountFile(models.Model):
    """One uploaded file. Its bytes are in `settings.UPLOADS_DIR` until it is taken or discarded."""

    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=60, unique=True)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    """Their headings to our columns, where somebody said so."""
    uploaded_by = models.CharField(max_length=50)
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.UPLOADED)
    state_since = models.DateTimeField()
    position = models.BigIntegerField(default=0)
    """How many bytes were read of it, for who looks on."""
    rows_read = models.PositiveIntegerField(default=0)
    noted_at = models.DateTimeField()
    """When something was last heard of the work on it."""
    result = models.JSONField(default=dict)
    """Counts and remarks of the newest check, or of the taking."""
    problem = models.CharField(max_length=1000, blank=True)

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_at_work(self) -> bool:
        return self.state in (FileState.CHECKING, FileState.TAKING)


class AccountFileFault(models.Model):
    """A value of a file that was not taken: line, column, value, rule."""

    file = models.ForeignKey(AccountFile, on_delete=models.CASCADE, related_name="faults")
    line = models.PositiveIntegerField()
    column = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=100, blank=True)
    rule = models.TextField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["file", "line", "id"], name="faults_of_an_account_file")
        ]
