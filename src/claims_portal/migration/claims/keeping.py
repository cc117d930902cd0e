"""A form as it can be kept although today's rules would refuse it.

Old claims were taken under older rules. What a question cannot hold at all is left out of
the form and told; what merely breaks a rule of today is kept.
"""

from typing import Any

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.folding import fold
from claims_portal.claims.documents.legacy_xml import Note, NoteKind
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.claims.documents.structure import misfits


def storable(
    document_type: type[Document], body: dict[str, Any]
) -> tuple[dict[str, Any], list[Note]]:
    """The body in canonical spelling with what can be kept, and what was left out."""
    folded, unreadable = fold(document_type, body)
    notes: list[Note] = []
    for fault in unreadable:
        _leave_out(folded, fault.pointer, fault.message, notes)
    for misfit in list(misfits(document_type, folded)):
        pointer, says = misfit.fault.pointer, misfit.fault.message
        if _value_at(folded, pointer) is None:
            notes.append(Note(NoteKind.REFUSED, pointer, says))
        elif isinstance(_value_at(folded, pointer), list) or _is_text_that_fits(
            document_type, folded, pointer
        ):
            notes.append(Note(NoteKind.REFUSED, pointer, f"{says}; kept as it is"))
        else:
            _leave_out(folded, pointer, says, notes)
    return folded, notes


def _is_text_that_fits(document_type: type[Document], body: Any, pointer: str) -> bool:
    """A text of another shape than today's pattern: a postcode, a reference."""
    question = _question_at(document_type, pointer)
    value = _value_at(body, pointer)
    return (
        question is not None
        and question.kind in ("text", "long-text")
        and isinstance(value, str)
        and len(value) <= (question.longest or 0)
    )


def _question_at(document_type: type[Document], pointer: str) -> Question | None:
    here: Question | Section = outline(document_type)
    for step in pointer.split("/")[1:]:
        if step.isdecimal() or not isinstance(here, Section):
            continue
        found = next((item for item in here.items if item.name == step), None)
        if found is None:
            return None
        here = found
    return here if isinstance(here, Question) else None


def _leave_out(body: Any, pointer: str, says: str, notes: list[Note]) -> None:
    *way, last = pointer.split("/")[1:]
    here = _value_at(body, "".join(f"/{step}" for step in way)) if way else body
    if isinstance(here, dict):
        here.pop(last, None)
    notes.append(Note(NoteKind.UNPLACED, pointer, f"{says}; kept in the file only"))


def _value_at(body: Any, pointer: str) -> Any:
    here = body
    for step in pointer.split("/")[1:]:
        if isinstance(here, list) and step.isdecimal() and int(step) < len(here):
            here = here[int(step)]
        elif isinstance(here, dict):
            here = here.get(step)
        else:
            return None
    return here
