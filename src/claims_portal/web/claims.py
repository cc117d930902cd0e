"""Reading a claim."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.web import claim_reading
from claims_portal.web.finding import find
from claims_portal.web.sessions import actor_of
from claims_portal.web.standing import standing_of


@require_safe
def claim_page(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    claim = find(actor, number)
    context = {
        "claim": claim,
        "standing": standing_of(claim, actor, clock.now(), clock.today()),
        "groups": claim_reading.summary_groups(claim),
        "documents": claim_reading.documents_of(claim, actor),
        "history": claim_reading.history_of(claim, actor),
    }
    return render(request, "portal/claim.html", context)
