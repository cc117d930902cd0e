"""Signing in as staff: staff ID and password, then a code of the authenticator app."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from claims_portal import clock
from claims_portal.network_address import network_address
from claims_portal.operators import sign_in as steps
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import FactorRefused, SignInRefused
from claims_portal.web.fields import typed
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import Form, read_or_post, text

Prove = Callable[..., Staff]


@read_or_post
@sensitive_post_parameters("password")
@no_guessing
def sign_in(request: HttpRequest) -> HttpResponse:
    """Step 1: who, and the password."""
    target = realm.safe_target(request)
    session = realm.session_of(request)
    if session is not None and session.proved_at is not None:
        return HttpResponseRedirect(target)
    refusals: list[Exception] = []
    name = typed(request.POST.get("name"))
    if request.method == "POST":
        try:
            staff = steps.check_password(
                name=name, password=request.POST.get("password", ""), at=clock.now()
            )
        except SignInRefused as refused:
            failed(request)
            refusals.append(refused)
        else:
            answer = HttpResponseRedirect(_with_target("operator-sign-in-code", target))
            return realm.begin(answer, request, staff, proved=False)
    return _page(request, target, name, refusals)


def _page(request: HttpRequest, target: str, name: str, refusals: list[Exception]) -> HttpResponse:
    said = [_("For the staff of the portal’s operator. Organisations sign in elsewhere.")]
    if settings.DEMO:
        said.append(
            _("This is a demo. Its staff IDs and passwords are printed where it was started.")
        )
    form = Form(
        _("Operator: sign in"), _("Continue"), said=said, hidden=[("next", target)],
        links=[(_("Sign in for an organisation"), reverse("sign-in"))],
    )  # fmt: skip
    asked = [
        text("name", _("Staff ID"), name, width="20"),
        forms.password("password", _("Password")),
    ]
    return forms.page(request, form, asked, refusals)


def second_step(
    prove: Prove, title: Promise, label: Promise, hint: Promise, other: str, other_label: Promise
) -> Callable[[HttpRequest], HttpResponse]:
    """The page of a factor that is typed. Without a sign-in under way it leads to the first."""

    @read_or_post
    @sensitive_post_parameters("code")
    @no_guessing
    def page(request: HttpRequest) -> HttpResponse:
        session = realm.session_of(request)
        if session is None or session.sets_up or session.proved_at is not None:
            return redirect("operator-sign-in")
        target = realm.safe_target(request)
        refusals: list[Exception] = []
        if request.method == "POST":
            try:
                staff = prove(
                    session.staff, request.POST.get("code", ""),
                    at=clock.now(), address=network_address(request),
                )  # fmt: skip
            except FactorRefused as refused:
                failed(request)
                refusals.append(refused)
            else:
                rotate_token(request)
                return realm.begin(HttpResponseRedirect(target), request, staff, proved=True)
        form = Form(
            str(title), _("Sign in"), said=_demo(session.staff), hidden=[("next", target)],
            links=[
                (str(other_label), _with_target(other, target)),
                (_("Start again"), reverse("operator-sign-in")),
            ],
        )  # fmt: skip
        return forms.page(request, form, [forms.code(str(label), hint=str(hint))], refusals)

    return page


app_code = second_step(
    steps.prove_app,
    words("Code of your authenticator app"),
    words("Code"),
    words("6 digits, as the app shows them now."),
    "operator-sign-in-recovery-code",
    words("I have lost the app: use a recovery code"),
)
recovery_code = second_step(
    steps.prove_recovery_code,
    words("Recovery code"),
    words("Code"),
    words("One of those that you wrote down; each is good once."),
    "operator-sign-in-code",
    words("Use the authenticator app"),
)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("You are signed out."))
    return realm.end(redirect("operator-sign-in"), request)


def _demo(staff: Staff) -> list[Any]:
    if not settings.DEMO:
        return []
    told = _("This is a demo. Its authenticator app is a command: claims-portal demo-code %(id)s")
    return [told % {"id": staff.staff_id}]


def _with_target(route: str, target: str) -> str:
    return f"{reverse(route)}?{urlencode({'next': target})}"
