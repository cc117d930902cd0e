"""What all controllers of the API share: who calls, and how errors are told."""

from collections.abc import Sequence
from functools import partial
from http import HTTPStatus
from typing import Any, ClassVar, Self, cast

import msgspec
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from dmr import Controller, HeaderSpec, ResponseSpec
from dmr.components import BodyComponent
from dmr.endpoint import Endpoint
from dmr.errors import ErrorType, format_error
from dmr.exceptions import RequestSerializationError
from dmr.metadata import EndpointMetadata
from dmr.openapi.objects import (
    MediaType,
    Parameter,
    Reference,
    RequestBody,
    Schema,
    SecurityRequirement,
    SecurityScheme,
)
from dmr.plugins.msgspec import MsgspecJsonRenderer, MsgspecSerializer
from dmr.renderers import Renderer
from dmr.security import SyncAuth
from dmr.serializer import BaseSerializer
from dmr.types import EMPTY

from claims_portal import clock
from claims_portal.accounts import once
from claims_portal.accounts.acting import CannotActAs, NotAuthenticated, resolve
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.once import Answered
from claims_portal.accounts.rate_limits import TooManyCalls
from claims_portal.accounts.scopes import TokenScope
from claims_portal.api import giving, metering, parameters, repeating
from claims_portal.api.problems import (
    CONTENT_TYPE,
    HeaderMissing,
    InsufficientScope,
    Problem,
    WrongMediaType,
    problem,
    problem_of,
)
from claims_portal.network_address import network_address

PROBLEM_RENDERER = MsgspecJsonRenderer(CONTENT_TYPE)


class BearerAndLoginAs(SyncAuth):
    """Bearer token and the Login-As header, resolved together in one round trip."""

    __slots__ = ()

    @property
    def www_authenticate_challenge(self) -> str:
        return "Bearer"

    def security_schemes(
        self, metadata: EndpointMetadata, controller_cls: type[Controller[BaseSerializer]]
    ) -> dict[str, SecurityScheme | Reference]:
        return {
            "bearer": SecurityScheme(
                type="http",
                scheme="bearer",
                description="Access token of POST /oauth/token, valid for 3600 seconds.",
            ),
            "loginAs": SecurityScheme(
                type="apiKey",
                name="Login-As",
                security_scheme_in="header",
                description="The User ID for whom the call acts; its profiles decide.",
            ),
        }

    def security_requirements(
        self, metadata: EndpointMetadata, controller_cls: type[Controller[BaseSerializer]]
    ) -> list[SecurityRequirement]:
        scope = cast(type[PortalController], controller_cls).scopes[metadata.method.upper()]
        return [{"bearer": [scope.value], "loginAs": []}]

    def __call__(self, endpoint: Endpoint, controller: Controller[BaseSerializer]) -> Self:
        request = controller.request
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotAuthenticated("Send an access token: Authorization: Bearer …")
        login_as = request.headers.get("Login-As", "").strip()
        if not login_as:
            raise HeaderMissing(
                "Login-As", HTTPStatus.BAD_REQUEST, "it names the User ID for whom you act"
            )
        key = repeating.key_of(request)
        call = resolve(
            token=token.strip(),
            login_as=login_as,
            at=clock.now(),
            today=clock.today(),
            address=network_address(request),
            once_key=key,
        )
        request.actor = call.actor  # type: ignore[attr-defined]
        metering.made_by(request, call.actor.client_pk or 0, call.allowance)
        guarded = cast("PortalController", controller)
        guarded.must_be_within(call.scopes)
        guarded.wanted = giving.taken_from(request, guarded.selectable)
        if key is not None:
            repeating.begin(guarded, call, key)
        return self


def must_be_plain(request: HttpRequest) -> None:
    """A compressed body is not taken: a small one could become as large as it likes."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise WrongMediaType("Send the body as it is, without Content-Encoding.")


class DocumentBody(BodyComponent):
    """A body that is described by the document types it may be of and handed on as it came.

    The document is checked where its claim is known, with every fault at once.
    """

    __slots__ = ("document_types",)

    def __init__(self, *document_types: Any) -> None:
        super().__init__()
        self.document_types = document_types

    def provide_context_data(
        self,
        endpoint: Endpoint,
        controller: Controller[BaseSerializer],
        *,
        field_model: Any,
        default: Any = EMPTY,
    ) -> Any:
        must_be_plain(controller.request)
        body = controller.request.body
        if not body:
            return b"{}"  # a step without anything to say may come without a body
        try:
            endpoint.request_negotiator(controller.request)
        except RequestSerializationError as error:
            raise WrongMediaType(str(error)) from error
        return body

    def get_schema(
        self,
        model: Any,
        model_meta: tuple[Any, ...],
        metadata: EndpointMetadata,
        controller_cls: type[Controller[BaseSerializer]],
        context: Any,
    ) -> list[Parameter | Reference] | RequestBody:
        described = [
            BodyComponent.get_schema(self, one, model_meta, metadata, controller_cls, context)
            for one in self.document_types
        ]
        bodies = [one for one in described if isinstance(one, RequestBody)]
        return bodies[0] if len(bodies) == 1 else _any_of(bodies)


def _any_of(bodies: Sequence[RequestBody]) -> RequestBody:
    """A body that may be any of these: each type of claim has forms of its own."""
    content: dict[str, MediaType | Reference] = {
        media: MediaType(schema=Schema(any_of=[_schema(body, media) for body in bodies]))
        for media in bodies[0].content
    }
    return RequestBody(content=content, required=True)


def _schema(body: RequestBody, content_type: str) -> Schema:
    media_type = body.content[content_type]
    assert isinstance(media_type, MediaType)  # noqa: S101 - for mypy; bodies name no other
    assert media_type.schema is not None  # noqa: S101
    return media_type.schema


RETRY_AFTER = {"Retry-After": HeaderSpec(description="In how many seconds to repeat the call")}
HEADERS = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": HeaderSpec(description="Always Bearer")},
    HTTPStatus.FORBIDDEN: {
        "WWW-Authenticate": HeaderSpec(
            required=False, description="Which scope the token lacks, where it lacks one"
        )
    },
    HTTPStatus.TOO_MANY_REQUESTS: RETRY_AFTER,
    HTTPStatus.SERVICE_UNAVAILABLE: RETRY_AFTER,
}


def refusals(*statuses: HTTPStatus) -> list[ResponseSpec]:
    return [
        ResponseSpec(
            Problem,
            status_code=status,
            headers=HEADERS.get(status),
            limit_to_content_types={CONTENT_TYPE},
        )
        for status in statuses
    ]


READING = refusals(
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.NOT_ACCEPTABLE,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
SENDING = [
    *READING,
    *refusals(
        HTTPStatus.CONFLICT,
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    ),
]
ACTING = [
    *SENDING,
    *refusals(
        HTTPStatus.PRECONDITION_FAILED,
        HTTPStatus.LOCKED,
        HTTPStatus.PRECONDITION_REQUIRED,
    ),
]
LOCKING = [*READING, *refusals(HTTPStatus.CONFLICT, HTTPStatus.LOCKED)]
MANAGING = SENDING
VERSIONED = [*MANAGING, *refusals(HTTPStatus.PRECONDITION_FAILED)]
"""The refusals that reading, sending, acting and administration may answer with."""


def headers_of(told: Problem, refusal: Exception) -> dict[str, str] | None:
    """What a refusal says beside its problem."""
    if told.status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(refusal, InsufficientScope):
        return {"WWW-Authenticate": refusal.challenge}
    if isinstance(refusal, TooManyCalls):
        return {"Retry-After": str(refusal.seconds)}
    return None


BODILESS = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class PortalController(Controller[MsgspecSerializer]):
    """Base of every controller that acts for a user: token, Login-As, problem details."""

    is_abstract: ClassVar[bool] = True
    error_model = Problem
    renderers: ClassVar[tuple[Renderer, ...]] = (MsgspecJsonRenderer(), PROBLEM_RENDERER)
    # A refusal is a problem, whatever form of answer was asked for.
    validate_negotiation: ClassVar[bool] = False
    auth: ClassVar[Sequence[SyncAuth]] = (BearerAndLoginAs(),)
    responses = READING
    keeps_its_key: ClassVar[bool] = False
    scopes: ClassVar[dict[str, TokenScope]] = {}
    """What a token must be for, by method; the table is `api.urls.SCOPES`."""

    selectable: ClassVar[giving.Selectable | None] = None
    """What `fields` may choose from in the answer of a GET, if anything."""
    wanted: frozenset[str] = frozenset()

    def must_be_within(self, scopes: Sequence[str]) -> None:
        """Raise InsufficientScope for a call that the token is not for."""
        needed = self.scopes.get(self.request.method or "")
        if needed not in scopes:
            raise InsufficientScope(needed)

    @property
    def actor(self) -> Actor:
        actor: Actor = self.request.actor  # type: ignore[attr-defined]
        return actor

    def handle_error(
        self, endpoint: Endpoint, controller: Controller[MsgspecSerializer], exc: Exception
    ) -> HttpResponse:
        try:
            if answered := repeating.answered_meanwhile(self, exc):
                return self.answer_again(answered)
        except once.KeyUsedOtherwise as otherwise:
            exc = otherwise
        found = problem_of(exc, instance=self.request.path)
        if found is None:
            raise exc
        if isinstance(exc, TooManyCalls):
            metering.refused(self.request, exc)
        elif isinstance(exc, CannotActAs):
            metering.made_by(self.request, exc.client_pk, exc.allowance)
        return self.to_error(
            found, status_code=HTTPStatus(found.status), headers=headers_of(found, exc)
        )

    def format_error(
        self,
        error: str | Exception,
        *,
        loc: str | list[str | int] | None = None,
        error_type: str | ErrorType | None = None,
    ) -> str:
        """The framework's own errors as one sentence; `to_error` makes it a problem."""
        said = "; ".join(part["msg"] for part in format_error(error, loc=loc)["detail"])
        return parameters.named(said)

    def handle_method_not_allowed(self, method: str) -> HttpResponse:
        allowed = ", ".join(sorted(self.api_endpoints))
        told = problem(
            HTTPStatus.METHOD_NOT_ALLOWED,
            f"{method} is not possible here; possible: {allowed}.",
            instance=self.request.path,
        )
        return HttpResponse(
            msgspec.json.encode(told),
            status=told.status,
            content_type=CONTENT_TYPE,
            headers={"Allow": allowed},
        )

    def said(self) -> tuple[bytes, ...]:
        """What the body says, for telling a call from another under the same key."""
        return (self.request.content_type or "").encode(), self.request.body

    def answer_again(self, answered: Answered) -> HttpResponse:
        """The answer of a call that was done before."""
        return repeating.again(answered.answer)

    def _done(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        in_transaction = not self.keeps_its_key and repeating.HEADER in request.headers
        if in_transaction and request.method == "POST" and "POST" in self.api_endpoints:
            done = partial(super().dispatch, request, *args, **kwargs)
            return repeating.in_one_transaction(request, done)
        return super().dispatch(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """An answer without content says nothing of a content's type either."""
        try:
            response = self._done(request, *args, **kwargs)
        except Exception:
            metering.broke(request)
            raise
        if self.auth:
            response = giving.given(request, response, self.selectable, self.wanted)
        if repeating.was_answered_before(request):
            response.headers[repeating.REPLAYED] = "true"
        metering.tell(request, response)
        if response.status_code in BODILESS and isinstance(response, HttpResponse):
            response.content = b""
            del response.headers["Content-Type"]
        return response

    def to_error(
        self,
        raw_data: Any,
        *,
        status_code: HTTPStatus,
        renderer: Renderer | None = None,
        **options: Any,
    ) -> HttpResponse:
        """Whatever the error is told as, it leaves as a problem."""
        if not isinstance(raw_data, Problem):
            sentence, wrong = str(raw_data), status_code == HTTPStatus.BAD_REQUEST
            raw_data = problem(
                status_code,
                sentence,
                instance=self.request.path,
                faults=list(parameters.faults_in(sentence)) if wrong else (),
            )
        return super().to_error(
            raw_data, status_code=status_code, renderer=PROBLEM_RENDERER, **options
        )
