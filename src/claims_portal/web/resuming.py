"""What was typed into a form whose session had ended waits until one has signed in again.

Only of somebody whose sign-in ran out in this very session, sealed, and for nobody else:
a caller who never signed in leaves nothing in the session table.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import resolve, reverse
from django.utils.translation import gettext as _

from claims_portal.accounts.models import User
from claims_portal.sealing import SealBroken, seal, unseal

KEPT = "typed_before_sign_in"
WAS_SIGNED_IN = "was_signed_in"
"""The session's key of the account whose sign-in ran out."""
PURPOSE = "typed before the sign-in"
GIVE_BACK = (
    "claim-form-section", "claim-action", "attach", "private-notes-page", "private-note-page",
    "saved-filters", "help-ask", "new-transfer", "delete-claim",
)  # fmt: skip
"""The pages that `take` what was typed."""


class SignInFirst(LoginRequiredMiddleware):
    """Every page wants a sign-in, unless it says otherwise; nothing typed is lost by that."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        if request.method == "POST":
            keep(request)
        return super().handle_no_permission(request, view_func)


def ran_out(session: SessionBase, user: User) -> None:
    """The sign-in of this account ended by time; its browser may still send a form."""
    session[WAS_SIGNED_IN] = user.pk


def signed_in(session: SessionBase, user: User) -> None:
    """What somebody else typed is gone for good."""
    session.pop(WAS_SIGNED_IN, None)
    if KEPT in session and session[KEPT]["account"] != user.pk:
        del session[KEPT]


def keep(request: HttpRequest) -> None:
    account = request.session.get(WAS_SIGNED_IN)
    if account is None:
        return
    if request.path.startswith(reverse("own-account")):
        # Passwords are typed there: they are kept nowhere as they are, not even for their person.
        return
    _keep(request, account)


def _keep(request: HttpRequest, account: int) -> bool:
    typed = request.POST.urlencode()
    if len(typed) > settings.KEPT_FORM_LIMIT:
        return False
    sealed = seal(typed, purpose=PURPOSE)
    request.session[KEPT] = {"account": account, "path": request.path, "sealed": sealed}
    return True


def keep_of(request: HttpRequest, user: User) -> bool:
    """Keep what was typed before the account signed in anew elsewhere, if its page asks for it."""
    here = request.resolver_match.url_name if request.resolver_match else None
    if here not in GIVE_BACK:
        return False
    return _keep(request, user.pk)


def waits(session: SessionBase) -> bool:
    """Whether something typed will be given back to whoever signs in again."""
    return KEPT in session and resolve(session[KEPT]["path"]).url_name in GIVE_BACK


def take(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before the sign-in, once; nothing on any other."""
    kept = request.session.get(KEPT)
    if kept is None or (kept["account"], kept["path"]) != (request.user.pk, request.path):
        return None
    del request.session[KEPT]
    try:
        return QueryDict(unseal(kept["sealed"], purpose=PURPOSE))
    except SealBroken:
        return None


def given_to(request: HttpRequest) -> QueryDict:
    """What is typed into the page: sent now or, once told so, sent after the session had ended."""
    kept = take(request) if request.method != "POST" else None
    if kept is None:
        return request.POST
    messages.warning(request, told())
    return kept


def told() -> str:
    return _("You were signed out before this was sent. This is what you typed; send it now.")
