"""What a command says where it cannot do its work."""

import os
import subprocess
from urllib.parse import urlsplit, urlunsplit

import pytest

from claims_portal.config.tables import NOT_READY
from tests.portals import PROGRAM
from tests.real_database import admin

EMPTY = "empty_of_tables"


@pytest.mark.parametrize("command", [["demo-mail", "PNAIR01"], ["operator", "list"]])
def test_without_tables_a_command_says_how_they_are_made(command: list[str]) -> None:
    admin(f"CREATE DATABASE {EMPTY}")
    try:
        url = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{EMPTY}"))
        surroundings = os.environ | {"DATABASE_URL": url}
        ended = subprocess.run(
            [*PROGRAM, *command], env=surroundings, capture_output=True, text=True, timeout=120
        )
    finally:
        admin(f"DROP DATABASE {EMPTY} WITH (FORCE)")
    assert ended.returncode == 1
    assert ended.stderr.strip().removeprefix("CommandError: ") == NOT_READY
