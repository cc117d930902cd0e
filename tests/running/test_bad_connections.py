"""Bodies that are too much, and counts that nobody asks for."""

import gzip
import json
import time

import pytest

from tests.running.conftest import Running, recent_cnf

pytestmark = pytest.mark.running


def test_a_compressed_body_is_not_opened(portal: Running) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    with portal.caller("CR00101") as caller:
        for content in (bomb, gzip.compress(json.dumps(recent_cnf()).encode())):
            answer = caller.post("/claims", content=content, headers=headers)
            assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (
                415, "wrong-media-type",
            )  # fmt: skip


def test_a_body_that_is_too_long_is_not_read_to_its_end(portal: Running) -> None:
    with portal.caller("CR00101") as caller:
        answer = caller.post(
            "/claims", content=b" " * 30_000_000, headers={"Content-Type": "application/json"}
        )
        assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (
            413, "body-too-large",
        )  # fmt: skip
        assert caller.get("/claims").status_code == 200


def test_the_use_of_the_api_is_written_down_by_itself(portal: Running) -> None:
    """By the thread of each web process, whether or not another call comes."""
    count = (
        "SELECT coalesce(sum(calls), 0) FROM accounts_apiusage WHERE route = 'GET /claims/counts'"
    )
    with portal.caller("CR00101") as caller:
        ((before,),) = portal.query(count)
        for _ in range(20):
            answer = caller.get("/claims/counts")
            assert answer.headers["RateLimit"].startswith('"client";r=')
        time.sleep(2.5)
        ((after,),) = portal.query(count)
    assert after - before == 20
