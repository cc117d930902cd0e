"""Statements on the hot path: one round trip, prepared once a connection.

The rest of the code uses Django's ORM, which binds parameters in the client
and prepares nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, LiteralString

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import IntegerField, Subquery
from psycopg import Cursor

Parameters = Mapping[str, Any] | Sequence[Any]


def rows(statement: LiteralString, parameters: Parameters) -> list[tuple[Any, ...]]:
    """Run one prepared statement on Django's connection, inside its transaction if there is one.

    The answer comes in binary, which costs a page of 25 claims a third less than text.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if not connection.in_atomic_block:
        connection.close_if_health_check_failed()
    connection.ensure_connection()
    if connection.queries_logged:
        connection.queries_log.append({"sql": statement, "time": ""})
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(statement, parameters, prepare=True, binary=True)
        return cursor.fetchall()


class Counted(Subquery):
    """How many rows the query has, as a value of each row of the query around it."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
