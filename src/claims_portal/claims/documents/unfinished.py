"""What stands against sending a form that is still being written."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from claims_portal.claims.documents.base import Context, Document
from claims_portal.claims.documents.checking import check
from claims_portal.claims.documents.faults import DocumentRefused, Fault, FaultCode
from claims_portal.claims.documents.outline import Question, Section, outline, sentence
from claims_portal.sentences import Sentence


def faults_of(
    document_type: type[Document], body: Mapping[str, Any], context: Context
) -> Sequence[Fault]:
    """Every fault of a form, question by question also where a whole group is missing."""
    try:
        check(document_type, _with_groups(outline(document_type), body), context)
    except DocumentRefused as refused:
        by_question = (_by_question(document_type, fault, body) for fault in refused.faults)
        return tuple(fault for faults in by_question for fault in faults)
    return ()


def _with_groups(section: Section, body: Mapping[str, Any]) -> dict[str, Any]:
    """The body with the groups that must be given, empty where they are missing."""
    made = dict(body)
    for item in section.items:
        if not isinstance(item, Section):
            continue
        given = made.get(item.name)
        if item.kind == "rows":
            if isinstance(given, list):
                made[item.name] = [_row(item, row) for row in given]
            continue
        if given is None and item.required:
            given = {}
        if isinstance(given, Mapping):
            made[item.name] = _with_groups(item, given)
    return made


def _row(section: Section, row: Any) -> Any:
    return _with_groups(section, row) if isinstance(row, Mapping) else row


def _by_question(
    document_type: type[Document], fault: Fault, body: Mapping[str, Any]
) -> Sequence[Fault]:
    """A fault that says of a whole group, which another answer makes compulsory, that it lacks.

    A person at a form reads the names of questions: “Person must be given” asks for nothing
    that can be typed. What must be answered in the group is told in its place.
    """
    says = fault.message.words.get("says") if isinstance(fault.message, Sentence) else None
    if fault.code is not FaultCode.MUST_BE_PROVIDED or says is None:
        return [fault]
    group, given = _at(outline(document_type), body, fault.pointer)
    if given or not isinstance(group, Section) or group.kind == "rows":
        return [fault]
    inside = [f"{fault.pointer}/{way}" for way in _compulsory(group)]
    told = [
        Fault(pointer, fault.code, sentence(document_type, pointer, says)) for pointer in inside
    ]
    return told or [fault]


def _compulsory(group: Section) -> Iterator[str]:
    """The way from the group to each question in it that must be answered."""
    for item in group.items:
        if not item.required:
            continue
        if isinstance(item, Question):
            yield item.name
        elif item.kind == "group":
            yield from (f"{item.name}/{way}" for way in _compulsory(item))


def _at(form: Section, body: Any, pointer: str) -> tuple[Question | Section | None, Any]:
    """What the form asks at the pointer, and what was answered there."""
    place: Question | Section | None = form
    for step in pointer.split("/")[1:]:
        if isinstance(body, list):
            body = body[int(step)] if step.isdecimal() and int(step) < len(body) else None
            continue
        items = place.items if isinstance(place, Section) else ()
        place = next((item for item in items if item.name == step), None)
        body = body.get(step) if isinstance(body, Mapping) else None
    return place, body
