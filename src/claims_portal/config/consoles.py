"""Where commands print their tables."""

import sys
from typing import IO, cast

from django.core.management.base import OutputWrapper
from rich.console import Console


def wide_console(out: OutputWrapper) -> Console:
    """As wide as the terminal; wide enough for a table where there is none."""
    return Console(file=cast(IO[str], out), width=None if sys.stdout.isatty() else 160)
