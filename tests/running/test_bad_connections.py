"""Callers that are slow, silent or too much: everybody else is answered meanwhile."""

import gzip
import json
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from tests.running.conftest import Running, recent_cnf

pytestmark = pytest.mark.running
SLOW = 40
"""More than there are threads that could wait for them."""


@contextmanager
def half_sent(portal: Running, caller: httpx.Client, number: int) -> Iterator[list[socket.socket]]:
    """Connections on which a claim is being sent and does not come to its end."""
    body = json.dumps(recent_cnf()).encode()
    request = caller.build_request("POST", "/claims", content=body)
    lines = ["POST /api/v1/claims HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    raw = "\r\n".join([*lines, "Content-Type: application/json", "", ""]).encode() + body[:100]
    with ExitStack() as opened:
        sockets = [
            opened.enter_context(socket.create_connection(("127.0.0.1", portal.port)))
            for _ in range(number)
        ]
        for one in sockets:
            one.sendall(raw)
        yield sockets


def test_slow_bodies_keep_nobody_else_waiting(portal: Running) -> None:
    with portal.caller("CR00101") as caller, half_sent(portal, caller, SLOW):
        time.sleep(0.5)
        began = time.monotonic()
        answers = [caller.get("/claims").status_code for _ in range(10)]
        answers.append(caller.post("/claims", json=recent_cnf()).status_code)
        assert answers == [200] * 10 + [201]
        assert time.monotonic() - began < 5


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
