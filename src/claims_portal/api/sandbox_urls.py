"""The routes of a sandbox's API: all those of the portal, and the sandbox's own."""

from dataclasses import replace
from functools import cache

from dmr.openapi.objects import Tag

from claims_portal.accounts.scopes import TokenScope
from claims_portal.api import sandbox, urls
from claims_portal.api.urls import Routes

SANDBOX: Routes = (
    ("sandbox/clock", sandbox.Clock, "sandbox-clock"),
    ("sandbox/reset", sandbox.Reset, "sandbox-reset"),
    ("sandbox/counterpart", sandbox.OwnCounterpart, "sandbox-counterpart"),
    ("sandbox/forms/<str:claimType>", sandbox.Form, "sandbox-form"),
    ("sandbox/claims", sandbox.Scenario, "sandbox-claims"),
    ("sandbox/claims/<int:number>/counterpart", sandbox.CounterpartOfClaim, "sandbox-claim"),
    ("sandbox/claims/<int:number>/actions/<str:action>", sandbox.ActionBody, "sandbox-action"),
    ("sandbox/failures", sandbox.Failures, "sandbox-failures"),
)
"""Only `config.sandbox_urls` knows them, and that only a sandbox serves."""

for _route, _controller, _name in SANDBOX:
    _controller.scopes = dict.fromkeys(("POST", "PUT"), TokenScope.ACT)
    _controller.scopes["GET"] = TokenScope.READ

ROUTER = urls.router_of((*urls.ROUTES, *SANDBOX))
TAG = Tag(
    name="Sandbox",
    description="Only in a sandbox: its clock, the other side, claims at any stage, faults.",
)


@cache
def openapi_document() -> bytes:
    config = replace(urls.CONFIG, tags=[*(urls.CONFIG.tags or ()), TAG])
    return urls.described(ROUTER, config)


urlpatterns = urls.served(ROUTER, openapi_document)
