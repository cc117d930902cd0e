"""Bodies that are too much, and counts that nobody asks for."""

import gzip
import json
import socket
import time

import pytest

from tests import asking
from tests.running.conftest import Running, recent_cnf

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
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


def test_a_body_in_chunks_is_read_as_any_other(portal: Running) -> None:
    """As programs send it that do not say beforehand how long it is."""
    form, headers = json.dumps(recent_cnf()).encode(), {"Content-Type": JSON}
    with portal.caller("CR00101") as caller:
        halves = iter((form[:5_000], form[5_000:]))
        sent = caller.post("/claims", content=halves, headers=headers)
        assert sent.status_code == 201
        files = f"/claims/{sent.json()['applicationId']}/attachments"
        for path, media_type in (("/claims", JSON), (files, "multipart/form-data; boundary=x")):
            too_much = (b" " * 100_000 for _ in range(300))
            answer = caller.post(path, content=too_much, headers={"Content-Type": media_type})
            assert (answer.status_code, answer.json()["type"].rpartition("#")[2]) == (
                413, "body-too-large",
            )  # fmt: skip
    answer = asking.post(
        f"{portal.url}/oauth/token",
        content=iter((b"grant_type=client_", b"credentials")),
        headers={"Content-Type": FORM},
    )
    assert answer.json()["error"] == "invalid_client"


@pytest.mark.parametrize("path", ["/api/v1/claims", "/sign-in/nowhere"])
def test_a_connection_outlives_a_refusal_given_before_the_body_came(
    portal: Running, path: str
) -> None:
    """As httpx sends: the head first, and the body after it."""
    with socket.create_connection(("127.0.0.1", portal.port), timeout=10) as sender:
        for _ in range(3):
            sender.sendall(
                f"POST {path} HTTP/1.1\r\nHost: localhost:{portal.port}\r\n"
                f"Content-Type: {JSON}\r\nContent-Length: 500\r\n\r\n".encode()
            )
            time.sleep(0.2)
            sender.sendall(b" " * 500)
            answer = sender.recv(65_536)
            assert answer.startswith(b"HTTP/1.1 4")
            assert b"connection: close" not in answer


def test_a_refusal_of_far_too_much_says_that_it_closes(portal: Running) -> None:
    answer = asking.post(
        f"{portal.url}/api/v1/claims", content=b" " * 3_000_000, headers={"Content-Type": JSON}
    )
    assert (answer.status_code, answer.headers["Connection"]) == (401, "close")


def test_senders_that_never_finish_stop_nobody(portal: Running) -> None:
    """Far more of them than requests are worked on at once, by the API and by pages."""
    host = f"Host: localhost:{portal.port}\r\n"
    slow = []
    for path, kind in (("/oauth/token", FORM), ("/sign-in", FORM), ("/api/v1/claims", JSON)):
        for _ in range(20):
            sender = socket.create_connection(("127.0.0.1", portal.port))
            sender.sendall(
                f"POST {path} HTTP/1.1\r\n{host}Content-Type: {kind}\r\n"
                "Content-Length: 500\r\n\r\nusername=".encode()
            )
            slow.append(sender)
    time.sleep(1)
    try:
        with portal.caller("CR00101") as caller:
            for _ in range(20):
                assert caller.get("/claims", timeout=5).status_code == 200
            assert caller.post("/claims", json=recent_cnf(), timeout=5).status_code == 201
        assert asking.get(f"{portal.url}/sign-in", timeout=5).status_code == 200
        ((connections,),) = portal.query(
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'claims_portal_application'"
        )
        assert 0 < connections < 20
    finally:
        for sender in slow:
            sender.close()


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
