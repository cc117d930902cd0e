"""Is the file one that may be attached? Its name, its title, its size, its content."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.files.kinds import SUFFIXES, Kind, in_words, kind_of_name
from claims_portal.files.recognising import content_of
from claims_portal.files.refusals import AttachmentRefused, FileTooLarge
from claims_portal.reading_order import without_turns
from claims_portal.sentences import one_after_another, said

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_NAME = 100, 500, 100

_BEFORE_THE_NAME = re.compile(r".*[/\\]")
_NEVER_IN_A_NAME = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A file as somebody wants to attach it; words are made tidy by `offer`."""

    title: str
    description: str
    file_name: str
    content: IO[bytes]
    size: int
    """As it was sent: what is over the limit is counted and not kept."""


def offer(*, title: str, description: str, file: "UploadedFile[Any] | None") -> Offered:
    """What came with a form, also where the file is missing: `must_be_right` says so."""
    return offer_bytes(
        title=title,
        description=description,
        name=file.name or "" if file else "",
        content=file.file if file and file.file else BytesIO(),
        size=file.size or 0 if file else 0,
    )


def offer_bytes(
    *, title: str, description: str, name: str, content: IO[bytes], size: int
) -> Offered:
    """The same of bytes that came another way; without a name they count as missing."""
    return Offered(
        title=_line(title),
        description=_lines(description),
        file_name=tidy_name(name),
        content=content,
        size=size,
    )


def must_be_right(offered: Offered) -> Kind:
    """The kind of the file. Raises FileTooLarge, or AttachmentRefused with every fault."""
    if offered.size > settings.LARGEST_ATTACHMENT:
        raise FileTooLarge(size=offered.size, most=settings.LARGEST_ATTACHMENT)
    faults = list(_faults_of_words(offered))
    kind = kind_of_name(offered.file_name)
    if not offered.file_name:
        faults.append(Fault("/file", FaultCode.MUST_BE_PROVIDED, "The file must be given."))
    elif kind is None:
        says = said(
            "%(file)s is of a kind that is not taken. Its name must end in one of: %(endings)s.",
            file=offered.file_name,
            endings=", ".join(SUFFIXES),
        )
        faults.append(Fault("/file", FaultCode.WRONG_VALUE, says))
    elif offered.size == 0:
        says = said("%(file)s is empty.", file=offered.file_name)
        faults.append(Fault("/file", FaultCode.FORMAT_NOT_VALID, says))
    else:
        faults += _contradiction(offered, kind)
    if faults or kind is None:
        raise AttachmentRefused(faults)
    return kind


def tidy_name(name: str) -> str:
    """The name without folders and without characters that hide or forge its ending."""
    shown = "".join(
        character
        for character in unicodedata.normalize("NFC", _BEFORE_THE_NAME.sub("", name))
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    shown = _NEVER_IN_A_NAME.sub("_", shown).strip(" .")
    begins, dot, ending = shown.rpartition(".")
    room = LONGEST_NAME - len(dot) - len(ending)
    return f"{begins[:room].rstrip()}{dot}{ending}" if room > 0 else shown[:LONGEST_NAME]


def _faults_of_words(offered: Offered) -> Iterator[Fault]:
    if not offered.title:
        yield Fault("/title", FaultCode.MUST_BE_PROVIDED, "The title must be given.")
    for pointer, words, most in (
        ("/title", offered.title, LONGEST_TITLE),
        ("/description", offered.description, LONGEST_DESCRIPTION),
    ):
        if len(words) > most:
            says = said(
                "The %(field)s must have at most %(most)s characters.",
                field=said(pointer[1:]),
                most=most,
            )
            yield Fault(pointer, FaultCode.FORMAT_NOT_VALID, says)


def _contradiction(offered: Offered, kind: Kind) -> Iterator[Fault]:
    found = content_of(offered.content)
    if found == kind.content:
        return
    says = said("%(file)s is no %(kind)s by its content.", file=offered.file_name, kind=kind.name)
    if found:
        looks = said("It looks like %(found)s.", found=in_words(found))
        says = one_after_another(says, looks)
    yield Fault("/file", FaultCode.FORMAT_NOT_VALID, says)


def _line(text: str) -> str:
    return " ".join(_lines(text).split())


def _lines(text: str) -> str:
    """Without what the database cannot keep, what no reader sees, and what forges the order."""
    kept = (
        character
        for character in unicodedata.normalize("NFC", without_turns(text))
        if character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()
