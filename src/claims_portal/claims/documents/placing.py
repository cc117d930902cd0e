"""What of a body has a place in a form: the rest could neither be seen nor put right on a page."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.faults import pointer_step
from claims_portal.claims.documents.outline import Question, Section, outline


class Placed(NamedTuple):
    body: dict[str, Any]
    left_out: list[str]
    """Pointers of what has no place."""


def placed(form: type[Document], body: Mapping[str, Any]) -> Placed:
    """The answers to questions of the form, whether right or wrong; none for what is empty."""
    section = outline(form)
    left_out: list[str] = []
    kept = _group(section, body, "", left_out)
    return Placed({**_tag_of(section), **kept}, left_out)


def _tag_of(section: Section) -> dict[str, Any]:
    return dict([section.tag]) if section.tag else {}


def _group(
    section: Section, body: Mapping[str, Any], pointer: str, left_out: list[str]
) -> dict[str, Any]:
    items = {item.name: item for item in section.items}
    kept = {}
    for name, value in body.items():
        here = pointer + pointer_step(str(name))
        if value is None or (not pointer and section.tag and name == section.tag[0]):
            continue
        item = items.get(name)
        fitting = None if item is None else _fitting(item, value, here, left_out)
        if fitting is None:
            left_out.append(here)
        else:
            kept[name] = fitting
    return kept


def _fitting(item: Question | Section, value: Any, pointer: str, left_out: list[str]) -> Any:
    """None where a value of this shape has no place here."""
    if isinstance(item, Question):
        return value if isinstance(value, str | int | float) else None
    if item.kind == "group":
        return _group(item, value, pointer, left_out) if isinstance(value, Mapping) else None
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        return None
    most = len(value) if item.most is None else item.most
    left_out += [f"{pointer}/{number}" for number in range(most, len(value))]
    return [
        _group(item, row, f"{pointer}/{number}", left_out)
        for number, row in enumerate(value[:most])
    ]
