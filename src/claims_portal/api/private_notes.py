"""Private notes on a claim: read and written by one organisation, never told to the other side."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, ClassVar

from dmr import Path, modify
from msgspec import Meta

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.api.bodies import Body, JsonBody
from claims_portal.api.claims import ClaimPath, find
from claims_portal.api.controllers import SENDING, PortalController
from claims_portal.api.schemas import Answer
from claims_portal.claims import archive, private_notes
from claims_portal.claims.models import PrivateNote
from claims_portal.claims.models.private_notes import LONGEST_NOTE


class PrivateNotePath(ClaimPath):
    noteId: Annotated[int, Meta(ge=0, le=2**63 - 1)]  # noqa: N815


class PrivateNoteBody(Body):
    text: Annotated[
        str,
        Meta(
            min_length=1,
            description=f"Up to {LONGEST_NOTE:,} characters, without what stands blank around "
            "them; a line end counts as one",
        ),
    ]


class PrivateNoteAnswer(Answer):
    note_id: int
    text: str
    user_id: Annotated[str, Meta(description="Who wrote it, of your organisation")]
    written_at: datetime
    corrected_at: datetime | None
    is_own: Annotated[bool, Meta(description="Whether this User ID wrote it, and may change it")]


class PrivateNotesAnswer(Answer):
    notes: Annotated[list[PrivateNoteAnswer], Meta(description="The newest first")]


class PrivateNoteController(PortalController):
    is_abstract: ClassVar[bool] = True
    tags: ClassVar = ("Work on a claim",)


class PrivateNotes(PrivateNoteController):
    def get(self, parsed_path: Path[ClaimPath]) -> PrivateNotesAnswer:
        """What your organisation noted on the claim; the other side reads none of it."""
        claim = find(self.actor, parsed_path.number)
        return _all(private_notes.of(claim, self.actor), self.actor)

    @modify(extra_responses=SENDING, status_code=HTTPStatus.CREATED)
    def post(
        self,
        parsed_path: Path[ClaimPath],
        parsed_body: Annotated[PrivateNoteBody, JsonBody(PrivateNoteBody)],
    ) -> PrivateNoteAnswer:
        """Note something on the claim, for your organisation alone; also once it has ended.

        Neither phase nor activity id change, and there is no event of it.
        """
        claim = find(self.actor, parsed_path.number)
        note = private_notes.add(claim, parsed_body.text, by=self.actor, at=clock.now())
        return _one(note, self.actor)


class OnePrivateNote(PrivateNoteController):
    @modify(extra_responses=SENDING)
    def put(
        self,
        parsed_path: Path[PrivateNotePath],
        parsed_body: Annotated[PrivateNoteBody, JsonBody(PrivateNoteBody)],
    ) -> PrivateNoteAnswer:
        """Write a note of this user anew."""
        claim = find(self.actor, parsed_path.number)
        note = private_notes.correct(
            claim, parsed_path.noteId, parsed_body.text, by=self.actor, at=clock.now()
        )
        return _one(note, self.actor)

    @modify(status_code=HTTPStatus.NO_CONTENT)
    def delete(self, parsed_path: Path[PrivateNotePath]) -> None:
        """Delete a note of this user for good."""
        claim = find(self.actor, parsed_path.number)
        private_notes.delete(claim, parsed_path.noteId, by=self.actor, at=clock.now())


class ArchivedPrivateNotes(PrivateNoteController):
    def get(self, parsed_path: Path[ClaimPath]) -> PrivateNotesAnswer:
        """What your organisation noted on an archived claim.

        For the profile Search Archived Claims User.
        """
        claim = archive.find(parsed_path.number, by=self.actor)
        return _all(private_notes.of(claim, self.actor), self.actor)


PRIVATE_NOTES = (
    ("claims/<int:number>/notes", PrivateNotes, "private-notes"),
    ("claims/<int:number>/notes/<int:noteId>", OnePrivateNote, "private-note"),
    ("archive/<int:number>/notes", ArchivedPrivateNotes, "archived-private-notes"),
)


def _all(notes: Sequence[PrivateNote], actor: Actor) -> PrivateNotesAnswer:
    return PrivateNotesAnswer(notes=[_one(one, actor) for one in notes])


def _one(note: PrivateNote, actor: Actor) -> PrivateNoteAnswer:
    return PrivateNoteAnswer(
        note_id=note.pk,
        text=note.text,
        user_id=note.written_by.user_name,
        written_at=note.written_at,
        corrected_at=note.corrected_at,
        is_own=note.written_by_id == actor.user_pk,
    )
