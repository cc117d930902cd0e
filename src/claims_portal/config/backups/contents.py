"""What is in a database, so that a copy can be proved equal: rows and a checksum a table."""

from collections.abc import Mapping
from dataclasses import dataclass

import psycopg
from psycopg import sql

_TABLES = """
SELECT relname FROM pg_class JOIN pg_namespace space ON space.oid = relnamespace
WHERE relkind = 'r' AND nspname = 'public' ORDER BY relname
"""
# In whatever order the rows come: a restored table has them in another.
_CONTENTS = """
SELECT count(*), COALESCE(sum(hashtextextended(one::text, 0)::numeric), 0)::text FROM {} one
"""
_SETTINGS = (
    "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'; SET LOCAL bytea_output = 'hex'"
)


@dataclass(frozen=True)
class Table:
    rows: int
    checksum: str


def of(connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, Table]:
    """Every table, in one transaction; that of a dump where the caller imported its snapshot."""
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS)
        names = [str(name) for (name,) in cursor.execute(_TABLES).fetchall()]
        found = {}
        for name in names:
            cursor.execute(sql.SQL(_CONTENTS).format(sql.Identifier(name)))
            row = cursor.fetchone()
            assert row is not None  # noqa: S101 - an aggregate has one row
            found[name] = Table(int(str(row[0])), str(row[1]))
        return found


def differences(then: Mapping[str, Table], now: Mapping[str, Table]) -> list[str]:
    """In words, table by table; empty where both are equal."""
    told = []
    for name in sorted(then.keys() | now.keys()):
        before, after = then.get(name), now.get(name)
        if before is None or after is None:
            told.append(f"{name}: only in the {'copy' if before is None else 'original'}")
        elif before.rows != after.rows:
            told.append(f"{name}: {before.rows:,} rows, and {after.rows:,} in the copy")
        elif before.checksum != after.checksum:
            told.append(f"{name}: as many rows, but other contents")
    return told
