"""Harmless spellings: what is accepted beside the canonical form, and stored like it.

Folding builds a new body and keeps to the shape of the form:
whatever stands where it does not belong (a list for a text, a name the form does not
know) is replaced by an empty stand-in of its type, so that nothing behind this module
can be hurt by depth or strangeness, and is refused there by its type or name.
"""

import math
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from unicodedata import normalize

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.faults import Fault, FaultCode, pointer_step
from claims_portal.claims.documents.outline import Section, outline, sentence
from claims_portal.reading_order import TURNS
from claims_portal.sentences import said

# The typographic blanks become plain ones; what has no width at all vanishes.
_BLANKS = dict.fromkeys([0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_NO_WIDTH = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
# Word processors put a vertical tab for a line break inside a paragraph, a form feed for a page.
_BREAKS = dict.fromkeys([0x0B, 0x0C, 0x85, 0x2028, 0x2029], "\n")
_TYPOGRAPHY = {**_BLANKS, **_NO_WIDTH, **TURNS, **_BREAKS}
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_CONTROL_BUT_LINES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_AMOUNT = re.compile(r"0*([0-9]+)(?:\.([0-9]{0,2}))?")
_EARLIEST_DATE = "1900-01-01"
_LARGEST = 2**53


class Unreadable(Exception):
    """Why the text cannot be taken, as the rest of a sentence about it."""


def _spelt(value: str) -> str:
    """The text in composed letters and plain blanks, without blanks around it."""
    if _SURROGATE.search(value):
        raise Unreadable("must not contain broken characters")
    return normalize("NFC", value.translate(_TYPOGRAPHY).strip(" \t\n\r"))


def _is_plain(value: str) -> bool:
    """Visible ASCII letters, some, without blanks around them."""
    return value.isascii() and value.isprintable() and value != "" and value[0] != " " != value[-1]


def line(value: str) -> str:
    if value.isascii() and value.isprintable():
        return value.strip(" ")
    # A tab comes with what is pasted from a table.
    value = _spelt(value.replace("\t", " "))
    if _CONTROL.search(value):
        raise Unreadable("must not contain control characters or line breaks")
    return value


def lines(value: str) -> str:
    if value.isascii() and value.isprintable():
        return value.strip(" ")
    value = _spelt(value.replace("\r\n", "\n").replace("\r", "\n"))
    if _CONTROL_BUT_LINES.search(value):
        raise Unreadable("must not contain control characters")
    return value


def compact(value: str) -> str:
    """Numbers that people space out and write in small letters."""
    return normalize("NFC", line(value).replace(" ", "").upper())


def postcode(value: str) -> str:
    value = compact(value)
    return f"{value[:-3]} {value[-3:]}" if 5 <= len(value) <= 7 else value


def email(value: str) -> str:
    mailbox, at, domain = line(value).rpartition("@")
    return mailbox + at + normalize("NFC", domain.lower())


def money(value: str) -> str:
    value = line(value)
    found = _AMOUNT.fullmatch(value)
    return f"{found[1]}.{(found[2] or '').ljust(2, '0')}" if found else value


def date(value: str) -> str:
    value = line(value)
    if len(value) == 10 and "0000-00-00" <= value < _EARLIEST_DATE and value[4] == value[7] == "-":
        raise Unreadable("must not be before 1 January 1900")
    return value


FOLDS: dict[str, Callable[[str], str]] = {
    "line": line,
    "lines": lines,
    "compact": compact,
    "postcode": postcode,
    "email": email,
    "money": money,
    "percentage": money,
    "date": date,
    "code": line,
}


def _whole(value: Any) -> Any:
    """3.0 is 3; what no form can hold becomes a number that every form refuses."""
    if type(value) is float:
        if math.isnan(value):
            return 0.5
        if math.isinf(value) or abs(value) > _LARGEST:
            return _LARGEST if value > 0 else -_LARGEST
        return int(value) if value.is_integer() else value
    return max(-_LARGEST, min(_LARGEST, value))


def _stand_in(value: Any) -> Any:
    """Something empty of the same JSON type, where the type is wrong anyway."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return ""
    if isinstance(value, int | float):
        return 0.5
    return {} if isinstance(value, Mapping) else []


class _Text:
    __slots__ = ("as_written", "fold", "required")

    def __init__(self, fold: Callable[[str], str], required: bool) -> None:
        self.fold = fold
        self.required = required
        self.as_written = fold in (line, lines)
        """Plain text needs no folding: most answers, so it is asked first."""


class _Number:
    __slots__ = ()


class _Flag:
    __slots__ = ()


class _Shape:
    """How one section folds."""

    __slots__ = ("readers", "required", "rows")

    def __init__(self, section: Section) -> None:
        self.required = section.required
        self.rows = section.kind == "rows"
        self.readers = {item.name: _reader(item) for item in section.items}


_Reader = _Text | _Number | _Flag | _Shape


def _reader(item: Any) -> _Reader:
    if isinstance(item, Section):
        return _Shape(item)
    if item.kind == "whole":
        return _Number()
    if item.kind == "flag":
        return _Flag()
    return _Text(FOLDS[item.fold], item.required)


class _Folding:
    """One pass over one body; collects what could not be folded."""

    def __init__(self, document_type: type[Document]) -> None:
        self.document_type = document_type
        self.faults: list[Fault] = []

    def group(self, shape: _Shape, given: Mapping[str, Any], pointer: str) -> dict[str, Any]:
        body: dict[str, Any] = {}
        for name, value in given.items():
            reader = shape.readers.get(name)
            if reader is None:
                self.unknown(name, pointer)
                continue
            if value is None:
                continue
            kind = type(reader)
            if kind is _Text:
                value = self.text(reader, value, pointer, name)  # type: ignore[arg-type]
            elif kind is _Shape:
                value = self.section(reader, value, f"{pointer}/{name}")  # type: ignore[arg-type]
            elif type(value) is not bool:
                value = _number_or_stand_in(kind, value)
            if value is not None:
                body[name] = value
        return body

    def text(self, reader: _Text, value: Any, pointer: str, name: str) -> Any:
        if type(value) is not str:
            return _stand_in(value)
        if reader.as_written and _is_plain(value):
            return value
        try:
            value = reader.fold(value)
        except Unreadable as reason:
            where = f"{pointer}/{name}"
            says = sentence(self.document_type, where, str(reason))
            self.faults.append(Fault(where, FaultCode.FORMAT_NOT_VALID, says))
            return "?"
        return value if value or reader.required else None

    def section(self, shape: _Shape, value: Any, pointer: str) -> Any:
        if shape.rows:
            if not isinstance(value, list | tuple):
                return _stand_in(value)
            rows = [
                self.group(shape, row, f"{pointer}/{number}")
                if isinstance(row, Mapping)
                else _stand_in(row)
                for number, row in enumerate(value)
            ]
            return rows or None
        if not isinstance(value, Mapping):
            return _stand_in(value)
        folded = self.group(shape, value, pointer)
        return folded if folded or shape.required else None

    def unknown(self, name: object, pointer: str) -> None:
        written = _SURROGATE.sub("?", str(name))
        says = said("“%(written)s” is not a question of this form", written=written[:40])
        where = pointer + pointer_step(written)
        self.faults.append(Fault(where, FaultCode.MUST_NOT_BE_PROVIDED, says))


def _number_or_stand_in(kind: type, value: Any) -> Any:
    if kind is _Number and isinstance(value, int | float):
        return _whole(value)
    return _stand_in(value)


@cache
def _shape(document_type: type[Document]) -> _Shape:
    return _Shape(outline(document_type))


def fold(
    document_type: type[Document], given: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Fault]]:
    """The body in canonical spelling, and what could not be brought into it."""
    folding = _Folding(document_type)
    shape = _shape(document_type)
    tag = outline(document_type).tag
    if tag is None:
        return folding.group(shape, given, ""), folding.faults
    name, value = tag
    if given.get(name) != value:
        folding.faults.append(tag_fault(name, given.get(name), (value,)))
    rest = {key: answer for key, answer in given.items() if key != name}
    return {name: value, **folding.group(shape, rest, "")}, folding.faults


def tag_fault(name: str, given: Any, words: tuple[str, ...]) -> Fault:
    if given is None or given == "":
        return Fault(f"/{name}", FaultCode.MUST_BE_PROVIDED, "Claim type must be given")
    return Fault(
        f"/{name}", FaultCode.WRONG_VALUE, f"Claim type must be one of: {', '.join(words)}"
    )
