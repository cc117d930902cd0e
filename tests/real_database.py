"""Starts a real PostgreSQL before Django reads its settings, and stops it at the end.

A pytest plugin of its own (see addopts), because settings are read before any
conftest is. The processes of pytest-xdist share the server, each with its own
database, and a directory for what is made once for all of them.
"""

import os
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from claims_portal.config.embedded_database import running
from tests import portals

ROOT = Path(__file__).parent.parent
MIGRATED = "migrated"
"""A database to copy: its tables, and nothing but what they begin with."""
_stack = ExitStack()

os.environ.setdefault("PORTAL_STATE_DIR", str(ROOT / "build" / "test-state"))
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = _stack.enter_context(running(Path(os.environ["PORTAL_STATE_DIR"])))
if portals.SHARED not in os.environ:
    _directory = TemporaryDirectory(prefix="portal-tests-", ignore_cleanup_errors=True)
    os.environ[portals.SHARED] = _stack.enter_context(_directory)
    _stack.callback(lambda: admin(f"DROP DATABASE IF EXISTS {MIGRATED}"))


def admin(statement: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[call-overload]


def keep_copy_of(database: str) -> None:
    """Nobody may be connected to it."""
    admin(f"DROP DATABASE IF EXISTS {MIGRATED}")
    admin(f"CREATE DATABASE {MIGRATED} TEMPLATE {database}")


def pytest_unconfigure() -> None:
    _stack.close()
