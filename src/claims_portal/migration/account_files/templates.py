"""Template files: the header and two rows as an example, in each format."""

import json
from collections.abc import Sequence
from pathlib import Path

from claims_portal.migration.account_files.columns import COLUMNS, Row
from claims_portal.migration.account_files.faults import FileRefused
from claims_portal.migration.account_files.json_lines import BETWEEN, LISTS
from claims_portal.spreadsheet import csv_lines

EXAMPLES: tuple[Row, ...] = (
    (
        "CR00101", "Harbour Row Solicitors", "CR", "RTA;ELPL", "001", "Bristol", "handling",
        "PNAIR01", "Priya", "Nair", "priya.nair@harbourrow.example.com",
        "priya.nair@harbourrow.example.com", "yes", "07700 900101",
        "CR Administrator;CR RTA Team Leader", "yes", "yes",
        "2019-04-02", "2027-04-02", "2026-11-19", "2026-10-12", "web",
    ),
    (
        "COMP001", "Northcliffe Motor", "COMP", "RTA", "002", "Leeds", "handling",
        "SRAO_LDS", "Sunil", "Rao", "sunil.rao@northcliffe.example.com",
        "sunil.rao@northcliffe.example.com", "no", "",
        "COMP RTA Branch Claim Handler", "yes", "yes",
        "2021-08-01", "2027-08-01", "", "", "web",
    ),
)  # fmt: skip


def write_template(path: Path) -> None:
    """By the ending of the path: .csv, .xlsx or .jsonl."""
    writers = {".csv": _csv, ".xlsx": _workbook, ".jsonl": _json_lines}
    write = writers.get(path.suffix.lower())
    if write is None:
        raise FileRefused("A template can be written as .csv, .xlsx or .jsonl.")
    write(path, (COLUMNS, *EXAMPLES))


def _csv(path: Path, rows: Sequence[Row]) -> None:
    # With a byte-order mark: without it, spreadsheets take UTF-8 for Windows-1252.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.writelines(csv_lines(rows))


def _workbook(path: Path, rows: Sequence[Row]) -> None:
    """Every cell is text, so that a branch 001 stays 001."""
    # Here, as in `reading`: it is seldom needed and slow to import.
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Accounts")
    for row in rows:
        sheet.append(row)
    workbook.save(path)


def _json_lines(path: Path, rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows[1:]:
            one = {
                column: text.split(BETWEEN) if column in LISTS else text
                for column, text in zip(COLUMNS, row, strict=True)
            }
            file.write(json.dumps(one, ensure_ascii=False) + "\n")
