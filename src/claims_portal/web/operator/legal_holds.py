"""Legal holds: a claim that a court or an authority may ask for is deleted by nobody."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims_portal import clock
from claims_portal.retention import holds
from claims_portal.retention.holds import HoldRefused
from claims_portal.retention.models import LegalHold
from claims_portal.web.console.asking import text, with_refusals
from claims_portal.web.fields import typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import read_or_post
from claims_portal.web.wording import in_language

MOST_DIGITS = 16


@read_or_post
def page(request: HttpRequest) -> HttpResponse:
    """The holds that stand; a new one by POST."""
    given, refusals = request.POST, list[Exception]()
    if request.method == "POST":
        try:
            holds.place(
                _number(typed(given.get("number"))), reason=typed(given.get("reason")),
                by=realm.actor_of(request).staff_id, at=clock.now(),
            )  # fmt: skip
        except HoldRefused as refused:
            refusals.append(refused)
        else:
            messages.success(request, _("Nothing deletes the claim until the hold is lifted."))
            return redirect("operator-holds")
    fields = [
        text("number", _("Application ID"), given.get("number", ""), width="20"),
        forms.reason(_("Who may ask for the claim, and why?"), given.get("reason", "")),
    ]
    asked, problems = with_refusals(fields, refusals)
    labels = (_("Claim"), _("Since"), _("Why"))
    context = {
        "rows": LegalHold.objects.filter(lifted_at=None).order_by("-placed_at"),
        "columns": [{"label": label} for label in labels],
        "asked": asked,
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/operator/legal_holds.html", context, status=status)


@require_POST
def lift(request: HttpRequest, number: int) -> HttpResponse:
    reason, by = typed(request.POST.get("reason")), realm.actor_of(request).staff_id
    try:
        holds.lift(number, reason=reason, by=by, at=clock.now())
    except HoldRefused as refused:
        messages.error(request, in_language(refused))
    else:
        messages.success(request, _("The hold is lifted."))
    return redirect("operator-holds")


def _number(typed_in: str) -> int:
    """0, which no claim has, for what is no application ID."""
    is_number = typed_in.isascii() and typed_in.isdecimal() and len(typed_in) <= MOST_DIGITS
    return int(typed_in) if is_number else 0
