"""Old claims in, file by file: each in a transaction of its own, and each told of.

Rerunnable: a file whose content was taken before changes nothing; what was refused or
kept aside is looked at again.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from django.db import transaction

from claims_portal.claims import importing
from claims_portal.claims.documents.legacy_xml import Note
from claims_portal.claims.documents.safe_xml import NotXml
from claims_portal.claims.importing import Arrival
from claims_portal.claims.models import Claim, Document
from claims_portal.files.importing import attach
from claims_portal.migration.claims.arriving import arrival_of
from claims_portal.migration.claims.attached import Files, attached_before, files_of, stored, told
from claims_portal.migration.claims.parties import parties_of
from claims_portal.migration.claims.reading import (
    MOST_BYTES,
    FileRefused,
    KeptAside,
    OldClaim,
    read_claim,
)
from claims_portal.migration.models import LegacyDocument


class Outcome(StrEnum):
    IMPORTED = "imported"
    UNCHANGED = "unchanged"
    KEPT_ASIDE = "kept aside"
    REFUSED = "refused"
    IGNORED = "ignored"


@dataclass(frozen=True)
class Brought:
    """What a claim came with."""

    claim_type: str
    phase: str
    times_out_on: date | None
    documents: tuple[str, ...]
    """Their kinds, in their order."""
    files: int


@dataclass(frozen=True)
class Taken:
    """What became of one file."""

    file: str
    outcome: Outcome
    application_id: str = ""
    reason: str = ""
    line: int | None = None
    column: int | None = None
    notes: list[Note] = field(default_factory=list)
    attached: frozenset[Path] = frozenset()
    """Files of the directory that were attached to the claim."""
    brought: Brought | None = None
    """Of a claim that was made of the file."""


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What the operator said for documents that do not."""

    representative: str = ""
    sent_on: date | None = None
    dry_run: bool = False
    """Nothing is put into the file store; the database is rolled back by the caller."""


@dataclass(frozen=True)
class _File:
    path: Path
    name: str
    raw: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()


def move(directory: Path, *, choices: Choices, at: datetime) -> Iterator[Taken]:
    """Every file below the directory; whole claims before forms that came alone.

    A form alone may be that of a claim that came whole: it is then kept beside it.
    """
    alone: list[Path] = []
    others: list[Path] = []
    attached: dict[Path, str] = {}
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        if path.suffix.lower() != ".xml":
            others.append(path)
            continue
        taken = take(path, name=name_of(path, directory), choices=choices, at=at, whole_only=True)
        if taken is None:
            alone.append(path)
        else:
            attached |= dict.fromkeys(taken.attached, taken.application_id)
            yield taken
    for path in alone:
        taken = take(path, name=name_of(path, directory), choices=choices, at=at)
        if taken is not None:
            yield taken
    for path in others:
        yield _other(path, name_of(path, directory), attached.get(path, ""))


def _other(path: Path, name: str, application_id: str) -> Taken:
    """A file that is no document: attached to a claim, now or before, or nothing to us."""
    if application_id:
        return Taken(name, Outcome.IMPORTED, application_id, "Attached to the claim")
    known = attached_before(path)
    if known:
        return Taken(name, Outcome.UNCHANGED, known, "Attached before")
    return Taken(name, Outcome.IGNORED, reason="Its name does not end in .xml")


def take(
    path: Path, *, name: str, choices: Choices, at: datetime, whole_only: bool = False
) -> Taken | None:
    """One file. Nothing was done, and nothing is said, of a form alone when only whole
    claims are wanted."""
    try:
        file = _File(path, name, _content(path))
        known = LegacyDocument.objects.filter(sha256=file.sha256).select_related("claim").first()
        if known and known.claim:
            number = known.claim.application_id
            return Taken(name, Outcome.UNCHANGED, number, f"Taken before as {known.file_name}")
        try:
            old = read_claim(file.raw)
            if whole_only and not old.is_whole:
                return None
            return _import(file, old, choices, at)
        except KeptAside as aside:
            return _keep_aside(file, aside, known, at)
    except NotXml as refused:
        return Taken(
            name, Outcome.REFUSED, reason=refused.reason, line=refused.line, column=refused.column
        )
    except FileRefused as refused:
        return Taken(name, Outcome.REFUSED, reason=str(refused))


def _import(file: _File, old: OldClaim, choices: Choices, at: datetime) -> Taken:
    parties = parties_of(old, representative=choices.representative)
    same = None if old.is_whole else _claim_of_the_same_form(old, parties.representative.pk)
    if same is not None:
        _keep(file, old, same, at)
        reason = "The form of a claim that is here already; kept beside it"
        return Taken(file.name, Outcome.IMPORTED, same.application_id, reason, notes=old.notes)
    arrival = arrival_of(old, parties, sent_on=choices.sent_on, now=at)
    found = list(files_of(old, parties, file.path, sent_at=arrival.sent_at))
    with stored(found, at=at, dry_run=choices.dry_run) as files:
        claim = _take_in(file, old, replace(arrival, beside=told(found)), files, at)
    attached = frozenset(one.beside for one in found if one.beside)
    kinds = tuple(one.kind for one in arrival.happened if one.kind)
    brought = Brought(
        claim.claim_type, claim.phase, claim.times_out_on, documents=kinds, files=len(found)
    )
    return Taken(
        file.name,
        Outcome.IMPORTED,
        claim.application_id,
        notes=old.notes,
        attached=attached,
        brought=brought,
    )


@transaction.atomic
def _take_in(file: _File, old: OldClaim, arrival: Arrival, files: Files, at: datetime) -> Claim:
    try:
        claim = importing.take_in(arrival, at=at)
    except importing.NumberTaken:
        raise FileRefused(
            f"There is a claim with the application ID {arrival.number:016d} already"
        ) from None
    for number, (arrived, kept) in enumerate(files):
        attach(claim, arrived, kept, number=arrival.number_of(number))
    _keep(file, old, claim, at)
    return claim


def _claim_of_the_same_form(old: OldClaim, representative_pk: int) -> Claim | None:
    document = (
        Document.objects.filter(
            kind=f"{old.claim_type}-cnf",
            body=old.cnf,
            claim__representative_id=representative_pk,
            claim__legacy_documents__isnull=False,
        )
        .select_related("claim")
        .first()
    )
    return document.claim if document else None


def _keep(file: _File, old: OldClaim, claim: Claim, at: datetime) -> None:
    LegacyDocument.objects.update_or_create(
        sha256=file.sha256,
        defaults={
            "file_name": file.name,
            "raw": file.raw,
            "kind": old.kind,
            "claim": claim,
            "reason": "",
            "notes": [{"kind": n.kind, "place": n.place, "says": n.says} for n in old.notes],
            "imported_at": at,
        },
    )


@transaction.atomic
def _keep_aside(file: _File, aside: KeptAside, known: LegacyDocument | None, at: datetime) -> Taken:
    if known is not None:
        return Taken(file.name, Outcome.UNCHANGED, reason=f"Kept aside before: {aside}")
    LegacyDocument.objects.create(
        file_name=file.name,
        sha256=file.sha256,
        raw=file.raw,
        kind=aside.kind[:60],
        reason=str(aside)[:500],
        imported_at=at,
    )
    return Taken(file.name, Outcome.KEPT_ASIDE, reason=str(aside))


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise FileRefused(f"It cannot be read: {error.strerror}") from None
    if len(raw) > MOST_BYTES:
        raise FileRefused(f"It has more than {MOST_BYTES:,} bytes, which no claim has")
    return raw


def name_of(path: Path, directory: Path) -> str:
    """The path below the directory, in characters that can be stored."""
    name = path.relative_to(directory).as_posix().encode("utf-8", "replace").decode()
    return name[-255:]
