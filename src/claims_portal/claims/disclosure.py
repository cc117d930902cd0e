"""What a side may read of a claim.

The referral source is never shown to the compensator (process facts 3.2 and 6).
A compensator to which a rejected claim is sent anew reads nothing of what was
between the claimant representative and another compensator before.
"""

from typing import Any

from django.db.models import QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.claims.process.sides import Side


def body_for(side: Side, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """The document's body as this side may see it; the kept one is left as it is."""
    if side is Side.COMPENSATOR and kind.endswith("-cnf"):
        representative = dict(body.get("claimantRepresentative", {}))
        representative.pop("referral", None)
        return {**body, "claimantRepresentative": representative}
    return body


def documents_for(actor: Actor, claim: Claim) -> QuerySet[Document]:
    """The claim's documents that this account's side may read, the oldest first."""
    shown = claim.documents.filter(number__gte=first_shown(actor, claim))
    return shown.order_by("number")


def events_for(actor: Actor, claim: Claim) -> QuerySet[Event]:
    """The claim's events that this account's side may read, the oldest first."""
    shown = claim.events.filter(number__gte=first_shown(actor, claim))
    return shown.select_related("user", "real_user", "client").order_by("number")


def first_shown(actor: Actor, claim: Claim) -> int:
    """The number of the event with which the claim came to this compensator."""
    if not actor.is_compensator or claim.compensator is None:
        return 1
    own, first = claim.compensator.code.upper(), 1
    sendings = claim.events.filter(changes__has_key="compensator_code").order_by("-number")
    for number, changes in sendings.values_list("number", "changes"):
        if changes["compensator_code"].upper() != own:
            break
        first = number
    return first
