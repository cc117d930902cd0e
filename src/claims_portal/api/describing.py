"""What the OpenAPI document says of all operations alike, beside what each says of itself."""

from collections.abc import Iterator
from typing import Any

from claims_portal.api import repeating
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
REPLAYED = {"description": "true where the call was done before", "schema": {"type": "string"}}


def complete(document: Any) -> None:
    """Write it into the document as the framework made it."""
    document["components"].setdefault("parameters", {})["IdempotencyKey"] = IDEMPOTENCY_KEY
    document["components"].setdefault("headers", {})["IdempotencyReplayed"] = REPLAYED
    for method, operation in _operations(document):
        answers: dict[str, Any] = operation.get("responses", {})
        for status in BODILESS:
            # The framework describes a content where the status allows none.
            answers.get(str(int(status)), {}).pop("content", None)
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


def _operations(document: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    for path_item in document["paths"].values():
        for method in METHODS:
            if method in path_item:
                yield method, path_item[method]
