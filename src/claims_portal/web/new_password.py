"""First sign-in, or forgotten password: who, the code, the new password; three pages, no sign-in.

What was typed waits in the session; the pages are the same whether or not there is
such an account, until a right code was typed.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

import msgspec
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts import new_passwords, passwords
from claims_portal.accounts.models import User
from claims_portal.accounts.new_passwords import Asked, CodeRefused, Proved
from claims_portal.accounts.passwords import PasswordRefused
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.network_address import network_address
from claims_portal.web.account.new_password_fields import new_password_fields, problems_of
from claims_portal.web.fields import Field, typed
from claims_portal.web.guessing import failed, no_guessing, take_back
from claims_portal.web.wording import in_language

ASKED, PROVED, KNOWN = "new_password_for", "new_password_proved", "new_password_known"
LIFETIME = timedelta(minutes=10)
read_or_post = require_http_methods(["GET", "HEAD", "POST"])
Kept = TypeVar("Kept", Asked, Proved)
View = Callable[[HttpRequest], HttpResponse]


def open_page(view: View) -> View:
    """Of nobody who is signed in; and nobody guesses on it."""
    return login_not_required(never_cache(read_or_post(no_guessing(view))))


@open_page
def who(request: HttpRequest) -> HttpResponse:
    """The User ID and the address. The answer is the same whoever it is."""
    posted = request.method == "POST"
    source = request.POST if posted else request.session.pop(KNOWN, {})
    given = {name: typed(source.get(name)) for name in ("user_name", "email")}
    if posted and all(given.values()):
        return _ask_for_code(request, Asked(*_cut(given)))
    missing = {"user_name": _("Enter your User ID."), "email": _("Enter your e-mail address.")}
    labels = {"user_name": _("User ID"), "email": _("E-mail address")}
    fields = {
        name: Field(name, labels[name], given[name], error=missing[name] if empty else "")
        for name, empty in ((name, posted and not given[name]) for name in given)
    }
    context = {"fields": fields, "problems": [one for one in fields.values() if one.error]}
    return render(request, "portal/new_password/who.html", context)


@open_page
def again(request: HttpRequest) -> HttpResponse:
    """Another code for the same."""
    asked = _kept(request, ASKED, Asked)
    if asked is None or request.method != "POST":
        return redirect("new-password")
    return _ask_for_code(request, asked)


@open_page
def code(request: HttpRequest) -> HttpResponse:
    asked = _kept(request, ASKED, Asked)
    if asked is None:
        return _begin_again(request)
    problem = ""
    if request.method == "POST":
        at, given = clock.now(), request.POST.get("code", "")
        try:
            proved = new_passwords.prove(asked, given, at=at, address=network_address(request))
        except CodeRefused as refused:
            failed(request)
            problem = in_language(refused)
        except AccountRefusal as refused:
            return _stopped(request, in_language(refused))
        else:
            take_back(request)
            # The session is worth more from here on: whoever planted its key has nothing.
            request.session.pop(ASKED)
            request.session.cycle_key()
            _keep(request, PROVED, proved)
            return redirect("new-password-choose")
    minutes = int(settings.SIGN_IN_CODE_LIFETIME.total_seconds() // 60)
    hint = _("6 digits. It can be used once, within %(minutes)d minutes.") % {"minutes": minutes}
    field = Field("code", _("Code"), hint=hint, error=problem)
    context = {"field": field, "problems": [field] if problem else [], "demo": settings.DEMO}
    return render(request, "portal/new_password/code.html", context)


@open_page
@sensitive_post_parameters("new", "again")
def choose(request: HttpRequest) -> HttpResponse:
    proved = _kept(request, PROVED, Proved)
    if proved is None:
        return _begin_again(request)
    broken: list[str] = []
    try:
        account = new_passwords.account_of(proved, at=clock.now())
        if request.method == "POST":
            _choose(request, proved)
            request.session.pop(PROVED)
            messages.success(request, _("Your password was set. Sign in with it now."))
            return redirect("sign-in")
    except PasswordRefused as refused:
        broken = refused.sentences
    except AccountRefusal as refused:
        return _stopped(request, in_language(refused))
    new, new_again = new_password_fields(broken)
    context = {
        "new": new, "again": new_again, "user_name": account.user_name,
        "problems": problems_of(broken), "rules": passwords.rules_in_words(),
    }  # fmt: skip
    return render(request, "portal/new_password/choose.html", context)


def begin_with(request: HttpRequest, account: User) -> None:
    """Who just proved to read the mail of an account need not type its names."""
    request.session[KNOWN] = {"user_name": account.user_name, "email": account.email}


def _choose(request: HttpRequest, proved: Proved) -> None:
    new = request.POST.get("new", "")
    if new != request.POST.get("again", ""):
        raise PasswordRefused([_("The two passwords are not the same.")])
    new_passwords.finish_new(proved, new, at=clock.now(), address=network_address(request))


def _ask_for_code(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Counted as a failure whatever it was: a limit that only strangers reach would tell them."""
    failed(request)
    new_passwords.begin_new(asked)
    request.session.cycle_key()
    request.session.pop(PROVED, None)
    _keep(request, ASKED, asked)
    return redirect("new-password-code")


def _cut(given: dict[str, str]) -> tuple[str, str]:
    """Longer than any that is kept is nobody's, and need not be carried about whole."""
    most_of_a_name, most_of_an_address = new_passwords.LONGEST_USER_ID, new_passwords.LONGEST_EMAIL
    return given["user_name"][: most_of_a_name + 1], given["email"][: most_of_an_address + 1]


def _keep(request: HttpRequest, key: str, kept: Asked | Proved) -> None:
    request.session[key] = {"at": clock.now().timestamp(), "kept": msgspec.to_builtins(kept)}


def _kept(request: HttpRequest, key: str, kind: type[Kept]) -> Kept | None:
    """What waits in the session, for ten minutes."""
    found = request.session.get(key)
    if found is None:
        return None
    age = clock.now().timestamp() - found["at"]
    in_time = 0 <= age <= LIFETIME.total_seconds()
    return msgspec.convert(found["kept"], kind) if in_time else None


def _begin_again(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Begin again: it was not finished within 10 minutes."))
    return redirect("new-password")


def _stopped(request: HttpRequest, sentence: str) -> HttpResponse:
    for key in (ASKED, PROVED):
        request.session.pop(key, None)
    messages.error(request, sentence)
    return redirect("new-password")
