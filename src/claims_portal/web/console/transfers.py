"""Claims that go to another organisation of the same kind: asked for, agreed to, taken back."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import organisation_reading
from claims_portal.transfers import asking
from claims_portal.transfers.models import State, Transfer
from claims_portal.transfers.refusals import NoSuchTransfer
from claims_portal.web import once, resuming, transferring
from claims_portal.web.console.asking import REFUSALS, all_of, read_or_post, with_refusals
from claims_portal.web.console.doors import manages_organisation
from claims_portal.web.fields import typed
from claims_portal.web.sessions import actor_of
from claims_portal.web.spreadsheet import spreadsheet
from claims_portal.web.wording import in_language

SHOWN = 200


@require_safe
@manages_organisation
def listing(request: HttpRequest) -> HttpResponse:
    found = asking.seen_by(actor_of(request))[:SHOWN]
    labels = (_("Transfer"), _("From"), _("To"), _("Hour"), _("State"))
    context = {
        "rows": [(one, transferring.COLOURS[State(one.state)]) for one in found],
        "columns": [{"label": label} for label in labels],
        "route": "transfer",
    }
    return render(request, "portal/console/transfers.html", context)


@read_or_post
@manages_organisation
def new(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            wanted = transferring.wanted(request)
            form = transferring.form_of(request, wanted)
            made = asking.ask(wanted, by=actor, at=clock.now(), form=form)
        except REFUSALS as refusal:
            refusals = all_of(refusal)
        else:
            messages.success(request, _("Asked for. The other side was told, and must agree."))
            return redirect("transfer", made.pk)
    own = organisation_reading.record(actor)
    given = resuming.given_to(request)
    asked, problems = with_refusals(transferring.form(given, own=own.code), refusals)
    context = {
        "asked": asked,
        "problems": problems,
        "back": "transfers",
        "form_token": once.new_token(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/console/new_transfer.html", context, status=status)


@read_or_post
@manages_organisation
def one(request: HttpRequest, number: int) -> HttpResponse:
    """The transfer; agreeing to it by POST."""
    refusals: list[Exception] = []
    actor = actor_of(request)
    transfer = _find(request, number)
    if request.method == "POST":
        try:
            asking.consent(
                number, by=actor, at=clock.now(),
                to_branch=typed(request.POST.get("to_branch")),
                to_user=typed(request.POST.get("to_user")),
            )  # fmt: skip
        except REFUSALS as refusal:
            refusals = all_of(refusal)
        else:
            messages.success(request, _("Agreed."))
            return redirect("transfer", number)
    gives = actor.organisation_pk == transfer.giver_id
    agreed = transfer.giver_agreed_at if gives else transfer.receiver_agreed_at
    fields = [] if gives else transferring.arriving(request.POST, transfer)
    asked, problems = with_refusals(fields, refusals)
    context = {
        "transfer": transfer,
        "colour": transferring.COLOURS[State(transfer.state)],
        "rows": transferring.rows(transfer),
        "shown": asking.is_shown_claims(transfer, actor.organisation_pk),
        "counted": transferring.counted(transfer),
        "columns": [{"label": _("Claims")}, {"label": _("Number"), "numeric": True}],
        "may_agree": transfer.state == State.ASKED and not agreed,
        "agreed": agreed,
        "asked": asked,
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/console/transfer.html", context, status=status)


@read_or_post
@manages_organisation
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    _find(request, number)
    if request.method != "POST":
        return redirect("transfer", number)
    reason = typed(request.POST.get("reason"))
    try:
        asking.withdraw(number, reason=reason, by=actor_of(request), at=clock.now())
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
    else:
        messages.success(request, _("Said no. Claims that have not moved stay where they are."))
    return redirect("transfer", number)


@require_safe
@manages_organisation
def claims(request: HttpRequest, number: int) -> HttpResponseBase:
    transfer = _find(request, number)
    if not asking.is_shown_claims(transfer, actor_of(request).organisation_pk):
        raise Http404
    return spreadsheet(f"transfer-{number}.csv", transferring.report(transfer))


def _find(request: HttpRequest, number: int) -> Transfer:
    try:
        return asking.find(number, by=actor_of(request))
    except NoSuchTransfer:
        raise Http404 from None
