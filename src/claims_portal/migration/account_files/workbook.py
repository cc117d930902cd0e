"""XLSX: one sheet of a workbook, its cells as the texts that a CSV would have.

openpyxl tells what the workbook has in it and which styles are dates; the sheet
itself, which may be huge, goes through `sheet.SheetStream` piece by piece.
Macros, links and formulas are never looked at: of a formula the kept value counts.
"""

import warnings
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from openpyxl.packaging.manifest import Manifest
from openpyxl.reader.workbook import WorkbookParser
from openpyxl.styles.stylesheet import Stylesheet
from openpyxl.xml import constants
from openpyxl.xml.functions import fromstring

from claims_portal.migration.account_files.archive import Archive
from claims_portal.migration.account_files.columns import Header, Row, Rows, together
from claims_portal.migration.account_files.faults import Fault, FileRefused, Refuse
from claims_portal.migration.account_files.sheet import (
    SheetBroken,
    SheetRow,
    SheetStream,
    Strings,
    read_strings,
)

# What the libraries raise about a file that is damaged or made to harm.
_DAMAGED = (
    SheetBroken, BadZipFile, zlib.error, ParseError, EOFError, OSError, KeyError, IndexError,
    ValueError, TypeError, AttributeError, NotImplementedError, RuntimeError,
)  # fmt: skip
_TOO_LONG = "A cell has more characters than a workbook may have in one."


class WorkbookFile:
    """The rows of a sheet. The header is read at once, the rows as they are asked for."""

    def __init__(self, path: Path, mapping: Mapping[str, str] | None, sheet: str) -> None:
        self._size = path.stat().st_size
        self._progress = _Progress()
        self._rows = _rows_of(Archive(path), sheet, self._progress)
        self.header = self._read_header(mapping)
        self.columns, self.unknown = self.header.columns, self.header.unknown
        self.headings = self.header.headings

    @property
    def position(self) -> int:
        return self._size * self._progress.done // self._progress.whole

    def rows(self, refuse: Refuse) -> Iterator[Rows]:
        return together(self._one_by_one(refuse))

    def _one_by_one(self, refuse: Refuse) -> Iterator[tuple[int, Row]]:
        pick, width = self.header.picker(), self.header.width
        for row in self._rows:
            cells = row.cells
            if not any(cells):
                continue
            cells += [""] * (width - len(cells))
            rule = _TOO_LONG if row.too_long else ""
            if any(cells[width:]):
                rule = f"The row has more cells than the header, which has {width}."
            if rule:
                refuse(Fault(row.number, "", " ".join(filter(None, cells)), rule))
            else:
                yield row.number, pick(cells[:width])

    def _read_header(self, mapping: Mapping[str, str] | None) -> Header:
        for row in self._rows:
            if any(row.cells):
                while not row.cells[-1]:
                    row.cells.pop()
                return Header(row.cells, mapping)
        raise FileRefused("The sheet is empty.")


@dataclass(slots=True)
class _Progress:
    done: int = 0
    whole: int = 1


def _rows_of(archive: Archive, sheet: str, progress: _Progress) -> Iterator[SheetRow]:
    """Every row; closes the archive. Whatever is wrong with the workbook is FileRefused."""
    with archive:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                contents = _Contents(archive, sheet)
            progress.whole = max(1, archive.getinfo(contents.sheet_part).file_size)
            with archive.open(contents.sheet_part) as part:
                stream = SheetStream(contents.strings, contents.is_date, contents.epoch)
                for progress.done, rows in stream.rows(part):
                    yield from rows
        except _DAMAGED as fault:
            raise FileRefused(
                "The workbook is damaged, or it is no XLSX workbook. Open it in a spreadsheet "
                "and save it anew."
            ) from fault


class _Contents:
    """What openpyxl tells about the workbook."""

    def __init__(self, archive: Archive, sheet: str) -> None:
        package: Any = Manifest.from_tree(_tree(archive, constants.ARC_CONTENT_TYPES))
        workbook: Any = WorkbookParser(archive, _workbook_part(package), keep_links=False)
        workbook.parse()
        self.epoch: datetime = workbook.wb.epoch
        self.sheet_part = _part_of(workbook, sheet)
        self.is_date = _date_styles(archive)
        strings = package.find(constants.SHARED_STRINGS)
        self.strings = Strings()
        if strings is not None:
            with archive.open(strings.PartName[1:]) as part:
                self.strings = read_strings(part)


def _tree(archive: Archive, part: str) -> Any:
    return fromstring(archive.read(part))


def _workbook_part(package: Any) -> str:
    kinds = (constants.XLSX, constants.XLSM, constants.XLTX, constants.XLTM)
    found = next(filter(None, map(package.find, kinds)), None)
    return found.PartName[1:] if found else constants.ARC_WORKBOOK


def _part_of(workbook: Any, wanted: str) -> str:
    sheets = {
        sheet.name: str(relation.target)
        for sheet, relation in workbook.find_sheets()
        if relation.Type.endswith("/worksheet")
    }
    if not sheets:
        raise FileRefused("The workbook has no sheet with cells.")
    if not wanted:
        return next(iter(sheets.values()))
    if wanted not in sheets:
        names = ", ".join(name[:40] for name in list(sheets)[:10])
        raise FileRefused(f"The workbook has no sheet {wanted[:40]}. Its sheets are: {names}.")
    return sheets[wanted]


def _date_styles(archive: Archive) -> Callable[[str], bool]:
    """Whether a style number is that of a date."""
    if constants.ARC_STYLE not in archive.namelist():
        return frozenset[str]().__contains__
    stylesheet: Any = Stylesheet.from_tree(_tree(archive, constants.ARC_STYLE))
    return frozenset(map(str, stylesheet.date_formats)).__contains__
