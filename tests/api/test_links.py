"""The links of the OpenAPI document lead where they say, with what an answer told."""

import json
from collections.abc import Iterator
from functools import reduce
from typing import Any

import pytest

from claims_portal.api.linking import METHODS
from claims_portal.api.urls import openapi_document
from tests import make
from tests.api.conftest import ROOT, Caller

DOCUMENT: dict[str, Any] = json.loads(openapi_document())
OPERATIONS = {
    operation["operationId"]: (method, path, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
    if method in METHODS
}


def links() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """By the operation whose answer has them, with the name under which each stands."""
    for source, (_method, _path, operation) in OPERATIONS.items():
        for answer in operation["responses"].values():
            for name, link in answer.get("links", {}).items():
                yield source, name, link


def test_each_link_gives_its_call_every_id_that_the_address_needs() -> None:
    for source, name, link in links():
        _method, path, target = OPERATIONS[link["operationId"]]
        taken = {one["name"] for one in target["parameters"] if "name" in one}
        in_path = {one["name"] for one in target["parameters"] if one.get("in") == "path"}
        assert link["parameters"].keys() <= taken, (source, name)
        assert link["parameters"].keys() >= in_path, (source, name, path)


def link_of(method: str, path: str, to: str) -> dict[str, Any]:
    answers = DOCUMENT["paths"][ROOT + path][method]["responses"]
    ((status, found),) = [
        (status, link)
        for status, answer in answers.items()
        for link in answer.get("links", {}).values()
        if " ".join(OPERATIONS[link["operationId"]][:2]) == to.replace(" /", f" {ROOT}/")
    ]
    assert status.startswith("2")
    assert isinstance(found, dict)
    return found


def followed(link: dict[str, Any], answer: Any, by: Caller, body: Any = None) -> Any:
    method, path, _operation = OPERATIONS[link["operationId"]]
    given = {name: told(one, answer) for name, one in link["parameters"].items()}
    version = given.pop("If-Match", None)
    path = path.removeprefix(ROOT).format(**given)
    return by.send(method.upper(), path, body, If_Match=version)


def told(expression: str, answer: Any) -> Any:
    """What a runtime expression of OpenAPI gives: a header of the answer, or a part of its body."""
    if name := expression.partition("$response.header.")[2]:
        return answer[name]
    steps = expression.removeprefix("$response.body#/").split("/")
    return reduce(
        lambda part, step: part[int(step) if step.isdigit() else step], steps, answer.json()
    )


def test_what_was_sent_leads_to_the_claim_and_that_to_its_actions(
    as_lawyer: Caller, as_insurer: Caller
) -> None:
    sent = as_lawyer.post("/claims", make.cnf(compensator=as_insurer.user.organisation))
    claim = followed(link_of("post", "/claims", "get /claims/{number}"), sent, as_insurer)
    assert claim.json()["claim"]["applicationId"] == sent.json()["applicationId"]
    accept = link_of("post", "/claims", "post /claims/{number}/actions/accept-claim")
    done = followed(accept, sent, as_insurer, {"compensatorReference": "NM/26/1"})
    assert done.status_code == 200, done.content


@pytest.mark.parametrize(
    ("method", "path", "body", "to"),
    [
        ("post", "/api-clients", {"name": "Case system"}, "get /api-clients/{clientId}"),
        ("get", "/users", None, "get /users/{userId}"),
        ("get", "/branches", None, "get /branches/{branchId}"),
    ],
)
def test_what_was_made_or_listed_leads_to_it(
    as_administrator: Caller, method: str, path: str, body: Any, to: str
) -> None:
    answer = as_administrator.send(method.upper(), path, body)
    found = followed(link_of(method, path, to), answer, as_administrator)
    assert found.status_code == 200, found.content


def test_a_list_of_claims_and_the_feed_lead_to_a_claim(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at(at="LiabilityDecision")
    for path in ("/claims", "/events"):
        listed = as_lawyer.get(path, {"scope": "all"} if path == "/claims" else None)
        found = followed(link_of("get", path, "get /claims/{number}"), listed, as_lawyer)
        assert found.json()["claim"]["applicationId"] == claim.application_id


def test_what_is_taken_away_leads_to_nothing_that_is_gone() -> None:
    for source, (method, path, operation) in OPERATIONS.items():
        for answer in operation["responses"].values():
            for link in answer.get("links", {}).values() if method == "delete" else ():
                assert OPERATIONS[link["operationId"]][1] != path, source
