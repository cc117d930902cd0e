"""Starts a real PostgreSQL before Django reads its settings, and stops it at the end.

A pytest plugin of its own (see addopts), because settings are read before any
conftest is. The processes of pytest-xdist share the server, each with its own
database.
"""

import os
from contextlib import ExitStack
from pathlib import Path

from claims_portal.config.embedded_database import running

ROOT = Path(__file__).parent.parent
_stack = ExitStack()

os.environ.setdefault("PORTAL_STATE_DIR", str(ROOT / "build" / "test-state"))
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = _stack.enter_context(running(Path(os.environ["PORTAL_STATE_DIR"])))


def pytest_unconfigure() -> None:
    _stack.close()
