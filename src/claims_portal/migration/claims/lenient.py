"""A form as guards and recorders look at it, although today's rules might refuse it.

Every question is there: what was not answered is None, or nothing where a sum needs it.
"""

import re
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.outline import Question, Section, outline


def looked_at(form: type[Document], body: Any) -> SimpleNamespace:
    return _group(outline(form), body)


def _group(section: Section, body: Any) -> SimpleNamespace:
    given = body if isinstance(body, dict) else {}
    return SimpleNamespace(
        **{_attribute(item.name): _item(item, given.get(item.name)) for item in section.items}
    )


def _item(item: Question | Section, value: Any) -> Any:
    if isinstance(item, Question):
        return _answer(item, value)
    if item.kind == "rows":
        return [_group(item, row) for row in value] if isinstance(value, list) else []
    return _group(item, value)


def _answer(question: Question, value: Any) -> Any:
    if question.choices:
        return next((code for code in question.choices if code.value == value), None)
    if question.kind == "date":
        return _day(value)
    if value is None and question.required and question.kind in ("money", "percentage"):
        return "0.00"
    return value


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


@cache
def _attribute(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)
