"""The organisation's webhooks: named, changed, tested, switched on and off, their secrets.

A secret is shown once: see `shown_once`.
"""

from collections.abc import Sequence

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import api_clients
from claims_portal.web import once
from claims_portal.web.console import shown_once
from claims_portal.web.console.asking import (
    REFUSALS,
    Asked,
    all_of,
    read_or_post,
    seen_next,
    seen_of,
    shown,
    status_of,
    text,
    with_refusals,
)
from claims_portal.web.console.confirming import Confirmation, confirmed
from claims_portal.web.console.doors import manages_organisation
from claims_portal.web.fields import Choice, Field
from claims_portal.web.listing import Column
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language
from claims_portal.webhooks import replaying, subscriptions
from claims_portal.webhooks.models import State, Subscription
from claims_portal.webhooks.refusals import NoSuchWebhook
from claims_portal.webhooks.subscriptions import Wanted

PURPOSE = "new webhook secret"


@require_safe
@manages_organisation
def webhooks_page(request: HttpRequest) -> HttpResponse:
    labels = (_("Receiver"), _("Events"), _("Waiting"), _("Given up"), _("State"))
    context = {
        "webhooks": subscriptions.with_counts(subscriptions.of(actor_of(request))),
        "columns": [Column(label) for label in labels],
    }
    return render(request, "portal/console/webhooks.html", context)


@read_or_post
@manages_organisation
def new_webhook(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, None, None)
    try:
        with transaction.atomic():
            made = subscriptions.create(
                _wanted(request.POST), by=actor_of(request), at=clock.now(), form=once.of(request)
            )
            public_id = made.subscription.public_id
            shown_once.keep(request, public_id, made.secret, purpose=PURPOSE)
            return redirect("webhook-secret", public_id)
    except REFUSALS as refusal:
        return _form(request, None, request.POST, all_of(refusal))


@require_safe
@manages_organisation
def webhook_page(request: HttpRequest, public_id: str) -> HttpResponse:
    webhook = find(request, public_id)
    context = {
        "one": webhook,
        "waiting": webhook.count(State.WAITING),
        "dead": webhook.count(State.DEAD),
        "old_secret_ends_at": subscriptions.old_secret_ends_at(webhook, at=clock.now()),
    }
    return render(request, "portal/console/webhook.html", context)


@read_or_post
@manages_organisation
def edit_webhook(request: HttpRequest, public_id: str) -> HttpResponse:
    webhook = find(request, public_id)
    if request.method != "POST":
        return _form(request, webhook, None)
    try:
        wanted, by = _wanted(request.POST), actor_of(request)
        seen = seen_of(request.POST)
        subscriptions.change(webhook, wanted, by=by, at=clock.now(), seen=seen)
    except REFUSALS as refusal:
        # What it is now: `change` may have held a later one.
        return _form(request, find(request, public_id), request.POST, all_of(refusal))
    messages.success(request, _("The webhook is changed."))
    return redirect("webhook", public_id)


@read_or_post
@manages_organisation
def test_webhook(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send a test message, and look at what came of it."""
    webhook = find(request, public_id)
    if request.method != "POST":
        return redirect("webhook", public_id)
    try:
        delivery = replaying.test(webhook, by=actor_of(request), at=clock.now())
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
        return redirect("webhook", public_id)
    messages.success(request, _("A test message is on its way. Load this page again to see what "
                                "came of it."))  # fmt: skip
    return redirect("webhook-delivery", public_id, delivery.pk)


@read_or_post
@manages_organisation
def rotate_secret(request: HttpRequest, public_id: str) -> HttpResponse:
    webhook = find(request, public_id)
    if request.method != "POST":
        return redirect("webhook", public_id)
    try:
        with transaction.atomic():
            secret = subscriptions.rotate(webhook, by=actor_of(request), at=clock.now())
            shown_once.keep(request, public_id, secret, purpose=PURPOSE)
            return redirect("webhook-secret", public_id)
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
        return redirect("webhook", public_id)


@never_cache
@require_safe
@manages_organisation
def secret_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The new secret, this once."""
    webhook = find(request, public_id)
    secret = shown_once.take(request, public_id, purpose=PURPOSE)
    if not secret:
        messages.info(request, _("The secret was shown once. If it was not copied, make another."))
        return redirect("webhook", public_id)
    return render(request, "portal/console/webhook_secret.html", {"one": webhook, "secret": secret})


@read_or_post
@manages_organisation
def end_old_secret(request: HttpRequest, public_id: str) -> HttpResponse:
    webhook = find(request, public_id)
    said = [_("A receiver that still verifies with it refuses every message from now on.")]
    asked = _asked(
        webhook, _("End the old secret"), said, _("The new secret alone signs from now on.")
    )
    by, at = actor_of(request), clock.now()
    return confirmed(request, asked, lambda: subscriptions.end_old_secret(webhook, by=by, at=at))


@read_or_post
@manages_organisation
def switch_off(request: HttpRequest, public_id: str) -> HttpResponse:
    webhook = find(request, public_id)
    said = [
        _("Nothing is sent to it any more. What waits stays waiting."),
        _("Events that happen meanwhile are not kept for it: once it is on again, send them with "
          "“Send again”."),
    ]  # fmt: skip
    asked = _asked(webhook, _("Switch the webhook off"), said, _("The webhook is off."))
    by, at = actor_of(request), clock.now()
    return confirmed(request, asked, lambda: subscriptions.switch_off(webhook, by=by, at=at))


@read_or_post
@manages_organisation
def switch_on(request: HttpRequest, public_id: str) -> HttpResponse:
    webhook = find(request, public_id)
    said = [_("Events from now on are sent again, and what waited for it.")]
    asked = _asked(webhook, _("Switch the webhook on"), said, _("The webhook is on."))
    by, at = actor_of(request), clock.now()
    return confirmed(request, asked, lambda: subscriptions.switch_on(webhook, by=by, at=at))


@read_or_post
@manages_organisation
def delete_webhook(request: HttpRequest, public_id: str) -> HttpResponse:
    webhook = find(request, public_id)
    asked = Confirmation(
        title=_("Delete the webhook"),
        about=webhook.url,
        said=[_("Its log, its secrets and all that waits for it go with it.")],
        button=_("Delete the webhook"),
        back_href=reverse("webhooks"),
        done=_("The webhook is deleted."),
    )
    by, at = actor_of(request), clock.now()
    return confirmed(request, asked, lambda: subscriptions.delete(webhook, by=by, at=at))


def find(request: HttpRequest, public_id: str) -> Subscription:
    """The webhook of a page; Http404 also for that of another organisation."""
    try:
        return subscriptions.find(actor_of(request), public_id)
    except NoSuchWebhook:
        raise Http404 from None


def _asked(webhook: Subscription, title: str, said: Sequence[str], done: str) -> Confirmation:
    back = reverse("webhook", args=[webhook.public_id])
    return Confirmation(title, webhook.url, said, title, back, done)


def _wanted(given: QueryDict) -> Wanted:
    return Wanted(
        url=given.get("url", ""),
        events=given.get("events", "").split(),
        description=given.get("description", ""),
        client_id=given.get("clientId", ""),
    )


def _form(
    request: HttpRequest,
    webhook: Subscription | None,
    given: QueryDict | None,
    refusals: Sequence[Exception] = (),
) -> HttpResponse:
    asked, problems = with_refusals(_fields(request, webhook, given), refusals)
    status = status_of(refusals)
    context = {
        "one": webhook,
        "asked": asked,
        "problems": problems,
        "seen": seen_next(subscriptions.version_of(webhook), given, status) if webhook else "",
        "form_token": once.new_token(),
    }
    return render(request, "portal/console/webhook_form.html", context, status=status)


def _fields(
    request: HttpRequest, webhook: Subscription | None, given: QueryDict | None
) -> list[Asked]:
    clients = [
        Choice(one.client_id, one.name)
        for one in api_clients.of(actor_of(request))
        if one.enabled or (webhook and webhook.client_id == one.pk)
    ]
    said = subscriptions.described(webhook) if webhook else {}
    return [
        text("url", _("Address of the receiver"), shown(given, "url", said.get("url", "")),
             hint=_("It begins with https://"), width="", type="url"),
        Asked(Field("events", _("Types of events"),
                    shown(given, "events", "\n".join(said.get("events", ["*"]))),
                    hint=_("One on each line. * at the end stands for every type that begins so, "
                           "alone for all.")), "textarea"),
        text("description", _("Description"),
             shown(given, "description", said.get("description", "")),
             hint=_("For people: which program it is."), required=False),
        Asked(Field("clientId", _("API client"), shown(given, "clientId", said.get("client", "")),
                    hint=_("If it is for one: the webhook then ends with it."),
                    required=False, choices=clients), "select", blank=_("None")),
    ]  # fmt: skip
