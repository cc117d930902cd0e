"""What each statement of a psycopg cursor took of its backend's CPU time, for the profile."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil
import psycopg


@contextmanager
def timed_statements() -> Iterator[list[tuple[float, str]]]:
    taken: list[tuple[float, str]] = []
    execute, commit = psycopg.Cursor.execute, psycopg.Connection.commit

    def timed_execute(self: Any, query: Any, *args: Any, **options: Any) -> Any:
        pid = self.connection.info.backend_pid
        before = _cpu_seconds(pid)
        try:
            return execute(self, query, *args, **options)
        finally:
            taken.append((_cpu_seconds(pid) - before, " ".join(str(query).split())[:110]))

    def timed_commit(self: Any) -> None:
        before = _cpu_seconds(self.info.backend_pid)
        commit(self)
        taken.append((_cpu_seconds(self.info.backend_pid) - before, "COMMIT"))

    psycopg.Cursor.execute, psycopg.Connection.commit = timed_execute, timed_commit  # type: ignore[method-assign]
    try:
        yield taken
    finally:
        psycopg.Cursor.execute, psycopg.Connection.commit = execute, commit  # type: ignore[method-assign]


def _cpu_seconds(pid: int) -> float:
    return float(sum(psutil.Process(pid).cpu_times()[:2]))
