"""The XML of a sheet and of a workbook's shared texts, as streams.

openpyxl reads 6,000 rows a second where this reads several times as many, and goes
through the whole sheet once more before. A document type is refused, so that there
are no entities to expand.
"""

import re
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat  # noqa: S407 - document types are refused below

from openpyxl.utils.datetime import from_excel

from claims_portal.migration.account_files.columns import MOST_COLUMNS
from claims_portal.migration.account_files.faults import FileRefused

PIECE = 64 * 1024
LONGEST_CELL = 32_767
MOST_TEXT = 256 * 1024**2
_ESCAPED = re.compile(r"_x(00(?!00)[01][0-9A-F]|005F)_")
"""How a workbook writes control characters, and the underscore before what looks like one."""
_MIDNIGHT = time()


class SheetBroken(Exception):
    """The XML is none, or has what no workbook has."""


@dataclass(slots=True)
class SheetRow:
    number: int
    cells: list[str]
    too_long: bool = False


class Strings:
    """The shared texts of a workbook, in one piece of memory: millions of them fit."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("Q", [0])

    def add(self, text: str) -> None:
        self._bytes += text.encode("utf-8", "replace")
        self._ends.append(len(self._bytes))
        if len(self._bytes) > MOST_TEXT:
            raise FileRefused("The workbook has too much text in it. Save the accounts as CSV.")

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode()


class _Parser:
    """Feeds a part to expat. A subclass says what to do where an element begins and ends.

    The text of the elements that are listened to is gathered up to a bound.
    """

    def __init__(
        self,
        begins: Mapping[str, Callable[[dict[str, str]], None]],
        ends: Mapping[str, Callable[[], None]],
    ) -> None:
        parser: Any = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._root
        parser.CharacterDataHandler = self._characters
        self._expat = parser
        self._begins, self._ends = begins, ends
        self._text: list[str] = []
        self._length = 0
        self.listening = self.too_long = False

    def _root(self, name: str, _: dict[str, str]) -> None:
        """Some programs write a prefix before every name: that of the root is it."""
        prefix, colon, _local = name.rpartition(":")
        begins = {prefix + colon + local: verb for local, verb in self._begins.items()}
        ends = {prefix + colon + local: verb for local, verb in self._ends.items()}

        def start(name: str, attributes: dict[str, str]) -> None:
            if name in begins:
                begins[name](attributes)

        def end(name: str) -> None:
            if name in ends:
                ends[name]()

        self._expat.StartElementHandler, self._expat.EndElementHandler = start, end

    def feed(self, part: IO[bytes]) -> Iterator[int]:
        """The number of bytes fed so far, after each piece."""
        fed = 0
        try:
            while piece := part.read(PIECE):
                self._expat.Parse(piece, False)
                fed += len(piece)
                yield fed
            self._expat.Parse(b"", True)
        except expat.ExpatError as fault:
            raise SheetBroken(str(fault)) from fault

    def taken_text(self) -> str:
        text = "".join(self._text)
        if "_x" in text:
            text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        self._text.clear()
        self._length = 0
        return text

    def _characters(self, text: str) -> None:
        if not self.listening:
            return
        if self._length + len(text) > LONGEST_CELL:
            text = text[: LONGEST_CELL - self._length]
            self.too_long = True
        self._length += len(text)
        self._text.append(text)

    def _refuse_doctype(self, *_: object) -> None:
        raise SheetBroken("The workbook has a document type declaration in it.")


def read_strings(part: IO[bytes]) -> Strings:
    parser = _StringsParser()
    for _ in parser.feed(part):
        pass
    return parser.strings


class _StringsParser(_Parser):
    """A text is <si><t>..</t></si>, or in runs <si><r><t>..</t></r>..</si>; <rPh> is its sound."""

    def __init__(self) -> None:
        super().__init__(
            {"t": self._begin_text, "rPh": self._begin_sound},
            {"t": self._end_text, "rPh": self._end_sound, "si": self._end_string},
        )
        self.strings = Strings()
        self._in_sound = False

    def _begin_text(self, _: dict[str, str]) -> None:
        self.listening = not self._in_sound

    def _end_text(self) -> None:
        self.listening = False

    def _begin_sound(self, _: dict[str, str]) -> None:
        self._in_sound = True

    def _end_sound(self) -> None:
        self._in_sound = False

    def _end_string(self) -> None:
        self.strings.add(self.taken_text())


class SheetStream(_Parser):
    """The rows of a sheet; numbers, dates and yes or no come as a CSV would have them."""

    def __init__(self, strings: Strings, is_date: Callable[[str], bool], epoch: datetime) -> None:
        super().__init__(
            {"c": self._begin_cell, "v": self._listen, "t": self._listen, "row": self._begin_row},
            {"c": self._end_cell, "v": self._end_text, "t": self._end_text, "row": self._end_row},
        )
        self._strings, self._is_date, self._epoch = strings, is_date, epoch
        self._done: list[SheetRow] = []
        self._row: SheetRow | None = None
        self._number = self._column = 0
        self._kind = self._style = ""
        self._places: dict[str, int] = {}

    def rows(self, part: IO[bytes]) -> Iterator[tuple[int, list[SheetRow]]]:
        """The rows piece by piece, with the number of bytes that were read until then."""
        for fed in self.feed(part):
            rows, self._done = self._done, []
            yield fed, rows

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._number = int(attributes.get("r") or self._number + 1)
        self._row, self._column = SheetRow(self._number, []), 0

    def _end_row(self) -> None:
        if self._row is not None:
            self._done.append(self._row)
            self._row = None

    def _listen(self, _: dict[str, str]) -> None:
        self.listening = self._row is not None

    def _end_text(self) -> None:
        self.listening = False

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        where = attributes.get("r")
        if where:
            letters = where.rstrip("0123456789")
            place = self._places.get(letters)
            self._column = self._place(letters) if place is None else place
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s", "0")

    def _place(self, letters: str) -> int:
        number = 0
        for letter in letters[:4].upper():
            number = number * 26 + ord(letter) - ord("A") + 1
        self._places[letters[:4]] = number - 1
        if number <= 0 or len(self._places) > 20_000:
            raise SheetBroken(f"No cell is called {letters[:10]}")
        return number - 1

    def _end_cell(self) -> None:
        text = self.taken_text()
        row, column = self._row, self._column
        self._column += 1
        if row is None or not text:
            return
        if self.too_long:
            row.too_long, self.too_long = True, False
        # One cell beyond the most that a header can have tells that there are too many.
        column = min(column, MOST_COLUMNS)
        missing = column + 1 - len(row.cells)
        if missing > 0:
            row.cells.extend([""] * missing)
        row.cells[column] = self._as_text(text)

    def _as_text(self, text: str) -> str:
        kind = self._kind
        if kind == "s":
            return self._strings[int(text)]
        if kind == "n":
            if self._is_date(self._style):
                return _date(text, self._epoch)
            return text if text.isdecimal() else _number(text)
        if kind == "b":
            return "yes" if text in ("1", "true") else "no"
        if kind == "d":
            return text.removesuffix("T00:00:00")
        return text


@lru_cache(maxsize=20_000)
def _date(text: str, epoch: datetime) -> str:
    """A date without a time of day as 2026-11-16; a number that is no date stays as it is."""
    try:
        value = from_excel(float(text), epoch)
    except (ValueError, OverflowError):
        return text
    if isinstance(value, datetime):
        if value.time() == _MIDNIGHT:
            return value.date().isoformat()
        return value.isoformat(sep=" ", timespec="seconds")
    return str(value) if isinstance(value, time | timedelta) else text


def _number(text: str) -> str:
    """A whole number without a decimal point, however the workbook writes it."""
    try:
        value = float(text)
    except ValueError:
        return text
    whole = value.is_integer() and abs(value) < 1e15
    return str(int(value)) if whole else repr(value)
