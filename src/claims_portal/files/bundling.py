"""A whole claim to take away: every form and attachment in one ZIP, written as it is sent."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import LONDON
from claims_portal.files import reading, store
from claims_portal.files.models import StoredFile
from claims_portal.files.printing import naming, printed
from claims_portal.files.printing.forms import Copy


@dataclass(frozen=True)
class Member:
    name: str
    at: datetime
    file: StoredFile


@dataclass(frozen=True)
class Bundle:
    file_name: str
    members: list[Member]
    contents: str
    """What is in it, and what is not and why, as text."""
    at: datetime
    texts: Sequence[tuple[str, str]] = ()
    """Further texts, by their names."""

    def chunks(self) -> Iterator[bytes]:
        """The ZIP, piece by piece; nothing of it is held longer than it takes to send."""
        out = Outgoing()
        with zipfile.ZipFile(out, "w") as archive:  # type: ignore[call-overload]
            yield from written(archive, out, "contents.txt", self.at, [self.contents.encode()])
            for name, text in self.texts:
                yield from written(archive, out, name, self.at, [text.encode()])
            for one in self.members:
                yield from written(archive, out, one.name, one.at, store.chunks_of(one.file))
        yield out.take()


def bundle_for(actor: Actor, claim: Claim, *, at: datetime) -> Bundle:
    """All that this side may have of the claim; forms that were never made are made now."""
    members, lines = [], [f"Claim {claim.application_id}", ""]
    documents = printed.documents_for(actor, claim)
    for document in documents:
        for copy in Copy:
            if printed.may_have(actor, document, copy):
                file = printed.kept(claim, document, documents, copy=copy, at=at)
                name = f"forms/{naming.file_name_of(document, claim, copy)}"
                members.append(Member(name, document.sent_at, file))
                lines.append(_line(name, document.sent_at, file))
    for one in reading.attachments_for(actor, claim):
        name = f"attachments/{one.number:02} {one.file_name}"
        if one.may_be_read:
            members.append(Member(name, one.added_at, one.file))
        else:
            name = f"{name} (not in this bundle: {one.scan_state.label})"
        lines.append(f"{_line(name, one.added_at, one.file)}\n    {one.title}")
    return Bundle(
        file_name=f"{claim.application_id}.zip",
        members=members,
        contents="\n".join(lines) + "\n",
        at=at,
    )


def _line(name: str, at: datetime, file: StoredFile) -> str:
    return f"{at.astimezone(LONDON):%d/%m/%Y %H:%M}  {name}\n    SHA-256 {file.sha256}"


def written(
    archive: zipfile.ZipFile,
    out: "Outgoing",
    name: str,
    at: datetime,
    chunks: Iterable[bytes],
) -> Iterator[bytes]:
    # What is in it is compressed already, but for text, which is small.
    member = zipfile.ZipInfo(name, date_time=at.astimezone(LONDON).timetuple()[:6])
    with archive.open(member, "w") as writing:
        for chunk in chunks:
            writing.write(chunk)
            yield out.take()


class Outgoing:
    """What was written and not sent yet."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: Any) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken
