"""The documents of a claim: as JSON, as printed forms, and all of them at once."""

from datetime import datetime
from io import BytesIO
from typing import Annotated, ClassVar

from django.http import FileResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from dmr import HeaderSpec, Path, validate
from dmr.files import FileResponseSpec
from dmr.renderers import FileRenderer
from msgspec import Meta

from claims_portal import clock
from claims_portal.api import presenters, schemas
from claims_portal.api.claims import ClaimPath, find
from claims_portal.api.controllers import PROBLEM_RENDERER, READING, PortalController
from claims_portal.api.schemas import Answer
from claims_portal.claims.models import Claim, Document
from claims_portal.files import bundling
from claims_portal.files.giving import giving
from claims_portal.files.printing import naming, printed
from claims_portal.files.printing.forms import Copy
from claims_portal.files.refusals import NoSuchDocument

PDF, ZIP = "application/pdf", "application/zip"
STREAMED = {"Content-Length": HeaderSpec(description="Not known beforehand", required=False)}


class DocumentPath(ClaimPath):
    document: Annotated[int, Meta(description="The document's number in the claim", ge=1)]


class FormAnswer(Answer):
    """A document of the claim and where its printed form is."""

    number: int
    kind: str
    title: str
    form: Annotated[str | None, Meta(description="RTA1 and so on; null for a note")]
    side: str
    sent_at: datetime
    href: Annotated[str, Meta(description="The document as JSON")]
    pdf_href: Annotated[str, Meta(description="Its form as it left it, with what it answers")]
    defendant_only_href: Annotated[
        str | None,
        Meta(description="The form for the defendant; of a claim notification form, to its sender"),
    ]
    part_b_href: Annotated[
        str | None, Meta(description="The sealed final offers; of a court proceedings pack")
    ]


class FormList(Answer):
    documents: Annotated[list[FormAnswer], Meta(description="The oldest first")]


class Documents(PortalController):
    """The documents of a claim."""

    tags: ClassVar = ("Files of a claim",)

    def get(self, parsed_path: Path[ClaimPath]) -> FormList:
        """Every document that this user may read, with its printed form."""
        claim = find(self.actor, parsed_path.number)
        documents = printed.documents_for(self.actor, claim)
        return FormList(documents=[self._told(one, claim) for one in documents])

    def _told(self, one: Document, claim: Claim) -> FormAnswer:
        path = {"number": claim.application_id, "document": one.number}
        has = {copy: printed.may_have(self.actor, one, copy) for copy in Copy}
        return FormAnswer(
            number=one.number,
            kind=one.kind,
            title=naming.title_of(one),
            form=naming.number_of_form(one, claim) or None,
            side=one.side,
            sent_at=one.sent_at,
            href=reverse("api:document", kwargs=path),
            pdf_href=reverse("api:document-pdf", kwargs=path),
            defendant_only_href=reverse("api:defendant-only-pdf", kwargs=path)
            if has[Copy.DEFENDANT_ONLY]
            else None,
            part_b_href=reverse("api:part-b-pdf", kwargs=path) if has[Copy.PART_B] else None,
        )


class OneDocument(PortalController):
    """A document of a claim."""

    tags: ClassVar = ("Files of a claim",)

    def get(self, parsed_path: Path[DocumentPath]) -> schemas.DocumentAnswer:
        """A document as JSON, as this user may read it."""
        claim = find(self.actor, parsed_path.number)
        for one in presenters.documents(claim, self.actor):
            if one.number == parsed_path.document:
                return one
        raise NoSuchDocument


class FileController(PortalController):
    """Answers with a file."""

    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Files of a claim",)
    renderers = (FileRenderer(PDF), PROBLEM_RENDERER)

    def form(self, path: DocumentPath, copy: Copy) -> FileResponse:
        claim = find(self.actor, path.number)
        file = printed.form_for(self.actor, claim, path.document, copy=copy, at=clock.now())
        document = claim.documents.get(number=path.document)
        name = f"{claim.application_id} {naming.file_name_of(document, claim, copy)}"
        return giving(file, file_name=name, media_type=PDF)


class DocumentPdf(FileController):
    """A document as a printed form."""

    @validate(FileResponseSpec(as_attachment=True), *READING)
    def get(self, parsed_path: Path[DocumentPath]) -> FileResponse:
        """The form as this document left it (PDF/UA-1, PDF/A-2a), the same bytes to everybody.

        A response comes with what it answers, an offer with all before it. The referral
        source is never in it.
        """
        return self.form(parsed_path, Copy.WHOLE)


class DefendantOnlyPdf(FileController):
    """A claim notification form for the defendant."""

    @validate(FileResponseSpec(as_attachment=True), *READING)
    def get(self, parsed_path: Path[DocumentPath]) -> FileResponse:
        """The defendant only form (RTA2 and so on), for the claimant representative.

        Without date of birth and National Insurance number.
        """
        return self.form(parsed_path, Copy.DEFENDANT_ONLY)


class PartBPdf(FileController):
    """The sealed part of a court proceedings pack."""

    @validate(FileResponseSpec(as_attachment=True), *READING)
    def get(self, parsed_path: Path[DocumentPath]) -> FileResponse:
        """The final offers (RTA7, EPL7), which are never printed with the rest."""
        return self.form(parsed_path, Copy.PART_B)


class BundlePdf(FileController):
    """All documents of a claim."""

    @validate(FileResponseSpec(as_attachment=True), *READING)
    def get(self, parsed_path: Path[ClaimPath]) -> FileResponse:
        """Every document that this user may read, one after the other in one PDF.

        Without part B of a court proceedings pack, which is printed apart.
        """
        claim = find(self.actor, parsed_path.number)
        made = printed.all_forms(claim, printed.documents_for(self.actor, claim))
        name = f"{claim.application_id}.pdf"
        return FileResponse(BytesIO(made), as_attachment=True, filename=name, content_type=PDF)


class BundleZip(FileController):
    """The whole claim."""

    renderers = (FileRenderer(ZIP), PROBLEM_RENDERER)

    @validate(FileResponseSpec(as_attachment=True, headers=STREAMED), *READING)
    def get(self, parsed_path: Path[ClaimPath]) -> StreamingHttpResponse:
        """Every form and attachment that this user may have, in one ZIP with a list of contents.

        Files in which a virus was found are left out, as are those that still wait for the scan.
        """
        claim = find(self.actor, parsed_path.number)
        bundle = bundling.bundle_for(self.actor, claim, at=clock.now())
        answer = StreamingHttpResponse(bundle.chunks(), content_type=ZIP)
        answer["Content-Disposition"] = content_disposition_header(True, bundle.file_name) or ""
        return answer
