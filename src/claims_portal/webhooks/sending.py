"""Posts one message, with the patience and the trust that a stranger's receiver deserves.

No redirect is followed, no cookie kept, no answer unpacked, and of an answer only the
beginning read. An attempt ends when its time is over, whatever the receiver does.
"""

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self

import aiohttp
from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from yarl import URL

from claims_portal import clock
from claims_portal.sealing import SealBroken
from claims_portal.webhooks import addresses
from claims_portal.webhooks.back_off import asked_for
from claims_portal.webhooks.resolving import AddressNotAllowed, CheckedResolver, LookUp, look_up
from claims_portal.webhooks.taking import Message

SECONDS, SECONDS_TO_CONNECT = 15.0, 5.0
ANSWER_KEPT = 1024
GONE = HTTPStatus.GONE.value
CONNECTIONS, CONNECTIONS_TO_A_HOST = 512, 64
IDLE_SECONDS = 30.0
LOOKED_UP_FOR_SECONDS = 30
_FAULTS: tuple[tuple[type[BaseException], str], ...] = (
    (SealBroken, "the secret cannot be read any more: make a new one"),
    (TimeoutError, "no answer in time"),
    (AddressNotAllowed, "the address leads into a private network, or nowhere"),
    (aiohttp.ClientConnectorCertificateError, "the certificate is not valid for this name"),
    (aiohttp.ClientSSLError, "no TLS connection"),
    (aiohttp.ClientConnectorDNSError, "the name leads to no address that may be reached"),
    (aiohttp.ClientConnectorError, "no connection"),
    (aiohttp.ServerDisconnectedError, "the connection was closed without an answer"),
    (aiohttp.ClientError, "no answer that HTTP knows"),
    (OSError, "the connection broke"),
    (ValueError, "no address that can be posted to"),
)
"""What went wrong, in our words: an exception's own may tell of the portal's network."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of posting a message once."""

    message: Message
    took_ms: int
    status: int | None = None
    answer: str = ""
    error: str = ""
    asked_to_wait: timedelta = timedelta()

    @property
    def succeeded(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    def said(self, at: datetime) -> dict[str, Any]:
        """As the delivery's log keeps it."""
        return {
            "at": at,
            "tookMs": self.took_ms,
            "status": self.status,
            "error": self.error,
            "answer": self.answer,
        }


class Sender:
    """Posts messages over connections that it keeps."""

    def __init__(
        self,
        *,
        look_up: LookUp = look_up,
        seconds: float = SECONDS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._look_up, self._tls = look_up, tls
        self._timeout = ClientTimeout(total=seconds, sock_connect=SECONDS_TO_CONNECT)
        self._sessions: Mapping[str, ClientSession] = {}

    async def __aenter__(self) -> Self:
        self._sessions = {"https": self._session(True), "http": self._session(False)}
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for session in self._sessions.values():
            await session.close()

    def _session(self, secured: bool) -> ClientSession:
        connector = TCPConnector(
            resolver=CheckedResolver(secured=secured, look_up=self._look_up),
            limit=CONNECTIONS,
            limit_per_host=CONNECTIONS_TO_A_HOST,
            ssl=self._tls or True,
            ttl_dns_cache=LOOKED_UP_FOR_SECONDS,
            keepalive_timeout=IDLE_SECONDS,
        )
        return ClientSession(
            connector=connector,
            timeout=self._timeout,
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=("Accept-Encoding",),
        )

    async def send(self, message: Message) -> Attempt:
        """Post it once. Whatever the receiver does is an attempt, not an exception."""
        began = time.monotonic()
        try:
            status, answer, wait = await self._post(message)
        except tuple(kind for kind, _words in _FAULTS) as fault:
            words = next(words for kind, words in _FAULTS if isinstance(fault, kind))
            return Attempt(message, _since(began), error=words)
        return Attempt(message, _since(began), status, answer, "", wait)

    async def _post(self, message: Message) -> tuple[int, str, timedelta]:
        url = URL(message.url)
        # A host that is an address is never looked up, so it is looked at here.
        if not addresses.literal_is_allowed(url.host or "", secured=url.scheme == "https"):
            raise AddressNotAllowed(message.url)
        async with self._sessions[url.scheme].post(
            url, data=message.body, headers=message.headers(), allow_redirects=False
        ) as answer:
            beginning = await _beginning(answer)
            return answer.status, beginning, _asked_to_wait(answer)


async def _beginning(answer: aiohttp.ClientResponse) -> str:
    """What is kept of an answer; one that goes on after it is cut off with its connection."""
    found = b""
    while len(found) <= ANSWER_KEPT and not answer.content.at_eof():
        found += await answer.content.read(ANSWER_KEPT + 1 - len(found))
    if not answer.content.at_eof():
        answer.close()
    return found[:ANSWER_KEPT].decode(errors="replace").replace("\x00", "\ufffd")


def _asked_to_wait(answer: aiohttp.ClientResponse) -> timedelta:
    # By the real clock, as the receiver's is; a sandbox may have moved its own.
    return asked_for(answer.headers.get("Retry-After", ""), at=clock.world())


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
