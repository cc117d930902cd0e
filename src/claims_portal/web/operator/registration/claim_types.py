"""An organisation's request to deal with a further kind of claim: read and decided."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.operators.roles import Right
from claims_portal.registration import claim_types, correcting
from claims_portal.registration.refusals import NoSuchApplication
from claims_portal.web.fields import typed
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import REFUSALS
from claims_portal.web.wording import in_language

COLOURS = {"waiting": "blue", "approved": "green", "refused": "red"}


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    actor = realm.actor_of(request)
    found = claim_types.seen_by(actor).filter(pk=number).first()
    if found is None:
        raise Http404
    rows = [
        {"key": _("Organisation"), "value": str(found.organisation)},
        {"key": _("Numbers"), "value": correcting.in_words(found.organisation)},
        {"key": _("Claims"), "value": found.get_claims_display()},
        {"key": _("Asked by"), "value": found.asked_by},
        {"key": _("Why"), "value": found.reason},
    ]
    context = {
        "one": found,
        "rows": rows,
        "colour": COLOURS[found.state],
        "may_decide": actor.may(Right.DECIDE_REGISTRATIONS) and found.is_waiting(),
    }
    return render(request, "portal/operator/registration/claim_type.html", context)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    actor, at = realm.actor_of(request), clock.now()
    what = request.POST.get("do", "")
    try:
        if what == "approve":
            claim_types.approve(number, by=actor, at=at)
            messages.success(request, _("Approved."))
        elif what == "refuse":
            reason = typed(request.POST.get("reason"))
            claim_types.refuse(number, reason=reason, by=actor, at=at)
            messages.success(request, _("Refused."))
    except NoSuchApplication:
        raise Http404 from None
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
    return redirect("operator-claim-type", number)
