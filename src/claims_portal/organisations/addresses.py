"""The operator's licensed list of addresses: taken in from a CSV file, and searched by postcode.

Such a list has hundreds of thousands of rows. A file is read row by row into a table of the
transaction, and compared with the list there, so that neither is ever in memory as a whole.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from psycopg import Cursor

from claims_portal.claims.documents import folding
from claims_portal.claims.documents.fields import POSTCODE
from claims_portal.organisations import addresses_sql as sql
from claims_portal.organisations.addresses_sql import COLUMNS
from claims_portal.organisations.list_files import (
    MOST_NAMED,
    Change,
    Entries,
    ListRefused,
    missing_columns,
)
from claims_portal.organisations.models import Address

NEEDED = ("postcode", "town")
MOST_FOUND = 200
"""Of one postcode, of which Royal Mail has at most a hundred addresses; lists may have flats."""
_LONGEST = {
    column: getattr(Address._meta.get_field(field), "max_length", 0)
    for column, field in COLUMNS.items()
}
_POSTCODE = re.compile(POSTCODE)


def postcode_of(typed: str) -> str:
    """As the list keeps it, without blanks; empty where it is no postcode."""
    try:
        spaced = folding.postcode(typed)
    except folding.Unreadable:
        return ""
    return spaced.replace(" ", "") if _POSTCODE.match(spaced) else ""


def at_postcode(postcode: str) -> list[Address]:
    """By number of the building as people count, then by name."""
    found = Address.objects.filter(postcode=postcode).order_by("pk")[:MOST_FOUND]
    return sorted(found, key=_as_people_count)


def _as_people_count(one: Address) -> tuple[str, int, str, str, int]:
    digits = re.match(r"\d{1,9}", one.building_number)
    number = int(digits[0]) if digits else 0
    return (one.street, number, one.building_number, one.building_name, one.pk)


class AddressList:
    """As the other lists of the directory, for more rows than fit into memory."""

    tag = "directory:addresses:taken-in"
    columns = tuple(COLUMNS)

    def count(self) -> int:
        return Address.objects.count()

    @transaction.atomic
    def compared(self, file: Iterable[str]) -> Change:
        with _cursor() as cursor:
            return _difference(cursor, file)

    @transaction.atomic
    def take_in(self, file: Iterable[str]) -> Change:
        with _cursor() as cursor:
            # The next file waits for this one, also where the list is still empty.
            cursor.execute(sql.LOCK)
            change = _difference(cursor, file)
            for statement in (sql.TAKE_OFF, sql.CHANGE, sql.ADD):
                cursor.execute(statement)
        return change


def _cursor() -> "Cursor[tuple[Any, ...]]":
    connection.ensure_connection()
    return Cursor(connection.connection)


def _difference(cursor: "Cursor[tuple[Any, ...]]", file: Iterable[str]) -> Change:
    cursor.execute(sql.FILE)
    reading = _Reading(file)
    with cursor.copy(sql.COPY) as copy:
        for row in reading.rows():
            copy.write_row(row)
    cursor.execute(sql.ANALYZE)
    cursor.execute(sql.TWICE, [MOST_NAMED])
    twice = [f"line {row[0]}: {_name(row[1:])} is there twice" for row in cursor.fetchall()]
    if reading.faults or twice:
        raise ListRefused([*reading.faults, *twice])
    cursor.execute(sql.DIFFERENCE)
    return Change(
        added=_entries(cursor, "added", sql.NAMED_OF_FILE),
        changed=_entries(cursor, "changed", sql.NAMED_OF_FILE),
        removed=_entries(cursor, "removed", sql.NAMED_OF_LIST),
    )


def _entries(cursor: "Cursor[tuple[Any, ...]]", what: str, named: str) -> Entries:
    cursor.execute(sql.NUMBER, [what])
    (number,) = cursor.fetchone() or (0,)
    cursor.execute(named, [what, MOST_NAMED])
    return Entries(number, [_name(row) for row in cursor.fetchall()])


def _name(row: Iterable[Any]) -> str:
    return str(Address(**dict(zip(COLUMNS.values(), row, strict=True))))


class _Reading:
    """The rows of a file as the table takes them, and what is wrong with the others."""

    def __init__(self, file: Iterable[str]) -> None:
        self.reader = csv.reader(file)
        self.faults: list[str] = []

    def rows(self) -> Iterator[list[Any]]:
        header = self._header()
        places = {name: header.index(name) for name in COLUMNS if name in header}
        for row in self._records():
            try:
                if len(row) != len(header):
                    raise ValueError(f"{len(row)} columns, where line 1 has {len(header)}")
                given = {name: row[place] for name, place in places.items()}
                yield [self.reader.line_num, *_values(given)]
            except ValueError as fault:
                self.faults.append(f"line {self.reader.line_num}: {fault}")
                if len(self.faults) >= MOST_NAMED:
                    return

    def _header(self) -> list[str]:
        header = next(self._records(), [])
        faults = self.faults or missing_columns(NEEDED, header)
        if faults:
            raise ListRefused(faults)
        return header

    def _records(self) -> Iterator[list[str]]:
        try:
            yield from (row for row in self.reader if row)
        except csv.Error as fault:
            self.faults.append(f"line {self.reader.line_num}: {fault}")


def _values(given: dict[str, str]) -> Iterator[str]:
    said = {column: _said(column, given.get(column, "")) for column in COLUMNS}
    for column in NEEDED:
        if not said[column]:
            raise ValueError(f"{column} must be given")
    postcode = postcode_of(said["postcode"])
    if not postcode:
        raise ValueError(f"postcode must be like BS1 4ZZ, not “{said['postcode']}”")
    if not any(said[column] for column in ("buildingName", "buildingNumber", "street")):
        raise ValueError("buildingName, buildingNumber or street must be given")
    said["postcode"] = postcode
    yield from said.values()


def _said(column: str, given: str) -> str:
    try:
        said = folding.line(given)
    except folding.Unreadable as reason:
        raise ValueError(f"{column} {reason}") from None
    if column != "postcode" and len(said) > _LONGEST[column]:
        raise ValueError(f"{column} must have at most {_LONGEST[column]} characters")
    return said
