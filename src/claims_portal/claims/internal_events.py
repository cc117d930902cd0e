"""What one side did with a claim within its own house: written, and read by itself alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim, InternalEvent


def write(
    tag: str,
    claim: Claim,
    says: str,
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: Actor,
    at: datetime,
) -> None:
    """Add an event; in the transaction of what it tells."""
    InternalEvent.objects.create(
        claim=claim,
        organisation_id=by.organisation_pk,
        tag=tag,
        says=says,
        changes={"before": dict(before), "after": dict(after)},
        user_id=by.user_pk,
        real_user_id=by.real_user_pk,
        client_id=by.client_pk,
        at=at,
    )


def of(claim: Claim, actor: Actor) -> QuerySet[InternalEvent]:
    """What the actor's own organisation did with the claim, the oldest first."""
    own = claim.internal_events.filter(organisation_id=actor.organisation_pk)
    return own.select_related("user", "real_user", "client").order_by("id")
