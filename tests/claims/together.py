"""Several at once, each in a thread and a database connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection


def at_once(*does: Callable[[], Any]) -> list[Any]:
    """What each gave, or the exception it raised; all begun together."""
    together = Barrier(len(does))

    def run(do: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            together.wait(20)
            return do()
        except Exception as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(does)) as threads:
        return [one.result(60) for one in [threads.submit(run, do) for do in does]]
