"""Changing one's password; also the gate for who must."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts import passwords
from claims_portal.accounts.models import User
from claims_portal.accounts.passwords import OldPasswordWrong, PasswordRefused
from claims_portal.web import sessions
from claims_portal.web.account.new_password_fields import new_password_fields, problems_of
from claims_portal.web.fields import Field
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.second_factors.recent_proof import own_account
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

CHANGE = "change-password"


def stands(request: HttpRequest) -> bool:
    """Not for who is signed in as another user: that account's password is none of theirs."""
    if actor_of(request).is_signed_in_as_another:
        return False
    return passwords.must_be_changed(cast(User, request.user), at=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
@own_account
@sensitive_post_parameters("old", "new", "again")
@no_guessing
def change(request: HttpRequest) -> HttpResponse:
    must = stands(request)
    wrong = ""
    broken: list[str] = []
    if request.method == "POST":
        try:
            _change(request)
        except OldPasswordWrong as refused:
            failed(request)
            wrong = in_language(refused)
        except PasswordRefused as refused:
            broken = refused.sentences
        else:
            messages.success(request, _("Your password was changed. You are signed out elsewhere."))
            return redirect("worklist" if must else "own-account")
    old = Field("old", _("The password you have now"), error=wrong)
    new, again = new_password_fields(broken)
    context = {
        "old": old, "new": new, "again": again, "must": must,
        "problems": ([old] if wrong else []) + problems_of(broken),
        "rules": passwords.rules_in_words(),
    }  # fmt: skip
    return render(request, "portal/account/change_password.html", context)


def _change(request: HttpRequest) -> None:
    account, now = cast(User, request.user), clock.now()
    new = request.POST.get("new", "")
    if new != request.POST.get("again", ""):
        raise PasswordRefused([_("The two new passwords are not the same.")])
    account = passwords.change(
        account, request.POST.get("old", ""), new, by=actor_of(request), at=now
    )
    sessions.renew(request, account, at=now)
