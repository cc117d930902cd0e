"""Takes the rows of a legacy file into the portal's accounts, set by set, in one transaction.

A value that somebody changed in the portal since it came is kept; all others
follow the file. An account that the portal had before any file is kept whole.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from django.db import connection, transaction
from psycopg import Cursor

from claims_portal.claims.process.calendar import london_date
from claims_portal.migration import taking_sql as sql
from claims_portal.migration.account_files import Fault, Reading, Refuse
from claims_portal.migration.copying import Progress, copy_in
from claims_portal.records import audit

MANY = 10_000
"""As many new accounts must be counted, or the database plans as if there were few."""


@dataclass
class Taken:
    """What became of the rows of one file."""

    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: int = 0
    """Accounts that the portal had before; only linked with the file."""


@transaction.atomic
def take(
    reading: Reading, *, refuse: Refuse, progress: Progress | None = None, at: datetime
) -> Taken:
    """Take all rows, but for those that contradict each other or the portal: `refuse` is told."""
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:
        for statement in (sql.ROOM, sql.INCOMING):
            cursor.execute(statement)
        taken = Taken(rows=copy_in(cursor, reading, refuse=refuse, progress=progress))
        cursor.execute(sql.READY_INCOMING)
        for fault in _contradictions(cursor):
            refuse(fault)
        for statement in (sql.ADD_ORGANISATIONS, sql.WIDEN_ORGANISATIONS, sql.ADD_BRANCHES):
            cursor.execute(statement, {"at": at})
        cursor.execute(sql.FIND_PLACES)
        cursor.execute(sql.MATCH, {"today": london_date(at)})
        cursor.execute(sql.READY_MATCHED)
        _write(cursor, taken, at)
        _note(cursor, at)
        cursor.execute(sql.DONE)
    return taken


def _contradictions(cursor: "Cursor[tuple[object, ...]]") -> Iterator[Fault]:
    yield from _taken_out(cursor, sql.SAME_USER_ID)
    cursor.execute(sql.READY_PLACES)
    for statement in sql.CONTRADICTIONS:
        yield from _taken_out(cursor, statement)


def _taken_out(cursor: "Cursor[tuple[object, ...]]", statement: LiteralString) -> Iterator[Fault]:
    cursor.execute(statement)
    for line, column, value, rule in cursor.fetchall():
        yield Fault(int(str(line)), str(column), str(value or ""), str(rule))


def _write(cursor: "Cursor[tuple[object, ...]]", taken: Taken, at: datetime) -> None:
    cursor.execute(sql.COUNT)
    counts = {str(status): int(str(number)) for status, number in cursor.fetchall()}
    taken.added, taken.kept = counts.get("new", 0), counts.get("kept", 0)
    cursor.execute(sql.SHARE_OF_EXISTING)
    if taken.added < taken.rows:
        taken.updated = _update(cursor, at)
        taken.unchanged = counts.get("linked", 0) - taken.updated
    cursor.execute(sql.ADD_ACCOUNTS, {"at": at})
    cursor.execute(sql.ADD_PROFILES)
    cursor.execute(sql.LINK_NEW)
    if taken.added >= MANY:
        cursor.execute(sql.COUNTED)
    if taken.added < taken.rows:
        # Of new accounts alone it is exact already.
        cursor.execute(sql.SETTLE)


def _update(cursor: "Cursor[tuple[object, ...]]", at: datetime) -> int:
    """The accounts that were here before; how many became others."""
    cursor.execute(sql.UPDATE_ACCOUNTS, {"at": at})
    updated = cursor.rowcount
    for statement in (
        sql.NEW_PROFILES, sql.DROP_PROFILES, sql.ADD_PROFILES_OF_UPDATED, sql.LINK_KNOWN,
    ):  # fmt: skip
        cursor.execute(statement)
    return updated


def _note(cursor: "Cursor[tuple[object, ...]]", at: datetime) -> None:
    cursor.execute(sql.BY_ORGANISATION)
    audit.write_many(
        [
            audit.Entry(
                "account:import:taken", organisation_code=str(code), subject=str(code),
                after={"added": added, "known": known},
            )
            for code, added, known in cursor.fetchall()
        ],
        by=audit.THE_PORTAL,
        at=at,
    )  # fmt: skip
