"""The archive of claims that went to court: for the profile of it, to read."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated, ClassVar

import msgspec
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from dmr import Path, validate
from dmr.files import FileResponseSpec
from dmr.renderers import FileRenderer
from msgspec import Meta

from claims_portal import clock
from claims_portal.api import presenters, schemas
from claims_portal.api.claims import ClaimPath
from claims_portal.api.controllers import PROBLEM_RENDERER, READING, PortalController
from claims_portal.api.documents import STREAMED, ZIP
from claims_portal.api.parameters import Query
from claims_portal.api.schemas import Answer, ApplicationId
from claims_portal.claims import archive
from claims_portal.claims.models import Claim
from claims_portal.claims.search.keys import Keys
from claims_portal.claims.search.query import Key
from claims_portal.files import bundling


class ArchiveQuery(msgspec.Struct, rename="camel", forbid_unknown_fields=True, kw_only=True):
    """What to look for; without any key everything in the archive."""

    application_id: Annotated[Key, Meta(description="With or without zeros")] | None = None
    surname: (
        Annotated[Key, Meta(description="How the surname begins; *son: what stands in it")] | None
    ) = None
    reference: Annotated[Key, Meta(description="Of either party, in full")] | None = None
    cursor: Key | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = archive.PAGE_SIZE


class ArchivedLine(Answer):
    application_id: ApplicationId
    claim_type: str
    claimant_surname: str
    representative: Annotated[str, Meta(description="Organisation ID")]
    compensator: Annotated[str, Meta(description="Organisation ID")]
    representative_reference: str
    compensator_reference: str
    ended_at: datetime


class ArchivePage(Answer):
    claims: list[ArchivedLine]
    next_cursor: str | None


class ArchiveController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Claims",)


class Archive(ArchiveController):
    def get(self, parsed_query: Query[ArchiveQuery]) -> ArchivePage:
        """Search the archive: claims of your organisation that went to court with a pack.

        For the profile Search Archived Claims User. Those that ended last come first; they
        are kept for twelve months.
        """
        asked = parsed_query
        keys = Keys(
            application_id=asked.application_id, surname=asked.surname, reference=asked.reference
        )
        found = archive.page(keys, by=self.actor, cursor=asked.cursor, size=asked.limit)
        return ArchivePage(
            claims=[_line(one) for one in found.claims], next_cursor=found.next_cursor
        )


class ArchivedClaim(ArchiveController):
    def get(self, parsed_path: Path[ClaimPath]) -> schemas.ClaimAnswer:
        """An archived claim as your side may read it; nothing can be done in it.

        For the profile Search Archived Claims User.
        """
        claim = archive.find(parsed_path.number, by=self.actor)
        return presenters.whole(claim, self.actor, clock.now())


class ArchivedHistory(ArchiveController):
    def get(self, parsed_path: Path[ClaimPath]) -> schemas.HistoryAnswer:
        """Everything that happened in an archived claim, the oldest first.

        For the profile Search Archived Claims User.
        """
        return presenters.history(archive.find(parsed_path.number, by=self.actor), self.actor)


class ArchivedBundle(ArchiveController):
    renderers = (FileRenderer(ZIP), PROBLEM_RENDERER)

    @validate(FileResponseSpec(as_attachment=True, headers=STREAMED), *READING)
    def get(self, parsed_path: Path[ClaimPath]) -> StreamingHttpResponse:
        """Every form and attachment of an archived claim that your side may have, in one ZIP.

        For the profile Search Archived Claims User.
        """
        claim = archive.find(parsed_path.number, by=self.actor)
        bundle = bundling.bundle_for(self.actor, claim, at=clock.now())
        answer = StreamingHttpResponse(bundle.chunks(), content_type=ZIP, status=HTTPStatus.OK)
        answer["Content-Disposition"] = content_disposition_header(True, bundle.file_name) or ""
        return answer


ARCHIVE = (
    ("archive", Archive, "archive"),
    ("archive/<int:number>", ArchivedClaim, "archived-claim"),
    ("archive/<int:number>/history", ArchivedHistory, "archived-history"),
    ("archive/<int:number>/bundle.zip", ArchivedBundle, "archived-bundle"),
)


def _line(one: Claim) -> ArchivedLine:
    assert one.ended_at is not None  # noqa: S101 - the archive has nothing else
    return ArchivedLine(
        application_id=one.application_id,
        claim_type=one.claim_type,
        claimant_surname=one.claimant_surname,
        representative=one.representative.code,
        compensator=one.compensator.code if one.compensator else "",
        representative_reference=one.representative_reference,
        compensator_reference=one.compensator_reference,
        ended_at=one.ended_at,
    )
