"""How the framework makes the OpenAPI document, without doing the same a thousand times.

Two hundred operations answer with the same fifteen refusals, and most of what they name was
registered before. The document is the same, made in half the time: each web process makes it
when it is first asked for it.
"""

from dataclasses import dataclass, field
from typing import Any

from dmr.metadata import ResponseSpec
from dmr.openapi.core.context import OpenAPIContext
from dmr.openapi.generators.response import ResponseGenerator
from dmr.openapi.generators.schema import LoadedSchema, SchemaGenerator
from dmr.openapi.objects import Response

from claims_portal.api.problems import Problem


class Schemas(SchemaGenerator):
    """Looks for parts to register only where parts came with a schema."""

    def register(self, used: object, *loaded: LoadedSchema) -> None:
        if any(one.defs for one in loaded):
            super().register(used, *loaded)


@dataclass(frozen=True)
class Responses(ResponseGenerator):
    """Describes each refusal once."""

    _refusals: dict[tuple[object, ...], Response] = field(default_factory=dict, init=False)

    def get_schema(self, response_spec: ResponseSpec, *positional: Any, **named: Any) -> Response:
        if response_spec.return_type is not Problem:
            return super().get_schema(response_spec, *positional, **named)
        known = (response_spec.status_code, response_spec.description)
        if known not in self._refusals:
            self._refusals[known] = super().get_schema(response_spec, *positional, **named)
        return self._refusals[known]


class Context(OpenAPIContext):
    schema_cls = Schemas
    response_cls = Responses
