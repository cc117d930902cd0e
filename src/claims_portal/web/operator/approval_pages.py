"""Requests that want four eyes: read, confirmed, refused, withdrawn."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.operators import approvals
from claims_portal.operators.models import Approval, ApprovalState
from claims_portal.web.fields import typed
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import REFUSALS
from claims_portal.web.wording import in_language

SHOWN = 200
COLOURS = {
    ApprovalState.WAITING: "yellow",
    ApprovalState.DONE: "green",
    ApprovalState.REFUSED: "red",
    ApprovalState.WITHDRAWN: "grey",
    ApprovalState.EXPIRED: "grey",
}
DONE = {
    "confirm": words("Confirmed and done."),
    "refuse": words("Refused."),
    "withdraw": words("Withdrawn."),
}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    found = approvals.seen_by(realm.actor_of(request))[:SHOWN]
    labels = (_("What"), _("About"), _("Asked by"), _("Asked"), _("State"))
    context = {
        "rows": [(one, approvals.kind_of(one.kind).label, *state_of(one, at)) for one in found],
        "columns": [{"label": label} for label in labels],
    }
    return render(request, "portal/operator/approvals.html", context)


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    actor, at = realm.actor_of(request), clock.now()
    found = _find(request, number)
    kind = approvals.kind_of(found.kind)
    own = found.asked_by == actor.staff_id
    label, colour = state_of(found, at)
    context = {
        "one": found,
        "kind": kind,
        "label": label,
        "colour": colour,
        "rows": [{"key": key, "value": value} for key, value in kind.told(found.arguments)],
        "waits": found.is_waiting(at),
        "own": own,
        "may_confirm": actor.may(kind.confirms) and not own,
    }
    return render(request, "portal/operator/approval.html", context)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    actor, at = realm.actor_of(request), clock.now()
    found = _find(request, number)
    what = request.POST.get("do", "")
    try:
        if what == "confirm":
            approvals.confirm(found.pk, by=actor, at=at)
        elif what == "refuse":
            reason = typed(request.POST.get("reason"))
            approvals.refuse(found.pk, reason=reason, by=actor, at=at)
        elif what == "withdraw":
            approvals.withdraw(found.pk, by=actor, at=at)
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
    else:
        if what in DONE:
            messages.success(request, str(DONE[what]))
    return redirect(reverse("operator-approval", args=[found.pk]))


def state_of(one: Approval, at: datetime) -> tuple[str, str]:
    """A request that ran out is shown so, whether or not it was marked yet."""
    state = ApprovalState(one.state)
    if state is ApprovalState.WAITING and not one.is_waiting(at):
        state = ApprovalState.EXPIRED
    return str(state.label), COLOURS[state]


def _find(request: HttpRequest, number: int) -> Approval:
    found = approvals.seen_by(realm.actor_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found
