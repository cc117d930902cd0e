"""The log of a webhook: each message with its attempts, and sending again."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims.process.calendar import LONDON
from claims_portal.cursors import BadCursor
from claims_portal.web.console.asking import (
    NO_DATE,
    REFUSALS,
    Asked,
    all_of,
    date_shown,
    date_typed,
    read_or_post,
    shown,
    with_refusals,
)
from claims_portal.web.console.doors import manages_organisation
from claims_portal.web.console.webhooks import find
from claims_portal.web.fields import Choice, Field
from claims_portal.web.listing import Column
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language
from claims_portal.webhooks import log, replaying
from claims_portal.webhooks.models import Delivery, State, Subscription
from claims_portal.webhooks.refusals import NoSuchDelivery, NothingToReplay


@require_safe
@manages_organisation
def log_page(request: HttpRequest, public_id: str) -> HttpResponse:
    webhook = find(request, public_id)
    chosen = request.GET.get("state", "")
    state = State(chosen) if chosen in State.values else None
    try:
        page = log.page(webhook, state=state, cursor=request.GET.get("cursor") or None)
    except BadCursor:
        raise Http404 from None
    labels = (_("Message"), _("Type"), _("State"), _("Made"), _("Attempts"), _("Last answer"))
    context = {
        "one": webhook,
        "page": page,
        "chosen": chosen,
        "states": [("", _("All")), *((one.value, one.label) for one in State)],
        "columns": [Column(label) for label in labels],
    }
    return render(request, "portal/console/webhook_log.html", context)


@require_safe
@manages_organisation
def delivery_page(request: HttpRequest, public_id: str, delivery: int) -> HttpResponse:
    webhook, found = _delivery(request, public_id, delivery)
    labels = (_("At"), _("Took"), _("Answer"), _("Its beginning"))
    attempts = [
        {**one, "at": datetime.fromisoformat(one["at"])} for one in reversed(found.attempts)
    ]
    context = {
        "one": webhook,
        "delivery": found,
        "attempts": attempts,
        "columns": [Column(label) for label in labels],
    }
    return render(request, "portal/console/webhook_delivery.html", context)


@read_or_post
@manages_organisation
def replay_delivery(request: HttpRequest, public_id: str, delivery: int) -> HttpResponse:
    _webhook, found = _delivery(request, public_id, delivery)
    if request.method == "POST":
        try:
            replaying.one(found, by=actor_of(request), at=clock.now())
            messages.success(request, _("The message will be sent once more."))
        except REFUSALS as refusal:
            messages.error(request, in_language(refusal))
    return redirect("webhook-delivery", public_id, delivery)


@read_or_post
@manages_organisation
def replay_webhook(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send again: what was given up, or every event since a day."""
    webhook = find(request, public_id)
    if request.method != "POST":
        return _form(request, webhook, None)
    try:
        number = _replay(request, webhook)
    except REFUSALS as refusal:
        return _form(request, webhook, request.POST, all_of(refusal))
    told = ngettext("%(number)d message will be sent.", "%(number)d messages will be sent.", number)
    messages.success(request, told % {"number": number})
    return redirect("webhook", public_id)


def _replay(request: HttpRequest, webhook: Subscription) -> int:
    by, at = actor_of(request), clock.now()
    what = request.POST.get("what", "")
    if what == "dead":
        return replaying.replay(webhook, dead=True, by=by, at=at)
    day = date_typed(request.POST, "since")
    if what != "since" or day is None or day == NO_DATE:
        raise NothingToReplay
    since = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    return replaying.replay(webhook, since=since, by=by, at=at)


def _form(
    request: HttpRequest,
    webhook: Subscription,
    given: QueryDict | None,
    refusals: Sequence[Exception] = (),
) -> HttpResponse:
    choices = (
        Choice("dead", _("What was given up"), _("Messages that were not taken for three days.")),
        Choice(
            "since", _("Every event since a day"), _("Also those that were taken; at most 30 days.")
        ),
    )
    what = Field("what", _("What to send again"), shown(given, "what", "dead"), choices=choices)
    since = date_shown(given, "since", None)
    day = Field("since", _("Since the beginning of"), since, required=False)
    asked, problems = with_refusals([Asked(what, "radios"), Asked(day, "date")], refusals)
    context = {"one": webhook, "asked": asked, "problems": problems}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/console/webhook_replay.html", context, status=status)


def _delivery(request: HttpRequest, public_id: str, delivery: int) -> tuple[Subscription, Delivery]:
    webhook = find(request, public_id)
    try:
        return webhook, log.find(webhook, delivery)
    except NoSuchDelivery:
        raise Http404 from None
