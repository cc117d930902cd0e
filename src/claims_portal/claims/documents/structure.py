"""The error path: every fault of shape that a body has against the schema of its form."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import jsonschema_rs
import msgspec

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.faults import Fault, FaultCode, pointer_step
from claims_portal.claims.documents.outline import Question, Section, outline, sentence
from claims_portal.sentences import said

MOST_WORDS_LISTED = 10

_TYPES = {
    "string": "must be text",
    "boolean": "must be true or false",
    "integer": "must be a whole number",
    "object": "must be a group of questions",
    "array": "must be a list",
}


class Misfit(NamedTuple):
    fault: Fault
    whole: bool
    """The value is missing or of the wrong type, so that rules about it or about
    what it holds have nothing to add."""


def json_schema(document_type: type[Document]) -> dict[str, Any]:
    """The published schema of a form. JSON null counts as absent and is not mentioned."""
    schema: dict[str, Any] = _without_null(msgspec.json.schema(document_type))
    return schema


def misfits(document_type: type[Document], body: Any) -> Iterator[Misfit]:
    for error in _validator(document_type).iter_errors(body):
        yield from _misfit(document_type, error)


@cache
def _validator(document_type: type[Document]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json_schema(document_type), validate_formats=True)


def _without_null(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_null(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {name: _without_null(part) for name, part in schema.items()}
    choices = plain.pop("anyOf", None)
    if choices is None:
        return plain
    plain.pop("default", None)
    return {**plain, **next(part for part in choices if part != {"type": "null"})}


@cache
def _places(document_type: type[Document]) -> dict[str, Question | Section]:
    return {item.pointer: item for item in outline(document_type).walk()}


def _misfit(document_type: type[Document], error: Any) -> Iterator[Misfit]:
    path = list(error.instance_path)
    keyword = error.schema_path[-1]
    if keyword == "additionalProperties":
        return  # Folding has said so already.
    if keyword == "required":
        path.append(error.kind.property)
    pointer = "".join(pointer_step(str(step)) for step in path)
    starred = "".join(f"/{'*' if isinstance(step, int) else step}" for step in path)
    place = _places(document_type).get(starred)
    code, says = _says(keyword, error.kind, error.instance, place)
    message = sentence(document_type, pointer, says)
    yield Misfit(Fault(pointer, code, message), keyword in ("required", "type"))


def _says(
    keyword: str, kind: Any, value: Any, place: Question | Section | None
) -> tuple[FaultCode, str]:
    if keyword == "required":
        return _missing(place), "must be given"
    if value == "" and keyword in ("minLength", "pattern", "format", "enum"):
        return _missing(place), "must be given"
    if keyword == "enum":
        return FaultCode.WRONG_VALUE, _one_of(kind.options, place)
    if keyword == "minItems":
        return FaultCode.AT_LEAST_ONE, "must have at least one row"
    if keyword == "type":
        return FaultCode.FORMAT_NOT_VALID, _type(kind, place)
    if keyword == "maxItems":
        return FaultCode.FORMAT_NOT_VALID, said("must have at most %(most)s rows", most=kind.limit)
    if keyword == "maxLength":
        return FaultCode.FORMAT_NOT_VALID, said(
            "must have at most %(most)s characters", most=kind.limit
        )
    return _unlike(keyword, value, place)


def _unlike(keyword: str, value: Any, place: Question | Section | None) -> tuple[FaultCode, str]:
    if not isinstance(place, Question):
        return FaultCode.FORMAT_NOT_VALID, "is not valid"
    if keyword in ("minimum", "maximum"):
        says = "must be a whole number from %(lowest)s to %(highest)s"
        return FaultCode.FORMAT_NOT_VALID, said(says, lowest=place.lowest, highest=place.highest)
    if place.kind in ("money", "percentage") and _is_negative(value):
        return FaultCode.EQUAL_OR_GREATER_THAN_ZERO, "must be zero or more"
    return FaultCode.FORMAT_NOT_VALID, said(
        "must be written %(like)s", like=said(place.like or "otherwise")
    )


def _is_negative(value: Any) -> bool:
    return isinstance(value, str) and value[:1] == "-" and value[1:2].isdigit()


def _missing(place: Question | Section | None) -> FaultCode:
    return FaultCode(place.missing) if place and place.missing else FaultCode.MUST_BE_PROVIDED


def _one_of(options: list[Any], place: Question | Section | None) -> str:
    if isinstance(place, Question) and place.choices:
        options = list(place.choices)  # In the order of the form, not of the alphabet.
    words = ", ".join(str(word) for word in options[:MOST_WORDS_LISTED])
    more = len(options) - MOST_WORDS_LISTED
    return said("must be one of: %(words)s", words=words) + (
        f" and {more} more" if more > 0 else ""
    )


def _type(kind: Any, place: Question | Section | None) -> str:
    if isinstance(place, Question) and place.kind in ("money", "percentage", "date"):
        return said("must be written %(like)s", like=said(place.like or ""))
    return _TYPES.get(str(kind.types[0]), "has the wrong type")
