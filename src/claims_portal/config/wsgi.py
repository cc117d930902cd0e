"""The WSGI application that the web processes serve."""

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import django
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import get_resolver
from django.utils.module_loading import import_string

from claims_portal.accounts.usage import METER
from claims_portal.config import garbage, structs
from claims_portal.config.chunked_bodies import give_length
from claims_portal.config.lanes import Lanes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
django.setup(set_prefix=False)

API_PATHS = ("/api/", "/oauth/")
_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


class ApiHandler(WSGIHandler):
    """Django without what only pages need: a sixth of the cost of sending a claim.

    The API knows its callers by token, so that it has no use for sessions, CSRF
    tokens, messages and static files.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async)
        self._view_middleware: list[Any] = []
        handler = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined]
        for path in reversed(settings.API_MIDDLEWARE):
            with suppress(MiddlewareNotUsed):
                handler = convert_exception_to_response(import_string(path)(handler))
        self._middleware_chain = handler


_pages, _api = WSGIHandler(), ApiHandler()
_lanes = Lanes(settings.WEB_LANES)


def answered(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
    """The response of the portal, on this thread's own connection to the database."""
    # Text is UTF-8 here; a charset of the caller's choice would decode it into anything.
    environ["CONTENT_TYPE"] = _CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
    give_length(environ)
    handler = _api if environ["PATH_INFO"].startswith(API_PATHS) else _pages
    return handler(environ, start_response)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    return _lanes.serve(answered, environ, start_response)


if settings.SANDBOX:
    from claims_portal.sandbox import guard

    guard.must_be_a_sandbox()
    connection.close()  # this thread answers nobody
# Everything is loaded before the first request, and before there is a second thread.
_ = get_resolver().url_patterns
structs.describe_all()
METER.flushing = True
garbage.look_seldom()
