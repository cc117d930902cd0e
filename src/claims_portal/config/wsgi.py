"""The WSGI application that the web processes serve."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.urls import get_resolver

from claims_portal.accounts.usage import METER
from claims_portal.config import garbage, structs
from claims_portal.config.api_handler import ApiHandler
from claims_portal.config.chunked_bodies import give_length
from claims_portal.config.lanes import Lanes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
django.setup(set_prefix=False)

API_PATHS = ("/api/", "/oauth/")
_CHARSET = re.compile(r";\s*charset\s*=[^;]*", re.IGNORECASE)


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
