"""What the pages of the second step say, by the kind of factor."""

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from claims_portal.accounts.models import User
from claims_portal.accounts.second_factors import passkeys
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.web.fields import Choice, Field, Problem


def ways(kinds: Collection[Kind]) -> list[Choice]:
    """The choice among these, in the order in which they are offered."""
    told = {
        Kind.PASSKEY: (_("Passkey"), _("The fingerprint, face or PIN of your device.")),
        Kind.APP: (_("Authenticator app"), _("A code that the app on your phone shows.")),
        Kind.RECOVERY_CODE: (
            _("Recovery code"),
            _("One of those that you printed or saved. Each is good once."),
        ),
        Kind.MAILED_CODE: (_("Code by e-mail"), _("We send it to the address of your account.")),
    }
    return [Choice(kind.value, *told[kind]) for kind in Kind if kind in kinds]


def passkeys_work_here(request: HttpRequest) -> bool:
    """Passkeys are bound to the portal's own name; under another they cannot be used."""
    return request.get_host() == passkeys.host()


def code_page(
    request: HttpRequest, kind: Kind, account: User, problem: str, *, more: bool
) -> HttpResponse:
    field = Field("code", label_of(kind), hint=_hint(kind), error=problem)
    context = {
        "field": field,
        "problems": [field] if problem else [],
        "more": more,
        "title": _title(kind),
        "sentence": _sentence(kind, account),
        "by_mail": kind is Kind.MAILED_CODE,
        "numeric": kind is not Kind.RECOVERY_CODE,
        "demo_user": account.user_name if settings.DEMO and kind is Kind.MAILED_CODE else "",
    }
    return render(request, "portal/sign_in_code.html", context)


def passkey_page(request: HttpRequest, options: str, problem: str, *, more: bool) -> HttpResponse:
    problems = [Problem(problem, "use-passkey")] if problem else []
    context = {"options": options, "problems": problems, "more": more}
    return render(request, "portal/sign_in_passkey.html", context)


def masked(address: str) -> str:
    """Enough of an address to know it again: p•••@example.com."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}•••@{domain}"


def label_of(kind: Kind) -> str:
    return _("Recovery code") if kind is Kind.RECOVERY_CODE else _("Code")


def _title(kind: Kind) -> str:
    titles = {
        Kind.APP: _("Enter the code from your app"),
        Kind.RECOVERY_CODE: _("Enter a recovery code"),
        Kind.MAILED_CODE: _("Enter the code from your e-mail"),
    }
    return titles[kind]


def _sentence(kind: Kind, account: User) -> str:
    sentences = {
        Kind.APP: _("Open your authenticator app and look for Claims Portal."),
        Kind.RECOVERY_CODE: _("Use one of the codes that you printed or saved."),
        Kind.MAILED_CODE: _("We sent a code to %(address)s, the address of your account.")
        % {"address": masked(account.email)},
    }
    return sentences[kind]


def _hint(kind: Kind) -> str:
    minutes = int(settings.SIGN_IN_CODE_LIFETIME.total_seconds() // 60)
    hints = {
        Kind.APP: _("6 digits. The app shows a new code every 30 seconds."),
        Kind.RECOVERY_CODE: _("10 letters and digits. Each code can be used once."),
        Kind.MAILED_CODE: _("6 digits. It can be used once, within %(minutes)d minutes.")
        % {"minutes": minutes},
    }
    return hints[kind]
