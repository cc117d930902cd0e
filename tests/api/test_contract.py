"""The OpenAPI document is the contract: valid, whole, and every operation of it is guarded."""

import json
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from django.db.models import Choices
from django.test import Client
from django.urls import get_resolver
from schemathesis.specs.openapi.definitions import OPENAPI_31

from claims_portal.api.urls import PREFIX, openapi_document
from claims_portal.claims.process.processes import PROCESSES
from tests.api.conftest import Caller, kind, stored
from tests.api.operations import OPERATIONS_OF_ADMINISTRATION

DOCUMENT: dict[str, Any] = json.loads(openapi_document())
METHODS = {"get", "post", "put", "patch", "delete"}
OPERATIONS = [
    (method, path)
    for path, item in DOCUMENT["paths"].items()
    for method in item
    if method in METHODS
]
REFERENCE = {
    "code-lists", "process", "process/<str:version>", "schemas/<str:kind>", "calendar",
    "event-types", "event-types/<str:type>", "service-notices",
}  # fmt: skip
PUBLIC = {"openapi.json", *REFERENCE}
"""Routes of the API that answer without a token."""
NAMED = {
    "process/<str:version>": "process/rta-7",
    "schemas/<str:kind>": "schemas/rta-cnf",
    "event-types/<str:type>": "event-types/claim:liability:denied",
}
"""Addresses that exist, of the routes that name something."""


def written_as(route: str) -> str:
    return re.sub(r"<\w+:(\w+)>", r"{\1}", route)


GUARDED = [
    (method, path)
    for method, path in OPERATIONS
    if path.removeprefix(f"/{PREFIX}") not in set(map(written_as, PUBLIC))
]

OTHER_TENANT = {
    # route: the method and body that reach a claim of ours; nobody else may learn that it is there
    # (those of administration: tests/api/test_administration_rights.py)
    "claims/<int:number>": ("get", None),
    "claims/<int:number>/history": ("get", None),
    "claims/<int:number>/defendant-only-form": ("get", None),
    "claims/<int:number>/attachments": ("get", None),
    "claims/<int:number>/attachments/<str:attachmentId>": ("get", None),
    "claims/<int:number>/attachments/<str:attachmentId>/content": ("get", None),
    "claims/<int:number>/documents": ("get", None),
    "claims/<int:number>/documents/<int:document>": ("get", None),
    "claims/<int:number>/documents/<int:document>.pdf": ("get", None),
    "claims/<int:number>/documents/<int:document>-defendant-only.pdf": ("get", None),
    "claims/<int:number>/documents/<int:document>-part-b.pdf": ("get", None),
    "claims/<int:number>/bundle.pdf": ("get", None),
    "claims/<int:number>/bundle.zip": ("get", None),
    **{
        f"claims/<int:number>/actions/{action}": ("post", b"{}")
        for process in PROCESSES.values()
        for action in process.document_of_action
    },
    "claims/<int:number>/actions/allocate-to-branch": ("post", b'{"branchId": "001"}'),
    "claims/<int:number>/actions/allocate-to-user": ("post", b'{"userId": "STRANGER"}'),
    "claims/<int:number>/actions/deallocate": ("post", b"{}"),
    "claims/<int:number>/actions/reassign-claim": ("post", b'{"organisationId": "COMP002"}'),
    "claims/<int:number>/lock": ("put", None),
    "claims/<int:number>/notes": ("get", None),
    "claims/<int:number>/draft": ("put", b'{"claimType": "rta"}'),
    "claims/<int:number>/draft/correct": ("post", None),
    "claims/<int:number>/draft/send": ("post", None),
    "claims/<int:number>/notes/<int:noteId>": ("put", b'{"text": "x"}'),
}

OF_NO_CLAIM = {
    *NAMED, "notifications/<int:notificationId>", "saved-filters/<int:filterId>",
    "users/<str:userId>/absence",
}  # fmt: skip
"""Routes to something of an account: test_notifications.py, test_saved_filters.py,
tests/web/test_absences.py.
"""
OF_A_PROFILE = {
    "claims/<int:number>/deletion", "archive/<int:number>", "archive/<int:number>/history",
    "archive/<int:number>/bundle.zip", "archive/<int:number>/notes",
}  # fmt: skip
"""Claims by another way: tests/retention/test_deletion_front_doors.py, tests/claims/test_archive.py."""
GIVES = {
    # path: what a right answer is, where it is no JSON
    f"/{PREFIX}claims/{{number}}/attachments/{{attachmentId}}/content": "application/octet-stream",
    f"/{PREFIX}claims/{{number}}/documents/{{document}}.pdf": "application/pdf",
    f"/{PREFIX}claims/{{number}}/documents/{{document}}-defendant-only.pdf": "application/pdf",
    f"/{PREFIX}claims/{{number}}/documents/{{document}}-part-b.pdf": "application/pdf",
    f"/{PREFIX}claims/{{number}}/bundle.pdf": "application/pdf",
    f"/{PREFIX}claims/{{number}}/bundle.zip": "application/zip",
    f"/{PREFIX}archive/{{number}}/bundle.zip": "application/zip",
}


def routes() -> set[str]:
    """Every route under the API's prefix, as it is written."""

    def walk(patterns: Any, before: str) -> Any:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route

    found = walk(get_resolver().url_patterns, "")
    return {route.removeprefix(PREFIX) for route in found if route.startswith(PREFIX)}


def test_the_document_is_openapi_3_1() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    jsonschema_rs.validate(OPENAPI_31, DOCUMENT)


def test_the_document_names_every_action() -> None:
    for process in PROCESSES.values():
        for action in process.document_of_action:
            path = f"/{PREFIX}claims/{{number}}/actions/{action}"
            assert ("post", path) in OPERATIONS


def test_the_document_names_every_route() -> None:
    written = {path.removeprefix(f"/{PREFIX}") for path in DOCUMENT["paths"]}
    served = set(map(written_as, routes() - {"openapi.json"}))
    assert served == written


def below(parent: type[Any]) -> Iterator[type[Any]]:
    """Every class that is made from this one."""
    for child in parent.__subclasses__():
        yield child
        yield from below(child)


def test_no_two_schemas_bear_one_name() -> None:
    """The document keeps schemas by name; the second would silently become the first."""

    structs = {one for one in below(msgspec.Struct) if one.__module__.startswith("claims_portal.")}
    used = [one.__name__ for one in structs if one.__name__ in DOCUMENT["components"]["schemas"]]
    assert sorted(used) == sorted(set(used))


def test_no_two_lists_of_values_bear_one_name() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    ours = {one for one in below(Enum) if one.__module__.startswith("claims_portal.")}
    for enum in ours:
        values = schemas.get(enum.__name__, {}).get("enum")
        if values and not issubclass(enum, Choices):
            assert set(values) == {one.value for one in enum}


def parts(part: Any) -> Iterator[Any]:
    """A part of the document and all that is in it."""
    yield part
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for one in inner:
        yield from parts(one)


def test_every_reference_of_the_document_leads_somewhere() -> None:
    found = {part["$ref"] for part in parts(DOCUMENT) if isinstance(part, dict) and "$ref" in part}
    assert found
    for reference in found:
        place: Any = DOCUMENT
        for step in reference.removeprefix("#/").split("/"):
            place = place[step.replace("~1", "/").replace("~0", "~")]
        assert isinstance(place, dict), reference


def somewhere(path: str) -> str:
    """A path of the document with 1 for everything that it leaves open."""
    return re.sub(r"\{\w+\}", "1", path)


@pytest.mark.parametrize(("method", "path"), GUARDED)
def test_an_operation_says_that_it_needs_a_token(method: str, path: str) -> None:
    operation = DOCUMENT["paths"][path][method]
    (needed,) = operation["security"]
    assert needed["loginAs"] == []
    assert len(needed["bearer"]) == 1
    assert {"401", "403"} <= set(operation["responses"])
    assert operation["summary"] and operation["tags"]
    for status, answer in operation["responses"].items():
        right = GIVES.get(path, "application/json")
        expected = "application/problem+json" if status >= "4" else right
        assert ("content" not in answer) == (status in ("204", "304"))
        assert status in ("204", "304") or list(answer["content"]) == [expected]


@pytest.mark.parametrize(("method", "path"), GUARDED)
@pytest.mark.django_db
def test_an_operation_needs_a_token(method: str, path: str) -> None:
    answer = Client().generic(
        method.upper(),
        somewhere(path),
        b"{}",
        "application/json",
        headers={"Login-As": "LAWYER", "If-Match": "x"},
    )
    assert (answer.status_code, kind(answer)) == (401, "not-authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("route", sorted(PUBLIC))
@pytest.mark.django_db
def test_a_public_route_answers_everybody(route: str) -> None:
    answer = Client().get(f"/{PREFIX}{NAMED.get(route, route)}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    if route == "openapi.json":
        assert answer.json() == DOCUMENT


@pytest.mark.parametrize("route", sorted(REFERENCE))
@pytest.mark.django_db
def test_reference_data_are_sent_once_as_long_as_they_do_not_change(route: str) -> None:
    path = f"/{PREFIX}{NAMED.get(route, route)}"
    etag = Client().get(path)["ETag"]
    again = Client().get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert Client().get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize("path", ["process/rta-99", "schemas/love-letter", "process/%00"])
@pytest.mark.django_db
def test_reference_data_that_are_not_there_are_not_found(path: str) -> None:
    answer = Client().get(f"/{PREFIX}{path}")
    assert (answer.status_code, kind(answer)) == (404, "no-such-reference")


def test_every_route_with_an_id_has_a_case_for_another_tenant() -> None:
    with_id = {route for route in routes() if "<" in route}
    administration = {one.route for one in OPERATIONS_OF_ADMINISTRATION if "<" in one.route}
    assert with_id == set(OTHER_TENANT) | administration | OF_NO_CLAIM | OF_A_PROFILE


@pytest.mark.parametrize("route", OTHER_TENANT)
def test_another_organisations_claim_is_like_a_missing_one(
    as_stranger: Caller, claim_at: Any, route: str
) -> None:
    claim = claim_at()
    method, body = OTHER_TENANT[route]
    before, told = stored(), []
    for number in (claim.pk, claim.pk + 1):
        path = "/" + re.sub(r"<\w+:\w+>", "1", route.replace("<int:number>", str(number)))
        header = {"If_Match": f'"{claim.activity_id}"'}
        answer = as_stranger.send(method.upper(), path, body, **header)
        assert (answer.status_code, kind(answer)) == (404, "no-such-claim")
        told.append({**answer.json(), "instance": None})
    assert told[0] == told[1]
    assert stored() == before


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_a_route_says_which_methods_it_takes(
    as_lawyer: Caller, claim_at: Any, method: str, path: str
) -> None:
    taken = {one.upper() for one, other in OPERATIONS if other == path}
    url = somewhere(path)
    for wrong in {"PUT", "PATCH", "DELETE", "GET", "POST"} - taken:
        answer = as_lawyer.client.generic(wrong, url, headers=as_lawyer.headers())
        assert (answer.status_code, kind(answer)) == (405, "method-not-allowed")
        assert set(answer["Allow"].split(", ")) == taken


@pytest.mark.django_db
def test_an_unknown_route_is_a_problem_too(as_lawyer: Caller) -> None:
    for path in ("/nothing", "/claims/", "/claims/1/", "/claims/1/actions", "/../secret-key"):
        answer = as_lawyer.get(path)
        assert (answer.status_code, kind(answer)) == (404, "not-found")
