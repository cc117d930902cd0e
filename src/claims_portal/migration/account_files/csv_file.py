"""CSV: comma, semicolon or tab; quoted as spreadsheets do it.

A quote that is not closed must not swallow the rows after it: where a record does
not come out right, its first line is refused and reading goes on with the next.
"""

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from claims_portal.migration.account_files.columns import (
    Header,
    Row,
    Rows,
    known_among,
    together,
)
from claims_portal.migration.account_files.faults import Fault, FileRefused, Refuse
from claims_portal.migration.account_files.text import Block, TextFile, why_unreadable

DELIMITERS = (",", ";", "\t")
MOST_LINES_OF_A_ROW = 50
_OPEN = "unexpected end of data"
_WRONGLY_QUOTED = (
    "The row is wrongly quoted: a cell with a quotation mark stands in quotation marks, "
    "and those inside are doubled."
)


class CsvFile:
    """The rows of a CSV file. The header is read at once, the rows as they are asked for."""

    def __init__(self, text: TextFile, mapping: Mapping[str, str] | None) -> None:
        self._blocks = text.blocks()
        self._waiting: list[str] = []
        self._number = 1
        self._read_header(mapping)

    def rows(self, refuse: Refuse) -> Iterator[Rows]:
        pick, width, split = self.header.picker(), self.header.width, self._delimiter
        yield from together(self._carefully(pick, refuse))
        for block in self._blocks:
            rows = None if self._waiting else self._at_once(block, split)
            if rows is None:
                self._waiting += block.lines
                yield from together(self._carefully(pick, refuse))
                continue
            lines: Sequence[int] = range(block.first, block.first + len(rows))
            if not (all(map(any, rows)) and set(map(len, rows)) == {width}):
                lines, rows = self._whole(lines, rows, refuse)
            if rows:
                yield Rows(lines, list(map(pick, rows)), block.longest)
            self._number = block.first + len(block.lines)
        yield from together(self._carefully(pick, refuse, last=True))

    def _whole(
        self, lines: Sequence[int], rows: list[list[str]], refuse: Refuse
    ) -> tuple[list[int], list[list[str]]]:
        """Without those that are blank, or have more or fewer cells than the header."""
        numbers, whole = [], []
        for number, cells in zip(lines, rows, strict=True):
            if len(cells) == self.header.width and any(cells):
                numbers.append(number)
                whole.append(cells)
            elif any(cells):
                refuse(self._wrong_width(number, cells))
        return numbers, whole

    def _at_once(self, block: Block, delimiter: str) -> list[list[str]] | None:
        """The cells of every line where each is a row of its own; None where one is not."""
        if block.doubtful:
            return None
        if not block.quoted:
            return [line.split(delimiter) for line in block.lines]
        quoted = [line for line in block.lines if '"' in line]
        try:
            rows = list(csv.reader(quoted, self._dialect))
        except csv.Error:
            return None
        if len(rows) != len(quoted):
            return None
        parsed = iter(rows)
        return [next(parsed) if '"' in line else line.split(delimiter) for line in block.lines]

    def _carefully(
        self, pick: Callable[[list[str]], Row], refuse: Refuse, *, last: bool = False
    ) -> Iterator[tuple[int, Row]]:
        """Row by row; lines of a row that goes on in the next block stay waiting."""
        lines, at = self._waiting, 0
        while at < len(lines):
            taken, cells, rule = self._take(lines, at, last)
            if not taken:
                break
            if not rule and any(cells):
                if len(cells) == self.header.width:
                    yield self._number, pick(cells)
                else:
                    taken = 1
                    refuse(self._wrong_width(self._number, cells))
            elif rule:
                refuse(Fault(self._number, "", lines[at], rule))
            at += taken
            self._number += taken
        self._waiting = lines[at:]

    def _take(self, lines: list[str], at: int, last: bool) -> tuple[int, list[str], str]:
        """How many lines the row at this line has, its cells, and the rule that it breaks.

        No lines: the row is not complete yet.
        """
        line = lines[at]
        if rule := why_unreadable(line):
            return 1, [], rule
        if '"' not in line:
            return 1, line.split(self._delimiter), ""
        cells, fault = self._cells(line)
        if fault == _OPEN:
            return self._take_on(lines, at, last)
        return 1, cells, _WRONGLY_QUOTED if fault else ""

    def _take_on(self, lines: list[str], at: int, last: bool) -> tuple[int, list[str], str]:
        """The same for a row with a cell that goes on in the next lines."""
        row = lines[at]
        for taken, line in enumerate(lines[at + 1 : at + MOST_LINES_OF_A_ROW], start=2):
            row += "\n" + line
            if why_unreadable(row):
                return 1, [], _WRONGLY_QUOTED
            if '"' not in line:
                continue
            cells, fault = self._cells(row)
            if not fault:
                return taken, cells, ""
            if fault != _OPEN:
                return 1, [], _WRONGLY_QUOTED
        complete = last or len(lines) - at >= MOST_LINES_OF_A_ROW
        return (1, [], _WRONGLY_QUOTED) if complete else (0, [], "")

    def _cells(self, line: str) -> tuple[list[str], str]:
        try:
            return next(csv.reader((line,), self._dialect)), ""
        except csv.Error as fault:
            return [], str(fault)

    def _wrong_width(self, number: int, cells: list[str]) -> Fault:
        return Fault(
            number, "", self._delimiter.join(cells),
            f"The row has {len(cells)} cells, the header {self.header.width}.",
        )  # fmt: skip

    def _read_header(self, mapping: Mapping[str, str] | None) -> None:
        for block in self._blocks:
            self._waiting += block.lines
            blank = takewhile(lambda line: not line.strip(" \t,;"), self._waiting)
            self._drop(sum(1 for _ in blank))
            if self._waiting and self._waiting[0].lower().startswith("sep="):
                self._drop(1)
            if self._waiting:
                break
        else:
            raise FileRefused("The file is empty.")
        self._tell_delimiter(mapping)
        taken, headings, rule = self._take(self._waiting, 0, True)
        if rule:
            raise FileRefused(f"The first line cannot be read. {rule}")
        self.header = Header(headings, mapping)
        self.columns, self.unknown = self.header.columns, self.header.unknown
        self.headings = self.header.headings
        self._drop(taken)

    def _drop(self, lines: int) -> None:
        del self._waiting[:lines]
        self._number += lines

    def _tell_delimiter(self, mapping: Mapping[str, str] | None) -> None:
        """The delimiter with which most of the headings are columns that we know.

        Where it is none with any, the one with most headings: somebody will map them.
        """

        def known(delimiter: str) -> tuple[int, int]:
            self._speak(delimiter)
            headings = self._take(self._waiting, 0, True)[1]
            return known_among(headings, mapping), len(headings)

        self._speak(max(DELIMITERS, key=known))

    def _speak(self, delimiter: str) -> None:
        self._delimiter = delimiter
        reader: Any = csv.reader([], delimiter=delimiter, strict=True)
        self._dialect = reader.dialect
