"""One logical call: its token, its key, its retries, its problem."""

import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import BinaryIO, Generic, TypeVar

import httpx

from claims_client.problems import PortalProblem, Unreachable
from claims_client.retrying import NOTHING_WAS_SENT, Retries
from claims_client.tokens import Credentials, Tokens

API = "/api/v1"
Content = TypeVar("Content")


@dataclass(frozen=True)
class Answered(Generic[Content]):
    """An answer with what its headers told."""

    body: Content
    status: int
    etag: str | None
    """As it came, in quotes; good for `if_match` and `if_none_match`."""
    correlation_id: str | None
    replayed: bool
    """The portal had done this call before, under the same Idempotency-Key."""


class Transport:
    """Sends requests to one portal for one API client."""

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        *,
        retries: Retries,
        timeout: float,
        through: httpx.BaseTransport | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.url = url.rstrip("/")
        self._http = httpx.Client(timeout=timeout, transport=through)
        self._retries, self._sleep = retries, sleep
        self.tokens = Tokens(credentials, f"{self.url}/oauth/token", self._ask_for_token)

    def close(self) -> None:
        self._http.close()

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str],
        headers: Mapping[str, str],
        content: bytes | None = None,
        into: BinaryIO | None = None,
    ) -> httpx.Response:
        """The answer, below 400. PortalProblem: it was refused. Unreachable: none came.

        A POST carries one Idempotency-Key however often it is sent. `into`: a file that the body
        is written to as it comes, from its beginning at each attempt; the answer has none then.
        """
        kept = dict(headers)
        if method == "POST":
            kept.setdefault("Idempotency-Key", str(uuid.uuid4()))
        url = f"{self.url}{API}{path}"

        def once() -> httpx.Response:
            token = self.tokens.current()
            request = self._http.build_request(
                method, url, params=query, content=content,
                headers=kept | {"Authorization": f"Bearer {token}"},
            )  # fmt: skip
            answer = self._http.send(request, stream=into is not None)
            if into is not None:
                _write_into(into, answer)
            if answer.status_code == HTTPStatus.UNAUTHORIZED:
                self.tokens.refused(token)
            return answer

        again = method == "GET" or (method, "If-Match" in kept) in _REPEATABLE
        answer = self._until_answered(once, again_where_unknown=again)
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            answer = self._until_answered(once, again_where_unknown=again)
        if answer.is_error:
            raise PortalProblem(answer)
        return answer

    def _until_answered(
        self, once: Callable[[], httpx.Response], *, again_where_unknown: bool
    ) -> httpx.Response:
        attempt = 1
        while True:
            try:
                answer = once()
            except httpx.TransportError as cut:
                safe = again_where_unknown or isinstance(cut, NOTHING_WAS_SENT)
                if not safe or attempt >= self._retries.attempts:
                    raise Unreachable(f"No answer from {self.url}: {cut}") from cut
                wait = self._retries.wait_after(attempt)
            else:
                asked = self._retries.wait_asked_for(answer, attempt)
                if asked is None:
                    return answer
                wait = asked
            self._sleep(wait)
            attempt += 1

    def _ask_for_token(
        self, form: Callable[[], Mapping[str, str]], auth: httpx.Auth | None
    ) -> httpx.Response:
        """Asked for again as a call is, with a form of its own: an assertion is good once."""
        asked = httpx.USE_CLIENT_DEFAULT if auth is None else auth

        def once() -> httpx.Response:
            return self._http.post(f"{self.url}/oauth/token", data=form(), auth=asked)

        answer = self._until_answered(once, again_where_unknown=True)
        if answer.is_error:
            raise PortalProblem(answer)
        return answer


def _write_into(file: BinaryIO, answer: httpx.Response) -> None:
    """The body of an answer that was asked for; a refusal's is kept in memory, to be read."""
    try:
        if answer.is_error:
            answer.read()
            return
        file.seek(0)
        file.truncate()
        for part in answer.iter_bytes():
            file.write(part)
    finally:
        answer.close()


_REPEATABLE = {("POST", False), ("POST", True), ("PUT", False)}
"""Method, and whether with If-Match: what may be sent again when nobody knows whether it was
done. A PATCH, a DELETE or a PUT of a version may have been, and would then be refused."""
