"""Private notes on a claim: the verbs, one transaction each, and the list.

Whoever reads the claim reads the notes of its own organisation; whoever may work on it
writes some, also once it has ended. A note is corrected and deleted by the account that
wrote it. What was done is told by internal events, which never carry the words of a note:
they could not be deleted there.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.claims import internal_events, rules
from claims_portal.claims.holding import hold
from claims_portal.claims.models import Claim, PrivateNote
from claims_portal.claims.models.private_notes import LONGEST_NOTE
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.reading_order import without_turns
from claims_portal.sentences import said

MOST = 200
"""Of one organisation on one claim."""


class NoteRefused(ClaimRefusal):
    """Why a note is not kept; `field` is at fault."""

    code = "private-note-refused"
    field = "text"


class NoSuchNote(ClaimRefusal):
    """Also the answer for a note of another organisation, and for one that is not one's own."""

    code = "no-such-private-note"

    def __init__(self) -> None:
        super().__init__("There is no such note, or it is not yours.")


def of(claim: Claim, actor: Actor) -> Sequence[PrivateNote]:
    """What the actor's own organisation noted, the newest first."""
    return list(_of_organisation(claim, actor).select_related("written_by").order_by("-pk"))


def own(claim: Claim, pk: int, actor: Actor) -> PrivateNote:
    """A note that this account wrote, to correct or delete; NoSuchNote, or NotAllowed."""
    rules.must_be_workable(actor, claim)
    found = _of_organisation(claim, actor).filter(pk=pk, written_by=actor.user_pk)
    note = found.select_related("written_by").first()
    if note is None:
        raise NoSuchNote
    return note


@transaction.atomic
def add(
    claim: Claim, text: str, *, by: Actor, at: datetime, form: UUID | None = None
) -> PrivateNote:
    """Write a note; NoteRefused, or NotAllowed where the claim may only be read.

    A form that was sent twice wrote it the first time.
    """
    held = _held(claim, by)
    text = fitting(text)
    mine = _of_organisation(held, by).filter(written_by=by.user_pk)
    if form and (written := mine.filter(made_by_form=form).first()):
        return written
    if _of_organisation(held, by).count() >= MOST:
        raise NoteRefused(
            said("The claim has %(most)s notes of your organisation already.", most=MOST)
        )
    note = PrivateNote.objects.create(
        claim=held, organisation_id=by.organisation_pk, text=text,
        written_by_id=by.user_pk, written_at=at, made_by_form=form,
    )  # fmt: skip
    _tell("added", "Private note added", note, by, at)
    return note


@transaction.atomic
def correct(claim: Claim, pk: int, text: str, *, by: Actor, at: datetime) -> PrivateNote:
    """Write one's own note anew; NoSuchNote, NoteRefused, NotAllowed."""
    note = own(_held(claim, by), pk, by)
    text = fitting(text)
    if text != note.text:
        note.text, note.corrected_at = text, at
        note.save(update_fields=["text", "corrected_at"])
        _tell("corrected", "Private note corrected", note, by, at)
    return note


@transaction.atomic
def delete(claim: Claim, pk: int, *, by: Actor, at: datetime) -> None:
    """Delete one's own note for good; NoSuchNote, NotAllowed."""
    note = own(_held(claim, by), pk, by)
    _tell("deleted", "Private note deleted", note, by, at)
    note.delete()


def fitting(text: str) -> str:
    """The note as it is kept: a line end, which forms send as two characters, is one."""
    text = without_turns(text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if not text:
        raise NoteRefused("Write something in the note.")
    if len(text) > LONGEST_NOTE:
        raise NoteRefused(
            said(
                "A note has at most %(longest_note)s characters; this one has %(length)s.",
                longest_note=f"{LONGEST_NOTE:,}",
                length=f"{len(text):,}",
            )
        )
    if any(unicodedata.category(one) in {"Cc", "Cs"} and one not in "\n\t" for one in text):
        raise NoteRefused("The note has control characters, which cannot be shown.")
    return text


def _of_organisation(claim: Claim, actor: Actor) -> QuerySet[PrivateNote]:
    return claim.private_notes.filter(organisation_id=actor.organisation_pk)


def _held(claim: Claim, by: Actor) -> Claim:
    held = hold(claim)
    rules.must_be_workable(by, held)
    return held


def _tell(tag: str, says: str, note: PrivateNote, by: Actor, at: datetime) -> None:
    internal_events.write(
        f"claim:private-note:{tag}", note.claim, says, before={}, after={"note": note.pk},
        by=by, at=at,
    )  # fmt: skip
