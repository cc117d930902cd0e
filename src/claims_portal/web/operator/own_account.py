"""One's own account: password, authenticator app, recovery codes, where one is signed in."""

from typing import Any

import msgspec
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.accounts.passwords import PasswordRefused, rules_in_words
from claims_portal.network_address import network_address
from claims_portal.operators import holding, passwords, sessions, setting_up, sign_in
from claims_portal.operators.refusals import FactorRefused, OperatorRefusal
from claims_portal.operators.roles import TABLE, names_of
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import Form, read_or_post
from claims_portal.web.operator.setting_up import app_page, at_new, codes_page, new_password
from claims_portal.web.wording import in_language

BACK = "operator-account"


@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    staff, actor = realm.staff_of(request), realm.actor_of(request)
    left = staff.recovery_codes.filter(used_at=None).count()
    rows = [
        _row(_("Staff ID"), staff.staff_id),
        _row(_("Name"), staff.full_name),
        _row(_("E-mail"), staff.email),
        _row(_("Roles"), ", ".join(map(in_language, names_of(staff.roles)))),
        _row(_("Password"), _("Set"), "operator-password"),
        _row(_("Authenticator app"), _("Set up"), "operator-app", _("Replace")),
        _row(_("Recovery codes left"), str(left), "operator-recovery-codes", _("Make new ones")),
    ]
    labels = (_("Browser"), _("Network address"), _("Signed in"), _("Last used"))
    context = {
        "rows": rows,
        "rights": [in_language(row.words) for row in TABLE if actor.may(row.right)],
        "sessions": list(sessions.of(staff)),
        "this": realm.session_of(request),
        "columns": [{"label": label} for label in labels],
    }
    return render(request, "portal/operator/account.html", context)


@read_or_post
@sensitive_post_parameters("old", "new", "again")
@no_guessing
def password(request: HttpRequest) -> HttpResponse:
    staff, session = realm.staff_of(request), realm.session_of(request)
    must = passwords.must_be_changed(staff, at=clock.now())
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            passwords.change(
                staff, request.POST.get("old", ""), new_password(request),
                by=realm.actor_of(request), this=session.digest if session else "", at=clock.now(),
            )  # fmt: skip
        except PasswordRefused as refused:
            refusals.append(at_new(refused))
        except OperatorRefusal as refused:
            failed(request)
            refusals.append(refused)
        else:
            messages.success(request, _("Your password was changed. You are signed out elsewhere."))
            return redirect("operator-home" if must else BACK)
    said = [_("Your password has expired. Choose a new one to go on.")] if must else []
    form = Form(
        _("Change your password"), _("Change the password"), said=said,
        back_href="" if must else reverse(BACK),
    )  # fmt: skip
    asked = [
        forms.password("old", _("The password you have now")),
        forms.password("new", _("New password"), new=True),
        forms.password("again", _("The new password again"), new=True),
    ]
    return forms.page(request, form, asked, refusals, rules=rules_in_words())


@read_or_post
@sensitive_post_parameters("current", "code")
@no_guessing
def app(request: HttpRequest) -> HttpResponse:
    """Another app in place of this one, which must show a code too."""
    staff = realm.staff_of(request)
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            codes = setting_up.confirm_app(
                staff, request.POST.get("code", ""), current=request.POST.get("current", ""),
                address=network_address(request), at=clock.now(),
            )  # fmt: skip
        except FactorRefused as refused:
            failed(request)
            refusals.append(refused)
        else:
            messages.success(request, _("The new app is in use. Here are new recovery codes."))
            return _shown_next(request, codes)
    else:
        setting_up.begin_new_app(staff)
        staff = holding.find(staff.staff_id)
    secret = setting_up.secret_to_confirm(staff)
    if secret is None:
        return redirect("operator-app")
    form = Form(_("Replace the authenticator app"), _("Confirm"), back_href=reverse(BACK))
    asked = [
        forms.code(_("Code of the app you have now"), name="current"),
        forms.code(_("Code of the new app")),
    ]
    return app_page(request, form, asked, refusals, staff, secret)


@read_or_post
@sensitive_post_parameters("code")
@no_guessing
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shows new ones once; makes others for who shows a code of the app."""
    staff, session = realm.staff_of(request), realm.session_of(request)
    shown = sessions.take_once(session) if session and request.method != "POST" else ""
    if shown:
        return codes_page(request, msgspec.json.decode(shown, type=list[str]), 0)
    refusals: list[Exception] = []
    if request.method == "POST":
        try:
            return _shown_next(request, _new_codes(request))
        except FactorRefused as refused:
            failed(request)
            refusals.append(refused)
    left = staff.recovery_codes.filter(used_at=None).count()
    said = [
        _("%(left)d of your codes are left.") % {"left": left},
        _("New codes take the place of the old ones."),
    ]
    form = Form(
        _("Recovery codes"), _("Make new recovery codes"), said=said, back_href=reverse(BACK)
    )
    return forms.page(request, form, [forms.code(_("Code of your authenticator app"))], refusals)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    session = realm.session_of(request)
    if session is not None:
        sessions.end_all(session.staff, but=session.digest)
        messages.success(request, _("You are signed out everywhere else."))
    return redirect(BACK)


@transaction.atomic
def _new_codes(request: HttpRequest) -> list[str]:
    staff = holding.held(realm.staff_of(request))
    if not sign_in.is_app_code(staff, request.POST.get("code", ""), at=clock.now()):
        raise FactorRefused
    staff.save()
    by = realm.actor_of(request).author
    return setting_up.make_recovery_codes(staff, by=by, at=clock.now())


def _shown_next(request: HttpRequest, codes: list[str]) -> HttpResponse:
    session = realm.session_of(request)
    if session is not None:
        sessions.keep_for_once(session, msgspec.json.encode(codes).decode())
    return redirect("operator-recovery-codes")


def _row(key: str, value: str, route: str = "", action: str = "") -> dict[str, Any]:
    return {"key": key, "value": value, "href": reverse(route) if route else "", "action": action}
