"""The header Idempotency-Key: a POST that is sent again is not done again.

A step of a claim is one statement, which writes the key itself (`keeps_its_key`). Any other
POST is done in one transaction that begins with taking the key and ends with keeping its
answer. Either way there is never the one without the other (decision 0020).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, ClassVar, Protocol

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from claims_portal import clock
from claims_portal.accounts import once
from claims_portal.accounts.acting import Call
from claims_portal.accounts.once import Answered, Once
from claims_portal.api.problems import BadParameter

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_KEY = re.compile(r'"([\x21-\x7e]{1,255})"|((?!")[\x21-\x7e]{1,255})')


class AnsweredBefore(Exception):
    """The call was done before; this is what is kept of it."""

    def __init__(self, answered: Answered) -> None:
        super().__init__("This call was answered before.")
        self.answered = answered


class Repeatable(Protocol):
    """What is asked of a controller whose calls may be sent again."""

    request: HttpRequest
    keeps_its_key: ClassVar[bool]
    """Whether the statement of the change writes the key, in a transaction of its own."""

    def said(self) -> tuple[bytes, ...]:
        """What the body says, for telling this call from another."""


def key_of(request: HttpRequest) -> str | None:
    """The key of a POST, as it is or as a string of RFC 8941; BadParameter for what is none."""
    given = request.headers.get(HEADER)
    if given is None or request.method != "POST":
        return None
    found = _KEY.fullmatch(given.strip())
    if found is None:
        raise BadParameter(HEADER, f"{HEADER} must be 1 to 255 visible ASCII characters.")
    return found[1] or found[2]


def begin(controller: Repeatable, call: Call, key: str) -> None:
    """Let the call be done now, or raise AnsweredBefore, KeyInUse or KeyUsedOtherwise."""
    actor, request = call.actor, controller.request
    address = request.get_full_path().encode()
    this = Once(
        actor.client_pk or 0,
        key,
        once.fingerprint(address, str(actor.user_pk).encode(), *controller.said()),
    )
    request.once = this  # type: ignore[attr-defined]
    answered = call.answered
    if answered is not None:
        answered.must_be_of(this)
    elif controller.keeps_its_key:
        request.actor = replace(actor, once=this)  # type: ignore[attr-defined]
    else:
        answered = once.begin(this, at=clock.now())
    if answered is not None:
        raise AnsweredBefore(answered)


def in_one_transaction(
    request: HttpRequest, done: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    """Do a POST with its key: both are kept, or, where it was refused, neither."""
    with transaction.atomic():
        response = done()
        if response.status_code >= 400:
            transaction.set_rollback(True)
        elif not was_answered_before(request):
            assert isinstance(response, HttpResponse)  # noqa: S101 - no POST is answered in a stream
            once.end(request.once, as_kept(response))  # type: ignore[attr-defined]
    return response


def answered_meanwhile(controller: Repeatable, refusal: Exception) -> Answered | None:
    """What was kept of this very call, which somebody sent at the same time.

    The other was done first, so that this one found the claim moved on, or the key written.
    """
    request = controller.request
    this: Once | None = getattr(request, "once", None)
    if isinstance(refusal, AnsweredBefore):
        answered: Answered | None = refusal.answered
    elif this and controller.keeps_its_key and not isinstance(refusal, once.KeyUsedOtherwise):
        answered = once.find(this)
    else:
        answered = None
    if answered is not None:
        request.answered_before = True  # type: ignore[attr-defined]
    return answered


def was_answered_before(request: HttpRequest) -> bool:
    return getattr(request, "answered_before", False)


def as_kept(response: HttpResponse) -> dict[str, Any]:
    return {
        "status": response.status_code,
        "headers": dict(response.headers),
        "body": response.content.decode(),
    }


def again(kept: Mapping[str, Any]) -> HttpResponse:
    return HttpResponse(kept["body"].encode(), status=kept["status"], headers=kept["headers"])
