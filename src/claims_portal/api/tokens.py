"""The token endpoint: OAuth 2.0 client credentials, by oauthlib; and the taking back of tokens.

oauthlib reads the request and shapes the answer and its errors (RFC 6749, RFC 7009); who
the client is and what a token is are ours (decision 0003).
"""

import base64
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import unquote_plus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from oauthlib.common import Request
from oauthlib.oauth2 import (
    BackendApplicationServer,
    InvalidClientError,
    InvalidRequestError,
    OAuth2Error,
    RequestValidator,
)

from claims_portal import clock
from claims_portal.accounts import assertions, granting
from claims_portal.accounts.assertions import AssertionRefused
from claims_portal.accounts.granting import Proved
from claims_portal.accounts.rate_limits import WRONG_SECRETS, Allowance, TooManyCalls
from claims_portal.api import metering
from claims_portal.network_address import network_address

LONGEST_FORM = 10_000


class ClientValidator(RequestValidator):
    """Answers oauthlib's questions about the client of one call."""

    def __init__(self) -> None:
        super().__init__()
        self.proved: Proved | None = None
        self.allowance: Allowance | None = None

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        """By a signed assertion, by HTTP Basic, or by client_id and client_secret in the form."""
        assertion = getattr(request, "client_assertion", None)
        if assertion and (request.client_secret or _basic(request)):
            says = "A client proves itself in one way: by an assertion, or by a secret."
            raise InvalidRequestError(description=says, request=request)
        self.proved = _by_assertion(request, assertion) if assertion else _by_secret(request)
        if self.proved is None:
            return False
        self.allowance = self.proved.take()
        request.client = self.proved
        return True

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        return grant_type == "client_credentials"

    def get_default_scopes(self, client_id: str, request: Request, *_: Any, **__: Any) -> list[str]:
        return list(cast(Proved, request.client).scopes)

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        return set(scopes) <= set(cast(Proved, request.client).scopes)

    def save_bearer_token(self, token: Any, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nothing to do: `new_token` kept the token's hash when it made it."""

    def revoke_token(
        self, token: str, token_type_hint: str, request: Request, *_: Any, **__: Any
    ) -> None:
        granting.revoke(token, client_pk=cast(Proved, request.client).client_pk)


def new_token(request: Request) -> str:
    """Asked once all else of the request is right; the proof may have been used meanwhile."""
    proved, scopes = cast(Proved, request.client), cast(list[str], request.scopes)
    granted = granting.grant(proved, scopes=scopes, at=clock.now())
    if granted is None:
        says = "The secret or key was revoked, or the assertion was used before."
        raise InvalidClientError(description=says, request=request)
    return granted


def server_of(validator: ClientValidator) -> BackendApplicationServer:
    lifetime = int(settings.TOKEN_LIFETIME.total_seconds())
    return BackendApplicationServer(validator, token_generator=new_token, token_expires_in=lifetime)


@csrf_exempt
@login_not_required
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """`POST /oauth/token`: an access token for a client that proves itself."""
    return _answer(request, BackendApplicationServer.create_token_response)


@csrf_exempt
@login_not_required
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """`POST /oauth/revoke`: a token of the client that asks is good for nothing from now on."""
    return _answer(request, BackendApplicationServer.create_revocation_response)


def _answer(request: HttpRequest, asked: Callable[..., Any]) -> HttpResponse:
    """What oauthlib says, counted; whoever guesses at secrets is slowed down by address."""
    try:
        form = request.body
    except RequestDataTooBig:
        return _too_large()
    if len(form) > LONGEST_FORM:
        return _too_large()
    address, validator = network_address(request), ClientValidator()
    try:
        WRONG_SECRETS.must_have_some(address)
        answer = _said(request, form, asked, server_of(validator))
    except TooManyCalls as refusal:
        return _too_many(request, refusal)
    if answer.status_code == HTTPStatus.UNAUTHORIZED and address:
        with suppress(TooManyCalls):
            WRONG_SECRETS.take(address, settings.WRONG_SECRETS_PER_SECOND)
    if validator.proved and validator.allowance:
        metering.made_by(request, validator.proved.client_pk, validator.allowance)
        metering.tell(request, answer)
    return answer


def _said(
    request: HttpRequest, form: bytes, asked: Callable[..., Any], server: BackendApplicationServer
) -> HttpResponse:
    given = {"Authorization": request.headers.get("Authorization", "")}
    text = form.decode("utf-8", "replace")
    try:
        headers, body, status = asked(server, request.build_absolute_uri(), "POST", text, given)
    except OAuth2Error as error:  # a request with credentials in its URL, for one
        headers, body, status = error.headers, error.json, error.status_code
    answer = HttpResponse(body or "", status=status, content_type="application/json")
    for name, value in headers.items():
        answer.headers[name] = value
    return answer


def _by_assertion(request: Request, assertion: str) -> Proved:
    if getattr(request, "client_assertion_type", None) != assertions.KIND:
        says = f"client_assertion_type must be {assertions.KIND}."
        raise InvalidClientError(description=says, request=request)
    try:
        return assertions.by_assertion(assertion, client_id=request.client_id, at=clock.now())
    except AssertionRefused as refused:
        raise InvalidClientError(description=str(refused), request=request) from refused


def _by_secret(request: Request) -> Proved | None:
    client_id, secret = _basic(request) or (request.client_id, request.client_secret)
    return granting.by_secret(client_id or "", secret or "")


def _too_many(request: HttpRequest, refusal: TooManyCalls) -> HttpResponse:
    error = {"error": "temporarily_unavailable", "error_description": str(refusal)}
    answer = JsonResponse(error, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = str(refusal.seconds)
    if isinstance(refusal.whose, int):
        metering.refused(request, refusal)
        metering.tell(request, answer)
    return answer


def _too_large() -> HttpResponse:
    error = {"error": "invalid_request", "error_description": "The form is too large."}
    return JsonResponse(error, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def _basic(request: Request) -> tuple[str, str] | None:
    """Client id and secret of an HTTP Basic header (form-encoded, RFC 6749 section 2.3.1)."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except ValueError:  # neither base64, nor ASCII, nor UTF-8 within
        return ("", "")
    return unquote_plus(client_id), unquote_plus(secret)
