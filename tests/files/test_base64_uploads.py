"""A file in base64 within JSON: the same checks, the same answers as of an upload."""

import json
from base64 import encodebytes, standard_b64encode
from typing import Any

import pytest
from django.test import override_settings

from claims_portal.claims.models import Claim
from claims_portal.files.models import Attachment
from tests.api.conftest import Caller, codes, kind
from tests.files import samples
from tests.files.test_attachments import MEGABYTE, attach, stored


def base64_of(content: bytes) -> str:
    return standard_b64encode(content).decode()


def send(
    who: Caller,
    claim: Claim,
    content: str,
    name: str = "report.pdf",
    key: str | None = None,
    **said: Any,
) -> Any:
    body = {"title": "Medical report", "file": {"name": name, "content": content}, **said}
    path = f"/claims/{claim.application_id}/attachments"
    return who.post(path, body, Idempotency_Key=key)


def test_a_file_in_base64_is_attached_as_an_upload_is(
    as_lawyer: Caller, as_insurer: Caller, claim_at: Any
) -> None:
    claim = claim_at()
    answer = send(as_lawyer, claim, base64_of(samples.PDF), description="Of Dr Okafor")
    assert answer.status_code == 201, answer.content
    uploaded = attach(as_insurer, claim, description="Of Dr Okafor").json()
    same = ("title", "description", "fileName", "mediaType", "size", "sha256", "scan")
    assert {name: answer.json()[name] for name in same} == {name: uploaded[name] for name in same}
    given = as_insurer.client.get(answer.json()["href"], headers=as_insurer.headers())
    assert b"".join(given.streaming_content) == samples.PDF


def test_a_file_in_base64_sent_again_is_kept_once(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    first, again = (send(as_lawyer, claim, base64_of(samples.PDF), key="k") for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert again["Idempotency-Replayed"] == "true"
    assert Attachment.objects.count() == 1
    other = send(as_lawyer, claim, base64_of(samples.PDF), key="k", description="Another")
    assert (other.status_code, kind(other)) == (422, "idempotency-key-reused")


def test_base64_may_come_in_lines(as_lawyer: Caller, claim_at: Any) -> None:
    """As mail programs break it; over many pieces, none of which ends at a group's end."""
    content = samples.PDF + bytes(range(256)) * 1_000
    lines = encodebytes(content).decode().replace("\n", "\r\n")
    answer = send(as_lawyer, claim_at(), lines)
    assert answer.status_code == 201, answer.content
    assert answer.json()["size"] == len(content)


@pytest.mark.parametrize(
    ("name", "content", "status", "problem"),
    [
        ("report.pdf", base64_of(samples.EXE), 422, "attachment-refused"),
        ("run.exe", base64_of(samples.PDF), 422, "attachment-refused"),
        ("report.pdf", "", 422, "attachment-refused"),
        ("report.pdf", "no base64!", 422, "attachment-refused"),
        ("report.pdf", base64_of(samples.PDF)[:-1], 422, "attachment-refused"),
        ("report.pdf", base64_of(b"x") * 2, 422, "attachment-refused"),
        ("report.pdf", base64_of(b"x" * 49_150) + base64_of(b"x"), 422, "attachment-refused"),
        ("report.pdf", "data:application/pdf;base64," + base64_of(samples.PDF), 422, "attachment-refused"),
        ("report.pdf", "\N{HIRAGANA LETTER A}AAA", 422, "attachment-refused"),
        ("note.txt", base64_of(samples.EICAR), 422, "file-infected"),
        ("note.txt", base64_of(b"x" * (4 * MEGABYTE + 1)), 413, "file-too-large"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_refused_and_not_kept(
    as_lawyer: Caller, claim_at: Any, name: str, content: str, status: int, problem: str
) -> None:
    claim = claim_at()
    before = stored()
    answer = send(as_lawyer, claim, content, name)
    assert (answer.status_code, kind(answer)) == (status, problem)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/file"]
    assert stored() == before


def test_four_megabytes_are_taken_and_a_byte_more_is_not(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    assert send(as_lawyer, claim, base64_of(b"x" * 4 * MEGABYTE), "note.txt").status_code == 201
    answer = send(as_lawyer, claim, base64_of(b"y" * (4 * MEGABYTE + 1)), "note.txt")
    assert answer.json()["detail"] == (
        "The file has 4,194,305 bytes. A file may have at most 4,194,304."
    )


@pytest.mark.parametrize("megabytes", [9, 41])
def test_a_body_beyond_any_file_is_not_kept_in_memory(
    as_lawyer: Caller, claim_at: Any, megabytes: int
) -> None:
    claim = claim_at()
    answer = send(as_lawyer, claim, "QUJD" * (megabytes * MEGABYTE // 3))
    assert answer.status_code == 413
    kind(answer)


@override_settings(LARGEST_ATTACHMENT=10)
def test_the_limit_is_a_setting(as_lawyer: Caller, claim_at: Any) -> None:
    claim = claim_at()
    assert send(as_lawyer, claim, base64_of(b"0123456789"), "note.txt").status_code == 201
    assert kind(send(as_lawyer, claim, base64_of(b"0123456789A"), "note.txt")) == "file-too-large"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({}, {("/title", "MustBeProvided"), ("/file", "MustBeProvided")}),
        ({"title": "x"}, {("/file", "MustBeProvided")}),
        ({"title": "x", "file": {"content": "QUJD"}}, {("/file", "MustBeProvided")}),
        ({"title": 7}, {("/title", "FormatNotValid")}),
        ({"title": "x", "file": {"name": "a.txt", "content": 7}}, {("/file/content", "FormatNotValid")}),
        ({"title": "x", "file": "QUJD"}, {("/file", "FormatNotValid")}),
        ({"title": "x", "colour": "red"}, {("", "FormatNotValid")}),
        ([], {("", "FormatNotValid")}),
    ],
)  # fmt: skip
def test_each_fault_says_where_it_is(
    as_lawyer: Caller, claim_at: Any, body: Any, expected: set[tuple[str, str]]
) -> None:
    answer = as_lawyer.post(f"/claims/{claim_at().pk}/attachments", body)
    assert answer.status_code == 422
    assert codes(answer) == expected


@pytest.mark.parametrize("raw", [b"{", b'{"title": "\xff"}', b"\xff"])
def test_what_is_no_json_is_refused(as_lawyer: Caller, claim_at: Any, raw: bytes) -> None:
    answer = as_lawyer.post(f"/claims/{claim_at().pk}/attachments", raw)
    assert answer.status_code == 400
    kind(answer)
    assert not Attachment.objects.exists()


def test_a_strangers_file_is_not_even_read(as_stranger: Caller, claim_at: Any) -> None:
    answer = send(as_stranger, claim_at(), "no base64!")
    assert (answer.status_code, kind(answer)) == (404, "no-such-claim")
    assert json.loads(answer.content)["title"]
