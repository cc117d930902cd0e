"""The organisation's API clients: made, named, given a second secret, revoked.

A secret is shown once. It waits for that one page sealed in the session, so that
loading the page again neither shows it nor makes another. It gets there in the
transaction that makes it: the second of two clicks finds both.
"""

from collections.abc import Sequence

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims_portal import clock, sealing
from claims_portal.accounts import api_clients, usage_reading
from claims_portal.accounts.api_clients import NoSuchClient
from claims_portal.accounts.models import ApiClient, ApiClientSecret
from claims_portal.web import once
from claims_portal.web.console.asking import (
    REFUSALS,
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
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

KEPT = "new_client_secret"
"""The session's key of a secret that waits to be shown."""
PURPOSE = "new client secret"


@require_safe
@manages_organisation
def clients_page(request: HttpRequest) -> HttpResponse:
    labels = (_("Name"), _("Client ID"), _("Secrets"), _("Last used"), _("State"))
    found = list(api_clients.of(actor_of(request)))
    used = usage_reading.last_used(found)
    context = {
        "clients": [(one, len(_live(one)), used.get(one.pk)) for one in found],
        "columns": [{"label": label} for label in labels],
    }
    return render(request, "portal/console/api_clients.html", context)


@read_or_post
@manages_organisation
def new_client(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _name_form(request, None, None)
    try:
        with transaction.atomic():
            made = api_clients.create_own(
                name=request.POST.get("name", ""),
                by=actor_of(request),
                at=clock.now(),
                form=once.of(request),
            )
            return _show_once(request, made.client, made.secret)
    except REFUSALS as refusal:
        return _name_form(request, None, request.POST, all_of(refusal))


@require_safe
@manages_organisation
def client_page(request: HttpRequest, client_id: str) -> HttpResponse:
    client = client_of(request, client_id)
    live = _live(client)
    full = len(live) >= api_clients.LIVE_SECRETS
    context = {
        "one": client,
        "secrets": live,
        "keys": [key for key in client.keys.all() if key.revoked_at is None],
        "calls_per_second": client.calls_per_second or settings.CALLS_PER_SECOND,
        "last_used_at": usage_reading.last_used([client]).get(client.pk),
        "form_token": once.new_token(),
        "refusal": _("This client has two live secrets. Revoke the old one first.") if full else "",
        "columns": [{"label": label} for label in (_("Secret"), _("Made"), _("Revoke"))],
        "key_columns": [{"label": label} for label in (_("Key"), _("Added"), _("Revoke"))],
    }
    return render(request, "portal/console/api_client.html", context)


@read_or_post
@manages_organisation
def rename_client(request: HttpRequest, client_id: str) -> HttpResponse:
    client = client_of(request, client_id)
    if request.method != "POST":
        return _name_form(request, client, None)
    try:
        api_clients.rename(
            client, request.POST.get("name", ""), by=actor_of(request), at=clock.now(),
            seen=seen_of(request.POST),
        )  # fmt: skip
    except REFUSALS as refusal:
        return _name_form(request, client_of(request, client_id), request.POST, all_of(refusal))
    messages.success(request, _("The client has its new name."))
    return redirect("api-client", client.client_id)


@read_or_post
@manages_organisation
def add_secret(request: HttpRequest, client_id: str) -> HttpResponse:
    """A second secret beside the first, so that programs move to it without a gap."""
    client = client_of(request, client_id)
    if request.method != "POST":
        return redirect("api-client", client.client_id)
    try:
        with transaction.atomic():
            secret = api_clients.add_secret(
                client, by=actor_of(request), at=clock.now(), form=once.of(request)
            )
            return _show_once(request, client, secret)
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
        return redirect("api-client", client.client_id)


@never_cache
@require_safe
@manages_organisation
def secret_page(request: HttpRequest, client_id: str) -> HttpResponse:
    """The new secret, this once."""
    client = client_of(request, client_id)
    kept = request.session.get(KEPT, {})
    if kept.get("client") != client.pk or request.method != "GET":
        messages.info(request, _("The secret was shown once and is kept nowhere. If it was not "
                                 "copied, revoke it and make another."))  # fmt: skip
        return redirect("api-client", client.client_id)
    del request.session[KEPT]
    secret = sealing.unseal(kept["sealed"], purpose=PURPOSE)
    context = {"one": client, "secret": secret}
    return render(request, "portal/console/api_client_secret.html", context)


@read_or_post
@manages_organisation
def revoke_secret(request: HttpRequest, client_id: str, secret: int) -> HttpResponse:
    client = client_of(request, client_id)
    live = _live(client)
    found = next((one for one in live if one.pk == secret), None)
    if found is None:
        raise Http404
    said = [_("It stops working at once, and so do all tokens of the client.")]
    said.append(
        _("Programs that use the other secret get a new token with it.")
        if len(live) > 1
        else _("It is the only secret: until you make another, the client cannot work at all.")
    )
    asked = Confirmation(
        title=_("Revoke the secret of %(day)s") % {"day": _moment(found)},
        about=client.name,
        said=said,
        button=_("Revoke the secret"),
        back_href=reverse("api-client", args=[client.client_id]),
        done=_("The secret no longer works."),
    )
    by, at = actor_of(request), clock.now()
    return confirmed(
        request, asked, lambda: api_clients.revoke_secret(client, found.pk, by=by, at=at)
    )


@read_or_post
@manages_organisation
def disable_client(request: HttpRequest, client_id: str) -> HttpResponse:
    client = client_of(request, client_id)
    asked = Confirmation(
        title=_("Disable the client"),
        about=client.name,
        said=[
            _("Its secrets and tokens stop working at once."),
            _("It cannot be enabled again: you would make a new client instead."),
        ],
        button=_("Disable the client"),
        back_href=reverse("api-client", args=[client.client_id]),
        done=_("The client is disabled, with its secrets and tokens."),
    )
    by, at = actor_of(request), clock.now()
    return confirmed(request, asked, lambda: api_clients.revoke(client, by=by, at=at))


def client_of(request: HttpRequest, client_id: str) -> ApiClient:
    """The client of a page; Http404 also for that of another organisation."""
    try:
        return api_clients.find(actor_of(request), client_id)
    except NoSuchClient:
        raise Http404 from None


def _live(client: ApiClient) -> list[ApiClientSecret]:
    """The secrets that work, the newest first."""
    live = [one for one in client.secrets.all() if one.revoked_at is None]
    return sorted(live, key=lambda one: one.pk, reverse=True)


def _show_once(request: HttpRequest, client: ApiClient, secret: str) -> HttpResponse:
    """Lead to the secret; one that is empty was made by the same form just before."""
    session = request.session
    # Read anew: this request's own copy of the session may be older than the first click.
    kept = type(session)(session.session_key).get(KEPT)
    if secret:
        kept = {"client": client.pk, "sealed": sealing.seal(secret, purpose=PURPOSE)}
    if kept:
        session[KEPT] = kept
        session.save()
        session.modified = False
    return redirect("api-client-secret", client.client_id)


def _moment(secret: ApiClientSecret) -> str:
    return date_format(timezone.localtime(secret.created_at), "j F Y, H:i")


def _name_form(
    request: HttpRequest,
    client: ApiClient | None,
    given: QueryDict | None,
    refusals: Sequence[Exception] = (),
) -> HttpResponse:
    hint = _("The program or the software house that uses it. Seen by administrators only.")
    usual = client.name if client else ""
    asked, problems = with_refusals(
        [text("name", _("Name"), shown(given, "name", usual), hint=hint)], refusals
    )
    status = status_of(refusals)
    context = {
        "one": client,
        "asked": asked,
        "problems": problems,
        "seen": seen_next(api_clients.version_of(client), given, status) if client else "",
        "form_token": once.new_token(),
    }
    return render(request, "portal/console/api_client_name.html", context, status=status)
