"""A form as it is read: sections of labels and answers in words.

Works on whatever is kept, also on a draft with wrong or missing answers: what is
no right answer is shown as it was typed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import dateformat
from django.utils.translation import gettext as _

from claims_portal.claims.documents.amounts import to_the_penny
from claims_portal.claims.documents.base import Document, kind_of
from claims_portal.claims.documents.codes import label_of
from claims_portal.claims.documents.outline import Question, outline
from claims_portal.claims.documents.outline import Section as Part
from claims_portal.claims.process.processes import PROCESSES

_MONEY = re.compile(r"([0-9]{1,13})\.([0-9]{2})")
MOST_SHOWN = 20_000
"""Characters of one answer that a page shows."""
MOST_COLUMNS = 9
"""Of a list that is read as a table: more would not stand beside each other."""


@dataclass(frozen=True, slots=True)
class Row:
    """One answer; the shape that the summary list component takes."""

    key: str
    value: str
    pointer: str = ""
    href: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Answers that stand together; rows of a list are sections within theirs."""

    title: str
    pointer: str
    rows: tuple[Row, ...] = ()
    sections: tuple["Section", ...] = field(default=())
    columns: tuple[str, ...] = ()
    """Of a list that can be read as a table: what its rows are named by, and their answers."""

    @property
    def is_wide(self) -> bool:
        return bool(self.columns) or any(one.is_wide for one in self.sections)

    def __bool__(self) -> bool:
        return bool(self.rows or self.sections)


@cache
def _types() -> dict[str, type[Document]]:
    steps = [step for process in PROCESSES.values() for step in process.steps]
    return {kind_of(step.takes): step.takes for step in steps}


def document_type_of(kind: str) -> type[Document]:
    """The type of document kept under a name: rta-cnf is RtaCnf. KeyError for any other name."""
    return _types()[kind]


def summary_of(document_type: type[Document], body: Mapping[str, Any]) -> list[Section]:
    """The answered questions of a form, in its order; answers between sections come first.

    Sections without an answer are left out.
    """
    whole = _group(outline(document_type), body, document_type.title)
    loose = [replace(whole, title=_("Overview"), sections=())] if whole.rows else []
    return loose + list(whole.sections)


def answer_in_words(question: Question, value: Any) -> str:
    """A right answer in words, any other as it was typed."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())[:MOST_SHOWN]
    if not isinstance(value, str):
        return str(value)[:MOST_SHOWN]
    if question.choices is not None:
        label = label_of(question.choices, value)
        return _(label) if label != value else value
    if question.kind == "date":
        return day_in_words(value)
    if question.kind == "money":
        return amount_in_words(value)
    if question.kind == "percentage":
        return f"{value}%"
    return value[:MOST_SHOWN]


def day_in_words(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value[:MOST_SHOWN]
    return dateformat.format(day, "j F Y")


def amount_in_words(value: str) -> str:
    found = _MONEY.fullmatch(value)
    return f"£{int(found[1]):,}.{found[2]}" if found else value[:MOST_SHOWN]


def pounds(amount: Decimal) -> str:
    """The amount as people write it, like £1,234.50."""
    exact = to_the_penny(amount)
    words = amount_in_words(str(abs(exact)))
    return f"-{words}" if exact < 0 else words


def _group(part: Part, body: Any, title: str, prefix: str | None = None) -> Section:
    pointer = part.pointer if prefix is None else prefix
    given = body if isinstance(body, Mapping) else {}
    rows: list[Row] = []
    sections: list[Section] = []
    for item in part.items:
        value = given.get(item.name)
        if value is None or value == "":
            continue
        where = f"{pointer}/{item.name}"
        if isinstance(item, Question):
            rows.append(Row(item.label, answer_in_words(item, value), where))
        elif item.kind == "rows":
            sections.append(_rows(item, value, where))
        else:
            sections.append(_group(item, value, item.label, where))
    return Section(title, pointer, tuple(rows), tuple(section for section in sections if section))


def _rows(part: Part, body: Any, pointer: str) -> Section:
    rows = tuple(_numbered(part, body, pointer))
    return Section(part.label, pointer, sections=rows, columns=_columns(part, rows))


def _columns(part: Part, rows: Iterable[Section]) -> tuple[str, ...]:
    """None where a row holds groups of its own, or more answers than stand beside each other."""
    first, *others = part.items
    answered = {answer.key for row in rows for answer in row.rows}
    columns = (first.label, *(one.label for one in others if one.label in answered))
    in_groups = any(row.sections for row in rows)
    return () if in_groups or not 1 < len(columns) <= MOST_COLUMNS else columns


def _numbered(part: Part, body: Any, pointer: str) -> Iterator[Section]:
    """Each row under its number and, where its first answer names it, that name."""
    for number, row in enumerate(body if isinstance(body, list) else ()):
        group = _group(part, row, f"{number + 1}", f"{pointer}/{number}")
        if group.rows and group.rows[0].pointer.endswith(f"/{part.items[0].name}"):
            first, *others = group.rows
            title = f"{number + 1}. {first.value}"
            group = replace(group, title=title, rows=tuple(others))
        yield group
