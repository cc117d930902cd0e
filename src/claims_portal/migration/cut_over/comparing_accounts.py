"""Both sides of the accounts: what the last files say, and what the portal has now.

Every account is on both sides with the same line, or there is a reason: its line was
not taken, or it was changed here since it came. Anything else is unexplained.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from django.db import connection, transaction
from psycopg import Cursor

from claims_portal.migration import account_files, copying, taking_sql
from claims_portal.migration.account_files import Fault
from claims_portal.migration.cut_over import comparing_accounts_sql as sql
from claims_portal.migration.cut_over import figures
from claims_portal.migration.cut_over.refusals import CutOverRefused

MOST_TOLD = 10_000
"""Differences that are told one by one; all are counted."""
Refusals = dict[int, str]
"""Why lines of a file were not taken, by line."""


@dataclass
class Side:
    organisations: int = 0
    users: int = 0
    profiles: int = 0
    sha256: str = ""


@dataclass
class Comparison:
    """`sha256` of the sides is equal where no line differs."""

    file: Side = field(default_factory=Side)
    portal: Side = field(default_factory=Side)
    agreeing: int = 0
    explained: int = 0
    unexplained: int = 0
    differences: list[dict[str, Any]] = field(default_factory=list)

    def differ(self, difference: dict[str, Any], *, because: str | None) -> None:
        if because is None:
            self.unexplained += 1
        else:
            self.explained += 1
        if len(self.differences) < MOST_TOLD:
            self.differences.append({**difference, "because": because or "unexplained"})


@dataclass(frozen=True)
class TakenFile:
    """A file as its step left it."""

    path: Path
    columns: Mapping[str, str]
    sha256: str
    refused: Sequence[Sequence[Any]]
    """Line, column, value and rule of what was not taken."""


@transaction.atomic
def compare(files: Sequence[TakenFile]) -> Comparison:
    found = Comparison()
    refusals: list[Refusals] = []
    with Cursor(connection.connection) as cursor:
        cursor.execute(sql.FILE_SIDE)
        for number, file in enumerate(files):
            refusals.append(_read(cursor, number, file, found))
        cursor.execute(sql.BOTH_SIDES)
        _count(cursor, found)
        _differences(refusals, found)
        cursor.execute(sql.DONE)
    return found


def _read(cursor: "Cursor[Any]", number: int, file: TakenFile, found: Comparison) -> Refusals:
    """The file into its side; why lines of it were not taken."""
    must_be_as_taken(file.path, file.sha256)
    unreadable: list[Fault] = []
    cursor.execute(taking_sql.INCOMING)
    reading = account_files.read(file.path, mapping=file.columns, refuse=unreadable.append)
    copying.copy_in(cursor, reading, refuse=unreadable.append)
    cursor.execute(sql.ADD, {"file": number})
    cursor.execute(sql.ADDED)
    for fault in unreadable:
        found.differ(
            {"file": file.path.name, "line": fault.line, "columns": [fault.column]},
            because=f"not taken: {fault.rule}",
        )
    return {int(line): str(rule) for line, _column, _value, rule in file.refused}


def must_be_as_taken(path: Path, sha256: str) -> None:
    try:
        with path.open("rb") as opened:
            now = hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError as gone:
        raise CutOverRefused(f"{path} cannot be read any more: {gone.strerror}.") from gone
    if now != sha256:
        raise CutOverRefused(f"{path} is another file than the one that was taken.")


def _count(cursor: "Cursor[Any]", found: Comparison) -> None:
    counted = cursor.execute(sql.COUNTS).fetchone()
    assert counted is not None  # noqa: S101 - a count has a row
    numbers = [int(one) for one in counted]
    found.file = Side(numbers[0], numbers[1], numbers[2])
    found.portal = Side(numbers[3], numbers[4], numbers[5])


def _differences(refusals: list[Refusals], found: Comparison) -> None:
    of_file, of_portal = hashlib.sha256(), hashlib.sha256()
    for key, file, line, in_file, in_portal, as_it_came in figures.rows(sql.SIDES):
        of_file.update(in_file.encode() + b"\n")
        of_portal.update((in_portal or "").encode() + b"\n")
        if in_file == in_portal:
            found.agreeing += 1
            continue
        because = None
        if line in refusals[file]:
            because = f"not taken: {refusals[file][line]}"
        elif in_portal is not None and as_it_came == in_file:
            because = "changed here since, or here before"
        found.differ(
            {"userId": key, "line": line, "columns": _columns(in_file, in_portal)},
            because=because,
        )
    found.file.sha256, found.portal.sha256 = of_file.hexdigest(), of_portal.hexdigest()


def _columns(in_file: str, in_portal: str | None) -> list[str]:
    """Which values differ; none where the portal lacks the account."""
    if in_portal is None:
        return []
    both = zip(sql.COLUMNS, *map(msgspec.json.decode, (in_file, in_portal)), strict=True)
    return [name for name, one, other in both if one != other]
