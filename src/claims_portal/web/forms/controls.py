"""The controls of a form page: what the component library shows, one object each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from claims_portal.claims.documents.outline import Question
from claims_portal.web.forms.conditions import MOST_CHOICES_AS_RADIOS
from claims_portal.web.forms.reading import DATE_PARTS, FLAGS

MOST_RADIOS = 6
WIDTHS = ((4, 4), (8, 5), (12, 10), (25, 20), (32, 30))
"""Characters of an answer at most, and the width in the library's steps."""


def id_of(name: str) -> str:
    return name.replace("/", "-")


@dataclass(slots=True)
class Choice:
    value: str
    label: str
    hint: str = ""
    conditional: SafeString | str = ""


@dataclass(slots=True)
class Problem:
    """What the error summary takes."""

    id: str
    error: str


@dataclass(slots=True)
class Field:
    """One question; see the docstring of `portal_components`."""

    id: str
    name: str
    label: str
    widget: str
    value: Any
    hint: str = ""
    error: str = ""
    required: bool = True
    choices: Sequence[Choice] = ()
    longest: int | None = None
    width: str = ""
    prefix: str = ""
    suffix: str = ""
    inputmode: str = ""
    inline: bool = False
    blank: str = ""


@dataclass(slots=True)
class Fieldset:
    """A group, or one row of a list."""

    id: str
    label: str
    widget: str
    items: list["Asked"]
    hint: str = ""
    error: str = ""
    required: bool = True
    remove: str = ""
    """The value of the button that takes the row away."""
    number: int = 0
    decider: str = ""
    """Where it is shown by one answer alone: the name of the control that is asked first,"""
    answer: str = ""
    """and that answer as it is posted."""


@dataclass(slots=True)
class Rows:
    """A list of rows, to which one may be added while there is room."""

    id: str
    name: str
    label: str
    widget: str
    rows: list[Fieldset]
    hint: str = ""
    error: str = ""
    required: bool = True
    may_add: bool = True
    most: int = 0


@dataclass(slots=True)
class AddressFinder:
    """Finds an address by the postcode before it, and fills in what stands after it."""

    id: str
    """Of the group of the address."""
    name: str
    where: str
    widget: str = "find-address"
    choice: Field | None = None
    said: str = ""

    @property
    def problems(self) -> list[Problem]:
        choice = self.choice
        return [Problem(choice.id, choice.error)] if choice and choice.error else []


Asked = Field | Fieldset | Rows | AddressFinder


def widget_of(part: Question, reveals: bool) -> str:
    if part.kind == "flag":
        return "radios"
    if part.choices is not None:
        most = MOST_CHOICES_AS_RADIOS if reveals else MOST_RADIOS
        return "radios" if len(part.choices) <= most else "select"
    return {"long-text": "textarea", "date": "date_input"}.get(part.kind, "text_input")


def shown_value(part: Question, given: Any) -> Any:
    """What the control holds: the answer, right or wrong, as it would be typed."""
    if part.kind == "date":
        return _date_value(given)
    if given is None:
        return ""
    if part.kind == "flag" and isinstance(given, bool):
        return next(word for word, flag in FLAGS.items() if flag is given)
    return str(given)


def _date_value(given: Any) -> SimpleNamespace:
    if isinstance(given, Mapping):
        return SimpleNamespace(**{part: str(given.get(part, "")) for part in DATE_PARTS})
    parts = str(given or "").split("-")
    if len(parts) == 3 and all(part.isdecimal() for part in parts):
        year, month, day = parts
        return SimpleNamespace(day=day.lstrip("0"), month=month.lstrip("0"), year=year)
    return SimpleNamespace(day=str(given or ""), month="", year="")


def dress(made: Field, part: Question) -> None:
    """How wide, with which signs around it and which keyboard."""
    if part.kind == "money":
        made.prefix, made.inputmode, made.width = "£", "decimal", "10"
    elif part.kind == "percentage":
        made.suffix, made.inputmode, made.width = "%", "decimal", "5"
    elif part.kind == "whole":
        made.inputmode, made.width = "numeric", "5"
    elif part.kind == "time":
        made.hint = made.hint or _("On the 24-hour clock, like 17:45.")
        made.width = "5"
    elif part.kind == "long-text":
        made.longest = part.longest
    elif part.widget is None and part.longest is not None:
        made.width = next((str(wide) for most, wide in WIDTHS if part.longest <= most), "")
    if made.widget == "select":
        made.blank = _("Choose one")
