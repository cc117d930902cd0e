"""What each index costs a claim that is sent: time and write-ahead log, beside none at all."""

import time

from django.db import connection, transaction
from rich.console import Console
from rich.table import Table

ROWS = 20_000
TRIES = 3
COPIES = """
CREATE TEMPORARY TABLE copies AS
SELECT copied.*, row_number() OVER (ORDER BY random()) AS place FROM (
    SELECT * FROM claims_claim TABLESAMPLE SYSTEM (2) LIMIT %s
) copied
"""


class Rolled(Exception):
    """Ends a transaction whose rows are not to stay."""


def tell(console: Console) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS copies")
        cursor.execute(COPIES, [ROWS])
        cursor.execute(
            "SELECT indexrelid::regclass::text FROM pg_index "
            "WHERE indrelid = 'claims_claim'::regclass AND NOT indisprimary ORDER BY 1"
        )
        names = [name for (name,) in cursor.fetchall()]
    _insert(without=[])
    bare, bare_log = _best(without=names)
    table = Table("index", "µs a row", "WAL bytes a row", title="What an index adds to an insert")
    for name in names:
        took, log = _best(without=[one for one in names if one != name])
        table.add_row(name, f"{took - bare:.1f}", f"{log - bare_log:.0f}")
    took, log = _best(without=[])
    table.add_row("all together", f"{took - bare:.1f}", f"{log - bare_log:.0f}")
    table.add_row("(the row alone)", f"{bare:.1f}", f"{bare_log:.0f}")
    console.print(table)


def _best(*, without: list[str]) -> tuple[float, float]:
    return min(_insert(without=without) for _ in range(TRIES))


def _insert(*, without: list[str]) -> tuple[float, float]:
    """Time and log a row, of new claims that begin now; nothing of it stays."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            for name in without:
                cursor.execute(f"DROP INDEX {name}")
            columns = _columns()
            cursor.execute("SELECT pg_current_wal_insert_lsn()")
            (before,) = cursor.fetchone() or ("",)
            began = time.perf_counter()
            cursor.execute(
                f"INSERT INTO claims_claim (id, created_at, sent_at, updated_at, {columns}) "  # noqa: S608
                f"SELECT 900000000 + place, now(), now(), now(), {columns} "
                "FROM copies ORDER BY place"
            )
            took, written = time.perf_counter() - began, cursor.rowcount
            cursor.execute("SELECT pg_current_wal_insert_lsn() - %s::pg_lsn", [before])
            (log,) = cursor.fetchone() or (0,)
            raise Rolled
    except Rolled:
        return took / written * 1e6, float(log) / written


def _columns() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT string_agg(column_name, ', ' ORDER BY ordinal_position) "
            "FROM information_schema.columns WHERE table_name = 'claims_claim' "
            "AND column_name NOT IN ('id', 'created_at', 'sent_at', 'updated_at')"
        )
        (columns,) = cursor.fetchone() or ("",)
    return str(columns)
