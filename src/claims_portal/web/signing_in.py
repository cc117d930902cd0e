"""Signing in: User ID or e-mail and password, then a code by e-mail; and signing out.

Whether an account exists is not told: one sentence for all failures of the first step.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
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
from claims_portal.accounts.models import User
from claims_portal.web import pending_sign_in, sessions
from claims_portal.web.fields import Choice, Field, Problem, typed
from claims_portal.web.pending_sign_in import PendingSignIn

HOME = "/"
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@read_or_post
def sign_in(request: HttpRequest) -> HttpResponse:
    """Step 1: who, and the password."""
    target = safe_target(request, request.POST.get("next") or request.GET.get("next") or HOME)
    if request.user.is_authenticated:
        return HttpResponseRedirect(target)
    problem = ""
    if request.method == "POST":
        at = clock.now()
        password = request.POST.get("password", "")
        try:
            accounts = steps.check_password(
                name=request.POST.get("name", ""), password=password, at=at
            )
        except steps.SignInRefused as refused:
            problem = str(refused)
        else:
            pending_sign_in.begin(request.session, accounts, target=target, at=at)
            _send_code(request, accounts[0])
            return redirect("sign-in-code")
    return _sign_in_page(request, target, problem)


@login_not_required
@never_cache
@read_or_post
def code(request: HttpRequest) -> HttpResponse:
    """Step 2: the code that was sent by e-mail."""
    pending, accounts = _under_way(request)
    if pending is None:
        return _start_again(request)
    if pending.code_was_right:
        return redirect("sign-in-account")
    problem = ""
    if request.method == "POST":
        try:
            steps.check_code(accounts[0], request.POST.get("code", ""), at=clock.now())
        except steps.CodeRefused as refused:
            problem = str(refused)
        else:
            if len(accounts) == 1:
                return _finish(request, pending, accounts[0])
            pending_sign_in.keep(request.session, replace(pending, code_was_right=True))
            return redirect("sign-in-account")
    return _code_page(request, accounts[0], problem)


@login_not_required
@require_POST
def code_again(request: HttpRequest) -> HttpResponse:
    pending, accounts = _under_way(request)
    if pending is None:
        return _start_again(request)
    if _send_code(request, accounts[0]):
        messages.success(request, _("A new code was sent. Earlier codes no longer work."))
    return redirect("sign-in-code")


@login_not_required
@never_cache
@read_or_post
def account(request: HttpRequest) -> HttpResponse:
    """Step 3, only for an address that serves several organisations: which account."""
    pending, accounts = _under_way(request)
    if pending is None or not pending.code_was_right:
        return _start_again(request)
    problem = ""
    if request.method == "POST":
        chosen = [user for user in accounts if user.user_name == request.POST.get("account")]
        if chosen:
            return _finish(request, pending, chosen[0])
        problem = _("Choose the account you want to use.")
    choices = [
        Choice(user.user_name, user.user_name, hint=user.organisation.name) for user in accounts
    ]
    field = Field("account", _("Which account do you want to use?"), error=problem, choices=choices)
    problems = [field] if problem else []
    context = {"field": field, "problems": problems}
    return render(request, "portal/sign_in_account.html", context)


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.info(request, _("You are signed out."))
    return redirect("sign-in")


def safe_target(request: HttpRequest, target: str) -> str:
    """Where to go after signing in: only within this portal."""
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return target if allowed and target.startswith("/") else HOME


def _under_way(request: HttpRequest) -> tuple[PendingSignIn | None, Sequence[User]]:
    """The sign-in under way with its accounts; nothing once none of them may be used."""
    pending = pending_sign_in.of(request.session, clock.now())
    accounts = pending.usable_accounts() if pending else []
    return (pending, accounts) if accounts else (None, [])


def _start_again(request: HttpRequest) -> HttpResponse:
    pending_sign_in.forget(request.session)
    if not request.user.is_authenticated:
        messages.info(request, _("Start signing in again: it was not finished within 10 minutes."))
    return redirect("sign-in")


def _send_code(request: HttpRequest, user: User) -> bool:
    try:
        steps.send_code(user, at=clock.now())
    except steps.TooSoon as refused:
        messages.warning(request, str(refused))
        return False
    return True


def _finish(request: HttpRequest, pending: PendingSignIn, user: User) -> HttpResponse:
    now = clock.now()
    pending_sign_in.forget(request.session)
    login(request, user, backend=sessions.BACKEND)
    steps.note_use(user, at=now)
    request.session[sessions.SIGNED_IN_AT] = now.timestamp()
    request.session[sessions.LAST_SEEN_AT] = now.timestamp()
    return HttpResponseRedirect(pending.target)


def _sign_in_page(request: HttpRequest, target: str, problem: str) -> HttpResponse:
    name = Field("name", _("User ID or e-mail address"), typed(request.POST.get("name")))
    context = {
        "name": name,
        "password": Field("password", _("Password")),
        "next": target,
        "problems": [Problem(problem, "name")] if problem else [],
        "demo": settings.DEMO,
    }
    return render(request, "portal/sign_in.html", context)


def _code_page(request: HttpRequest, user: User, problem: str) -> HttpResponse:
    minutes = int(settings.SIGN_IN_CODE_LIFETIME.total_seconds() // 60)
    hint = _("6 digits. It can be used once, within %(minutes)d minutes.") % {"minutes": minutes}
    field = Field("code", _("Code"), hint=hint, error=problem)
    context = {
        "field": field,
        "problems": [field] if problem else [],
        "address": masked(user.email),
        "demo_user": user.user_name if settings.DEMO else "",
    }
    return render(request, "portal/sign_in_code.html", context)


def masked(address: str) -> str:
    """Enough of an address to know it again: p•••@example.com."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}"
