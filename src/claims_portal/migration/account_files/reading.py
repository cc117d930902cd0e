"""One file being read: its rows, what was remarked, and how far it is."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from claims_portal.migration.account_files.archive import ZIP
from claims_portal.migration.account_files.columns import Rows, remarks_on_unknown
from claims_portal.migration.account_files.csv_file import CsvFile
from claims_portal.migration.account_files.faults import FileRefused, Refuse
from claims_portal.migration.account_files.json_lines import JsonLinesFile
from claims_portal.migration.account_files.text import TextFile

# What a file of another kind begins with, and what to say about it.
_OTHERS = (
    (b"\xd0\xcf\x11\xe0", "This is a workbook of the old kind (.xls) or one with a password. "
                          "Save it as .xlsx without a password."),
    (b"\x1f\x8b", "The file is compressed. Unpack it first."),
    (b"BZh", "The file is compressed. Unpack it first."),
    (b"\xfd7zXZ", "The file is compressed. Unpack it first."),
    (b"7z\xbc\xaf", "The file is compressed. Unpack it first."),
    (b"PAR1", "This is a Parquet file. Save the accounts as CSV, XLSX or JSON lines."),
    (b"%PDF", "This is a PDF. Save the accounts as CSV, XLSX or JSON lines."),
    (b"<", "This is XML or HTML. Save the accounts as CSV, XLSX or JSON lines."),
)  # fmt: skip


class Contents(Protocol):
    """What each format gives."""

    columns: frozenset[str]
    unknown: list[str]
    headings: list[str]

    def rows(self, refuse: Refuse) -> Iterator[Rows]: ...


class Source(Protocol):
    """What the bytes come from, and how many of them were read."""

    @property
    def position(self) -> int: ...


class Reading:
    """Iterate over it once: rows that were read together, with their lines.

    `columns` are those that the file has; the others are blank in every row.
    `position` of `size` bytes are read. `remarks` are sentences about the file
    as a whole; of JSON lines they are complete when it was read to the end.
    """

    def __init__(
        self, path: Path, mapping: Mapping[str, str] | None, refuse: Refuse, sheet: str
    ) -> None:
        self.size = path.stat().st_size
        self._refuse = refuse
        self._said: list[str] = []
        self._source, self._contents = self._open(path, mapping, sheet)
        self.columns = self._contents.columns
        self.headings = self._contents.headings

    def __iter__(self) -> Iterator[Rows]:
        return self._contents.rows(self._refuse)

    @property
    def position(self) -> int:
        return min(self._source.position, self.size)

    @property
    def remarks(self) -> list[str]:
        return [*self._said, *remarks_on_unknown(self._contents.unknown)]

    def _open(
        self, path: Path, mapping: Mapping[str, str] | None, sheet: str
    ) -> tuple[Source, Contents]:
        with path.open("rb") as file:
            head = file.read(4096)
        if not head:
            raise FileRefused("The file is empty.")
        if head.startswith(ZIP):
            # Here, as few ever read one, and every process would start a fifth of a second later.
            from claims_portal.migration.account_files.workbook import WorkbookFile

            workbook = WorkbookFile(path, mapping, sheet)
            return workbook, workbook
        _must_be_text(head, path)
        text = TextFile(path)
        if text.encoding.remark:
            self._said.append(text.encoding.remark)
        if _is_json(head):
            return text, JsonLinesFile(text, mapping)
        return text, CsvFile(text, mapping)


def read(
    path: Path,
    *,
    mapping: Mapping[str, str] | None = None,
    refuse: Refuse,
    sheet: str = "",
) -> Reading:
    """Begin to read a file; its format is told from its content, not from its name.

    `mapping` says which column of theirs is which of ours. `sheet` names the sheet
    of a workbook, by default the first. Raises FileRefused, at once or, where a
    workbook is damaged further on, while its rows are read.
    """
    return Reading(path, mapping, refuse, sheet)


def headings_of(path: Path) -> list[str]:
    """What the file calls its columns, known or not; FileRefused where that cannot be read."""
    try:
        return read(path, refuse=lambda _fault: None).headings
    except FileRefused as refused:
        if refused.headings:
            return list(refused.headings)
        raise


def _must_be_text(head: bytes, path: Path) -> None:
    for start, why in _OTHERS:
        if head.startswith(start):
            raise FileRefused(why)
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raise FileRefused("The name says that this is an XLSX workbook, but it is none.")


def _is_json(head: bytes) -> bool:
    """No heading begins with a brace or a bracket."""
    return head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in (b"{", b"[")
