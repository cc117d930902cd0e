"""Every operation of the table reaches that operation of a portal that runs.

Each is called once, by a client of its own, with names of things that are not there. The proof is
the portal's: its answers, and the usage that it counted of the client, by operation.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from claims_client import Portal, PortalProblem, operations
from claims_client.operation import Operation
from tests.client.conftest import client_of
from tests.running.conftest import Running, until

pytestmark = pytest.mark.running
ADMINISTRATOR = "PNAIR01"
PLACES = {"number": "999999999", "claimType": "rta", "kind": "RtaCnf"}
"""The others are numbers or names, and 1 is either."""
DAYS = dict.fromkeys(
    ("startedFrom", "startedTo", "sentFrom", "sentTo", "updatedFrom", "updatedTo", "dateOfBirth"),
    "2026-01-01",
)
TIMES = dict.fromkeys(("updatedSince", "since", "until"), "2026-01-01T00:00:00Z")
QUERY = DAYS | TIMES | {
    "account": ADMINISTRATOR, "allocatedTo": ADMINISTRATOR, "applicationId": "999999999",
    "branch": "001", "branchId": "001", "claimType": "rta", "days": "1", "limit": "1",
    "name": "a", "niNumber": "AB123456C", "organisationId": "COMP001", "phase": "ClaimSubmitted",
    "postcode": "BS1 4ZZ", "profile": "cr-administrator", "reference": "a", "registration": "AB12CDE",
    "scope": "all", "search": "lark", "subject": "a", "surname": "Lark",
    "tag": "a", "type": "claim:*", "enabled": True, "active": True, "verified": True,
    "force": False, "validateOnly": True,
}  # fmt: skip
GIVEN_BY_THE_PORTAL = {"cursor", "after"}
NEITHER_HERE_NOR_THERE = {"state", "fields", "sort"}
"""Their values are others at each operation."""
OPEN = {
    "get_working_calendar", "get_code_lists", "get_event_types", "get_one_event_type",
    "get_processes", "get_one_process", "get_document_schema", "get_service_notices",
}  # fmt: skip
"""Open to everybody, without a token, and so counted for nobody."""
ANSWERS = {"not-allowed", "body-refused", "document-refused", "clock-refused"}


@dataclass
class Called:
    """What the portal answered, by operation, and what it counted, by route."""

    answers: dict[str, str] = field(default_factory=dict)
    counted: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def called(portal: Running) -> Iterator[Called]:
    with client_of(portal, "CR00101", login_as=ADMINISTRATOR) as administrator:
        made = administrator.call(operations.POST_CLIENTS, {"name": "Calls everything"})
        client_id, told = made["client"]["clientId"], Called()
        with Portal(
            portal.url, client_id, secret=made["clientSecret"], login_as=ADMINISTRATOR
        ) as caller:
            for name, operation in operations.OPERATIONS.items():
                told.answers[name] = answer_of(caller, operation)

        def everything_is_counted() -> bool:
            usage = administrator.call(operations.GET_CLIENT_USAGE, clientId=client_id)
            told.counted = {shape_of(one["route"]): one["calls"] for one in usage["routes"]}
            return usage["calls"] >= len(operations.OPERATIONS) - len(OPEN)

        until(everything_is_counted, seconds=20, what="the usage is written")
        yield told
        administrator.call(operations.POST_REVOKE_CLIENT, clientId=client_id)


def answer_of(caller: Portal, operation: Operation[Any, Any]) -> str:
    given = {place: PLACES.get(place, "1") for place in operation.places}
    asked = set(operation.query) - GIVEN_BY_THE_PORTAL - NEITHER_HERE_NOR_THERE - given.keys()
    query = {one: QUERY[one] for one in asked}
    body: Any = {} if operation.bodies else None
    version = str(uuid.uuid4()) if operation.if_match else None
    try:
        caller.send(operation, body, if_match=version, **given, **query)
    except PortalProblem as refused:
        return refused.kind
    return "done"


def shape_of(route: str) -> str:
    """Without the names of what stands in a path, which the portal writes otherwise."""
    return re.sub(r"\{\w+\}", "{}", route)


def test_every_operation_is_answered_as_one_that_is_there(called: Called) -> None:
    strange = {
        name: kind
        for name, kind in called.answers.items()
        if kind != "done" and kind not in ANSWERS and not kind.startswith("no-such-")
    }
    assert strange == {}
    assert sum(kind == "done" for kind in called.answers.values()) > 30


def test_each_call_reached_the_operation_that_it_names(called: Called) -> None:
    shapes = {
        name: shape_of(f"{one.method} {one.path}") for name, one in operations.OPERATIONS.items()
    }
    assert len(set(shapes.values())) == len(shapes)
    meant = {shape: 1 for name, shape in shapes.items() if name not in OPEN}
    assert called.counted == {**meant, "POST /oauth/token": 1}
    assert {called.answers[name] for name in OPEN} == {"done", "no-such-reference"}
