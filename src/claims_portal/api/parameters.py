"""Parameters as the portal reads them, and what the framework says of a wrong one in our words."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Annotated, Any, TypeAlias, TypeVar, get_args

import msgspec
from dmr.components import QueryComponent
from dmr.controller import Controller
from dmr.endpoint import Endpoint
from dmr.serializer import BaseSerializer
from dmr.types import EMPTY

from claims_portal.api.problems import ProblemFault
from claims_portal.claims.documents.faults import FaultCode

# Where the framework's sentences name its own variables instead of the caller's parameters.
_WHERE = re.compile(r" - at `\$\.parsed_\w+`")
_NAME = re.compile(r"\$\.parsed_\w+\.([\w-]+)")
_FAULTS = (
    (re.compile(r"unknown field `([^`]+)`"), FaultCode.MUST_NOT_BE_PROVIDED),
    (re.compile(r"missing required field `([^`]+)`"), FaultCode.MUST_BE_PROVIDED),
    (re.compile(r" - at `([^`]+)`$"), FaultCode.FORMAT_NOT_VALID),
)
LONGEST_NAME = 100


def named(sentence: str) -> str:
    """The sentence with the names that the caller knows."""
    return _NAME.sub(r"\1", _WHERE.sub("", sentence))


def faults_in(sentence: str) -> Iterator[ProblemFault]:
    """Which parameter is wrong; the framework stops at the first."""
    for pattern, code in _FAULTS:
        if found := pattern.search(sentence):
            yield ProblemFault(found[1][:LONGEST_NAME], code.value, sentence)
            return


class QueryParameters(QueryComponent):
    """An instant is written as one: the framework takes a bare number for seconds since 1970."""

    __slots__ = ()

    def provide_context_data(
        self,
        endpoint: Endpoint,
        controller: Controller[BaseSerializer],
        *,
        field_model: Any,
        default: Any = EMPTY,
    ) -> dict[str, Any]:
        given = super().provide_context_data(
            endpoint, controller, field_model=field_model, default=default
        )
        for name in _instants(field_model) & given.keys():
            if _is_number(given[name]):
                given[name] = f"{given[name]} is no instant"
        return given


QueryType = TypeVar("QueryType")
Query: TypeAlias = Annotated[QueryType, QueryParameters()]


@cache
def _instants(model: Any) -> frozenset[str]:
    fields = msgspec.structs.fields(model)
    return frozenset(field.encode_name for field in fields if _is_instant(field.type))


def _is_instant(annotation: Any) -> bool:
    return annotation is datetime or any(map(_is_instant, get_args(annotation)))


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
