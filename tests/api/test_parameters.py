"""A wrong parameter or header is named, as a field of a body is."""

from typing import Any

import pytest

from tests.api.conftest import Caller, codes, kind


@pytest.mark.parametrize(
    ("path", "fault"),
    [
        ("/claims?limit=0", ("limit", "FormatNotValid")),
        ("/claims?limit=many", ("limit", "FormatNotValid")),
        ("/claims?updatedSince=yesterday", ("updatedSince", "FormatNotValid")),
        ("/claims?updatedSince=0.5", ("updatedSince", "FormatNotValid")),
        ("/events?since=1790000000", ("since", "FormatNotValid")),
        ("/events?after=x", ("after", "FormatNotValid")),
        ("/claims?scope=mine", ("scope", "FormatNotValid")),
        ("/claims?cursor=%00", ("cursor", "FormatNotValid")),
        ("/claims?colour=red", ("colour", "MustNotBeProvided")),
        ("/compensators?claimtype=pl", ("claimtype", "MustNotBeProvided")),
        ("/insurer-index?names=a", ("names", "MustNotBeProvided")),
        ("/hospitals?postCode=SW1A", ("postCode", "MustNotBeProvided")),
        ("/addresses?postcode=SW1A1AA&town=x", ("town", "MustNotBeProvided")),
        ("/claims?" + "x" * 300 + "=1", ("x" * 100, "MustNotBeProvided")),
    ],
)
def test_a_wrong_parameter_is_named(as_lawyer: Caller, path: str, fault: tuple[str, str]) -> None:
    answer = as_lawyer.get(path)
    assert (answer.status_code, kind(answer)) == (400, "bad-request")
    assert codes(answer) == {fault}
    (told,) = answer.json()["errors"]
    assert told["message"] == answer.json()["detail"]
    assert "parsed_" not in told["message"]


def test_a_missing_header_is_named(as_lawyer: Caller, as_insurer: Caller, claim_at: Any) -> None:
    answer = as_lawyer.get("/claims", Login_As=None)
    assert (answer.status_code, codes(answer)) == (400, {("Login-As", "MustBeProvided")})
    answer = as_insurer.act(claim_at(), "accept-claim", {}, If_Match="")
    assert (answer.status_code, codes(answer)) == (428, {("If-Match", "MustBeProvided")})


@pytest.mark.parametrize("raw", [b"", b"{", b"[" * 100_000, '{"a": "é"}'.encode("latin-1")])
def test_what_is_no_json_is_told_at_the_whole_body(as_lawyer: Caller, raw: bytes) -> None:
    answer = as_lawyer.post("/claims", raw)
    if raw:
        assert (answer.status_code, codes(answer)) == (400, {("", "FormatNotValid")})
    else:
        assert answer.status_code == 422


@pytest.mark.parametrize("encoding", ["gzip", "br", "x", "gzip, identity"])
def test_a_compressed_body_is_not_taken(as_lawyer: Caller, encoding: str) -> None:
    for path in ("/claims", "/saved-filters", "/claims/actions"):
        answer = as_lawyer.post(path, b"\x1f\x8b", Content_Encoding=encoding)
        assert (answer.status_code, kind(answer)) == (415, "wrong-media-type"), path
    assert as_lawyer.post("/claims", {}, Content_Encoding="Identity").status_code == 422
