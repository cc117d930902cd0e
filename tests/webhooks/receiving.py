"""A real receiver of webhooks, on a port of its own, that answers as a test wants."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
from standardwebhooks.webhooks import Webhook


@dataclass
class Got:
    """A message as it arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    def verified_with(self, secret: str) -> Any:
        """As the reference library of Standard Webhooks reads it, or its refusal."""
        return Webhook(secret).verify(self.body, self.headers)


Answer = Callable[[Got, BaseHTTPRequestHandler], int | None]
"""Gives a status, or writes the answer itself and gives none."""


@dataclass
class Receiver:
    port: int
    got: list[Got] = field(default_factory=list)
    answer: Answer = lambda got, handler: 204

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/claims"

    @property
    def ids(self) -> list[str]:
        return [one.id for one in self.got]


@contextmanager
def receiving() -> Iterator[Receiver]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            got = Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            receiver.got.append(got)
            status = receiver.answer(got, self)
            if status is not None:
                self.send_response(status)
                self.send_header("Content-Length", "0")
                self.end_headers()

        do_GET = do_POST

        def log_message(self, *said: Any) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 128

        def handle_error(self, *where: Any) -> None:
            """A client that went away is what some tests want."""

    server = Server(("127.0.0.1", 0), Handler)
    receiver = Receiver(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield receiver
    server.shutdown()
    server.server_close()


def until(holds: Callable[[], Any], *, seconds: float = 60.0) -> Any:
    """Ask again and again until it holds."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.02)
    return answer
