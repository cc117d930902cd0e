"""What the OpenAPI document says of all operations alike, beside what each says of itself."""

from collections.abc import Iterator
from typing import Any

from claims_portal.accounts.scopes import Scope
from claims_portal.api import metering, repeating
from claims_portal.api.controllers import BODILESS

METHODS = ("get", "put", "post", "patch", "delete")
IDEMPOTENCY_KEY = {
    "name": repeating.HEADER,
    "in": "header",
    "required": False,
    "description": (
        "A text of your choice, new for every new call (a UUID does well). The call is done once, "
        "however often it is sent with this key; every repeat gets the first answer, with "
        f"{repeating.REPLAYED}: true. A call that was refused changed nothing and is looked at "
        "anew. Keys are kept for 48 hours, where the operator has not set longer."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x21-\x7e]+$"},
}
RATE_LIMIT = {
    "RateLimitPolicy": (
        metering.POLICY,
        "How many calls this client may make (q) in how many seconds (w)",
        '"client";q=1000;w=10',
    ),
    "RateLimit": (
        metering.STATE,
        "How many calls are left (r), and in how many seconds all are there again (t)",
        '"client";r=998;t=1',
    ),
}
REPLAYED = {"description": "true where the call was done before", "schema": {"type": "string"}}


OAUTH = {
    "type": "oauth2",
    "description": "Client credentials, with a secret or a signed assertion (private_key_jwt). "
    "A token is valid for 3600 seconds; POST /oauth/revoke takes it back at once.",
    "flows": {
        "clientCredentials": {
            "tokenUrl": "/oauth/token",
            "scopes": {scope.value: scope.meaning for scope in Scope},
        }
    },
}


def complete(document: Any) -> None:
    """Write it into the document as the framework made it."""
    document["components"].setdefault("parameters", {})["IdempotencyKey"] = IDEMPOTENCY_KEY
    headers = document["components"].setdefault("headers", {})
    headers["IdempotencyReplayed"] = REPLAYED
    for name, (_header, says, example) in RATE_LIMIT.items():
        headers[name] = {"description": says, "schema": {"type": "string"}, "example": example}
    document["components"]["securitySchemes"]["bearer"] = OAUTH
    for method, operation in _operations(document):
        answers: dict[str, Any] = operation.get("responses", {})
        for status in BODILESS:
            # The framework describes a content where the status allows none.
            answers.get(str(int(status)), {}).pop("content", None)
        if operation.get("security"):
            _describe_limits(answers)
        if method == "post":
            _describe_repeating(operation)


def _describe_repeating(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(
        {"$ref": "#/components/parameters/IdempotencyKey"}
    )
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            header = {"$ref": "#/components/headers/IdempotencyReplayed"}
            answer.setdefault("headers", {})[repeating.REPLAYED] = header


def _describe_limits(answers: dict[str, Any]) -> None:
    for status, answer in answers.items():
        if status not in ("401", "503"):  # whose call it is was not known
            told = answer.setdefault("headers", {})
            for name, (header, *_) in RATE_LIMIT.items():
                told[header] = {"$ref": f"#/components/headers/{name}"}


def _operations(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for path_item in document["paths"].values():
        for method in METHODS:
            if method in path_item:
                yield method, path_item[method]
