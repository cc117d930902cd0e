"""Bodies of administration: read into their type, or refused with every fault at once."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, TypeVar

import jsonschema_rs
import msgspec
from dmr.controller import Controller
from dmr.endpoint import Endpoint
from dmr.serializer import BaseSerializer
from dmr.types import EMPTY

from claims_portal.api.controllers import DocumentBody
from claims_portal.api.problems import BodyRefused, ProblemFault
from claims_portal.claims.documents.faults import FaultCode, NotJson, pointer_step

_TYPES = {
    "string": "must be text",
    "boolean": "must be true or false",
    "integer": "must be a whole number",
    "object": "must be a group of fields",
    "array": "must be a list",
}
_LIMITS = {
    "maxLength": "must have at most {} characters",
    "minLength": "must have at least {} characters",
    "maxItems": "must have at most {} rows",
    "minItems": "must have at least {} rows",
    "minimum": "must be at least {}",
    "maximum": "must be at most {}",
}


class Body(msgspec.Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Base of all bodies; `elsewhere` says of a field that does not belong here where it does."""

    elsewhere: ClassVar[Mapping[str, str]] = {}

    def given(self) -> dict[str, Any]:
        """What was given, without what was left out."""
        named = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in named.items() if value is not msgspec.UNSET}


AnyBody = TypeVar("AnyBody", bound=Body)


class JsonBody(DocumentBody):
    """A body that is read into its type before the controller sees it."""

    __slots__ = ()

    def provide_context_data(
        self,
        endpoint: Endpoint,
        controller: Controller[BaseSerializer],
        *,
        field_model: Any,
        default: Any = EMPTY,
    ) -> Any:
        raw = super().provide_context_data(
            endpoint, controller, field_model=field_model, default=default
        )
        return read(raw, self.document_types[0])


def read(raw: bytes, body_type: type[AnyBody]) -> AnyBody:
    """The body, or NotJson, or BodyRefused with every fault."""
    try:
        given = msgspec.json.decode(raw)
    except RecursionError:
        raise NotJson("The body is nested too deeply") from None
    except UnicodeDecodeError:
        raise NotJson("The body is not UTF-8 text") from None
    except msgspec.DecodeError as error:
        raise NotJson(str(error)) from None
    try:
        faults = [*_repeated(raw, given), *_unfit(given, body_type)]
    except (RecursionError, ValueError):  # the validator's name for the same
        raise NotJson("The body is nested too deeply") from None
    if faults:
        raise BodyRefused(faults)
    try:
        return msgspec.convert(given, body_type)
    except msgspec.ValidationError as error:
        # The schema allows it and the type does not: a date that no calendar has, for one.
        raise BodyRefused([ProblemFault("", FaultCode.FORMAT_NOT_VALID, str(error))]) from None


def _repeated(raw: bytes, given: Any) -> Iterator[ProblemFault]:
    """Fields that are given twice: decoding keeps only the last of them."""
    pairs = json.loads(raw, object_pairs_hook=list, parse_int=float)
    if isinstance(given, dict) and len(pairs) != len(given):
        names = [name for name, _value in pairs]
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            says = f"{name[:40]} is given more than once"
            yield ProblemFault(pointer_step(name), FaultCode.MUST_NOT_BE_PROVIDED, says)


def _unfit(given: Any, body_type: type[Body]) -> Iterator[ProblemFault]:
    for error in _validator(body_type).iter_errors(given):
        path, keyword = list(error.instance_path), str(error.schema_path[-1])
        kind: Any = error.kind
        if keyword == "additionalProperties":
            for name in kind.unexpected:
                yield _fault(
                    [*path, name],
                    FaultCode.MUST_NOT_BE_PROVIDED,
                    body_type.elsewhere.get(name, "is not a field of this body"),
                )
        elif keyword == "required":
            missing = [*path, kind.property]
            yield _fault(missing, FaultCode.MUST_BE_PROVIDED, "must be given")
        elif keyword == "enum":
            options = ", ".join(map(str, kind.options))
            yield _fault(path, FaultCode.WRONG_VALUE, f"must be one of: {options}")
        else:
            yield _fault(path, FaultCode.FORMAT_NOT_VALID, _says(keyword, kind))


def _fault(path: list[str | int], code: FaultCode, says: str) -> ProblemFault:
    pointer = "".join(pointer_step(str(step)) for step in path)
    name = str(path[-1])[:40] if path else "The body"
    return ProblemFault(pointer, code, f"{name} {says}")


def _says(keyword: str, kind: Any) -> str:
    if keyword == "type":
        return _TYPES.get(str(kind.types[0]), "has the wrong type")
    if keyword == "format":
        return "must be a date, written 2028-11-23"
    if keyword in _LIMITS:
        return _LIMITS[keyword].format(kind.limit)
    return "is not valid"


@cache
def _validator(body_type: type[Body]) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(msgspec.json.schema(body_type), validate_formats=True)
