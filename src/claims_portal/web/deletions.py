"""Claims that are deleted under data protection law: for accounts with the profile of it."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.claims.refusals import CannotTakeClaim, ClaimRefusal, NoSuchClaim
from claims_portal.retention import hiding
from claims_portal.web import resuming
from claims_portal.web.console.asking import read_or_post
from claims_portal.web.fields import Field, typed
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

SHOWN = 200
COLOURS = {"hidden": "yellow", "recovered": "green", "gone": "grey"}
MOST_DIGITS = 16
View = Callable[..., HttpResponse]


def deletes_claims(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not hiding.may(actor_of(request)):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@deletes_claims
def listing(request: HttpRequest) -> HttpResponse:
    """What was deleted, and the way to one that is to be."""
    text = typed(request.GET.get("number"))
    problem = ""
    if text:
        number = _number(text)
        try:
            hiding.find(number, by=actor_of(request))
        except NoSuchClaim:
            problem = _("Your organisation has no such claim.")
        else:
            return redirect("delete-claim", number)
    labels = (_("Claim"), _("Deleted by"), _("When"), _("Gone from"), _("State"))
    field = Field("number", _("Application ID"), text, error=problem)
    context = {
        "field": field,
        "problems": [field] if problem else [],
        "rows": [(one, COLOURS[one.state]) for one in hiding.of(actor_of(request))[:SHOWN]],
        "columns": [{"label": label} for label in labels],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "portal/deletions.html", context, status=status)


@read_or_post
@deletes_claims
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Which claim it is, what will happen, and why it is wanted."""
    actor, problem = actor_of(request), ""
    try:
        claim = hiding.find(number, by=actor)
        if request.method == "POST":
            reason = typed(request.POST.get("reason"))
            hiding.delete(number, reason=reason, by=actor, at=clock.now())
            messages.success(request, _("Deleted. Until it is gone you can have it back here."))
            return redirect("deletions")
    except NoSuchClaim:
        raise Http404 from None
    except CannotTakeClaim as refusal:
        problem = in_language(refusal)
    except ClaimRefusal as refusal:
        messages.error(request, in_language(refusal))
        return redirect("deletions")
    reason = resuming.given_to(request).get("reason", "")
    field = Field("reason", _("Why is it deleted?"), reason, error=problem,
                  hint=_("Both organisations and the operator read it. Name nobody."))  # fmt: skip
    context = {
        "claim": claim,
        "field": field,
        "problems": [field] if problem else [],
        "rows": [
            {"key": _("Claim"), "value": claim.application_id},
            {"key": _("Claimant"),
             "value": f"{claim.claimant_forename} {claim.claimant_surname}".strip()},
            {"key": _("Stands at"), "value": claim.phase_row.name},
            {"key": _("Your reference"),
             "value": claim.compensator_reference if actor.is_compensator
             else claim.representative_reference},
        ],
        "days": hiding.HIDDEN_FOR.days,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "portal/delete_claim.html", context, status=status)


@require_POST
@deletes_claims
def recover(request: HttpRequest, number: int) -> HttpResponse:
    try:
        hiding.recover(number, by=actor_of(request), at=clock.now())
    except ClaimRefusal as refusal:
        messages.error(request, in_language(refusal))
    else:
        messages.success(request, _("The claim is back where it was."))
    return redirect("deletions")


def _number(text: str) -> int:
    """0, which no claim has, for what is no application ID."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if is_number else 0
