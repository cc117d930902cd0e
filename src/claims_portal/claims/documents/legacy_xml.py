"""Reading the forms of the old interface.

The caller parses the XML with a safe parser; here the elements are only walked.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.outline import Question, Section, outline


class FromXml(NamedTuple):
    body: dict[str, Any]
    """The JSON of the form, not yet checked."""
    unplaced: list[str]
    """Paths of attributes with a value that no question of the form takes."""


def from_xml(document_type: type[Document], element: Any) -> FromXml:
    """Codes become words, 1 and 0 answers; a code that no list knows stays as it is."""
    form = outline(document_type)
    taken: set[tuple[int, str]] = set()
    body = _group(form, [element], taken)
    if form.tag:
        body = {form.tag[0]: form.tag[1], **body}
    return FromXml(body, list(_unplaced(element, _name(element), taken)))


def _group(section: Section, elements: list[Any], taken: set[tuple[int, str]]) -> dict[str, Any]:
    body: dict[str, Any] = {}
    for item in section.items:
        value = _item(item, elements, taken)
        if value is not None:
            body[item.name] = value
    return body


def _item(item: Question | Section, elements: list[Any], taken: set[tuple[int, str]]) -> Any:
    if isinstance(item, Question):
        return _answer(item, elements, taken)
    found = _below(elements, item.wire)
    if item.kind == "rows":
        return [_group(item, [row], taken) for row in found] or None
    return _group(item, found, taken) or None


def _answer(question: Question, elements: list[Any], taken: set[tuple[int, str]]) -> Any:
    path, _, attribute = question.wire.rpartition("@")
    for element in _below(elements, path.rstrip("/")):
        if attribute in element.attrib:
            taken.add((id(element), attribute))
            return _value(question, element.attrib[attribute])
    return None


def _value(question: Question, written: str) -> Any:
    written = written.strip()
    if not written:
        return None
    if question.choices:
        words = {code.legacy: code.value for code in question.choices}
        return words.get(written, written)
    if question.kind == "flag":
        return {"1": True, "0": False, "true": True, "false": False}.get(written, written)
    if question.kind == "whole" and written.isdecimal() and len(written) < 16:
        return int(written)
    return written


def _below(elements: list[Any], path: str) -> list[Any]:
    for tag in path.split("/") if path else ():
        elements = [child for element in elements for child in element if _name(child) == tag]
    return elements


def _name(element: Any) -> str:
    """The element's name without its namespace; comments have none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _unplaced(element: Any, path: str, taken: set[tuple[int, str]]) -> Iterator[str]:
    for attribute, value in element.attrib.items():
        if (
            value.strip()
            and not attribute.startswith("{")
            and (id(element), attribute) not in taken
        ):
            yield f"{path}/@{attribute}"
    for child in element:
        if _name(child):
            yield from _unplaced(child, f"{path}/{_name(child)}", taken)
