"""The list of one's own second factors."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal.accounts.models import User
from claims_portal.accounts.second_factors import (
    authenticator_apps,
    factors,
    passkeys,
    recovery_codes,
    rules,
)
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.web.factor_pages import masked, passkeys_work_here
from claims_portal.web.second_factors.recent_proof import own_account


@dataclass(frozen=True)
class Column:
    label: str


@require_safe
@own_account
def factors_page(request: HttpRequest) -> HttpResponse:
    account = cast(User, request.user)
    context = {
        "columns": _columns(),
        "passkeys": passkeys.of(account),
        "passkeys_work_here": passkeys_work_here(request),
        "passkey_new": reverse("passkey-new"),
        "recovery_codes": reverse("recovery-codes"),
        "address": settings.BASE_URL,
        "codes_left": recovery_codes.left(account),
        **_app(account),
        **_what_is_wanted(account),
    }
    return render(request, "portal/account/second_factors.html", context)


def _columns() -> Sequence[Column]:
    labels = (_("Name"), _("Added"), _("Last used"), _("Change"))
    return [Column(label) for label in labels]


def _app(account: User) -> dict[str, Any]:
    app = authenticator_apps.of(account)
    return {"app": app, "app_used_at": authenticator_apps.last_used_at(app) if app else None}


def _what_is_wanted(account: User) -> dict[str, Any]:
    return {
        "strong_wanted": rules.wants_strong_factor(account.organisation),
        "must_set_up": factors.must_set_up(account),
        "mail": masked(account.email),
        "mail_is_usable": Kind.MAILED_CODE in factors.kinds_of([account])[account.pk],
    }
