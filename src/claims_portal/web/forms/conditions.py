"""Which question is asked because of which answer, found out from the rules of a form.

The rules are not told apart by kind here: each answer is tried alone and the rules are
asked what they then want or refuse. So a rule that is added is shown without a line here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.faults import FaultCode
from claims_portal.claims.documents.outline import Question, Section, outline

WANTED = frozenset({FaultCode.MUST_BE_PROVIDED, FaultCode.OTHER_MUST_BE_PROVIDED})
Answer = bool | str


@dataclass(frozen=True, slots=True)
class Condition:
    """A question (or group) that stands or falls with one answer to another question."""

    question: str
    """The pointer of the question that decides."""
    answer: Answer
    only_then: bool
    """Whether the rules refuse it with every other answer."""
    reveals: bool
    """Whether the deciding question shows it beneath that answer."""


MOST_CHOICES_AS_RADIOS = 8


@cache
def conditions_of(document_type: type[Document]) -> dict[str, Condition]:
    """By pointer of what is asked (`*` for a row), the nearest answer that asks for it."""
    found: dict[str, Condition] = {}
    for group in _groups(outline(document_type)):
        for place, item in enumerate(group.items):
            condition = _condition(document_type, group, place, found)
            if condition is not None:
                found[item.pointer] = condition
    return found


@cache
def sometimes_wanted(document_type: type[Document]) -> frozenset[str]:
    """Pointers that some rule wants, of an empty form or because of a single answer.

    What is here is not optional, though the form may be right without it.
    """
    whole = outline(document_type)
    questions = [one for one in whole.questions() if one.kind in ("flag", "code")]
    bodies = [_body({one.pointer: answer}) for one in questions for answer in _answers(one)]
    wanted = WANTED | {FaultCode.NI_NUMBER_AND_COMMENT_MISSING}
    return frozenset(
        pointer
        for body in [{}, *bodies]
        for pointer, code in _found(document_type, body)
        if code in wanted
    )


def _groups(section: Section) -> Iterator[Section]:
    yield section
    for item in section.items:
        if isinstance(item, Section):
            yield from _groups(item)


def _condition(
    document_type: type[Document], group: Section, place: int, found: dict[str, Condition]
) -> Condition | None:
    item = group.items[place]
    for other in reversed(group.items[:place]):
        if not isinstance(other, Question) or other.kind not in ("flag", "code"):
            continue
        answers = _answers(other)
        settled = _leading_to(other.pointer, found)
        wanting = [a for a in answers if _wants(document_type, item, other, a, settled)]
        free = [a for a in answers if not _refuses(document_type, item, other, a, settled)]
        if len(free) == 1 or len(wanting) == 1:
            only_then = len(free) == 1
            # Details of a "no" or of one code among many may be welcome with another answer.
            hides = only_then or wanting == [True]
            fits = len(answers) <= MOST_CHOICES_AS_RADIOS
            answer = free[0] if only_then else wanting[0]
            return Condition(other.pointer, answer, only_then, hides and fits)
    return None


def _answers(question: Question) -> list[Answer]:
    if question.choices is None:
        return [True, False]
    return [code.value for code in question.choices]


def _leading_to(pointer: str, found: dict[str, Condition]) -> dict[str, Answer]:
    """The answers by which a question is reached at all."""
    settled: dict[str, Answer] = {}
    while pointer in found:
        settled[found[pointer].question] = found[pointer].answer
        pointer = found[pointer].question
    return settled


def _wants(
    document_type: type[Document],
    item: Question | Section,
    other: Question,
    answer: Answer,
    settled: dict[str, Answer],
) -> bool:
    body = _body({**settled, other.pointer: answer})
    return any(
        code in WANTED and (pointer == item.pointer or pointer.startswith(f"{item.pointer}/"))
        for pointer, code in _found(document_type, body)
    )


def _refuses(
    document_type: type[Document],
    item: Question | Section,
    other: Question,
    answer: Answer,
    settled: dict[str, Answer],
) -> bool:
    body = _body({**settled, other.pointer: answer, item.pointer: "x"})
    return (item.pointer, FaultCode.MUST_NOT_BE_PROVIDED) in _found(document_type, body)


def _found(document_type: type[Document], body: dict[str, Any]) -> set[tuple[str, FaultCode]]:
    return {
        (fault.pointer.replace("/0/", "/*/"), fault.code)
        for rule in document_type.rules
        for fault in rule.find(body, {})
    }


def _body(answers: dict[str, Any]) -> dict[str, Any]:
    """A body with these answers alone; `*` is the first row."""
    body: dict[str, Any] = {}
    for pointer, answer in answers.items():
        *way, last = pointer.split("/")[1:]
        here: Any = body
        for step, following in zip(way, [*way, last][1:], strict=True):
            if step == "*":
                here = here[0]
            else:
                here = here.setdefault(step, [{}] if following == "*" else {})
        here[last] = answer
    return body
