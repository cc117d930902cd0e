"""The token endpoint: OAuth 2.0 client credentials, by oauthlib.

oauthlib reads the request and shapes the answer and its errors (RFC 6749); who
the client is and what a token is are ours (decision 0003).
"""

import base64
from dataclasses import dataclass, field
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
    OAuth2Error,
    RequestValidator,
)

from claims_portal import clock
from claims_portal.accounts import api_clients

LONGEST_FORM = 10_000


@dataclass(frozen=True)
class Proof:
    """What a client sent to prove itself; of a client oauthlib asks the id alone."""

    client_id: str
    secret: str = field(repr=False)


class ClientValidator(RequestValidator):
    """Answers oauthlib's questions about clients."""

    def authenticate_client(self, request: Request, *args: Any, **kwargs: Any) -> bool:
        """By HTTP Basic, or by client_id and client_secret in the form."""
        client_id, secret = _basic(request) or (request.client_id, request.client_secret)
        proof = Proof(client_id or "", secret or "")
        if api_clients.recognise(proof.client_id, proof.secret) is None:
            return False
        request.client = proof
        return True

    def validate_grant_type(
        self, client_id: str, grant_type: str, client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        return grant_type == "client_credentials"

    def get_default_scopes(self, client_id: str, request: Request, *_: Any, **__: Any) -> list[str]:
        return []

    def validate_scopes(
        self, client_id: str, scopes: list[str], client: Any, request: Request, *_: Any, **__: Any
    ) -> bool:
        return not scopes

    def save_bearer_token(self, token: Any, request: Request, *args: Any, **kwargs: Any) -> None:
        """Nothing to do: `new_token` kept the token's hash when it made it."""


def new_token(request: Request) -> str:
    """Asked once all else of the request is right; the secret may have been revoked meanwhile."""
    proof = cast(Proof, request.client)
    granted = api_clients.grant(proof.client_id, proof.secret, at=clock.now())
    if granted is None:
        raise InvalidClientError(request=request)
    return granted


SERVER = BackendApplicationServer(
    ClientValidator(),
    token_generator=new_token,
    token_expires_in=int(settings.TOKEN_LIFETIME.total_seconds()),
)


@csrf_exempt
@login_not_required
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """`POST /oauth/token`: an access token for a client that proves its secret."""
    try:
        form = request.body
    except RequestDataTooBig:
        return _too_large()
    if len(form) > LONGEST_FORM:
        return _too_large()
    try:
        headers, body, status = SERVER.create_token_response(
            request.build_absolute_uri(),
            "POST",
            form.decode("utf-8", "replace"),
            {"Authorization": request.headers.get("Authorization", "")},
        )
    except OAuth2Error as error:  # a request with credentials in its URL, for one
        headers, body, status = error.headers, error.json, error.status_code
    answer = HttpResponse(body, status=status, content_type="application/json")
    for name, value in headers.items():
        answer.headers[name] = value
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
