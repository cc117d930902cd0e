"""What an API client may do and how it proves itself beside its secrets: scopes, keys, tokens."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts import api_clients, client_keys
from claims_portal.accounts.models import ApiClient
from claims_portal.accounts.scopes import TokenScope
from claims_portal.web.console.api_clients import client_of
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
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language


@read_or_post
@manages_organisation
def client_scopes(request: HttpRequest, client_id: str) -> HttpResponse:
    """What the client's tokens may be for."""
    client = client_of(request, client_id)
    refusals: list[Exception] = []
    if request.method == "POST":
        chosen = request.POST.getlist("scopes")
        try:
            api_clients.allow(
                client, chosen, by=actor_of(request), at=clock.now(), seen=seen_of(request.POST)
            )
        except REFUSALS as refusal:
            refusals = all_of(refusal)
        else:
            messages.success(request, _("The client has these scopes from now on."))
            return redirect("api-client", client.client_id)
    given = request.POST.getlist("scopes") if request.method == "POST" else client.scopes
    choices = [
        Choice(scope.value, f"{scope}: {in_language(scope.meaning)}") for scope in TokenScope
    ]
    hint = _("What is taken away is taken from the tokens that it has, too.")
    field = Field("scopes", _("What its tokens may be for"), given, hint=hint, choices=choices)
    asked = [Asked(field, "checkboxes")]
    return _form(request, client, _("Change the scopes"), asked, refusals)


@read_or_post
@manages_organisation
def add_key(request: HttpRequest, client_id: str) -> HttpResponse:
    """A public key, pasted."""
    client = client_of(request, client_id)
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            client_keys.add(
                client, request.POST.get("key", ""), by=actor_of(request), at=clock.now()
            )
        except REFUSALS as refusal:
            refusals = all_of(refusal)
        else:
            messages.success(request, _("The key was added."))
            return redirect("api-client", client.client_id)
    hint = _(
        "In PEM, beginning with BEGIN PUBLIC KEY, or as a JWK. RSA of 2,048 bits or more, or EC. "
        "The private key stays with its owner."
    )
    field = Field("key", _("Public key"), shown(_posted(request), "key"), hint=hint, required=True)
    return _form(request, client, _("Add a key"), [Asked(field, "textarea")], refusals)


@read_or_post
@manages_organisation
def key_address(request: HttpRequest, client_id: str) -> HttpResponse:
    """Where the client publishes its keys."""
    client = client_of(request, client_id)
    refusals: list[Exception] = []
    if request.method == "POST":
        address = request.POST.get("jwksUrl", "")
        try:
            client_keys.publish_at(
                client, address, by=actor_of(request), at=clock.now(), seen=seen_of(request.POST)
            )
        except REFUSALS as refusal:
            refusals = all_of(refusal)
        else:
            messages.success(request, _("The address of its keys was changed."))
            return redirect("api-client", client.client_id)
    hint = _("Beginning with https://. Leave it empty where the client publishes none.")
    usual = shown(_posted(request), "jwksUrl", client.jwks_url)
    asked = [text("jwksUrl", _("Address of its keys (JWKS)"), usual, hint=hint, required=False)]
    return _form(request, client, _("Change the address of its keys"), asked, refusals)


@read_or_post
@manages_organisation
def revoke_key(request: HttpRequest, client_id: str, key: int) -> HttpResponse:
    client = client_of(request, client_id)
    found = next((one for one in client.keys.all() if one.pk == key and not one.revoked_at), None)
    if found is None:
        raise Http404
    asked = Confirmation(
        title=_("Revoke the key %(kid)s") % {"kid": found.kid},
        about=client.name,
        said=[_("It proves nothing from now on, and all tokens of the client stop working.")],
        button=_("Revoke the key"),
        back_href=reverse("api-client", args=[client.client_id]),
        done=_("The key no longer works."),
    )
    by, at = actor_of(request), clock.now()
    return confirmed(request, asked, lambda: client_keys.revoke(client, key, by=by, at=at))


@read_or_post
@manages_organisation
def revoke_tokens(request: HttpRequest, client_id: str) -> HttpResponse:
    client = client_of(request, client_id)
    asked = Confirmation(
        title=_("End all tokens of the client"),
        about=client.name,
        said=[
            _("Calls with a token that was given until now are refused at once."),
            _("With its secret or key, the client gets a new one."),
        ],
        button=_("End all tokens"),
        back_href=reverse("api-client", args=[client.client_id]),
        done=_("All tokens of the client have ended."),
    )
    by, at = actor_of(request), clock.now()
    return confirmed(request, asked, lambda: api_clients.revoke_tokens(client, by=by, at=at))


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form(
    request: HttpRequest,
    client: ApiClient,
    title: str,
    asked: Sequence[Asked],
    refusals: Sequence[Exception],
) -> HttpResponse:
    fields, problems = with_refusals(asked, refusals)
    status = status_of(refusals)
    # A change that was refused may have met a later one.
    now = client_of(request, client.client_id) if refusals else client
    context = {
        "one": client,
        "title": title,
        "asked": fields,
        "problems": problems,
        "seen": seen_next(api_clients.version_of(now), _posted(request), status),
    }
    return render(request, "portal/console/api_client_change.html", context, status=status)
