"""Who is signed in to the operator's pages; and the door before each of them.

A staff session is a cookie of its own that browsers send to /operator alone; Django's
session, which organisations' accounts have, is not looked at here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache

from claims_portal import clock
from claims_portal.network_address import network_address
from claims_portal.operators import acting, passwords, sessions
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.models import Staff, StaffSession
from claims_portal.operators.roles import Right
from claims_portal.operators.sessions import From
from claims_portal.web.browsers import browser_name

COOKIE = "operator_session"
PATH = "/operator"
OWN_PASSWORD = "operator-password"  # noqa: S105 - a route
ALWAYS_OPEN = frozenset({OWN_PASSWORD, "operator-sign-out"})
View = Callable[..., HttpResponseBase]


def is_operators(request: HttpRequest) -> bool:
    return request.path == PATH or request.path.startswith(f"{PATH}/")


def door(view: View, right: Right | None) -> View:
    """The view behind a staff sign-in and this right; None: whoever of the staff is signed in."""

    @login_not_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        session = session_of(request)
        if session is None or session.proved_at is None:
            return to_sign_in(request)
        actor = actor_of(request)
        if right is not None and not actor.may(right):
            raise PermissionDenied
        here = request.resolver_match.url_name if request.resolver_match else ""
        if here not in ALWAYS_OPEN and passwords.must_be_changed(session.staff, at=clock.now()):
            return redirect(OWN_PASSWORD)
        return view(request, *args, **kwargs)

    guarded.operator_right = right  # type: ignore[attr-defined]
    return guarded


def open_door(view: View) -> View:
    """For the few pages of the sign-in, which ask for themselves who it is."""
    return login_not_required(never_cache(view))


def session_of(request: HttpRequest) -> StaffSession | None:
    """The live session, proved or on its way; read once a request."""
    if not hasattr(request, "staff_session"):
        token = request.COOKIES.get(COOKIE, "")
        found = sessions.find(token, at=clock.now()) if token else None
        request.staff_session = found  # type: ignore[attr-defined]
    return request.staff_session  # type: ignore[attr-defined, no-any-return]


def staff_of(request: HttpRequest) -> Staff:
    session = session_of(request)
    assert session is not None, "only pages behind the door have staff"  # noqa: S101
    return session.staff


def actor_of(request: HttpRequest) -> StaffActor:
    return acting.actor_of(staff_of(request), address=network_address(request))


def begin(
    response: HttpResponse,
    request: HttpRequest,
    staff: Staff,
    *,
    proved: bool,
    sets_up: bool = False,
) -> HttpResponse:
    """Give the browser a session in place of the one it had: the one way to do so."""
    old = session_of(request)
    if old is not None:
        sessions.end(old)
    where = From(network_address(request), browser_name(request.headers.get("User-Agent", "")))
    token = sessions.begin(staff, proved=proved, where=where, at=clock.now(), sets_up=sets_up)
    response.set_cookie(
        COOKIE, token, path=PATH, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip
    return response


def end(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    session = session_of(request)
    if session is not None:
        sessions.end(session)
    response.delete_cookie(COOKIE, path=PATH)
    return response


def to_sign_in(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.path})
    return redirect(f"{reverse('operator-sign-in')}?{query}")


def safe_target(request: HttpRequest) -> str:
    """Where to go after signing in: only within the operator's pages."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    inside = target == PATH or target.startswith(f"{PATH}/")
    return target if allowed and inside and target.isprintable() else reverse("operator-home")
