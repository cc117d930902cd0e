"""Receivers that redirect, hang, babble, refuse or lead elsewhere: an attempt, and no harm."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest
from aiohttp.abc import ResolveResult

from claims_portal.webhooks import signing
from claims_portal.webhooks.resolving import look_up
from claims_portal.webhooks.sending import ANSWER_KEPT, Attempt, Sender
from claims_portal.webhooks.taking import Message
from tests.webhooks.receiving import Got, Receiver

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def message(url: str) -> Message:
    return Message(1, 1, "test-1", 0, url, (signing.sealed(SECRET),), b'{"type": "webhook.test"}')


def attempt(url: str, **options: Any) -> Attempt:
    async def post() -> Attempt:
        async with Sender(**{"seconds": 1.0, **options}) as sender:
            return await sender.send(message(url))

    return asyncio.run(post())


def test_a_redirect_is_no_success_and_is_not_followed(receiver: Receiver) -> None:
    def elsewhere(got: Got, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(307)
        handler.send_header("Location", receiver.url + "/elsewhere")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    receiver.answer = elsewhere
    done = attempt(receiver.url)
    assert (done.status, done.succeeded) == (307, False)
    assert [one.path for one in receiver.got] == ["/claims"]


def test_a_receiver_that_hangs_costs_its_time_and_no_more(receiver: Receiver) -> None:
    let_go = threading.Event()
    receiver.answer = lambda got, handler: 200 if let_go.wait(8) else 200
    began = time.monotonic()
    done = attempt(receiver.url)
    assert time.monotonic() - began < 3
    assert (done.status, done.error) == (None, "no answer in time")
    let_go.set()


def test_a_receiver_that_drips_its_answer_costs_its_time_and_no_more(receiver: Receiver) -> None:
    def drip(got: Got, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(100):
                handler.wfile.write(b".")
                time.sleep(0.1)

    receiver.answer = drip
    began = time.monotonic()
    assert attempt(receiver.url).error == "no answer in time"
    assert time.monotonic() - began < 3


def test_of_ten_megabytes_the_first_kilobyte_is_read(receiver: Receiver) -> None:
    sent = [0]

    def babble(got: Got, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(10_000_000))
        handler.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(1000):
                sent[0] += handler.wfile.write(b"x" * 10_000)

    receiver.answer = babble
    done = attempt(receiver.url)
    assert (done.status, done.answer) == (200, "x" * ANSWER_KEPT)
    time.sleep(0.2)
    assert sent[0] < 10_000_000


def test_a_packed_answer_is_not_unpacked(receiver: Receiver) -> None:
    def packed(got: Got, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.send_header("Content-Length", "9")
        handler.end_headers()
        handler.wfile.write(b"not \x00 gzip"[:9])

    receiver.answer = packed
    done = attempt(receiver.url)
    assert done.succeeded
    assert done.answer == "not \ufffd gzi"
    assert "accept-encoding" not in receiver.got[0].headers


@pytest.mark.parametrize(
    "raw",
    [b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000 + b"\r\n\r\n", b""],
)
def test_what_is_no_http_is_a_failure(raw: bytes) -> None:
    with answering(raw) as port:
        done = attempt(f"http://127.0.0.1:{port}/")
    assert done.status is None
    assert done.error


@contextlib.contextmanager
def answering(raw: bytes) -> Iterator[int]:
    """A socket that says one thing to whoever comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with contextlib.suppress(OSError):
                connection, _ = server.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(raw)

        threading.Thread(target=answer, daemon=True).start()
        yield server.getsockname()[1]


def test_nobody_at_home_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert attempt(f"http://127.0.0.1:{port}/").error == "no connection"


def test_an_error_tells_nothing_of_the_portals_network(settings: Any) -> None:
    settings.WEBHOOK_NETWORKS = ["10.255.255.0/24"]
    done = attempt("http://10.255.255.1:9/", seconds=0.3)
    assert "10.255" not in done.error


class Names:
    """A name server that the test runs: each answer once, the last one for ever."""

    def __init__(self, *answers: str) -> None:
        self.answers, self.asked = list(answers), 0

    async def __call__(self, host: str, port: int, family: int) -> Sequence[ResolveResult]:
        self.asked += 1
        address = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [
            {"hostname": host, "host": address, "port": port, "family": socket.AF_INET,
             "proto": 0, "flags": 0}
        ]  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "192.0.0.1"],
)
def test_a_name_that_leads_into_a_private_network_is_not_connected_to(
    receiver: Receiver, settings: Any, address: str
) -> None:
    settings.WEBHOOK_NETWORKS = []
    done = attempt(f"https://cases.example.com:{receiver.port}/", look_up=Names(address))
    assert done.error == "the name leads to no address that may be reached"
    assert receiver.got == []


def test_the_connection_goes_to_the_address_that_was_looked_at(receiver: Receiver) -> None:
    """A name that answers otherwise a moment later gains nothing: it is not asked again."""
    names = Names("127.0.0.1", "10.0.0.1")
    done = attempt(f"http://cases.example.com:{receiver.port}/", look_up=names)
    assert done.succeeded
    assert names.asked == 1
    assert receiver.got[0].headers["host"] == f"cases.example.com:{receiver.port}"


def test_a_name_that_turns_private_later_is_refused_later(
    receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from claims_portal.webhooks import sending

    monkeypatch.setattr(sending, "LOOKED_UP_FOR_SECONDS", 0)
    settings.WEBHOOK_NETWORKS = ["127.0.0.2/32"]
    names = Names("127.0.0.2", "127.0.0.1")

    async def twice() -> list[Attempt]:
        async with Sender(seconds=1.0, look_up=names) as sender:
            url = f"http://cases.example.com:{receiver.port}/"
            return [await sender.send(message(url)) for _ in range(2)]

    first, second = asyncio.run(twice())
    assert first.error == "no connection"
    assert second.error == "the name leads to no address that may be reached"
    assert receiver.got == []


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "[::1]", "[::ffff:127.0.0.1]", "2130706433", "0x7f000001", "localhost", "127.1"],
)
def test_no_spelling_of_this_machine_is_reached(
    receiver: Receiver, settings: Any, host: str
) -> None:
    settings.WEBHOOK_NETWORKS = []
    done = attempt(f"https://{host}:{receiver.port}/", look_up=look_up)
    assert done.status is None
    assert done.error in (
        "the address leads into a private network, or nowhere",
        "the name leads to no address that may be reached",
        "no answer that HTTP knows",  # aiohttp takes some of them for no host at all
    )
    assert receiver.got == []


def test_without_tls_only_what_the_operator_allows_is_reached(
    receiver: Receiver, settings: Any
) -> None:
    names = Names("93.184.215.14")
    done = attempt("http://cases.example.com/", look_up=names)
    assert done.error == "the name leads to no address that may be reached"


def test_a_secret_that_cannot_be_read_is_a_failure_that_says_so(receiver: Receiver) -> None:
    broken = Message(1, 1, "test-1", 0, receiver.url, ("nonsense",), b"{}")

    async def post() -> Attempt:
        async with Sender(seconds=1.0) as sender:
            return await sender.send(broken)

    assert "secret" in asyncio.run(post()).error
