"""Reading the forms of the old interface.

`safe_xml` parses; here the elements are only walked. Nothing is lost silently: what
was written otherwise than it is kept, and what no question takes, is noted.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.folding import FOLDS, Unreadable
from claims_portal.claims.documents.legacy_names import (
    COUNTED_HERE,
    DEFAULTS,
    RETIRED_CODES,
    SAYS_NOTHING,
    SCHEMA_NAME,
)
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.claims.documents.safe_xml import local_name

LONGEST_SHOWN = 200
LONGEST_UNPLACED = 10_000
"""What has no place is told whole."""
XML_NAMESPACES = (
    "{http://www.w3.org/2001/XMLSchema-instance}",
    "{http://www.w3.org/XML/1998/namespace}",
)
# A date as programs write it that know only instants.
_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T00:00:00(?:\.0+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)


class NoteKind(StrEnum):
    CODE = "code"
    """A code of the old interface became a word."""
    RENAMED = "renamed"
    """Written under another name than the schema's."""
    SPELT = "spelt"
    """The portal keeps the same value in another spelling: blanks, letter case."""
    CHANGED = "changed"
    """Another value, or another way to write it, took its place."""
    DEFAULTED = "defaulted"
    """Not in the XML; put in by the table of defaults."""
    COUNTED = "counted"
    """A figure that the old platform wrote into the form; the portal counts it itself."""
    UNPLACED = "unplaced"
    """No question of the form takes it."""
    REFUSED = "refused"
    """The portal would not take the form because of it."""


class Note(NamedTuple):
    kind: NoteKind
    place: str
    """A path in the XML, or a pointer into the JSON."""
    says: str

    def __str__(self) -> str:
        return f"{self.kind:<9} {self.place or '/'}: {self.says}"


class FromXml(NamedTuple):
    body: dict[str, Any]
    """The JSON of the form, its texts as they were written, not yet checked."""
    notes: list[Note]

    @property
    def unplaced(self) -> list[str]:
        """Paths of what has a value and no question of the form takes."""
        return [note.place for note in self.notes if note.kind is NoteKind.UNPLACED]


class _At(NamedTuple):
    """An element and the path that leads to it."""

    element: Any
    path: str


def from_xml(document_type: type[Document], element: Any, *, path: str | None = None) -> FromXml:
    """Codes become words, 1 and 0 answers; a code that no list knows stays as it is.

    `path` is where the form's element stands, when it is part of something larger.
    """
    form = outline(document_type)
    reading = _Reading()
    here = _At(element, local_name(element) if path is None else path)
    body = reading.group(form, [here])
    if form.tag:
        body = {form.tag[0]: form.tag[1], **body}
        reading.take_type(here, form.tag[1])
    reading.notes.extend(_unplaced(here, reading.taken))
    return FromXml(body, reading.notes)


def with_defaults(read: FromXml, document_type: type[Document]) -> FromXml:
    """The form with what older releases had no field for."""
    body, notes = read.body, list(read.notes)
    known = {question.pointer for question in outline(document_type).questions()}
    for default in DEFAULTS:
        if default.pointer in known and default.holds(body):
            *way, last = default.pointer.split("/")[1:]
            place = body
            for step in way:
                place = place.setdefault(step, {})
            if last not in place:
                place[last] = default.value
                says = f"{default.value!r}: {default.why}"
                notes.append(Note(NoteKind.DEFAULTED, default.pointer, says))
    return FromXml(body, notes)


class _Reading:
    """One walk over one form."""

    def __init__(self) -> None:
        self.taken: set[tuple[int, str]] = set()
        self.notes: list[Note] = []
        self.renamed: set[str] = set()

    def group(self, section: Section, elements: list[_At]) -> dict[str, Any]:
        body: dict[str, Any] = {}
        for item in section.items:
            value = self.item(item, elements)
            if value is not None:
                body[item.name] = value
        return body

    def item(self, item: Question | Section, elements: list[_At]) -> Any:
        if isinstance(item, Question):
            return self.answer(item, elements)
        found = self.below(elements, item.wire)
        if item.kind == "rows":
            return [self.group(item, [row]) for row in found] or None
        return self.group(item, found) or ({} if item.required and found else None)

    def answer(self, question: Question, elements: list[_At]) -> Any:
        path, _, attribute = question.wire.rpartition("@")
        for at in self.below(elements, path.rstrip("/")):
            name = _attribute(at.element, attribute)
            if name is None:
                continue
            self.taken.add((id(at.element), name))
            place = f"{at.path}/@{name}"
            if name != attribute:
                self.rename(place, attribute)
            return self.value(question, at.element.attrib[name], place)
        return None

    def below(self, elements: list[_At], path: str) -> list[_At]:
        for tag in path.split("/") if path else ():
            elements = [child for at in elements for child in self.children(at, tag)]
        return elements

    def children(self, at: _At, tag: str) -> Iterator[_At]:
        for child in at.element:
            name = local_name(child)
            if name and _is(name, tag):
                below = _At(child, f"{at.path}/{name}")
                if name != tag:
                    self.rename(below.path, tag)
                yield below

    def rename(self, place: str, name: str) -> None:
        if place not in self.renamed:
            self.renamed.add(place)
            self.notes.append(Note(NoteKind.RENAMED, place, f"read as {name}"))

    def take_type(self, here: _At, tag: str) -> None:
        """A form says its type; an RTA form may, though its schema has no place for it."""
        for at in self.below([here], "ApplicationData/ClaimDetails"):
            name = _attribute(at.element, "ClaimType")
            if name and at.element.attrib[name].strip().casefold() == tag:
                self.taken.add((id(at.element), name))

    def value(self, question: Question, written: str, place: str) -> Any:
        value, kind, says = _value(question, written)
        if says:
            self.notes.append(Note(kind, place, says))
        return value


def _value(question: Question, written: str) -> tuple[Any, NoteKind, str]:
    """The answer, and what is to be said of it."""
    bare = written.strip()
    if question.kind in ("flag", "whole") and not bare:
        return None, NoteKind.CHANGED, "says nothing and is left out"
    if question.choices:
        return _word(question, bare, written)
    if question.kind == "flag":
        flag = {"1": True, "0": False, "true": True, "false": False}.get(bare.casefold(), bare)
        odd = written not in ("1", "0") and flag is not bare
        return flag, NoteKind.CHANGED, f"{_shown(written)} is kept as {flag}" if odd else ""
    if question.kind == "whole":
        if not (bare.isascii() and bare.isdecimal() and len(bare) < 16):
            return written, NoteKind.CHANGED, ""
        odd = str(int(bare)) != written
        return int(bare), NoteKind.CHANGED, f"{_shown(written)} is {int(bare)}" if odd else ""
    return _text(question, written)


def _text(question: Question, written: str) -> tuple[str, NoteKind, str]:
    """Text stays as it was written; the portal itself may keep it in another spelling."""
    day = _DAY.fullmatch(written.strip()) if question.kind == "date" else None
    if day and day[1] != written:
        return day[1], NoteKind.CHANGED, f"{_shown(written)} is {day[1]}"
    try:
        folded = FOLDS[question.fold or "line"](written)
    except Unreadable:
        return written, NoteKind.CHANGED, ""
    says = f"{_shown(written)}: the portal keeps {_shown(folded)}" if folded != written else ""
    return written, NoteKind.SPELT, says


def _word(question: Question, bare: str, written: str) -> tuple[Any, NoteKind, str]:
    attribute = question.wire.rpartition("@")[2]
    if not bare:
        return written, NoteKind.CHANGED, ""
    retired = RETIRED_CODES.get((attribute, bare.upper()))
    if retired:
        return retired[0], NoteKind.CHANGED, retired[1]
    assert question.choices is not None  # noqa: S101 - for mypy; the caller asked
    for code in question.choices:
        if code.legacy.casefold() == bare.casefold():
            return code.value, NoteKind.CODE, f"{_shown(written)} is {code.value} ({code.label})"
    return bare, NoteKind.CHANGED, ""


def _attribute(element: Any, wire: str) -> str | None:
    """The name under which the element has the attribute: the right one before another."""
    attributes: Mapping[str, str] = element.attrib
    if wire in attributes:
        return wire
    return next((name for name in attributes if _is(name, wire)), None)


def _is(written: str, name: str) -> bool:
    if written == name:
        return True
    folded, wanted = written.casefold(), name.casefold()
    return folded == wanted or SCHEMA_NAME.get(folded) == wanted


def _shown(value: object, longest: int = LONGEST_SHOWN) -> str:
    text = str(value)
    more = f"… ({len(text):,} characters)" if len(text) > longest else ""
    return repr(text[:longest]) + more


def _says_nothing(element: Any, attribute: str, value: str) -> bool:
    said = (local_name(element).casefold(), attribute.casefold(), value.strip())
    return said in SAYS_NOTHING


def _without_place(place: str, attribute: str, value: str) -> Note:
    if attribute.casefold() in COUNTED_HERE:
        return Note(NoteKind.COUNTED, place, f"{_shown(value)}: the portal counts it itself")
    return Note(NoteKind.UNPLACED, place, f"no question takes {_shown(value, LONGEST_UNPLACED)}")


def _unplaced(at: _At, taken: set[tuple[int, str]]) -> Iterator[Note]:
    for attribute, value in at.element.attrib.items():
        if (
            value.strip()
            and not attribute.startswith(XML_NAMESPACES)
            and (id(at.element), attribute) not in taken
            and not _says_nothing(at.element, attribute, value)
        ):
            yield _without_place(f"{at.path}/@{attribute}", attribute, value)
    texts = [at.element.text, *(child.tail for child in at.element)]
    if written := " ".join(text.strip() for text in texts if text and text.strip()):
        says = f"no question takes {_shown(written, LONGEST_UNPLACED)}"
        yield Note(NoteKind.UNPLACED, f"{at.path}/text()", says)
    for child in at.element:
        if name := local_name(child):
            yield from _unplaced(_At(child, f"{at.path}/{name}"), taken)
