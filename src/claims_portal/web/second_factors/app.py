"""Setting up an authenticator app, and removing it."""

from typing import cast

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.second_factors import authenticator_apps as apps
from claims_portal.accounts.second_factors.refusals import FactorRefused
from claims_portal.web.fields import Field
from claims_portal.web.second_factors.recent_proof import wants_recent_proof
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@require_POST
@wants_recent_proof
def begin(request: HttpRequest) -> HttpResponse:
    apps.begin(cast(User, request.user), at=clock.now())
    return redirect("app-new")


@read_or_post
@sensitive_post_parameters("code")
@wants_recent_proof
def new(request: HttpRequest) -> HttpResponse:
    """The key of the new app, as a QR code and to type, until a code of it was seen."""
    account = cast(User, request.user)
    secret = apps.secret_to_confirm(account)
    if secret is None:
        return redirect("second-factors")
    problem = ""
    if request.method == "POST":
        typed = request.POST.get("code", "")
        try:
            apps.confirm(account, typed, by=actor_of(request), at=clock.now())
        except FactorRefused as refused:
            problem = in_language(refused)
        else:
            messages.success(request, _("The authenticator app is set up."))
            return redirect("second-factors")
    field = Field("code", _("Code"), hint=_("6 digits, as the app shows them now."), error=problem)
    context = {
        "field": field,
        "problems": [field] if problem else [],
        "qr": qr(apps.provisioning_uri(account, secret)),
        "key": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }
    return render(request, "portal/account/new_app.html", context)


@read_or_post
@wants_recent_proof
def remove(request: HttpRequest) -> HttpResponse:
    account = cast(User, request.user)
    if request.method == "POST":
        try:
            apps.remove(account, by=actor_of(request), at=clock.now())
        except AccountRefusal as refused:
            messages.error(request, in_language(refused))
        else:
            messages.success(request, _("The authenticator app was removed."))
        return redirect("second-factors")
    context = {
        "title": _("Remove the authenticator app?"),
        "sentence": _("Its codes will no longer work. Remove the entry from the app as well."),
    }
    return render(request, "portal/account/remove_factor.html", context)


def qr(text: str) -> SafeString:
    """The QR code, drawn in the page itself: it has no address to be fetched from."""
    title = _("QR code for your authenticator app")
    drawn = segno.make(text, error="m").svg_inline(
        scale=5, light="#ffffff", dark="#000000", title=title, svgclass="portal-qr", lineclass=None
    )
    return mark_safe(drawn)  # noqa: S308 - drawn by the library from squares
