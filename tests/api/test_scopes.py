"""A token is for what it was asked for, and for no more than its client may have."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from claims_portal.accounts import api_clients
from claims_portal.accounts.models import ApiClient, ApiToken, User
from claims_portal.accounts.scopes import TokenScope
from claims_portal.api.urls import SCOPES
from tests import make
from tests.api.conftest import Caller, kind
from tests.api.test_contract import DOCUMENT, GUARDED, PUBLIC, routes, somewhere


@pytest.fixture
def program(lawyer: User) -> api_clients.NewClient:
    return api_clients.create(organisation=lawyer.organisation, name="Cases", at=make.NOW)


def ask(program: api_clients.NewClient, **more: str) -> Any:
    named = {"client_id": program.client.client_id, "client_secret": program.secret}
    form = urlencode({"grant_type": "client_credentials", **named, **more})
    kind_of_form = "application/x-www-form-urlencoded"
    return Client().post("/oauth/token", form, content_type=kind_of_form)


def with_scopes(who: Caller, *scopes: TokenScope) -> Caller:
    ApiToken.objects.update(scopes=[scope.value for scope in scopes])
    return who


def test_every_guarded_route_stands_in_the_table_once() -> None:
    listed = [route for rows, *_ in SCOPES for route, *_ in rows]
    assert sorted(listed) == sorted(routes() - PUBLIC)


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_a_token_without_the_scope_is_refused_first(
    as_lawyer: Caller, method: str, path: str
) -> None:
    (needed,) = DOCUMENT["paths"][path][method]["security"][0]["bearer"]
    others = [scope for scope in TokenScope if scope != needed]
    with_scopes(as_lawyer, *others)
    url = somewhere(path).removeprefix("/api/v1")
    answer = as_lawyer.send(method.upper(), url, {}, Idempotency_Key="x")
    assert (answer.status_code, kind(answer)) == (403, "insufficient-scope")
    assert answer["WWW-Authenticate"] == f'Bearer error="insufficient_scope", scope="{needed}"'
    with_scopes(as_lawyer, TokenScope(needed))
    answer = as_lawyer.send(method.upper(), url, {})
    assert answer.status_code < 400 or kind(answer) != "insufficient-scope"


def test_reading_asks_for_less_than_changing() -> None:
    asked = {
        (method, path): DOCUMENT["paths"][path][method]["security"][0]["bearer"]
        for method, path in GUARDED
    }
    assert asked["get", "/api/v1/claims"] == ["read"]
    assert asked["post", "/api/v1/claims"] == ["act"]
    assert asked["delete", "/api/v1/claims/{number}/lock"] == ["act"]
    assert asked["get", "/api/v1/audit"] == ["administer"]
    assert asked["get", "/api/v1/users/me"] == ["read"]
    assert asked["patch", "/api/v1/organisation"] == ["administer"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({}, "read act administer"),
        ({"scope": "read"}, "read"),
        ({"scope": "act read"}, "act read"),
    ],
)
def test_a_token_has_the_scopes_that_were_asked_for(
    program: api_clients.NewClient, asked: dict[str, str], given: str
) -> None:
    answer = ask(program, **asked)
    assert (answer.status_code, answer.json()["scope"]) == (200, given)
    assert ApiToken.objects.get().scopes == given.split()


@pytest.mark.parametrize("scope", ["administer", "read administer", "everything", "READ"])
def test_more_than_the_client_may_have_is_refused(
    program: api_clients.NewClient, scope: str
) -> None:
    ApiClient.objects.update(scopes=["read", "act"])
    answer = ask(program, scope=scope)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_scope")
    assert ask(program).json()["scope"] == "read act"


def test_a_scope_that_is_taken_from_the_client_is_gone_from_its_tokens(
    as_administrator: Caller,
) -> None:
    client = ApiClient.objects.get()
    path = f"/api-clients/{client.client_id}"
    answer = as_administrator.send("PATCH", path, {"scopes": ["read", "administer"]})
    assert (answer.status_code, answer.json()["scopes"]) == (200, ["read", "administer"])
    refused = as_administrator.post("/claims", {})
    assert (refused.status_code, kind(refused)) == (403, "insufficient-scope")
    empty = as_administrator.send("PATCH", path, {"scopes": []})
    assert (empty.status_code, kind(empty)) == (422, "scopes-refused")


def test_a_client_is_made_with_scopes(as_administrator: Caller) -> None:
    answer = as_administrator.post("/api-clients", {"name": "Reader", "scopes": ["read"]})
    assert answer.json()["client"]["scopes"] == ["read"]
