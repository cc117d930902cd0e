"""Asking the operator for a further kind of claim, and what became of it."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts import organisation_reading
from claims_portal.registration import claim_types
from claims_portal.registration.models import RequestState
from claims_portal.web.console.asking import (
    REFUSALS,
    Asked,
    all_of,
    read_or_post,
    with_refusals,
)
from claims_portal.web.console.doors import manages_organisation
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.sessions import actor_of

COLOURS = {
    RequestState.WAITING: "blue",
    RequestState.APPROVED: "green",
    RequestState.REFUSED: "red",
}


@read_or_post
@manages_organisation
def ask(request: HttpRequest) -> HttpResponse:
    actor, given = actor_of(request), request.POST
    refusals: list[Exception] = []
    if request.method == "POST":
        claims, reason = typed(given.get("claims")), typed(given.get("reason"))
        try:
            claim_types.ask(claims, reason, by=actor, at=clock.now())
        except REFUSALS as refusal:
            refusals = all_of(refusal)
        else:
            messages.success(request, _("Asked for. The operator writes to your administrators."))
            return redirect("further-claims")
    record = organisation_reading.record(actor)
    asked = list(claim_types.asked_by(actor))
    waiting = {one.claims for one in asked if one.is_waiting()}
    possible = [one for one in claim_types.possible_for(record) if one.value not in waiting]
    fields = [
        Asked(Field("claims", _("Which claims?"), given.get("claims", ""),
                    choices=[Choice(one.value, str(one.label)) for one in possible]), "radios"),
        Asked(Field("reason", _("Why, and by what authorisation?"), given.get("reason", ""),
                    hint=_("The operator’s registrar reads it.")), "textarea"),
    ]  # fmt: skip
    marked, problems = with_refusals(fields, refusals)
    context = {
        "organisation": record,
        "asked": marked,
        "problems": problems,
        "possible": possible,
        "requests": [(one, COLOURS[RequestState(one.state)]) for one in asked],
        "columns": [{"label": label} for label in (_("Claims"), _("Asked"), _("State"))],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/console/claim_types.html", context, status=status)
