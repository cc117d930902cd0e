"""The generated files are of today's API."""

import json
from pathlib import Path
from typing import Any

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


def test_a_parameter_that_an_operation_has_not_is_refused_before_it_is_sent() -> None:
    with Portal("http://portal.invalid", "c", secret="s", login_as="JSEILE") as portal:
        with pytest.raises(TypeError, match="get_claims has no parameter surnme"):
            portal.call(operations.GET_CLAIMS, surnme="Lark")
        with pytest.raises(TypeError, match="get_one_claim needs number"):
            portal.call(operations.GET_ONE_CLAIM)
