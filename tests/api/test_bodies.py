"""Bodies that nobody means well with: an answer each, never a 5xx, and nothing written."""

import json
from typing import Any

import pytest
from django.conf import settings

from claims_portal.accounts.models import User
from tests import make
from tests.api.conftest import Caller, kind, rows

BIG = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
GOOD = json.dumps(make.cnf()).encode()


def with_surname(written: bytes) -> bytes:
    assert GOOD.count(b'"Boateng"') == 1
    return GOOD.replace(b'"Boateng"', written)


def with_days_off(written: bytes) -> bytes:
    assert GOOD.count(b'"daysOffWork": 6') == 1
    return GOOD.replace(b'"daysOffWork": 6', b'"daysOffWork": ' + written)


@pytest.fixture
def everywhere(as_lawyer: Caller, insurer: User, claim_at: Any) -> Any:
    """Sends a body wherever the lawyer can send one; gives the answers."""
    claim = claim_at(at="StartOfStage21")
    header = {"If_Match": f'"{claim.activity_id}"'}
    before = rows()

    def send(body: bytes, **headers: str) -> list[Any]:
        answers = [
            as_lawyer.post("/claims", body, **headers),
            as_lawyer.post("/claims?validateOnly=true", body, **headers),
            as_lawyer.post(
                f"/claims/{claim.pk}/actions/set-interim-payment-needed",
                body,
                **{**headers, **header},
            ),
        ]
        assert rows() == before
        return answers

    return send


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"}", b"{]", b'{"a":}', b"'a'", b"\x00", b'{"a":1}{"a":1}', b'{"a":1},',
        b"\xff\xfe\x00", '{"é": 1}'.encode("latin-1"), '{"a": 1}'.encode("utf-16"),
        b'\xef\xbb\xbf{"a":1}', b'{"a": NaN}', b'{"a": Infinity}', b'{"a": 01}', b"[" * 100_000,
        b'{"a":' * 100_000, b'{"a":"\x01"}', b"nul", b'{"a":\xed\xa0\x80}', b" ",
    ],
)  # fmt: skip
def test_what_is_not_json_cannot_be_read(everywhere: Any, body: bytes) -> None:
    for answer in everywhere(body):
        assert (answer.status_code, kind(answer)) == (400, "bad-request"), answer.content


@pytest.mark.parametrize("body", [b"[]", b"null", b"true", b"7", b'"rta"', b"{}", b'{"x": {}}'])
def test_what_is_no_form_is_refused(everywhere: Any, body: bytes) -> None:
    for answer in everywhere(body):
        assert (answer.status_code, kind(answer)) == (422, "document-refused")
        assert answer.json()["errors"]


@pytest.mark.parametrize(
    "body",
    [
        with_surname(b'"Boa\\u0000teng"'),
        with_surname(b'"\\ud800"'),
        with_surname(b'"Boa\\nteng"'),
        with_surname(b'"' + b"B" * 26 + b'"'),
        with_surname(b'"' + b"B" * 900_000 + b'"'),
        with_surname(b"[" * 200 + b"]" * 200),
        with_surname(b'{"a":' * 200 + b"1" + b"}" * 200),
        with_surname(b"1e400"),
        with_surname(b"null"),
        with_surname(b'"A", "surname": "B"'),
        with_days_off(b"1e999"),
        with_days_off(b"-1"),
        with_days_off(b"6.5"),
        with_days_off(b"100000"),
        with_days_off(b"9" * 400),
        with_days_off(b"9" * 5000),
        with_days_off(b"-" + b"9" * 5000),
        with_days_off(b"true"),
        with_days_off(b'"6"'),
        GOOD.replace(b'"1988-03-09"', b'"1988-02-30"'),
        GOOD.replace(b'"1988-03-09"', b'"0000-00-00"'),
        GOOD.replace(b'"1988-03-09"', b'"99999-01-01"'),
        GOOD.replace(b'"17:45"', b'"24:61"'),
        GOOD.replace(b'"claimType": "rta"', b'"claimType": "rta", "\\u0000": 1'),
        GOOD.replace(b'"hospitals": [', b'"hospitals": [' + b'{"type":"nhs"},' * 20),
    ],
)
def test_a_form_with_a_strange_answer_is_refused(everywhere: Any, body: bytes) -> None:
    sent, dry_run, other_form = everywhere(body)
    for answer in (sent, dry_run, other_form):
        assert (answer.status_code, kind(answer)) == (422, "document-refused"), answer.content
    assert sent.json()["errors"] == dry_run.json()["errors"]


def test_a_body_over_the_limit_is_too_large(everywhere: Any) -> None:
    for answer in everywhere(b'{"a":"' + b"x" * BIG + b'"}'):
        assert (answer.status_code, kind(answer)) == (413, "body-too-large")


def test_a_body_at_the_limit_is_read(everywhere: Any) -> None:
    for answer in everywhere(b'{"a":"' + b"x" * (BIG - 8) + b'"}'):
        assert answer.status_code == 422


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "text/xml", "application/x-www-form-urlencoded", "nonsense",
     "multipart/form-data; boundary=x", "application/problem+json", "text/html, application/json"],
)  # fmt: skip
def test_a_body_that_does_not_say_json_is_the_wrong_kind(
    everywhere: Any, content_type: str
) -> None:
    for answer in everywhere(GOOD, Content_Type=content_type):
        assert (answer.status_code, kind(answer)) == (415, "wrong-media-type")


@pytest.mark.parametrize(
    "content_type", ["application/json; charset=utf-8", "Application/JSON", "application/json;x=y"]
)
def test_json_may_be_spelt_with_parameters(
    as_lawyer: Caller, insurer: User, content_type: str
) -> None:
    answer = as_lawyer.post("/claims?validateOnly=true", GOOD, Content_Type=content_type)
    assert answer.status_code == 200


def test_a_body_is_utf_8_whatever_charset_it_claims(everywhere: Any) -> None:
    body = with_surname('"Müller"'.encode("latin-1"))
    for answer in everywhere(body, Content_Type="application/json; charset=latin-1"):
        assert (answer.status_code, kind(answer)) == (400, "bad-request")


@pytest.mark.parametrize(
    "query", ["validateOnly=maybe", "validateOnly=", "validateOnly=%00", "dryRun=true", "x=1"]
)
def test_an_unknown_parameter_is_not_passed_over(
    as_lawyer: Caller, insurer: User, query: str
) -> None:
    answer = as_lawyer.post(f"/claims?{query}", GOOD)
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
    assert "parsed_" not in answer.json()["detail"]
    assert rows() == (0, 0, 0)


def test_an_answer_is_given_in_json_only(as_lawyer: Caller, insurer: User) -> None:
    answer = as_lawyer.post("/claims", GOOD, Accept="text/html")
    assert (answer.status_code, kind(answer)) == (406, "not-acceptable")
    assert rows() == (0, 0, 0)
