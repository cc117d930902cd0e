"""Whatever the contract allows, and much it does not, is answered as the contract says.

A few requests an operation, the same each time; `make fuzz` sends many, others each time.
"""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.api.urls import openapi_document
from claims_portal.claims.models import Claim
from claims_portal.config.wsgi import answered
from tests import make
from tests.api.conftest import Caller
from tests.api.operations import ids_of

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def closed(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The whole answer, closed as a server does it: only then are uploads closed too."""
    answer: Any = answered(environ, start_response)
    try:
        return list(answer)
    finally:
        answer.close()


OF_NO_FIELD = "nothing-to-replay"
"""The refusal of a choice between three fields, of which no single one is at fault."""

CONTRACT: Any = schemathesis.openapi.from_dict(json.loads(openapi_document()))
CONTRACT.app = closed
# Claim notification forms take schemathesis minutes to think of; they are fuzzed in
# tests/documents, and test_bodies.py and test_drafts.py send strange ones.
CLAIMS = (
    CONTRACT.include(path_regex="^/api/v1/(claims|profiles$|users/me$)")
    .exclude(path_regex="send-claim$")
    .exclude(method="POST", path=["/api/v1/claims", "/api/v1/claims/drafts"])
    .exclude(method="PUT", path_regex="/draft$")
)
OF_NO_ACCOUNT = {
    "version": "rta-7", "kind": "rta-cnf", "notificationId": 1, "filterId": 1, "number": 1,
    "type": "claim:liability:denied",
}  # fmt: skip
"""Names in paths that have nothing to do with the accounts of an organisation."""
ADMINISTRATION = CONTRACT.exclude(path_regex="^/api/v1/claims")
bounded = settings(
    max_examples=int(os.environ.get("PORTAL_FUZZ_EXAMPLES", "8")),
    deadline=None,
    derandomize="PORTAL_FUZZ_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The WSGI application answers inside the test's transaction, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def waiting(claim_at: Any) -> Claim:
    """A claim that requests may hit by its number."""
    claim: Claim = claim_at()
    return claim


def attack(case: Case, who: Caller, claim: Claim) -> None:
    if "number" in case.path_parameters:
        case.path_parameters["number"] = claim.pk
    own = who.headers(If_Match=f'"{Claim.objects.get(pk=claim.pk).activity_id}"')
    call(case, own)


def call(case: Case, own: dict[str, str]) -> None:
    case.headers = {**(case.headers or {}), **own}
    response = case.call()
    case.validate_response(response, checks=CHECKS)
    if response.status_code == 422:
        # Without faults it would be an answer of ours that is not as its schema says.
        told = response.json()
        assert told.get("errors") or told["type"].endswith(OF_NO_FIELD), response.text


@CLAIMS.parametrize()
@bounded
def test_a_lawyers_calls_are_answered_as_the_contract_says(
    case: Case, as_lawyer: Caller, waiting: Claim
) -> None:
    attack(case, as_lawyer, waiting)


@CLAIMS.parametrize()
@bounded
def test_an_insurers_calls_are_answered_as_the_contract_says(
    case: Case, as_insurer: Caller, waiting: Claim
) -> None:
    attack(case, as_insurer, waiting)


@pytest.fixture
def within_reach(lawyer: User) -> dict[str, object]:
    """An account, a branch, an API client and more of its kind that requests may hit."""
    return ids_of(make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="TARGET"))


@ADMINISTRATION.parametrize()
@bounded
def test_an_administrators_calls_are_answered_as_the_contract_says(
    case: Case, as_administrator: Caller, within_reach: dict[str, object]
) -> None:
    for name in case.path_parameters:
        case.path_parameters[name] = {**OF_NO_ACCOUNT, **within_reach}[name]
    call(case, as_administrator.headers())
