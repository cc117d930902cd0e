"""Signing in: User ID or e-mail and password (the rest is `second_step`); and signing out.

Whether an account exists is not told: one sentence for all failures of the first step.
"""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from claims_portal import clock
from claims_portal.accounts import sign_in as steps
from claims_portal.network_address import network_address
from claims_portal.web import resuming, second_step, sessions
from claims_portal.web.fields import Field, Problem, typed
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.wording import in_language

HOME = "/"
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@read_or_post
@no_guessing
def sign_in(request: HttpRequest) -> HttpResponse:
    """Step 1: who, and the password."""
    target = safe_target(request, request.POST.get("next") or request.GET.get("next") or HOME)
    if request.user.is_authenticated:
        return HttpResponseRedirect(target)
    problem = ""
    if request.method == "POST":
        password = request.POST.get("password", "")
        try:
            accounts = steps.check_password(
                name=request.POST.get("name", ""),
                password=password,
                at=clock.now(),
                address=network_address(request),
            )
        except steps.SignInRefused as refused:
            failed(request)
            problem = in_language(refused)
        else:
            return second_step.begin(request, accounts, target=target)
    return _sign_in_page(request, target, problem)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    sessions.end(request)
    messages.info(request, _("You are signed out."))
    return redirect("sign-in")


def safe_target(request: HttpRequest, target: str) -> str:
    """Where to go after signing in: only within this portal, and nothing that cannot be seen."""
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed and target.startswith("/") and target.isprintable() else HOME


def _sign_in_page(request: HttpRequest, target: str, problem: str) -> HttpResponse:
    name = Field("name", _("User ID or e-mail address"), typed(request.POST.get("name")))
    context = {
        "name": name,
        "password": Field("password", _("Password")),
        "next": target,
        "problems": [Problem(problem, "name")] if problem else [],
        "demo": settings.DEMO,
        "typed_waits": resuming.waits(request.session),
    }
    return render(request, "portal/sign_in.html", context)
