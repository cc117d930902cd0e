"""Who may enter a page of the console."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from claims_portal.accounts.profiles import Right
from claims_portal.web.sessions import actor_of

View = Callable[..., HttpResponseBase]


def wants(right: Right) -> Callable[[View], View]:
    """Refuse the page to whom no profile gives the right (403)."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not actor_of(request).may(right):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return door


manages_users = wants(Right.MANAGE_USERS)
manages_organisation = wants(Right.MANAGE_ORGANISATION)
