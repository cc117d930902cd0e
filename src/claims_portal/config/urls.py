"""All routes: the token endpoint, the API, and the pages."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, include, path

from claims_portal.api import tokens
from claims_portal.api.problem_kinds import fault_meanings, problem_kinds
from claims_portal.api.urls import openapi_document
from claims_portal.config.health import views as health
from claims_portal.config.health.status import standing
from claims_portal.config.old_interface import examples
from claims_portal.config.released import additions
from claims_portal.config.released.announcements import ANNOUNCED, MONTHS_OF_NOTICE
from claims_portal.config.released.current import released
from claims_portal.web import developers, old_interface
from claims_portal.web import status as web_status


def portal(api_urls: str, openapi_document: Callable[[], bytes]) -> list[URLPattern | URLResolver]:
    """The routes of a portal with this API."""
    return [
        path("oauth/token", tokens.token, name="token"),
        path("oauth/revoke", tokens.revoke, name="revoke-token"),
        path("", include(api_urls)),
        *_for_developers(openapi_document),
        path("readyz", health.readyz, name="readyz"),
        path("metrics", health.metrics_page, name="metrics"),
        path("status", web_status.status_page, {"standing": standing}, name="status"),
        path("status.json", web_status.status_json, {"standing": standing}, name="status-json"),
        path("", include("claims_portal.web.urls")),
    ]


@cache
def _added() -> list[additions.Day]:
    return additions.days(additions.written(), released())


def _for_developers(openapi_document: Callable[[], bytes]) -> list[URLPattern]:
    """Pages whose contents the API gives, which pages do not know."""
    document: dict[str, Any] = {"document": openapi_document}
    return [
        path("developers", developers.reference_page, document, name="developers"),
        path(
            "developers/operations/<slug:group>",
            developers.operations_page,
            document,
            name="developer-operations",
        ),
        path(
            "developers/errors",
            developers.errors_page,
            {"kinds": problem_kinds, "faults": fault_meanings},
            name="developer-errors",
        ),
        path(
            "developers/changes",
            developers.changes_page,
            document | {"announced": ANNOUNCED, "months": MONTHS_OF_NOTICE, "added": _added},
            name="developer-changes",
        ),
        path(
            "developers/from-the-old-interface",
            old_interface.operations_page,
            {"operations": examples.operations},
            name="developer-old-interface",
        ),
        path(
            "developers/from-the-old-interface/<str:name>",
            old_interface.operation_page,
            {"operation": examples.operation},
            name="developer-old-operation",
        ),
    ]


urlpatterns = portal("claims_portal.api.urls", openapi_document)

handler400 = "claims_portal.config.errors.bad_request"
handler403 = "claims_portal.config.errors.forbidden"
handler404 = "claims_portal.config.errors.not_found"
handler500 = "claims_portal.config.errors.server_error"
