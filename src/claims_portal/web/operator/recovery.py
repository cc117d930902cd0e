"""Letting an administrator in again, and sending a forgotten User ID, from a user's page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.operators import recovering
from claims_portal.operators.looking_up import NotFound
from claims_portal.operators.recovering import EVIDENCE, WAITING_WORKING_DAYS, Wish
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, Asked, Form, read_or_post, text


@read_or_post
def let_in(request: HttpRequest, user_name: str) -> HttpResponse:
    """Asks for it; somebody else confirms after the waiting time."""
    given, account = request.POST, _account(user_name)
    refusals: list[Exception] = []
    if request.method == "POST":
        wish = Wish(
            account.user_name, given.getlist("evidence"), typed(given.get("email")),
            lost_factors=given.get("lostFactors") == "yes",
        )  # fmt: skip
        reason = typed(given.get("reason"))
        try:
            made = recovering.ask(wish, reason=reason, by=realm.actor_of(request), at=clock.now())
        except REFUSALS as refusal:
            refusals.append(refusal)
        else:
            messages.success(request, _("Asked for, and every known address was told."))
            return redirect("operator-approval", made.pk)
    form = Form(
        _("Let an administrator in again"), _("Ask for it"), about=_about(account),
        back_href=reverse("operator-user", args=[account.user_name]),
        said=[
            _("For an organisation none of whose other administrators can sign in."),
            _("Every address known of the organisation is told at once, and may object. After "
              "%(days)d working days somebody else confirms it; the person then gets a link, and "
              "chooses a new password.") % {"days": WAITING_WORKING_DAYS},
        ],
    )  # fmt: skip
    return forms.page(request, form, _evidence(given), refusals)


@read_or_post
def send_user_id(request: HttpRequest, user_name: str) -> HttpResponse:
    account = _account(user_name)
    refusals: list[Exception] = []
    reason = typed(request.POST.get("reason"))
    if request.method == "POST":
        try:
            sent_to = recovering.send_user_id(
                account.user_name, reason=reason, by=realm.actor_of(request), at=clock.now()
            )
        except REFUSALS as refusal:
            refusals.append(refusal)
        else:
            messages.success(request, _("Sent to %(address)s.") % {"address": sent_to})
            return redirect("operator-user", account.user_name)
    form = Form(
        _("Send a forgotten User ID"), _("Send it"), about=_about(account),
        back_href=reverse("operator-user", args=[account.user_name]),
        said=[_("It goes to the address on record, and to no other.")],
    )  # fmt: skip
    return forms.page(request, form, [forms.reason(_("Who asked for it?"), reason)], refusals)


def _account(user_name: str) -> User:
    try:
        return recovering.account_of(user_name)
    except NotFound:
        raise Http404 from None


def _about(account: User) -> str:
    return f"{account.full_name}, {account.user_name}"


def _evidence(given: QueryDict) -> list[Asked]:
    return [
        Asked(Field("evidence", _("What proved the person?"), given.getlist("evidence"),
                    choices=[Choice(one, _(words)) for one, words in EVIDENCE.items()]),
              "checkboxes"),
        text("email", _("New e-mail address"), given.get("email", ""), type="email",
             required=False, hint=_("Empty: the one on record.")),
        Asked(Field("lostFactors", _("Second factors"), given.getlist("lostFactors"),
                    choices=[Choice("yes", _("Lost: remove app, passkeys and recovery codes"))]),
              "checkboxes"),
        forms.reason(_("What happened, and what you saw"), given.get("reason", ""),
                     hint=_("The organisation reads it in its audit.")),
    ]  # fmt: skip
