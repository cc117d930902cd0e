"""What was typed into a form whose session had ended waits until one has signed in again."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

KEPT = "typed_before_sign_in"
MOST_CHARACTERS = 200_000


class SignInFirst(LoginRequiredMiddleware):
    """Every page wants a sign-in, unless it says otherwise; nothing typed is lost by that."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseRedirect:
        # Only for a browser that has been here: a stranger has nothing to come back to.
        if request.method == "POST" and settings.CSRF_COOKIE_NAME in request.COOKIES:
            keep(request)
        return super().handle_no_permission(request, view_func)


def keep(request: HttpRequest) -> None:
    if request.path.startswith(reverse("own-account")):
        # Passwords are typed there: they are kept nowhere as they are, not even for their person.
        return
    typed = request.POST.urlencode()
    if len(typed) <= MOST_CHARACTERS:
        request.session[KEPT] = {"path": request.path, "typed": typed}


def take(request: HttpRequest) -> QueryDict | None:
    """What was typed on this page before the sign-in, once; nothing on any other."""
    kept = request.session.get(KEPT)
    if kept is None or kept["path"] != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(kept["typed"])


def told() -> str:
    return _("You were signed out before this was sent. This is what you typed; send it now.")
