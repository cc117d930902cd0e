"""The first sign-in by a set-up code: a password, an authenticator app, recovery codes."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from claims_portal import clock
from claims_portal.accounts import passwords
from claims_portal.accounts.passwords import PasswordRefused
from claims_portal.network_address import network_address
from claims_portal.operators import sessions, setting_up
from claims_portal.operators.models import Staff
from claims_portal.operators.refusals import FactorRefused, SetUpRefused
from claims_portal.web.fields import typed
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import Form, read_or_post, text
from claims_portal.web.second_factors.app import qr

LONGEST_CODE = 100


@read_or_post
@sensitive_post_parameters("new", "again", "code")
@no_guessing
def choose_password(request: HttpRequest) -> HttpResponse:
    code = typed(request.POST.get("code") or request.GET.get("code"))[:LONGEST_CODE]
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            staff = setting_up.choose_password(code, new_password(request), at=clock.now())
        except SetUpRefused as refused:
            failed(request)
            refusals.append(refused)
        except PasswordRefused as refused:
            refusals.append(at_new(refused))
        else:
            answer = redirect("operator-set-up-app")
            return realm.begin(answer, request, staff, proved=False, sets_up=True)
    form = Form(_("Set your account up"), _("Continue"), said=[_("Step 1 of 2: a password.")])
    asked = [
        text("code", _("Set-up code"), code, hint=_("It stands in the mail or was told to you.")),
        forms.password("new", _("New password"), new=True),
        forms.password("again", _("The new password again"), new=True),
    ]
    return forms.page(request, form, asked, refusals, rules=passwords.rules_in_words())


@read_or_post
@sensitive_post_parameters("code")
@no_guessing
def set_up_app(request: HttpRequest) -> HttpResponse:
    session = realm.session_of(request)
    secret = setting_up.secret_to_confirm(session.staff) if session else None
    if session is None or not session.sets_up or secret is None:
        return redirect("operator-sign-in")
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            codes = setting_up.confirm_app(
                session.staff, request.POST.get("code", ""),
                address=network_address(request), at=clock.now(),
            )  # fmt: skip
        except FactorRefused as refused:
            failed(request)
            refusals.append(refused)
        else:
            rotate_token(request)
            return _signed_in_with(codes, request, session.staff)
    form = Form(
        _("Set up an authenticator app"), _("Confirm"), said=[_("Step 2 of 2. It is compulsory.")]
    )
    asked = [forms.code(_("Code"), hint=_("6 digits, as the app shows them now."))]
    return app_page(request, form, asked, refusals, session.staff, secret)


def app_page(
    request: HttpRequest, form: Form, asked: list[forms.Asked], refusals: list[Exception],
    staff: Staff, secret: str,
) -> HttpResponse:  # fmt: skip
    key = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    drawn = qr(setting_up.provisioning_uri(staff, secret))
    return forms.page(request, form, asked, refusals, qr=drawn, key=key)


def new_password(request: HttpRequest) -> str:
    """What was typed, if it was typed alike twice."""
    new = request.POST.get("new", "")
    if new != request.POST.get("again", ""):
        raise PasswordRefused([_("The two new passwords are not the same.")])
    return new


def at_new(refused: PasswordRefused) -> PasswordRefused:
    """The refusal, at the field of the page."""
    refused.field = "new"
    return refused


def _signed_in_with(codes: list[str], request: HttpRequest, staff: Staff) -> HttpResponse:
    """A proved session, and the codes on the next page, once."""
    answer = realm.begin(redirect("operator-recovery-codes"), request, staff, proved=True)
    newest = sessions.of(staff).order_by("-pk").first()
    if newest is not None:
        sessions.keep_for_once(newest, msgspec.json.encode(codes).decode())
    return answer


def codes_page(request: HttpRequest, codes: list[str], left: int) -> HttpResponse:
    context = {"codes": codes, "left": left, "staff": realm.staff_of(request)}
    return render(request, "portal/operator/recovery_codes.html", context)
