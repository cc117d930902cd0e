"""Web sessions: whose they are, how long they last, and for whom a page acts."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, logout
from django.contrib.auth.backends import BaseBackend
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse

from claims_portal import clock
from claims_portal.accounts import acting, standing_in, web_sessions
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.migration import rule_mode
from claims_portal.network_address import network_address
from claims_portal.web import resuming
from claims_portal.web.browsers import browser_name

BACKEND = "claims_portal.web.sessions.AccountBackend"
SIGNED_IN_AT = "signed_in_at"
LAST_SEEN_AT = "last_seen_at"
STANDS_IN_FOR = "stands_in_for"
BY_ITSELF = "Portal-By-Itself"
"""A header of what an open page asks for by itself: no person has used the session."""
SECONDS_BETWEEN_NOTES = 60
"""How often it is noted that a session is used: a write less at most requests."""


class AccountBackend(BaseBackend):
    """Gives Django's sessions their account, at each request anew.

    Signing in does not go through Django's `authenticate`: see accounts.sign_in.
    """

    def get_user(self, user_id: int) -> User | None:
        try:
            user = User.objects.select_related("organisation").get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if user.organisation.enabled and user.is_usable(clock.today()) else None


def begin(request: HttpRequest, user: User, *, at: datetime) -> None:
    """Sign the browser in: the one way to do so. Its session has a new key from now on."""
    _begin(request, user, signed_in_at=at, at=at)


def renew(request: HttpRequest, user: User, *, at: datetime) -> None:
    """A fresh session for who was signed in and changed the password; no longer than the old."""
    began = datetime.fromtimestamp(request.session.get(SIGNED_IN_AT, at.timestamp()), UTC)
    _begin(request, user, signed_in_at=began, at=at)


def end(request: HttpRequest) -> None:
    """Sign the browser out."""
    web_sessions.forget(request.session.session_key or "")
    logout(request)


def _begin(request: HttpRequest, user: User, *, signed_in_at: datetime, at: datetime) -> None:
    signs_in_again = SESSION_KEY in request.session
    if signs_in_again:
        web_sessions.forget(request.session.session_key or "")
    login(request, user, backend=BACKEND)
    resuming.signed_in(request.session, user)
    if signs_in_again:
        # Of whom Django leaves the key, or makes none yet.
        request.session.cycle_key()
    key = request.session.session_key
    assert key is not None  # noqa: S101 - the key was made just now
    _record(request, user, key, signed_in_at=signed_in_at, at=at)


def _record(
    request: HttpRequest, user: User, key: str, *, signed_in_at: datetime, at: datetime
) -> None:
    request.session[SIGNED_IN_AT] = signed_in_at.timestamp()
    request.session[LAST_SEEN_AT] = at.timestamp()
    web_sessions.begin(
        user,
        key,
        signed_in_at=signed_in_at,
        at=at,
        address=network_address(request),
        browser=browser_name(request.headers.get("User-Agent", "")),
    )


def actor_of(request: HttpRequest) -> Actor:
    """For whom a signed-in request acts, with the rights of this moment; read once a request."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None:
        user = request.user
        assert isinstance(user, User), "only pages behind the sign-in have an actor"  # noqa: S101
        actor = acting.on_page(
            user,
            stands_in_for=_stands_in_for(request, user),
            at=clock.now(),
            address=network_address(request),
        )
        request.actor = actor  # type: ignore[attr-defined]
    return actor


def _stands_in_for(request: HttpRequest, user: User) -> User | None:
    """The account that this session acts as; forgotten as soon as it no longer may."""
    other = request.session.get(STANDS_IN_FOR)
    account = standing_in.account_for(user, other) if other else None
    if other and account is None:
        del request.session[STANDS_IN_FOR]
        standing_in.lapse(user, other, address=network_address(request), at=clock.now())
    return account


class Sessions:
    """Middleware: ends sessions that were idle or lasted too long; gives pages their actor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return self.get_response(request)
        if isinstance(request.user, User):
            _end_if_over(request, request.user)
        response = self.get_response(request)
        # What a signed-in person saw must not come back from a cache after the sign-out.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        positional: tuple[Any, ...],
        named: dict[str, Any],
    ) -> None:
        if getattr(view, "login_required", True) and request.user.is_authenticated:
            actor_of(request)


def _end_if_over(request: HttpRequest, user: User) -> None:
    at = clock.now()
    if rule_mode.is_kept_out(user):
        end(request)
    elif not keep_alive(request, user, at):
        by_time = _is_over(request.session, at)
        end(request)
        if by_time:
            resuming.ran_out(request.session, user)


def _is_over(session: SessionBase, at: datetime) -> bool:
    """It was idle too long, or lasted too long."""
    now = at.timestamp()
    idle: float = now - session[LAST_SEEN_AT]
    lasted: float = now - session[SIGNED_IN_AT]
    return idle > settings.IDLE_SESSION_LIMIT.total_seconds() or lasted > (
        settings.LONGEST_SESSION.total_seconds()
    )


def keep_alive(request: HttpRequest, user: User, at: datetime) -> bool:
    """Note that a session is used; False when it was idle, lasted too long or was ended."""
    session, now = request.session, at.timestamp()
    key = session.session_key or ""
    if LAST_SEEN_AT not in session:
        # From before sessions were recorded.
        began = datetime.fromtimestamp(session.get(SIGNED_IN_AT, now), UTC)
        _record(request, user, key, signed_in_at=began, at=at)
        return True
    if _is_over(session, at):
        return False
    if BY_ITSELF not in request.headers and now - session[LAST_SEEN_AT] > SECONDS_BETWEEN_NOTES:
        session[LAST_SEEN_AT] = now
        return web_sessions.seen(key, at=at)
    return True
