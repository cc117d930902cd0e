"""The generated files are of today's API, and every operation can be called by the client."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from scripts import write_client

from claims_client import Portal, operations
from claims_client.transport import API
from claims_portal.api.sandbox_urls import openapi_document

DESCRIBED: dict[str, Any] = json.loads(openapi_document())
EVERY = [
    (method, path, operation)
    for path, item in DESCRIBED["paths"].items()
    for method, operation in item.items()
    if method in write_client.METHODS
]


def test_the_generated_files_are_fresh() -> None:
    for name, text in write_client.files(DESCRIBED).items():
        assert (Path(write_client.CLIENT) / name).read_text() == text, "run `make client`"


def test_every_operation_of_the_api_is_in_the_table_and_no_other() -> None:
    told = {(method.upper(), path) for method, path, _ in EVERY}
    assert len(operations.OPERATIONS) == len(EVERY)
    assert {(one.method, API + one.path) for one in operations.OPERATIONS.values()} == told


@pytest.mark.parametrize("name", operations.OPERATIONS)
def test_every_operation_goes_out_as_the_api_describes_it(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would go on the wire: method, path, query, headers, body."""
    operation = operations.OPERATIONS[name]
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        if request.url.path == "/oauth/token":
            return httpx.Response(200, json={"access_token": "x", "expires_in": 3600})
        return httpx.Response(204)

    with Portal("http://portal.test", "c", secret="s", login_as="JSEILE") as portal:
        monkeypatch.setattr(
            portal.transport, "_http", httpx.Client(transport=httpx.MockTransport(answer))
        )
        given = {parameter: "1" for parameter in (*operation.places, *operation.query)}
        body = {} if operation.bodies else None
        portal.send(operation, body, if_match="a" if operation.if_match else None, **given)
    request = sent[-1]
    path = API + operation.path
    for place in operation.places:
        path = path.replace(f"{{{place}}}", "1")
    assert (request.method, request.url.path) == (operation.method, path)
    assert set(request.url.params) == set(operation.query)
    assert request.headers["Login-As"] == "JSEILE"
    assert ("Idempotency-Key" in request.headers) is (request.method == "POST")
    assert ("If-Match" in request.headers) is operation.if_match
    assert ("Content-Type" in request.headers) is bool(operation.bodies)


def test_a_parameter_that_an_operation_has_not_is_refused_before_it_is_sent() -> None:
    with Portal("http://portal.invalid", "c", secret="s", login_as="JSEILE") as portal:
        with pytest.raises(TypeError, match="get_claims has no parameter surnme"):
            portal.call(operations.GET_CLAIMS, surnme="Lark")
        with pytest.raises(TypeError, match="get_one_claim needs number"):
            portal.call(operations.GET_ONE_CLAIM)
