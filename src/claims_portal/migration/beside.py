"""Notes for who looks on, while a long transaction is open: on a connection of their own."""

from collections.abc import Sequence
from typing import Any, LiteralString

from django.db import connections


def run(statement: LiteralString, parameters: Sequence[Any]) -> None:
    """Run it and commit it at once. It must touch no row that the open transaction holds."""
    beside = connections["default"].copy()
    try:
        with beside.cursor() as cursor:
            cursor.execute(statement, parameters)
    finally:
        beside.close()
