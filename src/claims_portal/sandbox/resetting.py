"""Back to the beginning: no claims, no webhooks, no faults, the world's time.

Organisations, accounts, API clients and their tokens stay: the caller goes on at once. The
audit stays too, since nobody can delete it.
"""

from datetime import datetime

from django.db import transaction

from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim
from claims_portal.retention import deleting
from claims_portal.retention.models import LegalHold
from claims_portal.sandbox import moving_clock
from claims_portal.sandbox.models import Counterpart, Failure, Sandbox
from claims_portal.sandbox.noting import note
from claims_portal.webhooks.models import Subscription

RULE = "sandbox reset"


@transaction.atomic
def reset(*, by: Actor, at: datetime) -> int:
    """How many claims were deleted."""
    Sandbox.objects.select_for_update().get()
    claims = list(Claim.objects.select_for_update().values_list("pk", flat=True))
    LegalHold.objects.all().delete()
    Counterpart.objects.all().delete()
    Failure.objects.all().delete()
    Subscription.objects.all().delete()
    deleting.delete(claims, because=RULE, at=at)
    note("reset", by=by, at=at, claims=len(claims))
    moving_clock.set_back()
    return len(claims)
