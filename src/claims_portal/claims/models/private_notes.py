"""Notes on a claim that one organisation keeps for itself."""

from typing import ClassVar

from django.db import models

from claims_portal.accounts.models import User
from claims_portal.claims.models.claims import Claim
from claims_portal.organisations.models import Organisation

LONGEST_NOTE = 2000


class PrivateNote(models.Model):
    """What somebody of an organisation wrote down beside a claim; the other side never reads it.

    It is of the organisation, not of the side: a claim that goes to another organisation
    goes without it.
    """

    claim = models.ForeignKey(
        Claim, on_delete=models.CASCADE, related_name="private_notes", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    text = models.CharField(max_length=LONGEST_NOTE)
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, db_index=False, related_name="+")
    written_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)
    made_by_form = models.UUIDField(null=True, blank=True, editable=False)
    """The posted form that wrote it: sent twice, it writes one."""

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["claim", "organisation", "id"], name="private_notes_of_a_claim")
        ]

    def __str__(self) -> str:
        return self.text
