"""The page on which a new claim begins: which type it is of, among those one may send."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims import actions, drafts
from claims_portal.claims.documents.codes import CLAIM_TYPES
from claims_portal.claims.refusals import NotAllowed
from claims_portal.web.forms import prefilling
from claims_portal.web.forms.controls import Choice, Field, Problem
from claims_portal.web.forms.drafting import read_or_post
from claims_portal.web.sessions import actor_of

HINTS = {
    "rta": gettext_lazy("Form RTA1."),
    "el": gettext_lazy("Form EL1. An accident at work."),
    "eld": gettext_lazy("Form ELD1. A disease caused by work, against one employer."),
    "pl": gettext_lazy(
        "Form PL1. An accident in a public place or on premises, against a business or a "
        "public body. Not a disease."
    ),
}


@read_or_post
def new_claim(request: HttpRequest) -> HttpResponse:
    actor, user = actor_of(request), request.user
    assert isinstance(user, User)  # noqa: S101 - behind the sign-in
    may_send = actions.types_sent_by(actor)
    if not may_send:
        return _refused(request)
    if request.method != "POST":
        return _show(request, may_send)
    chosen = may_send[0] if len(may_send) == 1 else request.POST.get("claimType", "")
    if chosen not in may_send:
        return _show(request, may_send, error=_("Choose what kind of claim it is"))
    at = clock.now()
    body = prefilling.new_claim(user, chosen, clock.today())
    draft = drafts.start(claim_type=chosen, body=body, by=actor, at=at)
    return redirect("claim-form", draft.claim_id)


def _refused(request: HttpRequest) -> HttpResponse:
    context = {"title": _("You cannot send claims"), "sentence": str(NotAllowed())}
    return render(request, "portal/error.html", context, status=HTTPStatus.FORBIDDEN)


def _show(request: HttpRequest, may_send: list[str], *, error: str = "") -> HttpResponse:
    types = [CLAIM_TYPES[word] for word in may_send]
    kind = Field("claim-type", "claimType", _("What kind of claim is it?"), "radios", None)
    kind.choices = [Choice(one.value, one.label, str(HINTS[one.value])) for one in types]
    kind.error = error
    context: dict[str, Any] = {
        "kind": kind if len(types) > 1 else None,
        "only": types[0].label,
        "only_hint": HINTS[types[0].value],
        "problems": [Problem(kind.id, error)] if error else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "portal/forms/new_claim.html", context, status=status)
