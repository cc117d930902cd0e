"""Whatever the contract allows of the sandbox's operations is answered as the contract says."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from schemathesis import Case

from claims_portal.api.sandbox_urls import openapi_document
from claims_portal.claims.models import Claim
from claims_portal.sandbox import scenarios
from tests.api.conftest import Caller
from tests.api.fuzzing import bounded, call, contract
from tests.sandbox.conftest import organisation

OPERATIONS: Any = contract(openapi_document()).include(path_regex="^/api/v1/sandbox/")


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The WSGI application answers inside the test's transaction, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def claim(sandbox: datetime) -> Claim:
    own = organisation("CR00101").pk
    return scenarios.make("rta", "counter-offer", own=own, other=None, behaviour=None, at=sandbox)


@OPERATIONS.parametrize()
@bounded
def test_calls_are_answered_as_the_contract_says(case: Case, firm: Caller, claim: Claim) -> None:
    if "number" in case.path_parameters:
        case.path_parameters["number"] = claim.pk
    call(case, firm)
