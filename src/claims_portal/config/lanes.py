"""Few requests are worked on at once, however many senders are slow.

A request that waits for more of its body holds a thread of the server, and nothing else:
its lane goes to another. So a sender of a byte a minute stops nobody, and there are no
more connections to the database than lanes.
"""

from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from typing import Any, Protocol

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import FileResponse

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
MOST_BYTES_READ_IN_VAIN = 1024 * 1024


class Handler(Protocol):
    def __call__(self, environ: Environ, start_response: StartResponse, /) -> Any: ...


class Lanes:
    """As many connections as requests are worked on; the right to work is to have one."""

    def __init__(self, number: int) -> None:
        self._free: SimpleQueue[BaseDatabaseWrapper] = SimpleQueue()
        for _ in range(number):
            connection = connections.create_connection(DEFAULT_DB_ALIAS)
            connection.inc_thread_sharing()
            self._free.put(connection)

    def enter(self) -> None:
        """Wait for a lane; its connection is this thread's from now on."""
        connections[DEFAULT_DB_ALIAS] = self._free.get()

    def leave(self) -> None:
        connection = connections[DEFAULT_DB_ALIAS]
        del connections[DEFAULT_DB_ALIAS]
        self._free.put(connection)

    def serve(
        self, handler: Handler, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        """The answer of `handler`, worked on in a lane."""
        body = environ["wsgi.input"] = _Body(environ, self)
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        answer = self._worked_on(
            handler, environ, lambda status, headers, *_: begun.append((status, headers))
        )
        ((status, headers),) = begun
        if not body.read_in_vain():
            headers.append(("Connection", "close"))
        start_response(status, headers)
        return answer

    def _worked_on(
        self, handler: Handler, environ: Environ, begin: StartResponse
    ) -> Iterable[bytes]:
        self.enter()
        try:
            response = handler(environ, begin)
            if response.streaming and not isinstance(response, FileResponse):
                return _Streamed(response, self)
            answer: Iterable[bytes] = response
            if not response.streaming:
                answer = [response.content]
                response.close()
        except BaseException:
            self.leave()
            raise
        self.leave()
        return answer


class _Body:
    """The body as it comes in; who waits for it leaves the lane, unless a transaction is open."""

    def __init__(self, environ: Environ, lanes: Lanes) -> None:
        self._source = environ["wsgi.input"]
        self._lanes = lanes
        self._left = int(environ.get("CONTENT_LENGTH") or 0)
        if "HTTP_TRANSFER_ENCODING" in environ:  # of a length that nobody told
            self._left = MOST_BYTES_READ_IN_VAIN + 1

    def read(self, *size: int) -> bytes:
        return self._outside(self._source.read, *size)

    def readline(self, *size: int) -> bytes:
        return self._outside(self._source.readline, *size)

    def read_in_vain(self) -> bool:
        """Read what nobody wanted; False where that is too much, or is not known to end."""
        if self._left > MOST_BYTES_READ_IN_VAIN:
            return False
        while self._left > 0:
            read = len(self._source.read(self._left))
            if not read:
                return False
            self._left -= read
        return True

    def __iter__(self) -> Iterator[bytes]:
        while line := self.readline():
            yield line

    def _outside(self, read: Callable[..., bytes], *size: int) -> bytes:
        if connections[DEFAULT_DB_ALIAS].in_atomic_block:
            return self._counted(read(*size))
        self._lanes.leave()
        try:
            return self._counted(read(*size))
        finally:
            self._lanes.enter()

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        return data


class _Streamed:
    """An answer that is made while it is sent, which may want the database to its end."""

    def __init__(self, response: Any, lanes: Lanes) -> None:
        self._response = response
        self._lanes = lanes

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._response)

    def close(self) -> None:
        try:
            self._response.close()
        finally:
            self._lanes.leave()
