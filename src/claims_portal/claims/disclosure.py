"""What a side may read of a claim.

The referral source is never shown to the compensator (process facts 3.2 and 6).
A compensator to which a rejected claim is sent anew, or a new one is passed on, reads
nothing of what was between the claimant representative and another compensator before;
only the sending of the form that it has to answer. One that took claims over in a bulk
transfer reads what the former one could: it goes on in its place.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim, Document, Event
from claims_portal.claims.process.notices import TRANSFERRED
from claims_portal.claims.process.sides import Side

Arrivals = Sequence[tuple[int, dict[str, Any]]]
_KEPT, _READ = "known_arrivals", "read_arrivals"
TAG_OF_TRANSFERS = f"claim:{TRANSFERRED}"


def body_for(side: Side, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """The document's body as this side may see it; the kept one is left as it is."""
    if side is Side.COMPENSATOR and kind.endswith("-cnf"):
        representative = dict(body.get("claimantRepresentative", {}))
        representative.pop("referral", None)
        return {**body, "claimantRepresentative": representative}
    return body


def documents_for(actor: Actor, claim: Claim) -> QuerySet[Document]:
    """The claim's documents that this account's side may read, the oldest first."""
    shown = claim.documents.filter(_shown(actor, claim)).select_related("sent_by__organisation")
    return shown.order_by("number")


def events_for(actor: Actor, claim: Claim) -> QuerySet[Event]:
    """The claim's events that this account's side may read, the oldest first."""
    shown = claim.events.filter(_shown(actor, claim))
    people = ("user__organisation", "real_user", "client")
    return shown.select_related(*people).order_by("number")


def transfers_for(actor: Actor, claim: Claim) -> QuerySet[Event]:
    """When it went from one organisation to another with many others, as this side may read it."""
    return claim.events.filter(_shown(actor, claim), tag=TAG_OF_TRANSFERS).order_by("number")


def first_shown(actor: Actor, claim: Claim) -> int:
    """The number of the event with which the claim came to this compensator."""
    if not actor.is_compensator or claim.compensator is None:
        return 1
    own, first = claim.compensator.code.upper(), 1
    for number, changes in _arrivals(claim):
        if changes["compensator_code"].upper() != own:
            break
        first = number
        own = changes.get("transferred_from", own).upper()
    return first


def last_sending(claim: Claim) -> int | None:
    """The number of the event that brought the form which the compensator has to answer."""
    return next((number for number, changes in _arrivals(claim) if "sent_on" in changes), None)


def _shown(actor: Actor, claim: Claim) -> Q:
    """By number: all for the claimant representative; see above for a compensator."""
    if not actor.is_compensator or claim.compensator is None:
        return Q()
    return Q(number__gte=first_shown(actor, claim)) | Q(number=last_sending(claim))


def with_arrivals(claims: QuerySet[Claim], actor: Actor) -> QuerySet[Claim]:
    """The same claims, read together with what decides how much of each a compensator may see."""
    if not actor.is_compensator:
        return claims
    came = Event.objects.filter(claim=OuterRef("pk"), changes__has_key="compensator_code")
    told = came.order_by("-number").values_list(JSONObject(number="number", changes="changes"))
    return claims.annotate(**{_READ: ArraySubquery(told)})


def _arrivals(claim: Claim) -> Arrivals:
    """The events by which the claim came to a compensator, the newest first.

    Each list of a claim's page asks for them: they are read once for the claim as it was
    fetched, whose activity changes with every arrival.
    """
    known: tuple[UUID, Arrivals] | None = vars(claim).get(_KEPT)
    if known is not None and known[0] == claim.activity_id:
        return known[1]
    read: list[dict[str, Any]] | None = vars(claim).pop(_READ, None) if known is None else None
    if read is None:
        came = claim.events.filter(changes__has_key="compensator_code").order_by("-number")
        found = list(came.values_list("number", "changes"))
    else:
        found = [(one["number"], one["changes"]) for one in read]
    vars(claim)[_KEPT] = claim.activity_id, found
    return found
