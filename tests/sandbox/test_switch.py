"""Nothing of the sandbox exists unless it is switched on, and a real database never is one."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import jsonschema_rs
import pytest
from django.conf import settings
from django.core.management import CommandError
from django.test import Client, override_settings
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from schemathesis.specs.openapi.definitions import OPENAPI_31

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.accounts.scopes import TokenScope
from claims_portal.api import sandbox_urls, urls
from claims_portal.claims.models import Claim
from claims_portal.config.management.commands import serve
from claims_portal.operators.roles import Role
from claims_portal.sandbox import guard
from claims_portal.sandbox.models import Behaviour, Counterpart, Failure, FailureKind, Sandbox
from claims_portal.sandbox.refusals import NotASandbox
from tests import make
from tests.api.conftest import Caller, caller, kind
from tests.sandbox.conftest import As

DOCUMENT: dict[str, Any] = json.loads(sandbox_urls.openapi_document())
OPERATIONS = [
    (method.upper(), path)
    for path, item in DOCUMENT["paths"].items()
    for method in item
    if path.startswith("/api/v1/sandbox/") and method in ("get", "post", "put")
]


def routes(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern)
        else:
            yield str(pattern.pattern)


def test_a_portal_has_no_route_and_no_middleware_of_it() -> None:
    assert not settings.SANDBOX
    assert clock.ahead is None
    assert not [route for route in routes(get_resolver()) if "sandbox" in route]
    assert "sandbox" not in str([*settings.MIDDLEWARE, *settings.API_MIDDLEWARE])
    assert b"sandbox" not in urls.openapi_document()
    with pytest.raises(NoReverseMatch):
        reverse("developer-sandbox")


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_portal_answers_its_operations_like_any_unknown_address(
    lawyer: User, method: str, path: str
) -> None:
    answer = caller(lawyer).send(method, path.removeprefix("/api/v1").replace("{number}", "1"), {})
    assert (answer.status_code, kind(answer)) == (404, "not-found")


def test_rows_of_it_have_no_effect_in_a_portal(lawyer: User, insurer: User) -> None:
    Sandbox.objects.create(made_at=make.NOW, ahead=timedelta(days=99))
    Counterpart.objects.create(organisation=lawyer.organisation, behaviour=Behaviour.ADMITS)
    program = Caller(lawyer, make.token(lawyer.organisation))
    client = lawyer.organisation.api_clients.get()
    Failure.objects.create(client=client, kind=FailureKind.UNAVAILABLE, left=9)
    assert program.post("/claims", make.cnf(compensator=insurer.organisation)).status_code == 201
    assert Claim.objects.get().phase == "ClaimSubmitted"
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


@pytest.mark.django_db
def test_a_database_with_a_real_organisation_is_no_sandbox() -> None:
    make.organisation("CR00101")
    make.organisation("CR00777")
    with pytest.raises(NotASandbox, match="CR00777"):
        guard.mark(organisations=["CR00101"], staff=[], at=make.NOW)
    with pytest.raises(NotASandbox):
        guard.must_be_a_sandbox()
    guard.must_be_real()


@pytest.mark.django_db
def test_a_database_with_staff_of_an_operator_is_no_sandbox() -> None:
    make.staff(Role.SUPPORT, staff_id="REALPERSON")
    with pytest.raises(NotASandbox, match="staff"):
        guard.mark(organisations=[], staff=["FMARLOW"], at=make.NOW)


@pytest.mark.django_db
def test_a_sandbox_stays_one_whoever_registers_there() -> None:
    guard.mark(organisations=[], staff=[], at=make.NOW)
    make.organisation("CR00777")
    guard.mark(organisations=[], staff=[], at=make.NOW)
    guard.must_be_a_sandbox()
    with pytest.raises(NotASandbox, match="--sandbox"):
        guard.must_be_real()


@pytest.mark.django_db
def test_serving_asks_which_database_it_is() -> None:
    serve.must_be_the_right_database()
    make.organisation("CR00777")
    with override_settings(SANDBOX=True), pytest.raises(CommandError, match="CR00777"):
        serve.must_be_the_right_database()
    guard.mark(organisations=["CR00777"], staff=[], at=make.NOW)
    with override_settings(SANDBOX=True):
        serve.must_be_the_right_database()
    with pytest.raises(CommandError, match="sandbox"):
        serve.must_be_the_right_database()


def test_the_document_of_a_sandbox_is_that_of_the_portal_and_more() -> None:
    jsonschema_rs.validate(OPENAPI_31, DOCUMENT)
    portal = json.loads(urls.openapi_document())
    assert portal["paths"].items() <= DOCUMENT["paths"].items()
    assert len(OPERATIONS) == len({*OPERATIONS}) > 8
    for method, path in OPERATIONS:
        operation = DOCUMENT["paths"][path][method.lower()]
        assert operation["tags"] == ["Sandbox"]
        assert operation["summary"]
        assert {"401", "403"} <= set(operation["responses"])


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_its_operations_need_a_token_and_the_scope(acting: As, method: str, path: str) -> None:
    url = path.replace("{number}", "1").replace("{claimType}", "rta").replace("{action}", "x")
    answer = Client().generic(method, url, b"{}", "application/json")
    assert (answer.status_code, kind(answer)) == (401, "not-authenticated")
    program = acting("PNAIR01")
    needed = TokenScope.READ if method == "GET" else TokenScope.ACT
    others = [one.value for one in TokenScope if one is not needed]
    for client in program.user.organisation.api_clients.all():
        client.tokens.update(scopes=others)
    refused = program.send(method, url.removeprefix("/api/v1"), {})
    assert (refused.status_code, kind(refused)) == (403, "insufficient-scope")
