"""What was typed into a page, as the JSON body of a form.

Nothing that a person typed is lost: what is no right answer is kept as it was typed,
so that the page can show it again. What is blank is absent.
"""

import copy
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import QueryDict

from claims_portal.claims.documents.outline import Question, Section

MOST_CHARACTERS = 20_000
"""Of one answer. Far more than any question takes; the form refuses it by its own limit."""
MOST_ROWS = 100
DATE_PARTS = ("day", "month", "year")
FLAGS = {"yes": True, "no": False}
TICKED = "yes"
LEAST_TICKS = 5

_WHOLE = re.compile(r"-?[0-9]{1,15}")
_AMOUNT = re.compile(r"£?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]{1,2})?")
_PERCENTAGE = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%")
# A lone half of a surrogate pair and NUL cannot be kept by the database; nobody types them.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


def read(
    items: Iterable[Question | Section],
    posted: QueryDict,
    body: dict[str, Any],
    *,
    with_blank_rows: bool = False,
) -> dict[str, Any]:
    """The body with the answers to these items as posted; everything else in it stays."""
    made = copy.deepcopy(body)
    for item in items:
        before = value_at(body, item.pointer)
        name = item.pointer[1:]
        put(made, item.pointer, _read(item, name, posted, before, with_blank_rows))
    return made


def value_at(body: Any, pointer: str) -> Any:
    here = body
    for step in pointer.split("/")[1:]:
        if isinstance(here, list) and step.isdecimal():
            here = here[int(step)] if int(step) < len(here) else None
        elif isinstance(here, dict):
            here = here.get(step)
        else:
            return None
    return here


def put(body: dict[str, Any], pointer: str, value: Any) -> None:
    """Set the answer at a pointer that leads through groups only; None takes it away."""
    *way, last = pointer.split("/")[1:]
    here = body
    for step in way:
        if not isinstance(here.get(step), dict):
            if value is None:
                return
            here[step] = {}
        here = here[step]
    if value is None:
        here.pop(last, None)
    else:
        here[last] = value


def is_ticked_group(item: Section) -> bool:
    """A group that is ticked off rather than answered: many flags, none of which must be given."""
    questions = [one for one in item.items if isinstance(one, Question)]
    flags = [one for one in questions if one.kind == "flag"]
    return (
        len(questions) == len(item.items)
        and len(flags) >= LEAST_TICKS
        and len(flags) >= len(questions) - 1
        and not any(one.required for one in questions)
    )


def as_typed(text: str) -> str:
    """The text with the line ends of everywhere, without what no database keeps, up to the cap."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNKEEPABLE.sub("", text)[:MOST_CHARACTERS]


def _read(
    item: Question | Section, name: str, posted: QueryDict, before: Any, blank_rows: bool
) -> Any:
    if isinstance(item, Question):
        return _answer(item, name, posted)
    if item.kind == "rows":
        return _rows(item, name, posted, before, blank_rows)
    if is_ticked_group(item):
        return _ticks(item, name, posted, before)
    return _group(item, name, posted, before, blank_rows)


def _group(
    item: Section, name: str, posted: QueryDict, before: Any, blank_rows: bool
) -> dict[str, Any] | None:
    earlier = before if isinstance(before, dict) else {}
    made: dict[str, Any] = {}
    for one in item.items:
        where = f"{name}/{one.name}"
        value = _read(one, where, posted, earlier.get(one.name), blank_rows)
        if value is not None:
            made[one.name] = value
    return made or None


def _rows(
    item: Section, name: str, posted: QueryDict, before: Any, blank_rows: bool
) -> list[dict[str, Any]] | None:
    pattern = re.compile(rf"{re.escape(name)}/([0-9]{{1,3}})/")
    numbers = {int(found[1]) for key in posted if (found := pattern.match(key))}
    earlier = before if isinstance(before, list) else []
    made: list[dict[str, Any]] = []
    for number in sorted(numbers)[:MOST_ROWS]:
        row = earlier[number] if number < len(earlier) else None
        value = _group(item, f"{name}/{number}", posted, row, blank_rows)
        if value is not None or blank_rows:
            made.append(value or {})
    return made or None


def _ticks(item: Section, name: str, posted: QueryDict, before: Any) -> dict[str, Any] | None:
    """A box left empty is no answer, but for one that was answered with no before."""
    earlier = before if isinstance(before, dict) else {}
    ticked = set(posted.getlist(name))
    made: dict[str, Any] = {}
    for one in item.items:
        if not isinstance(one, Question) or one.kind != "flag":
            value = (
                _answer(one, f"{name}/{one.name}", posted) if isinstance(one, Question) else None
            )
            if value is not None:
                made[one.name] = value
        elif one.name in ticked:
            made[one.name] = True
        elif earlier.get(one.name) is False:
            made[one.name] = False
    return made or None


def _answer(question: Question, name: str, posted: QueryDict) -> Any:
    if question.kind == "date":
        return _date(name, posted)
    text = as_typed(posted.get(name, ""))
    if not text.strip():
        return None
    return _READERS.get(question.kind, str)(text)


def _date(name: str, posted: QueryDict) -> str | dict[str, str] | None:
    typed = {part: as_typed(posted.get(f"{name}-{part}", "")) for part in DATE_PARTS}
    if not any(part.strip() for part in typed.values()):
        return None
    day, month, year = (part.strip() for part in typed.values())
    numbers = all(part.isascii() and part.isdecimal() for part in (day, month, year))
    if numbers and len(year) == 4 and len(day) <= 2 and len(month) <= 2:
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            pass
    return typed


def _flag(text: str) -> bool | str:
    return FLAGS.get(text, text)


def _whole(text: str) -> int | str:
    return int(text) if _WHOLE.fullmatch(text.strip()) else text


def _money(text: str) -> str:
    found = _AMOUNT.fullmatch(text.strip())
    return found[1].replace(",", "") + (found[2] or "") if found else text


def _percentage(text: str) -> str:
    found = _PERCENTAGE.fullmatch(text.strip())
    return found[1] if found else text


_READERS = {"flag": _flag, "whole": _whole, "money": _money, "percentage": _percentage}
