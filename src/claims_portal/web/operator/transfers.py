"""Bulk transfers as the operator's staff see them: asked for, put to be confirmed, refused."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.operators.roles import Right
from claims_portal.transfers import approving, asking
from claims_portal.transfers.models import State, Transfer
from claims_portal.web import once, transferring
from claims_portal.web.console.asking import all_of, with_refusals
from claims_portal.web.fields import typed
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import REFUSALS, read_or_post
from claims_portal.web.spreadsheet import spreadsheet
from claims_portal.web.wording import in_language

SHOWN = 200


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    actor = realm.actor_of(request)
    labels = (_("Transfer"), _("From"), _("To"), _("Hour"), _("State"))
    context = {
        "rows": [
            (one, transferring.COLOURS[State(one.state)])
            for one in asking.seen_by_staff(actor)[:SHOWN]
        ],
        "columns": [{"label": label} for label in labels],
        "may_ask": actor.may(Right.ASK_TRANSFER),
    }
    return render(request, "portal/operator/transfers.html", context)


@read_or_post
def new(request: HttpRequest) -> HttpResponse:
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            wanted = transferring.wanted(request)
            form = transferring.form_of(request, wanted)
            actor, at = realm.actor_of(request), clock.now()
            made = asking.ask_by_staff(wanted, by=actor, at=at, form=form)
        except REFUSALS as refusal:
            refusals = all_of(refusal)
        else:
            messages.success(request, _("Asked for. Both sides were told, and must agree."))
            return redirect("operator-transfer", made.pk)
    asked, problems = with_refusals(transferring.form(request.POST), refusals)
    context = {
        "asked": asked,
        "problems": problems,
        "back": "operator-transfers",
        "form_token": once.new_token(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/console/new_transfer.html", context, status=status)


@require_safe
def one(request: HttpRequest, number: int) -> HttpResponse:
    transfer = _find(request, number)
    context = {
        "transfer": transfer,
        "colour": transferring.COLOURS[State(transfer.state)],
        "rows": transferring.rows(transfer),
        "counted": transferring.counted(transfer),
        "columns": [{"label": _("Claims")}, {"label": _("Number"), "numeric": True}],
        "may_ask": realm.actor_of(request).may(Right.ASK_TRANSFER),
        "agreed": transfer.state == State.AGREED,
    }
    return render(request, "portal/operator/transfer.html", context)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    actor, at, transfer = realm.actor_of(request), clock.now(), _find(request, number)
    what, reason = request.POST.get("do", ""), typed(request.POST.get("reason"))
    try:
        if what == "approve":
            waiting = approving.ask(transfer, reason=reason, by=actor, at=at)
            messages.success(request, _("Asked for. Somebody else must confirm it."))
            return redirect("operator-approval", waiting.pk)
        if what == "refuse":
            asking.refuse_by_staff(number, reason=reason, by=actor, at=at)
            messages.success(request, _("Refused."))
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
    return redirect("operator-transfer", number)


@require_safe
def claims(request: HttpRequest, number: int) -> HttpResponseBase:
    return spreadsheet(f"transfer-{number}.csv", transferring.report(_find(request, number)))


def _find(request: HttpRequest, number: int) -> Transfer:
    found = asking.seen_by_staff(realm.actor_of(request)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found
