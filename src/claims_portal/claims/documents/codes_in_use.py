"""Codes that are in use on some days only, and the answers of a form that are of no use then.

The operator sets the dates; a code without any is in use on every day.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from claims_portal.claims.documents.base import Document, Json
from claims_portal.claims.documents.codes import Code, label_of
from claims_portal.claims.documents.faults import Fault, FaultCode, pointer_step
from claims_portal.claims.documents.outline import Question, outline
from claims_portal.sentences import Sentence, said

DECIDED_BY = frozenset({
    "claim_type", "person_or_business", "compensator_type", "yes_no_dont_know",
    "yes_no_not_known", "liability_decision", "pack_decision", "counter_offer_answer",
    "additional_damages_answer", "interim_payment_decision",
})  # fmt: skip
"""Lists whose every word leads somewhere in the process: without one, claims would be stuck."""


class InUse(NamedTuple):
    """From which day to which a code may be given, both included; None is without an end."""

    first: date | None
    last: date | None

    def on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def when(self, day: date) -> Sentence:
        """The rest of a sentence about a day on which it is not in use."""
        if self.first is not None and day < self.first:
            return said("is in use from %(day)s", day=self.first)
        return said("was in use until %(day)s", day=self.last)


OutOfUse = Mapping[type[Code], Mapping[str, Sentence]]
"""By list, the words that may not be given, each with the rest of the sentence that says why."""


def not_in_use(document_type: type[Document], body: Json, out_of_use: OutOfUse) -> Iterator[Fault]:
    """A fault for each answer that is a code out of use."""
    if not out_of_use:
        return
    for question in _coded(document_type):
        assert question.choices is not None  # noqa: S101 - narrows the type
        words = out_of_use.get(question.choices, {})
        for pointer, answer in _answers(body, question.pointer.split("/")[1:]) if words else ():
            if isinstance(answer, str) and answer in words:
                label = said(label_of(question.choices, answer))
                says = said("must not be “%(code)s”, which %(why)s", code=label, why=words[answer])
                yield Fault(pointer, FaultCode.WRONG_VALUE, says)


@cache
def _coded(document_type: type[Document]) -> Sequence[Question]:
    return [one for one in outline(document_type).questions() if one.choices is not None]


def _answers(here: Any, steps: Sequence[str], pointer: str = "") -> Iterator[tuple[str, Any]]:
    """What stands at a pointer of the form, in each row where it leads through rows."""
    if not steps:
        yield pointer, here
    elif steps[0] == "*":
        for number, row in enumerate(here if isinstance(here, list) else ()):
            yield from _answers(row, steps[1:], f"{pointer}/{number}")
    elif isinstance(here, Mapping) and steps[0] in here:
        yield from _answers(here[steps[0]], steps[1:], pointer + pointer_step(steps[0]))
