"""Writing the forms of the old interface: the way back of `legacy_xml`."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.codes import CLAIM_TYPES
from claims_portal.claims.documents.faults import pointer_step
from claims_portal.claims.documents.legacy_names import NEEDED_THOUGH_EMPTY, ORDER
from claims_portal.claims.documents.legacy_xml import Note, NoteKind
from claims_portal.claims.documents.outline import Question, Section, outline

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ToXml(NamedTuple):
    root: Element
    notes: list[Note]
    """What has no place in the XML, or was put in because the schema wants it."""

    def as_bytes(self) -> bytes:
        """UTF-8 with a declaration, indented; line breaks in answers are kept."""
        indent(self.root)
        written: bytes = tostring(self.root, encoding="utf-8", xml_declaration=False)
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + written + b"\n"


def to_xml(document_type: type[Document], body: Mapping[str, Any]) -> ToXml:
    """The XML of a form's JSON; words become codes, answers 1 and 0."""
    form = outline(document_type)
    writing = _Writing()
    root = Element(form.wire)
    rest = {name: value for name, value in body.items() if not form.tag or name != form.tag[0]}
    writing.group(form, rest, root, "")
    if document_type.tag_wire and form.tag:
        path, _, attribute = document_type.tag_wire.rpartition("/@")
        _reach(root, path).set(attribute, CLAIM_TYPES[form.tag[1]].legacy)
    _complete(root, form.wire, _elements(document_type))
    return ToXml(root, writing.notes)


class _Writing:
    """One walk over one body."""

    def __init__(self) -> None:
        self.notes: list[Note] = []

    def group(self, section: Section, body: Any, element: Element, pointer: str) -> None:
        if not isinstance(body, Mapping):
            self.leave_out(pointer, "must be a group of questions")
            return
        items = {item.name: item for item in section.items}
        for name, value in body.items():
            if value is not None and name not in items:
                self.leave_out(pointer + pointer_step(str(name)), "is not a question of this form")
        for name, item in items.items():
            value = body.get(name)
            if value is not None:
                self.item(item, value, element, f"{pointer}/{name}")

    def item(self, item: Question | Section, value: Any, element: Element, pointer: str) -> None:
        if isinstance(item, Question):
            path, _, attribute = item.wire.rpartition("@")
            written = _written(item, value)
            if written is None:
                self.leave_out(pointer, "cannot be written in XML")
            else:
                _reach(element, path.rstrip("/")).set(attribute, written)
        elif item.kind == "group":
            self.group(item, value, _reach(element, item.wire), pointer)
        elif isinstance(value, list | tuple):
            above, _, tag = item.wire.rpartition("/")
            for number, row in enumerate(value):
                place = f"{pointer}/{number}"
                self.group(item, row, SubElement(_reach(element, above), tag), place)
        else:
            self.leave_out(pointer, "must be a list")

    def leave_out(self, pointer: str, why: str) -> None:
        self.notes.append(Note(NoteKind.UNPLACED, pointer, why))


def _written(question: Question, value: Any) -> str | None:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str) or _NOT_IN_XML.search(value):
        return None
    if question.choices:
        words = {code.value: code.legacy for code in question.choices}
        return words.get(value, value)
    return value


def _reach(element: Element, path: str) -> Element:
    """The element at the path, made where it is not there yet."""
    for tag in path.split("/") if path else ():
        found = element.find(tag)
        element = SubElement(element, tag) if found is None else found
    return element


@cache
def _elements(document_type: type[Document]) -> frozenset[str]:
    """The paths of all elements in which the form keeps something."""
    found: set[str] = set()

    def walk(section: Section, path: str) -> None:
        for item in section.items:
            below = path
            for tag in item.wire.partition("@")[0].strip("/").split("/"):
                below = f"{below}/{tag}" if tag else below
                found.add(below)
            if isinstance(item, Section):
                walk(item, below)

    form = outline(document_type)
    walk(form, form.wire)
    return frozenset(found)


def _complete(element: Element, path: str, known: frozenset[str]) -> None:
    """Put in what the schema wants though it says nothing, and keep the schema's order."""
    for tag in NEEDED_THOUGH_EMPTY.get(path, ()):
        if f"{path}/{tag}" in known:
            _reach(element, tag)
    order = ORDER.get(path)
    if order:
        element[:] = sorted(element, key=lambda child: order.index(child.tag))
    for child in element:
        _complete(child, f"{path}/{child.tag}", known)
