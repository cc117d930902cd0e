"""How long each statement took that a psycopg cursor carried out, for the profile."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg


@contextmanager
def timed_statements() -> Iterator[list[tuple[float, str]]]:
    taken: list[tuple[float, str]] = []
    execute, commit = psycopg.Cursor.execute, psycopg.Connection.commit

    def timed_execute(self: Any, query: Any, *args: Any, **options: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(self, query, *args, **options)
        finally:
            taken.append((time.perf_counter() - began, " ".join(str(query).split())[:110]))

    def timed_commit(self: Any) -> None:
        began = time.perf_counter()
        commit(self)
        taken.append((time.perf_counter() - began, "COMMIT"))

    psycopg.Cursor.execute, psycopg.Connection.commit = timed_execute, timed_commit  # type: ignore[method-assign]
    try:
        yield taken
    finally:
        psycopg.Cursor.execute, psycopg.Connection.commit = execute, commit  # type: ignore[method-assign]
