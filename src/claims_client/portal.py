"""The portal as a program sees it: every operation by `call`, the main ones by name."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Any, BinaryIO, TypeVar, cast

import httpx

from claims_client import operations, schemas
from claims_client.operation import Operation
from claims_client.retrying import Retries
from claims_client.tokens import Credentials
from claims_client.transport import Answered, Transport

JSON, MULTIPART = "application/json", "multipart/form-data"
MOST_IN_A_BATCH = 100
Body = TypeVar("Body")
Content = TypeVar("Content")
_ACTIONS = "/claims/{number}/actions/"
ACTIONS: dict[str, Operation[Any, schemas.StateAnswer]] = {
    one.path.removeprefix(_ACTIONS): one
    for one in operations.OPERATIONS.values()
    if one.path.startswith(_ACTIONS)
}
"""What can be done with a claim, by the action's name."""


class Portal:
    """A portal, called by one API client for one of its organisation's people (`login_as`).

    Either `secret` or `private_key` (PEM), the latter with a `key_id` if the portal is to be told
    which. Good for several threads. A refusal is a PortalProblem, no answer is Unreachable; both
    after the retries that were safe. `through`: an httpx transport of your own, for a proxy, a
    certificate authority or a client certificate.
    """

    def __init__(
        self,
        url: str,
        client_id: str,
        *,
        secret: str | None = None,
        private_key: str | bytes | None = None,
        login_as: str,
        audience: str | None = None,
        key_id: str | None = None,
        retries: Retries | None = None,
        timeout: float = 30.0,
        through: httpx.BaseTransport | None = None,
    ) -> None:
        credentials = Credentials(client_id, secret, private_key, audience, key_id)
        self.login_as = login_as
        self.transport = Transport(
            url, credentials, retries=retries or Retries(), timeout=timeout, through=through
        )

    def __enter__(self) -> "Portal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        self.transport.close()

    def call(
        self, operation: Operation[Body, Content], body: Body | None = None, /, **more: Any
    ) -> Content:
        """The body of the answer; arguments as of `send`."""
        return self.send(operation, body, **more).body

    def send(
        self,
        operation: Operation[Body, Content],
        body: Body | bytes | None = None,
        /,
        *,
        if_match: str | None = None,
        if_none_match: str | None = None,
        idempotency_key: str | None = None,
        media_type: str | None = None,
        login_as: str | None = None,
        **parameters: object,
    ) -> Answered[Content]:
        """Any operation of the table `operations`, its parameters by the names of the API.

        `body` is what JSON is made of, or bytes of `media_type`. `if_match`: an ETag or an
        activity id. With `if_none_match` the answer may have the status 304 and no body.
        """
        operation.must_know(parameters)
        texts = {name: _text(one) for name, one in parameters.items() if one is not None}
        headers = {"Login-As": login_as or self.login_as}
        if if_match is not None:
            headers["If-Match"] = if_match if '"' in if_match else f'"{if_match}"'
        if if_none_match is not None:
            headers["If-None-Match"] = if_none_match
        if idempotency_key is not None:
            headers["Idempotency-Key"] = idempotency_key
        content = _content(operation, body)
        if content is not None:
            headers["Content-Type"] = media_type or JSON
        query = {name: texts[name] for name in operation.query if name in texts}
        path = operation.filled(texts)
        answer = self.transport.send(
            operation.method, path, query=query, headers=headers, content=content
        )
        return _answered(answer)

    def submit(self, form: Mapping[str, Any]) -> schemas.StateAnswer:
        """Send a claim notification form; the claim's state."""
        sent = self.call(operations.POST_CLAIMS, cast(Any, form))
        return cast(schemas.StateAnswer, sent)

    def validate(self, form: Mapping[str, Any]) -> schemas.ValidationAnswer:
        """Check a claim notification form as `submit` would, and send nothing."""
        told = self.call(operations.POST_CLAIMS, cast(Any, form), validateOnly=True)
        return cast(schemas.ValidationAnswer, told)

    def claim(self, number: str) -> schemas.ClaimAnswer:
        """A claim, with what can be done with it."""
        return self.call(operations.GET_ONE_CLAIM, number=number)

    def act(
        self,
        number: str,
        action: str,
        body: Mapping[str, Any],
        *,
        activity: str,
        validate_only: bool = False,
    ) -> schemas.StateAnswer:
        """Take a step of a claim as it was last seen (`activity`: its activityId or ETag).

        PortalProblem 412 where it has changed meanwhile; its `activity_id` is the new one.
        """
        operation = ACTIONS.get(action)
        if operation is None:
            raise ValueError(f"No action {action}; there are: {', '.join(sorted(ACTIONS))}")
        asked = {"validateOnly": True} if validate_only else {}
        return self.call(operation, dict(body), number=number, if_match=activity, **asked)

    def act_on_many(self, steps: Sequence[schemas.Step]) -> list[schemas.StepAnswer]:
        """Up to 100 steps of as many claims; each is done or refused by itself."""
        if len(steps) > MOST_IN_A_BATCH:
            raise ValueError(f"At most {MOST_IN_A_BATCH} steps in a call, not {len(steps)}.")
        batch: schemas.Steps = {"actions": list(steps)}
        return self.call(operations.POST_BATCH, batch)["answers"]

    def claims(self, **filters: object) -> Iterator[schemas.ClaimLine]:
        """Every claim that the filters of `GET /claims` find, page by page."""
        return cast(Iterator[schemas.ClaimLine], self.items(operations.GET_CLAIMS, **filters))

    def items(self, operation: Operation[None, Any], **filters: object) -> Iterator[Any]:
        """What an operation lists, over all its pages (those with the parameter `cursor`)."""
        cursor: str | None = None
        while True:
            page = self.call(operation, cursor=cursor, **filters)
            (listed,) = (one for one in page.values() if isinstance(one, list))
            yield from listed
            cursor = page["nextCursor"]
            if cursor is None:
                return

    def event_pages(
        self, *, after: str | None = None, follow: float | None = None, **filters: object
    ) -> Iterator[schemas.EventPage]:
        """The feed page by page: keep each page's `nextCursor` with what you made of it.

        `follow`: ask on, this many seconds after nothing more was there; else it ends.
        """
        while True:
            first = filters if after is None else {**filters, "since": None}
            page = self.call(operations.GET_EVENTS, after=after, **first)
            yield page
            after = page["nextCursor"]
            if not page["more"]:
                if follow is None:
                    return
                time.sleep(follow)

    def events(self, **more: Any) -> Iterator[schemas.FeedEvent]:
        """The events of `event_pages`, one by one."""
        for page in self.event_pages(**more):
            yield from page["events"]

    def attach(
        self, number: str, file_name: str, content: bytes, *, title: str, description: str = ""
    ) -> schemas.AttachmentAnswer:
        """Attach a file to a claim."""
        form = httpx.Request(
            "POST", "http://portal.invalid",
            data={"title": title, "description": description}, files={"file": (file_name, content)},
        )  # fmt: skip
        # Read once: a repeat under the same key must be the same bytes, boundary and all.
        body, media_type = form.read(), form.headers["Content-Type"]
        return self.send(
            operations.POST_ATTACHMENTS, body, media_type=media_type, number=number
        ).body

    def download(self, operation: Operation[None, bytes], into: BinaryIO, /, **places: str) -> None:
        """The answer of an operation that gives a file, written to one as it comes.

        `into` is a file that can be truncated: each attempt begins anew.
        """
        operation.must_know(dict(places))
        self.transport.send(
            operation.method, operation.filled(places), query={},
            headers={"Login-As": self.login_as}, into=into,
        )  # fmt: skip

    def attachment(self, number: str, attachment_id: str) -> bytes:
        """The bytes of an attached file."""
        return self.call(
            operations.GET_ATTACHMENT_CONTENT, number=number, attachmentId=attachment_id
        )

    def printed(self, number: str) -> bytes:
        """The whole claim as one PDF."""
        return self.call(operations.GET_BUNDLE_PDF, number=number)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _content(operation: Operation[Any, Any], body: object) -> bytes | None:
    if body is None:
        return None
    if not operation.bodies:
        raise TypeError(f"{operation.name} takes no body")
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def _answered(answer: httpx.Response) -> Answered[Any]:
    headers = answer.headers
    is_json = headers.get("Content-Type", "").startswith(JSON)
    return Answered(
        (answer.json() if is_json else answer.content) if answer.content else None,
        answer.status_code,
        headers.get("ETag"),
        headers.get("X-Correlation-ID"),
        headers.get("Idempotency-Replayed") == "true",
    )
