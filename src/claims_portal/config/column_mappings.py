"""`--map FILE`: which column of a file of accounts is which of ours."""

from pathlib import Path

import msgspec
from django.core.management import CommandError

HELP = 'JSON: {"their column": "our column"}'


def read(path: Path | None) -> dict[str, str]:
    """Nothing where no file was given; CommandError where it is no mapping."""
    if path is None:
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, str])
    except (OSError, msgspec.MsgspecError) as broken:
        raise CommandError(f"{path} is no mapping of columns: {broken}") from broken
