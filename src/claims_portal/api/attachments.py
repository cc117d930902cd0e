"""Attachments of a claim: added as multipart/form-data, given back as they came."""

from datetime import datetime
from functools import cached_property
from http import HTTPStatus
from typing import Annotated, Any, ClassVar

from django.core.exceptions import TooManyFilesSent
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.urls import reverse
from dmr import Path, modify, validate
from dmr.controller import Controller
from dmr.endpoint import Endpoint
from dmr.files import FileResponseSpec
from dmr.metadata import EndpointMetadata
from dmr.openapi.objects import (
    MediaType,
    OpenAPIFormat,
    OpenAPIType,
    Parameter,
    Reference,
    RequestBody,
    Schema,
)
from dmr.parsers import MultiPartParser
from dmr.plugins.msgspec import MsgspecJsonParser
from dmr.renderers import FileRenderer
from dmr.serializer import BaseSerializer
from dmr.types import EMPTY
from msgspec import Meta

from claims_portal import clock
from claims_portal.accounts.once import Answered
from claims_portal.api.claims import ClaimPath, find
from claims_portal.api.controllers import (
    MANAGING,
    PROBLEM_RENDERER,
    READING,
    DocumentBody,
    PortalController,
    must_be_plain,
    refusals,
)
from claims_portal.api.problems import BadParameter, WrongMediaType
from claims_portal.api.schemas import Answer
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.files import attachments, reading, rules, store
from claims_portal.files.base64_uploads import offered_in_json
from claims_portal.files.giving import giving
from claims_portal.files.models import Attachment
from claims_portal.files.refusals import AttachmentRefused
from claims_portal.files.rules import Offered, offer

MULTIPART, BYTES = "multipart/form-data", "application/octet-stream"
JSON = "application/json"
FIELDS = ("title", "description", "file")


class AttachmentPath(ClaimPath):
    attachmentId: Annotated[str, Meta(description="As the list of attachments gives it")]  # noqa: N815


class AttachmentAnswer(Answer):
    """A file of the claim; `href` gives its bytes."""

    attachment_id: str
    title: str
    description: str
    file_name: str
    media_type: Annotated[str, Meta(description="By its content")]
    size: Annotated[int, Meta(description="In bytes")]
    sha256: Annotated[str, Meta(description="Of its bytes, in hexadecimal")]
    side: str
    organisation: str
    user_id: Annotated[
        str | None, Meta(description="Of your own organisation; the other side's stay hidden")
    ]
    added_at: datetime
    scan: Annotated[
        str,
        Meta(
            description="not-scanned, waiting, clean or infected. An infected file is given to "
            "nobody; where the portal has a virus scanner, neither is one that was not scanned."
        ),
    ]
    href: str


class AttachmentList(Answer):
    attachments: Annotated[list[AttachmentAnswer], Meta(description="The oldest first")]


class UploadBody(DocumentBody):
    """A body with a title, a description and one file: multipart, or JSON with base64 in it."""

    __slots__ = ()

    def provide_context_data(
        self,
        endpoint: Endpoint,
        controller: Controller[BaseSerializer],
        *,
        field_model: Any,
        default: Any = EMPTY,
    ) -> Any:
        return None  # read by `offered_in`, once it is known to which claim it belongs

    def get_schema(
        self,
        model: Any,
        model_meta: tuple[Any, ...],
        metadata: EndpointMetadata,
        controller_cls: type[Controller[BaseSerializer]],
        context: Any,
    ) -> list[Parameter | Reference] | RequestBody:
        parts = Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY)
        return RequestBody(
            content={
                MULTIPART: MediaType(schema=_attachment_with(parts)),
                JSON: MediaType(schema=_attachment_with(_FILE_IN_BASE64)),
            },
            required=True,
        )


def _object(*required: str, **properties: Schema) -> Schema:
    return Schema(
        type=OpenAPIType.OBJECT,
        properties=dict(properties),
        required=list(required),
        additional_properties=False,
    )


_TEXT = OpenAPIType.STRING
_FILE_IN_BASE64 = _object(
    "name",
    "content",
    name=Schema(type=_TEXT, min_length=1),
    content=Schema(type=_TEXT, content_encoding="base64", min_length=4),
)


def _attachment_with(file: Schema) -> Schema:
    return _object(
        "title",
        "file",
        title=Schema(type=_TEXT, min_length=1, max_length=rules.LONGEST_TITLE),
        description=Schema(type=_TEXT, max_length=rules.LONGEST_DESCRIPTION),
        file=file,
    )


def offered_in(request: HttpRequest) -> Offered:
    """What the body offers, or WrongMediaType, BadParameter, or AttachmentRefused."""
    must_be_plain(request)
    if request.content_type == JSON:
        return offered_in_json(request)
    if request.content_type != MULTIPART:
        raise WrongMediaType(f"Send the file as {MULTIPART}, or in base64 as {JSON}.")
    try:
        texts, files = request.POST, request.FILES
    except (MultiPartParserError, TooManyFilesSent):
        says = f"The body is not {MULTIPART}, or has more than one file."
        raise BadParameter("file", says) from None
    unknown = [name for name in (*texts, *files) if name not in FIELDS]
    faults = [
        Fault(f"/{name[:40]}", FaultCode.MUST_NOT_BE_PROVIDED, f"{name[:40]} is no part of this.")
        for name in unknown
    ]
    if faults:
        raise AttachmentRefused(faults)
    return offer(
        title=str(texts.get("title", "")),
        description=str(texts.get("description", "")),
        file=files.get("file"),
    )


class Attachments(PortalController):
    """The attachments of a claim."""

    tags: ClassVar = ("Files of a claim",)
    keeps_its_key = True
    # The first is also that by which the framework checks its answers in tests.
    parsers = (MsgspecJsonParser(), MultiPartParser())

    @cached_property
    def offered(self) -> Offered:
        """Read once: a body comes in but once. As `offered_in`."""
        return offered_in(self.request)

    def said(self) -> tuple[bytes, ...]:
        """By what the parts say: the line between them is another at each sending."""
        offered = self.offered
        words = offered.title, offered.description, offered.file_name
        return *(word.encode() for word in words), store.hash_of(offered.content).encode()

    def answer_again(self, answered: Answered) -> HttpResponse:
        attached = reading.attached_by(answered)
        return self.to_response(self._told(attached), status_code=HTTPStatus.CREATED)

    def get(self, parsed_path: Path[ClaimPath]) -> AttachmentList:
        """What both sides attached, as this user may see it."""
        claim = find(self.actor, parsed_path.number)
        shown = reading.attachments_for(self.actor, claim)
        return AttachmentList(attachments=[self._told(one) for one in shown])

    @modify(status_code=HTTPStatus.CREATED, extra_responses=MANAGING)
    def post(
        self,
        parsed_path: Path[ClaimPath],
        parsed_body: Annotated[Any, UploadBody(Any)],
    ) -> AttachmentAnswer:
        """Attach a file to a claim that has not ended, whoever's turn it is.

        As multipart/form-data, or in JSON with the file's bytes in base64.
        PDF and office documents, text, pictures and mails are taken, by content and not by
        name. At most 4 MB a file, 20 MB a claim, 40 files of the claimant representative
        and 10 of the compensator, where the operator has not set otherwise.
        """
        claim = find(self.actor, parsed_path.number)
        return self._told(attachments.add(claim, self.offered, by=self.actor, at=clock.now()))

    def _told(self, one: Attachment) -> AttachmentAnswer:
        return told(one, own_organisation=self.actor.organisation_pk)


class OneAttachment(PortalController):
    """What is known of an attachment."""

    tags: ClassVar = ("Files of a claim",)

    def get(self, parsed_path: Path[AttachmentPath]) -> AttachmentAnswer:
        """An attachment: who added it and when, its size and hash, what the virus scan said."""
        claim = find(self.actor, parsed_path.number)
        one = reading.attachment_for(self.actor, claim, parsed_path.attachmentId)
        return told(one, own_organisation=self.actor.organisation_pk)

    @modify(
        status_code=HTTPStatus.NO_CONTENT,
        extra_responses=[*READING, *refusals(HTTPStatus.CONFLICT)],
    )
    def delete(self, parsed_path: Path[AttachmentPath]) -> None:
        """Take an attachment back from a claim that was not sent yet."""
        claim = find(self.actor, parsed_path.number)
        one = reading.attachment_for(self.actor, claim, parsed_path.attachmentId)
        attachments.take_back(one, by=self.actor, at=clock.now())


class AttachmentContent(PortalController):
    """The bytes of an attachment."""

    tags: ClassVar = ("Files of a claim",)
    renderers = (FileRenderer(BYTES), PROBLEM_RENDERER)

    @validate(
        FileResponseSpec(as_attachment=True),
        *READING,
        *refusals(HTTPStatus.CONFLICT),
    )
    def get(self, parsed_path: Path[AttachmentPath]) -> FileResponse:
        """The file as it came; of what kind it is, the attachment says.

        409 while it waits for the virus scan, and for good where a virus was found.
        """
        claim = find(self.actor, parsed_path.number)
        one = reading.attachment_for(self.actor, claim, parsed_path.attachmentId)
        reading.must_be_readable(one)
        return giving(one.file, file_name=one.file_name, media_type=BYTES)


def told(one: Attachment, *, own_organisation: int) -> AttachmentAnswer:
    path = {"number": one.claim_id, "attachmentId": one.public_id}
    own = one.organisation_id == own_organisation
    return AttachmentAnswer(
        attachment_id=str(one.public_id),
        title=one.title,
        description=one.description,
        file_name=one.file_name,
        media_type=one.media_type,
        size=one.file.size,
        sha256=one.file.sha256,
        side=one.side,
        organisation=one.organisation.name,
        user_id=one.added_by.user_name if one.added_by and own else None,
        added_at=one.added_at,
        scan=one.scan,
        href=reverse("api:attachment-content", kwargs=path),
    )
