"""A field of a short form, as the form components take it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True)
class Field:
    id: str
    label: str
    value: Any = ""
    hint: str = ""
    error: str = ""
    required: bool | None = None
    choices: Sequence[Choice] = ()

    @property
    def name(self) -> str:
        return self.id


@dataclass(frozen=True)
class Problem:
    """A sentence of the error summary that belongs to no field, or to the one named."""

    error: str
    id: str = ""


def typed(value: str | None) -> str:
    """What was typed, without what the database cannot keep."""
    return (value or "").replace("\x00", "").strip()
