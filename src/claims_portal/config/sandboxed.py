"""What a sandbox does around each call: faults that were ordered, and the other side's moves.

`settings` names this middleware in a sandbox and nowhere else.
"""

import time
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import httpx
import msgspec
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from claims_client import Portal
from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.api.problems import CONTENT_TYPE, problem_of
from claims_portal.api.urls import PREFIX
from claims_portal.config.api_handler import ApiHandler
from claims_portal.sandbox import counterpart, counterpart_client, failures
from claims_portal.sandbox.models import FailureKind
from claims_portal.sandbox.refusals import FailureOrdered

CHANGING = ("POST", "PUT", "PATCH", "DELETE")


def sandboxed(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def answer(request: HttpRequest) -> HttpResponseBase:
        if refused := _ordered_failure(request):
            return refused
        response = get_response(request)
        if request.method in CHANGING and response.status_code < 400:
            counterpart.play(_portal_for)
        return response

    return answer


def _portal_for(player: User) -> Portal:
    """The portal as its counterpart calls it."""
    inside = httpx.WSGITransport(_answered_inside)
    return counterpart_client.portal_for(player, through=inside, at=clock.now())


def _answered_inside(
    environ: dict[str, Any], start_response: Callable[..., object]
) -> Iterable[bytes]:
    """What any caller is answered, but in this process and on its connection to the database.

    So who called has the counterpart's moves with the answer. They are no occasion to play.
    """
    response: Any = _handler().get_response(WSGIRequest(environ))
    start_response(
        f"{response.status_code} {response.reason_phrase}", list(response.headers.items())
    )
    return [response.content]


@cache
def _handler() -> ApiHandler:
    return ApiHandler(without=f"{__name__}.{sandboxed.__name__}")


def _ordered_failure(request: HttpRequest) -> HttpResponse | None:
    """The 503 that the client ordered, or, late, nothing."""
    path, (_, _, token) = request.path_info, request.headers.get("Authorization", "").partition(" ")
    if not token or not path.startswith(f"/{PREFIX}") or path.startswith(f"/{PREFIX}sandbox/"):
        return None
    if slow := failures.happens(token.strip(), FailureKind.SLOW):
        time.sleep(slow.size / 1000)
    if away := failures.happens(token.strip(), FailureKind.UNAVAILABLE):
        told = problem_of(FailureOrdered(away.size), instance=request.path)
        return HttpResponse(
            msgspec.json.encode(told),
            status=503,
            content_type=CONTENT_TYPE,
            headers={"Retry-After": str(away.size)},
        )
    return None
