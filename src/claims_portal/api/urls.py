"""The routes of the API, and its OpenAPI document."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from dmr.openapi import OpenAPIConfig, build_schema
from dmr.openapi.dump import json_dumps
from dmr.routing import Router, path

from claims_portal.api import actions, claims

PREFIX = "api/v1/"
_CONFIG = OpenAPIConfig(
    title="Claims Portal",
    version="1.0.0",
    summary="Exchange of low value personal injury claims in England and Wales",
)

ROUTER = Router(
    PREFIX,
    [
        path("claims", claims.Claims.as_view(), name="claims"),
        path("claims/<int:number>", claims.OneClaim.as_view(), name="claim"),
        path("claims/<int:number>/history", claims.ClaimHistory.as_view(), name="history"),
        *(
            path(f"claims/<int:number>/actions/{name}", controller.as_view(), name=name)
            for name, controller in actions.controllers().items()
        ),
    ],
)


@cache
def openapi_document() -> bytes:
    """The OpenAPI 3.1 description of the API, made from the controllers once."""
    return json_dumps(build_schema(ROUTER, config=_CONFIG).convert()).encode()


@login_not_required
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    return HttpResponse(openapi_document(), content_type="application/json")


urlpatterns = [
    path(f"{PREFIX}openapi.json", openapi, name="openapi"),
    ROUTER.to_urlpatterns(namespace="api"),
]
