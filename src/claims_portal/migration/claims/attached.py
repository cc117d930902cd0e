"""The files that an old claim has: within its document, or beside it in the directory."""

import base64
import binascii
import hashlib
import uuid
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from claims_portal.accounts.models import User
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims.documents.legacy_xml import Note, NoteKind
from claims_portal.claims.importing import Beside
from claims_portal.claims.process.sides import Side
from claims_portal.files import store
from claims_portal.files.importing import ADDED, ArrivedFile, keep, why_not
from claims_portal.files.kinds import kind_of_name
from claims_portal.files.models import Attachment, StoredFile
from claims_portal.files.recognising import content_of
from claims_portal.files.rules import LONGEST_DESCRIPTION, LONGEST_TITLE, tidy_name
from claims_portal.migration.claims.parties import Parties
from claims_portal.migration.claims.reading import OldClaim, OldFile, instant
from claims_portal.organisations.models import Organisation
from claims_portal.reading_order import without_turns

OF_COMPENSATOR = frozenset({"cm", "comp", "compensator", "insurer", "defendant"})
"""What the owner of a file may be called, if it is the compensator [inferred]."""
ZIP = b"PK\x03\x04"


class Unreadable(Exception):
    """Why the content of a file cannot be had."""


class FoundFile(NamedTuple):
    arrived: ArrivedFile
    beside: Path | None
    """Where it lay in the directory, if it did."""


def files_of(
    old: OldClaim, parties: Parties, document: Path, *, sent_at: datetime
) -> Iterator[FoundFile]:
    """Those that can be taken; of the others the claim's notes say why not."""
    for file in old.files:
        name = tidy_name(file.said.get("file_name", ""))
        try:
            content, path = _content(old, file, name, document)
            found = FoundFile(_arrived(file, name, content, parties, sent_at), path)
            if reason := why_not(found.arrived):
                raise Unreadable(reason)
        except Unreadable as reason:
            says = f"{name or 'a file without a name'}: {reason}; not attached"
            old.notes.append(Note(NoteKind.UNPLACED, file.path, says))
        else:
            yield found


Files = list[tuple[ArrivedFile, StoredFile]]


@contextmanager
def stored(found: Sequence[FoundFile], *, at: datetime, dry_run: bool) -> Iterator[Files]:
    """The bytes in the file store while their claim is written; gone if that fails."""
    files = [] if dry_run else [(one.arrived, keep(one.arrived, at=at)) for one in found]
    written = False
    try:
        yield files
        written = True
    finally:
        for _, kept in [] if written else files:
            store.drop(kept)


def told(found: Sequence[FoundFile]) -> tuple[Beside, ...]:
    """As the history tells of files that are attached here."""
    return tuple(
        Beside(
            tag=ADDED,
            says=f"Attachment added: {one.arrived.title}",
            side=one.arrived.side,
            at=one.arrived.added_at,
            changes={
                "attachment": str(one.arrived.public_id),
                "file_name": one.arrived.file_name,
            },
        )
        for one in found
    )


def attached_before(path: Path) -> str:
    """The claim that has this very file since it came over; empty for none."""
    with path.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    moved = Attachment.objects.filter(claim__legacy_documents__isnull=False)
    known = moved.filter(file__sha256=sha256).select_related("claim").first()
    return known.claim.application_id if known else ""


def _arrived(
    file: OldFile, name: str, content: bytes, parties: Parties, sent_at: datetime
) -> ArrivedFile:
    side, organisation, person = _owner(file.said.get("owner", ""), parties)
    return ArrivedFile(
        public_id=uuid.uuid4(),
        title=(without_turns(file.said.get("title", "")) or name)[:LONGEST_TITLE],
        description=without_turns(file.said.get("description", ""))[:LONGEST_DESCRIPTION],
        file_name=name,
        content=content,
        side=side,
        organisation_pk=organisation.pk,
        added_by_pk=person.pk if person else None,
        added_at=instant(file.said.get("added", "")) or sent_at,
    )


def _owner(said: str, parties: Parties) -> tuple[Side, Organisation, User | None]:
    """Whose file it is, by side, organisation or User ID; the firm's where it is not said."""
    compensator = parties.compensator
    words = {part.casefold() for part in said.replace("/", " ").split()}
    theirs = words & {*OF_COMPENSATOR, compensator.code.casefold()}
    person = _person(said, compensator)
    if person or theirs or said.casefold() == compensator.name.casefold():
        return Side.COMPENSATOR, compensator, person
    firm = parties.representative
    return Side.CLAIMANT_REPRESENTATIVE, firm, _person(said, firm)


def _person(said: str, organisation: Organisation) -> User | None:
    return of_user_id(said, among=User.objects.filter(organisation=organisation)).first()


def _content(old: OldClaim, file: OldFile, name: str, document: Path) -> tuple[bytes, Path | None]:
    if not name:
        raise Unreadable("it has no name")
    written = file.said.get("content", "")
    if written:
        return _unpacked(_decoded(written), name), None
    path = next((one for one in _places(old, name, document) if one.is_file()), None)
    if path is None:
        raise Unreadable("its content is neither in the document nor beside it")
    with path.open("rb") as opened:
        return _unpacked(opened.read(settings.LARGEST_ATTACHMENT + 1), name), path


def _places(old: OldClaim, name: str, document: Path) -> Iterator[Path]:
    """`name` is without folders: nothing outside these is read."""
    yield document.parent / name
    for folder in (document.stem, old.facts.get("application_id", ""), "attachments"):
        if folder and folder == Path(folder).name:
            yield document.parent / folder / name


def _decoded(written: str) -> bytes:
    try:
        return base64.b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("its content is no base64") from None


def _unpacked(content: bytes, name: str) -> bytes:
    """The old interface sent files zipped: the one file in it, unless a zip is what it is."""
    kind = kind_of_name(name)
    if kind is None or not content.startswith(ZIP) or content_of(BytesIO(content)) == kind.content:
        return content
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            members = [one for one in packed.infolist() if not one.is_dir()]
            if len(members) != 1:
                raise Unreadable(f"it is packed with {len(members)} files")
            with packed.open(members[0]) as member:
                return member.read(settings.LARGEST_ATTACHMENT + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError):
        raise Unreadable("it cannot be unpacked") from None
