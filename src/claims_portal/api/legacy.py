"""Claim notification forms in the XML of the old interface, where the API takes them too.

A bridge for client software that moves step by step: the same checks and the same answer
as for JSON, and in the header Claims-Json the JSON that would have said the same.
"""

from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from typing import Any

from django.http import HttpRequest
from dmr import HeaderSpec
from dmr.controller import Controller
from dmr.endpoint import Endpoint
from dmr.metadata import EndpointMetadata
from dmr.openapi.objects import (
    XML,
    MediaType,
    OpenAPIType,
    Parameter,
    Reference,
    RequestBody,
    Schema,
)
from dmr.parsers import Parser
from dmr.plugins.msgspec import MsgspecJsonParser
from dmr.serializer import BaseSerializer

from claims_portal.accounts.actor import Actor
from claims_portal.api.controllers import DocumentBody, must_be_plain
from claims_portal.claims import actions
from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.cnf import CNF_TYPES
from claims_portal.claims.documents.codes import CLAIM_TYPES, Code
from claims_portal.claims.documents.conversion import canonical, cnf_of_xml
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.documents.outline import Question, Section, outline

CONTENT_TYPE = "application/xml"
LONGEST_HEADER = 6_000
"""Some proxies take no more than 8 kB of headers by default."""
JSON_HEADERS = {
    "Claims-Json": HeaderSpec(
        description=f"Of an XML body: the JSON body that would have said the same, in ASCII. Only "
        f"up to {LONGEST_HEADER:,} characters; a longer one is the body of the claim's first "
        "document (GET the claim), and Claims-Json-Omitted is sent instead.",
        required=False,
    ),
    "Claims-Json-Omitted": HeaderSpec(
        description="Of an XML body: how many characters its JSON has, where it is too long for "
        "a header.",
        required=False,
    ),
}


class XmlParser(Parser):
    """Announces the media type; the body is read by `body_of`, once it is known who sends it."""

    __slots__ = ()
    content_type = CONTENT_TYPE

    def parse(self, to_deserialize: Any, *_args: Any, **_options: Any) -> Any:
        return to_deserialize


JSON_AND_XML = (MsgspecJsonParser(), XmlParser())


def is_xml(request: HttpRequest) -> bool:
    return request.content_type == CONTENT_TYPE


def body_of(raw: bytes, *, by: Actor, at: datetime) -> dict[str, Any]:
    """The JSON body of an XML form. Refuses first who may send no claim, as for JSON.

    What no question takes is refused like an unknown member, beside every other fault.
    """
    actions.must_be_allowed_to_send(by)
    body, faults = cnf_of_xml(raw)
    if faults:
        try:
            actions.check_new_claim(body, by=by, at=at)
        except DocumentRefused as refused:
            faults.extend(refused.faults)
        raise DocumentRefused(faults)
    return body


def json_headers(body: Mapping[str, Any]) -> dict[str, str]:
    said = canonical(CNF_TYPES[body["claimType"]], body).decode("ascii")
    if len(said) > LONGEST_HEADER:
        return {"Claims-Json-Omitted": str(len(said))}
    return {"Claims-Json": said}


class CnfBody(DocumentBody):
    """A claim notification form in JSON, or in the old interface's XML."""

    __slots__ = ()

    def provide_context_data(
        self,
        endpoint: Endpoint,
        controller: Controller[BaseSerializer],
        *,
        field_model: Any,
        **options: Any,
    ) -> Any:
        if is_xml(controller.request):
            must_be_plain(controller.request)
            return controller.request.body
        return super().provide_context_data(
            endpoint, controller, field_model=field_model, **options
        )

    def get_schema(
        self,
        model: Any,
        model_meta: tuple[Any, ...],
        metadata: EndpointMetadata,
        controller_cls: type[Controller[BaseSerializer]],
        context: Any,
    ) -> list[Parameter | Reference] | RequestBody:
        described = super().get_schema(model, model_meta, metadata, controller_cls, context)
        if isinstance(described, RequestBody):
            schemas = [xml_schema(one) for one in self.document_types]
            described.content[CONTENT_TYPE] = MediaType(
                schema=schemas[0] if len(schemas) == 1 else Schema(any_of=schemas),
                example=resources.files("claims_portal.samples")
                .joinpath("rta_cnf.xml")
                .read_text("utf-8"),
            )
        return described


def xml_schema(document_type: type[Document]) -> Schema:
    """The XML of a form as OpenAPI describes it: attributes, and elements within elements."""
    root: dict[str, Any] = {}
    form = outline(document_type)
    _place(form, root, needed=True)
    if document_type.tag_wire and form.tag:
        _place_type(root, document_type.tag_wire, CLAIM_TYPES[form.tag[1]])
    return _element(root, form.wire, title=form.label)


def _place(section: Section, element: dict[str, Any], *, needed: bool) -> None:
    """Put the questions of a section where they stand in the XML."""
    for item in section.items:
        path, _, attribute = item.wire.rpartition("@") if "@" in item.wire else (item.wire, "", "")
        here = element
        for tag in path.strip("/").split("/") if path.strip("/") else ():
            here = here.setdefault(tag, {})
        if isinstance(item, Question):
            here[f"@{attribute}"] = (item, needed and item.required)
        else:
            if item.kind == "rows":
                here["#most"] = item.most
            _place(item, here, needed=True)


def _place_type(root: dict[str, Any], wire: str, claim_type: Code) -> None:
    here = root
    *way, attribute = wire.split("/")
    for tag in way:
        here = here[tag]
    schema = Schema(
        type=OpenAPIType.STRING,
        title="Claim type",
        enum=[claim_type.legacy],
        description=claim_type.label,
        xml=XML(attribute=True),
    )
    here[attribute] = (schema, True)


def _element(within: dict[str, Any], name: str, *, title: str | None = None) -> Schema:
    properties: dict[str, Schema] = {}
    required: list[str] = []
    for tag, inner in within.items():
        if tag.startswith("@"):
            question, needed = inner
            properties[tag[1:]] = question if isinstance(question, Schema) else _attribute(question)
            if needed:
                required.append(tag[1:])
        elif not tag.startswith("#"):
            schema = _element(inner, tag)
            if "#most" in inner:
                schema = Schema(type=OpenAPIType.ARRAY, items=schema, max_items=inner["#most"])
            properties[tag] = schema
    return Schema(
        type=OpenAPIType.OBJECT,
        title=title,
        properties=properties,
        required=required,
        additional_properties=False,
        xml=XML(name=name),
    )


def _attribute(question: Question) -> Schema:
    kinds = {"flag": ["1", "0"]}
    choices = [code.legacy for code in question.choices] if question.choices else None
    return Schema(
        type=OpenAPIType.INTEGER if question.kind == "whole" else OpenAPIType.STRING,
        title=question.label,
        enum=choices or kinds.get(question.kind),
        max_length=question.longest,
        minimum=question.lowest,
        maximum=question.highest,
        format="date" if question.kind == "date" else None,
        description=_codes(question),
        xml=XML(attribute=True),
    )


def _codes(question: Question) -> str | None:
    if not question.choices:
        return question.hint
    return "; ".join(f"{code.legacy}: {code.label} ({code.value})" for code in question.choices)
