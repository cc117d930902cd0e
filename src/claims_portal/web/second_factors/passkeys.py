"""Adding, naming and removing one's own passkeys."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts.models import Passkey, User
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.accounts.second_factors import passkeys
from claims_portal.accounts.second_factors.refusals import NameRefused, NoSuchFactor
from claims_portal.web.factor_pages import passkeys_work_here
from claims_portal.web.fields import Field, Problem, typed
from claims_portal.web.second_factors.recent_proof import wants_recent_proof
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

CHALLENGE = "passkey_challenge"
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@read_or_post
@wants_recent_proof
def new(request: HttpRequest) -> HttpResponse:
    """The browser makes the passkey on this page, and the form brings it."""
    if not passkeys_work_here(request):
        return redirect("second-factors")
    account = cast(User, request.user)
    refused: AccountRefusal | None = None
    if request.method == "POST":
        try:
            _add(request, account)
        except AccountRefusal as refusal:
            refused = refusal
        else:
            messages.success(request, _("The passkey was added."))
            return redirect("second-factors")
    # A challenge is for one answer: each time the page is opened there is a new one.
    options, request.session[CHALLENGE] = passkeys.options_to_add(account)
    name = _name_field(request, _("Passkey"), refused)
    problems = [Problem(in_language(refused), refused.field or "use-passkey")] if refused else []
    context = {"field": name, "problems": problems, "options": options}
    return render(request, "portal/account/new_passkey.html", context)


@read_or_post
@wants_recent_proof
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    passkey = _own(request, pk)
    refused: NameRefused | None = None
    if request.method == "POST":
        given = typed(request.POST.get("name"))
        try:
            passkeys.rename(
                cast(User, request.user), pk, given, by=actor_of(request), at=clock.now()
            )
        except NameRefused as refusal:
            refused = refusal
        else:
            messages.success(request, _("The passkey has its new name."))
            return redirect("second-factors")
    field = _name_field(request, passkey.name, refused)
    context = {"field": field, "problems": [field] if refused else []}
    return render(request, "portal/account/passkey_name.html", context)


@read_or_post
@wants_recent_proof
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    passkey = _own(request, pk)
    if request.method == "POST":
        try:
            passkeys.remove(cast(User, request.user), pk, by=actor_of(request), at=clock.now())
        except AccountRefusal as refused:
            messages.error(request, in_language(refused))
        else:
            messages.success(request, _("The passkey was removed."))
        return redirect("second-factors")
    context = {
        "title": _("Remove the passkey “%(name)s”?") % {"name": passkey.name},
        "sentence": _("You can no longer sign in with it. Remove it from your device as well."),
    }
    return render(request, "portal/account/remove_factor.html", context)


def _add(request: HttpRequest, account: User) -> None:
    passkeys.add(
        account,
        request.POST.get("answer", ""),
        challenge=request.session.pop(CHALLENGE, ""),
        name=typed(request.POST.get("name")),
        by=actor_of(request),
        at=clock.now(),
    )


def _own(request: HttpRequest, pk: int) -> Passkey:
    try:
        return passkeys.find(cast(User, request.user), pk)
    except NoSuchFactor as missing:
        raise Http404 from missing


def _name_field(request: HttpRequest, current: str, refused: AccountRefusal | None) -> Field:
    value = typed(request.POST.get("name")) if request.method == "POST" else current
    error = in_language(refused) if isinstance(refused, NameRefused) else ""
    hint = _("So that you can tell your passkeys apart, such as “Office laptop”.")
    return Field("name", _("Name of the passkey"), value, hint=hint, error=error)
