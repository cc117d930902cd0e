"""Changing how one signs in asks for a proof: signed in just now, or the password again."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts.sign_in import SignInRefused, check_password
from claims_portal.web.fields import Field
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.sessions import SIGNED_IN_AT, actor_of
from claims_portal.web.signing_in import safe_target

PROVED_AT = "password_given_at"
RECENT = timedelta(minutes=10)

View = Callable[..., HttpResponse]


def own_account(view: View) -> View:
    """A page of one's own account: closed to who is signed in as another user (facts 1.5)."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actor_of(request).is_signed_in_as_another:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def wants_recent_proof(view: View) -> View:
    """Asks for the password first, unless it was given in the last ten minutes."""

    @own_account
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_recent(request, clock.now()):
            return view(request, *args, **kwargs)
        # A form that was sent is opened again, and sent again, after that.
        target = request.path if request.method != "POST" else reverse("second-factors")
        return redirect(f"{reverse('second-factor-password')}?{urlencode({'next': target})}")

    return guarded


def is_recent(request: HttpRequest, at: datetime) -> bool:
    newest: float = max(request.session.get(key, 0.0) for key in (SIGNED_IN_AT, PROVED_AT))
    return 0 <= at.timestamp() - newest < RECENT.total_seconds()


@require_http_methods(["GET", "HEAD", "POST"])
@own_account
@sensitive_post_parameters("password")
@no_guessing
def password_page(request: HttpRequest) -> HttpResponse:
    """The password again. Wrong ones count as failed sign-ins do."""
    target = safe_target(request, request.POST.get("next") or request.GET.get("next") or "/")
    problem = ""
    if request.method == "POST":
        at = clock.now()
        password = request.POST.get("password", "")
        try:
            check_password(name=request.user.get_username(), password=password, at=at)
        except SignInRefused:
            failed(request)
            problem = _("The password is not right.")
        else:
            request.session[PROVED_AT] = at.timestamp()
            return HttpResponseRedirect(target)
    field = Field("password", _("Password"), error=problem)
    context = {"field": field, "problems": [field] if problem else [], "next": target}
    return render(request, "portal/account/password_again.html", context)
