"""Bodies that no client means well with: every fault by field and rule, never a 5xx."""

import json
from typing import Any

import pytest

from tests.api.conftest import Caller, codes, kind
from tests.api.operations import FOR_ADMINISTRATORS, NEW_USER, everything

TAKING = [one for one in FOR_ADMINISTRATORS if one.body is not None]


def test_every_fault_of_a_body_is_said_at_once(as_administrator: Caller) -> None:
    body = {
        "userId": 7, "forename": "K" * 101, "email": None, "profiles": "cr-administrator",
        "branchId": "0001", "expiresOn": "31/12/2027", "colour": "red", "second name": "Ada",
    }  # fmt: skip
    answer = as_administrator.send("POST", "/users", body)
    assert (answer.status_code, kind(answer)) == (422, "body-refused")
    assert answer.json()["detail"] == "The body has 9 faults; see errors."
    assert codes(answer) == {
        ("/userId", "FormatNotValid"),
        ("/forename", "FormatNotValid"),
        ("/surname", "MustBeProvided"),
        ("/email", "FormatNotValid"),
        ("/profiles", "FormatNotValid"),
        ("/branchId", "FormatNotValid"),
        ("/expiresOn", "FormatNotValid"),
        ("/colour", "MustNotBeProvided"),
        ("/second name", "MustNotBeProvided"),
    }
    messages = {fault["message"] for fault in answer.json()["errors"]}
    assert "surname must be given" in messages
    assert "userId must be text" in messages
    assert "forename must have at most 100 characters" in messages
    assert "expiresOn must be a date, written 2028-11-23" in messages


@pytest.mark.parametrize("operation", TAKING, ids=lambda one: f"{one.method} {one.route}")
@pytest.mark.parametrize(
    "body",
    [
        b"{", b"'a'", b"\x00", b'{"a":1}{"a":1}', b"\xff\xfe\x00", '{"é": 1}'.encode("latin-1"),
        b'{"a": NaN}', b'{"a": 01}', b"[" * 100_000, b'{"a":' * 100_000, b'{"a":"\x01"}',
        b'{"a":"\\ud800"}',
    ],
)  # fmt: skip
def test_what_is_not_json_cannot_be_read(
    as_administrator: Caller, operation: Any, body: bytes
) -> None:
    path = operation.path(userId="LAWYER", branchId="001", clientId="x", secretId=1, transferId=1)
    before = everything()
    answer = as_administrator.send(operation.method, path, body)
    assert (answer.status_code, kind(answer)) == (400, "bad-request"), answer.content
    assert everything() == before


@pytest.mark.parametrize("operation", TAKING, ids=lambda one: f"{one.method} {one.route}")
@pytest.mark.parametrize(
    "body",
    [
        b"[]", b"null", b"true", b"7", b'"x"', b'{"x": {}}', b'{"\\u0000": 1}', b'{"": ""}',
        b'{"a/b~c": 1}', b'{"reason": 1e400}', b'{"x": ' + b"9" * 5000 + b"}",
        b'{"x":' + b"[" * 300 + b"]" * 300 + b"}", b'{"x":' * 300 + b"1" + b"}" * 300,
    ],
)  # fmt: skip
def test_what_is_no_body_of_the_operation_is_refused(
    as_administrator: Caller, lawyer: Any, operation: Any, body: bytes
) -> None:
    path = operation.path(userId="LAWYER", branchId="001", clientId="x", secretId=1, transferId=1)
    before = everything()
    answer = as_administrator.send(operation.method, path, body)
    assert answer.status_code in (400, 422), answer.content
    assert kind(answer) in ("bad-request", "body-refused")
    assert answer.status_code == 400 or answer.json()["errors"]
    assert everything() == before


def test_a_field_that_is_given_twice_is_refused(as_administrator: Caller) -> None:
    body = json.dumps(NEW_USER)[:-1].encode() + b', "profiles": ["cr-administrator"]}'
    before = everything()
    answer = as_administrator.send("POST", "/users", body)
    assert (answer.status_code, kind(answer)) == (422, "body-refused")
    assert codes(answer) == {("/profiles", "MustNotBeProvided")}
    assert everything() == before


def test_a_body_must_say_that_it_is_json(as_administrator: Caller) -> None:
    answer = as_administrator.post("/users", NEW_USER, Content_Type="text/plain")
    assert (answer.status_code, kind(answer)) == (415, "wrong-media-type")


@pytest.mark.parametrize(
    "name", ["x" * 5000, "%00", "%ff", "A%2FB", "LAWYER%00", "..%2f", "é", "%F0%9F%98%80", "ﬀ"]
)
def test_a_user_id_that_is_none_is_not_found(
    as_administrator: Caller, lawyer: Any, name: str
) -> None:
    answer = as_administrator.get(f"/users/{name}")
    assert (answer.status_code, kind(answer)) in ((404, "no-such-account"), (404, "not-found"))
