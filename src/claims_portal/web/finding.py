"""The claim of a page: what the account may not see is not there."""

from django.http import Http404

from claims_portal.accounts.actor import Actor
from claims_portal.claims import disclosure
from claims_portal.claims.models import WITH_PEOPLE, Claim


def find(actor: Actor, number: int) -> Claim:
    """The claim with its parties and the holder of its lock; Http404 also for somebody else's."""
    visible = disclosure.with_arrivals(Claim.objects.visible_to(actor), actor)
    claim: Claim | None = visible.select_related(*WITH_PEOPLE).filter(pk=number).first()
    if claim is None:
        raise Http404
    return claim
