"""A running portal, and clients of it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from claims_client import Portal
from tests.running.conftest import Running, running


@pytest.fixture(scope="package")
def portal() -> Iterator[Running]:
    """A sandbox, so that faults can be ordered and the clock moved."""
    with running(sandbox=True) as made:
        yield made


def client_of(running: Running, organisation: str, url: str | None = None, **more: Any) -> Portal:
    """The organisation's own API client, acting for its first user."""
    client = next(one for one in running.demo["clients"] if one["organisationId"] == organisation)
    user = next(one for one in running.demo["users"] if one["organisationId"] == organisation)
    given = {"secret": client["clientSecret"], "login_as": user["userId"], **more}
    return Portal(url or running.url, client["clientId"], **given)


@pytest.fixture
def lawyer(portal: Running) -> Iterator[Portal]:
    with client_of(portal, "CR00101") as made:
        yield made


@pytest.fixture
def insurer(portal: Running) -> Iterator[Portal]:
    with client_of(portal, "COMP001") as made:
        yield made


class Cutting:
    """A proxy that cuts the connection once the request has gone through, so many times."""

    def __init__(self, port: int) -> None:
        self.port, self.cuts, self.seen = port, 0, 0
        self.before_cut = 0
        """Bytes of the answer that go through before its connection is cut."""
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                caller, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._pass_on, args=(caller,), daemon=True).start()

    def _pass_on(self, caller: socket.socket) -> None:
        with ExitStack() as stack:
            stack.enter_context(caller)
            portal = stack.enter_context(socket.create_connection(("127.0.0.1", self.port)))
            while request := _whole(caller):
                portal.sendall(request)
                answer = _whole(portal)
                if b" /api/" in request.partition(b"\r\n")[0]:
                    self.seen += 1
                    if self.cuts > 0:
                        self.cuts -= 1
                        caller.sendall(answer[: self.before_cut])
                        return
                caller.sendall(answer)


def _whole(connection: socket.socket) -> bytes:
    """One message with a Content-Length, or none; empty at the end."""
    read = b""
    while b"\r\n\r\n" not in read:
        if not (more := connection.recv(65_536)):
            return b""
        read += more
    head, _, rest = read.partition(b"\r\n\r\n")
    lengths = [
        int(line.partition(b":")[2])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    ]
    missing = sum(lengths) - len(rest)
    while missing > 0:
        more = connection.recv(65_536)
        read, missing = read + more, missing - len(more)
    return read


@pytest.fixture
def cutting(portal: Running) -> Iterator[Cutting]:
    made = Cutting(portal.port)
    yield made
    made.close()
