"""Account files made for tests, and what reading them gave."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook

from claims_portal.migration.account_files import COLUMNS, Fault, read

ROW = (
    "CR00101", "Harbour Row Solicitors", "CR", "RTA;ELPL", "001", "Bristol", "handling",
    "PNAIR01", "Priya", "Nair", "priya@harbourrow.example.com", "priya@harbourrow.example.com",
    "yes", "07700 900101", "CR RTA Team Leader", "yes", "yes",
    "2019-04-02", "2027-04-02", "2026-11-19", "2026-10-12", "web",
)  # fmt: skip
SHORT = ("organisation_id", "user_id", "forename", "surname")
SHORT_LINE = ",".join(SHORT)
SHARED_TEXTS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def row(**changes: str) -> tuple[str, ...]:
    return tuple(changes.get(column, text) for column, text in zip(COLUMNS, ROW, strict=True))


class Result(NamedTuple):
    rows: list[tuple[int, tuple[str, ...]]]
    faults: list[Fault]
    remarks: list[str]

    def of(self, *columns: str) -> list[tuple[str, ...]]:
        """The rows' values of some columns."""
        places = [COLUMNS.index(column) for column in columns]
        return [tuple(values[place] for place in places) for _, values in self.rows]

    @property
    def user_ids(self) -> list[str]:
        return [user_id for (user_id,) in self.of("user_id")]

    @property
    def lines(self) -> list[int]:
        return [line for line, _ in self.rows]

    @property
    def refused_lines(self) -> list[int]:
        return [fault.line for fault in self.faults]


def reading(path: Path, *, mapping: Mapping[str, str] | None = None, sheet: str = "") -> Result:
    faults: list[Fault] = []
    found = read(path, mapping=mapping, refuse=faults.append, sheet=sheet)
    rows = [
        (line, tuple(cells))
        for some in found
        for line, cells in zip(some.lines, some.cells, strict=True)
    ]
    return Result(rows, faults, found.remarks)


def written(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def as_csv(rows: Iterable[Sequence[str]], **dialect: object) -> str:
    text = io.StringIO()
    csv.writer(text, **dialect).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def workbook(path: Path, *rows: Sequence[object], title: str = "Accounts") -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for one in rows:
        sheet.append(list(one))
    book.save(path)
    return path


def repacked(path: Path, **parts: bytes) -> Path:
    """The same workbook with some of its parts exchanged; names without folder and ending.

    Shared texts are added, since openpyxl writes none.
    """
    with zipfile.ZipFile(path) as old:
        contents = {name: old.read(name) for name in old.namelist()}
    if "sharedStrings" in parts:
        contents["xl/sharedStrings.xml"] = b""
        contents["[Content_Types].xml"] = contents["[Content_Types].xml"].replace(
            b"</Types>", SHARED_TEXTS_TYPE + b"</Types>"
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in contents.items():
            new.writestr(name, parts.get(Path(name).stem, content))
    return path
