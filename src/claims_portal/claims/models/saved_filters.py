"""Searches that an account keeps under a name."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower

from claims_portal.accounts.models import User

LONGEST_NAME = 60


class SavedFilter(models.Model):
    """A search as `search.query.SearchQuery` has it on the wire, without what was left out."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, db_index=False, related_name="saved_filters"
    )
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                "user", Lower("name"), name="an_account_has_one_filter_of_a_name"
            ),
        ]

    def __str__(self) -> str:
        return self.name
