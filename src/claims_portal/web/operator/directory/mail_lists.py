"""Free-mail hosts, shared mailboxes and hosts that are allowed, as the operator adds to them."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims_portal import clock
from claims_portal.operators import mail_lists
from claims_portal.organisations.models import MailRule
from claims_portal.web.console.asking import Asked, text, with_refusals
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, read_or_post
from claims_portal.web.wording import in_language


@read_or_post
def page(request: HttpRequest) -> HttpResponse:
    actor, given, refusals = realm.actor_of(request), request.POST, list[Exception]()
    if request.method == "POST":
        try:
            mail_lists.add(
                typed(given.get("kind")), typed(given.get("value")), typed(given.get("reason")),
                by=actor, at=clock.now(),
            )  # fmt: skip
        except REFUSALS as refusal:
            refusals.append(refusal)
        else:
            messages.success(request, _("It counts for addresses that are given from now on."))
            return redirect("operator-mail-lists")
    kinds = [Choice(kind.value, str(kind.label)) for kind in MailRule.Kind]
    fields = [
        Asked(Field("kind", _("List"), given.get("kind", ""), choices=kinds), "radios"),
        text("value", _("Host or mailbox"), given.get("value", ""), width="20",
             hint=_("mail.example.com; of a shared mailbox what stands before the @")),
        forms.reason(_("Why?"), given.get("reason", "")),
    ]  # fmt: skip
    asked, problems = with_refusals(fields, refusals)
    labels = (_("Entry"), _("List"), _("By"), _("Why"))
    context = {
        "rows": mail_lists.seen_by(actor),
        "columns": [{"label": label} for label in labels],
        "asked": asked,
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/operator/directory/mail_lists.html", context, status=status)


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    try:
        mail_lists.remove(number, by=realm.actor_of(request), at=clock.now())
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
    else:
        messages.success(request, _("It is off the list."))
    return redirect("operator-mail-lists")
