"""The line of a claim's header that says which colleagues are looking at it too."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims import looking
from claims_portal.claims.models import Claim
from claims_portal.web.finding import find
from claims_portal.web.sessions import actor_of


def looking_at(claim: Claim, actor: Actor) -> str:
    """A sentence, or nothing; the page of the claim counts as open from now on."""
    others = looking.look(claim, by=actor, at=clock.now())
    names = ", ".join(f"{one.full_name} ({one.user_name})" for one in others)
    return _("Also looking at this claim now: %(names)s") % {"names": names} if names else ""


@require_safe
def looking_now(request: HttpRequest, number: int) -> HttpResponse:
    """The sentence alone: a page that stays open asks for it."""
    actor = actor_of(request)
    told = looking_at(find(actor, number), actor)
    return HttpResponse(told, content_type="text/plain; charset=utf-8")
