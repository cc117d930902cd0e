"""What the OpenAPI document says of all operations alike, beside what each says of itself."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from claims_portal.accounts.scopes import TokenScope
from claims_portal.api import linking, metering, repeating
from claims_portal.api.controllers import BODILESS
from claims_portal.api.giving import FIELDS, Selectable
from claims_portal.api.problems import CONTENT_TYPE

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
CORRELATION = "X-Correlation-ID"
CORRELATION_ID = {
    "name": CORRELATION,
    "in": "header",
    "required": False,
    "description": "An id of your choice by which the call is found again: 1 to 64 of the "
    "characters A-Z a-z 0-9 . _ ~ -. Where there is none, or another text, it is the trace of a "
    "traceparent, or a new one: no call fails for it.",
    "schema": {"type": "string"},
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the answer that you have: 304 where it would be the same",
    "schema": {"type": "string"},
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
            "scopes": {scope.value: scope.meaning for scope in TokenScope},
        }
    },
}


def complete(document: Any, selectables: Mapping[str, Selectable]) -> None:
    """Write it into the document as the framework made it."""
    parameters = document["components"].setdefault("parameters", {})
    parameters["IdempotencyKey"] = IDEMPOTENCY_KEY
    parameters["CorrelationId"] = CORRELATION_ID
    parameters["IfNoneMatch"] = IF_NONE_MATCH
    for path, selectable in selectables.items():
        _describe_fields(document, document["paths"][path]["get"], selectable)
    headers = document["components"].setdefault("headers", {})
    headers["IdempotencyReplayed"] = REPLAYED
    headers["ETag"] = {
        "description": "Of what is told; send it back as If-None-Match",
        "schema": {"type": "string"},
    }
    headers["CorrelationId"] = {
        "description": "By this id the call is found again, in the log and in the event it brought",
        "schema": {"type": "string"},
    }
    for name, (_header, says, example) in RATE_LIMIT.items():
        headers[name] = {"description": says, "schema": {"type": "string"}, "example": example}
    document["components"]["securitySchemes"]["bearer"] = OAUTH
    for method, operation in _operations(document):
        answers: dict[str, Any] = operation.get("responses", {})
        for status in BODILESS:
            # The framework describes a content where the status allows none.
            answers.get(str(int(status)), {}).pop("content", None)
        _describe_media_types(answers)
        _describe_body(document, operation.get("requestBody", {}))
        if operation.get("security"):
            if method == "get":
                _describe_reading(operation)
            _describe_limits(answers)
        if method == "post":
            _describe_repeating(operation)
        _describe_correlation(operation, answers)
    linking.link(document)


def _describe_media_types(answers: dict[str, Any]) -> None:
    """The framework describes every answer in every form of which its operation has any."""
    for status, answer in answers.items():
        forms = answer.get("content", {})
        is_problem = status[0] in "45"
        if is_problem:
            answer["description"] = HTTPStatus(int(status)).phrase
        for form in [one for one in forms if (one == CONTENT_TYPE) != is_problem]:
            del forms[form]


def _describe_body(document: Any, body: dict[str, Any]) -> None:
    """A call that has nothing to say may come without a body: it is read as `{}`."""
    told = body.get("content", {}).get("application/json", {}).get("schema", {})
    for schema in told.get("anyOf", [told]):
        name = schema.get("$ref", "").rpartition("/")[2]
        if not document["components"]["schemas"].get(name, schema).get("required"):
            body["required"] = False


def _describe_repeating(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(
        {"$ref": "#/components/parameters/IdempotencyKey"}
    )
    for status, answer in operation["responses"].items():
        if status.startswith("2"):
            header = {"$ref": "#/components/headers/IdempotencyReplayed"}
            answer.setdefault("headers", {})[repeating.REPLAYED] = header


def _describe_correlation(operation: dict[str, Any], answers: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/CorrelationId"})
    for answer in answers.values():
        header = {"$ref": "#/components/headers/CorrelationId"}
        answer.setdefault("headers", {})[CORRELATION] = header


def _describe_reading(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    if "application/json" not in answers["200"].get("content", {}):
        return
    reference = {"$ref": "#/components/parameters/IfNoneMatch"}
    operation.setdefault("parameters", []).append(reference)
    etag = {"ETag": {"$ref": "#/components/headers/ETag"}}
    answers["200"]["headers"] = {**etag, **answers["200"].get("headers", {})}
    answers["304"] = {"description": "It has not changed", "headers": dict(etag)}


def _describe_fields(document: Any, operation: dict[str, Any], selectable: Selectable) -> None:
    """An answer with chosen fields is as the whole one, but nothing of it must be there."""
    parameter = {
        "name": FIELDS,
        "in": "query",
        "required": False,
        "description": "What to tell of each line, with commas: " + ", ".join(selectable.names),
        "schema": {"type": "string", "examples": [",".join(selectable.names[:2])]},
    }
    operation.setdefault("parameters", []).append(parameter)
    schemas, line = document["components"]["schemas"], selectable.line.__name__
    part = f"{line}Part"
    schemas[part] = {**schemas[line], "title": part, "required": []}
    content = operation["responses"]["200"]["content"]["application/json"]
    chosen: dict[str, Any] = {"$ref": f"#/components/schemas/{part}"}
    if selectable.within:
        whole = schemas[content["schema"]["$ref"].rpartition("/")[2]]
        properties = {
            **whole["properties"],
            selectable.within: {"type": "array", "items": chosen},
        }
        chosen = {**whole, "properties": properties}
    content["schema"] = {"anyOf": [content["schema"], chosen]}


def _describe_limits(answers: dict[str, Any]) -> None:
    for status, answer in answers.items():
        if status not in ("401", "503"):  # whose call it is was not known
            told = answer.setdefault("headers", {})
            for name, (header, *_) in RATE_LIMIT.items():
                told[header] = {"$ref": f"#/components/headers/{name}"}


def _operations(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for path_item in document["paths"].values():
        for method in linking.METHODS:
            if method in path_item:
                yield method, path_item[method]
