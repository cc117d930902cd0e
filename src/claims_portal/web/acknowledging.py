"""Taking note of what came, for several claims of the worklist at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.claims import actions
from claims_portal.claims.models import Claim
from claims_portal.claims.process.acknowledgements import awaited
from claims_portal.web import ticked
from claims_portal.web.allocating import read_or_post
from claims_portal.web.sessions import actor_of


@read_or_post
def acknowledge_many(request: HttpRequest) -> HttpResponse:
    """Those that were ticked and wait for no more than that; the others stay as they are."""
    if request.method != "POST":
        return redirect("worklist")
    chosen = ticked.ticked(request.POST)
    if not chosen:
        messages.error(request, _("Tick at least one claim."))
        return redirect("worklist")
    actor, at = actor_of(request), clock.now()

    def do(claim: Claim, activity_id: UUID) -> str:
        kind = awaited(claim.process, claim.phase, actor.side)
        if kind is None:
            return _("Left as it is: it waits for more than an acknowledgement.")
        written = actions.act(claim, kind.action, {}, activity_id=activity_id, by=actor, at=at)
        return _("Acknowledged. Now: %(phase)s.") % {"phase": written.decision.phase.name}

    return ticked.each(request, chosen, actor, do)
