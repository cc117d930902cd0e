"""Whether the move concerns an organisation at all: those that came later have nothing to do."""

from django.db.models import Exists, OuterRef

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.migration.models import LegacyAccount


def is_concerned(by: Actor) -> bool:
    """Whether accounts of the organisation came from the old platform, or share an address."""
    ours = User.objects.filter(organisation_id=by.organisation_pk)
    came = LegacyAccount.objects.filter(user=OuterRef("pk"))
    return ours.filter(shares_address=True).exists() or ours.filter(Exists(came)).exists()
