"""Databases of their own, and the real command on them, which may be killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.migration.loaded_portal import END
from tests.real_database import admin

PATIENCE = 60
"""Seconds after which something hangs."""
SOON = 0.02
_WAITS_FOR_A_LOCK = """
SELECT FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
_NOBODY_IS_CONNECTED = """
SELECT WHERE NOT EXISTS (
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_type = 'client backend')
"""


@dataclass(frozen=True)
class Ended:
    said: str
    code: int
    calls: int
    """How many functions it called, where that was counted."""


class Command:
    """One that runs."""

    def __init__(
        self, server: Path, arguments: Sequence[object], *, counts: bool = False, dies_at: int = 0
    ) -> None:
        asks = {"arguments": [str(one) for one in arguments], "counts": counts, "dies_at": dies_at}
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.settimeout(PATIENCE)
        self._connection.connect(str(server))
        self._connection.sendall(f"{json.dumps(asks)}\n".encode())
        self._output = self._connection.makefile()
        self._pid = int(self._output.readline())

    @property
    def runs(self) -> bool:
        return Path(f"/proc/{self._pid}").exists()

    def kill(self) -> None:
        os.kill(self._pid, signal.SIGKILL)

    def end(self) -> Ended | None:
        """How it ended; None where it was killed."""
        with self._connection, self._output:
            said, end, numbers = self._output.read().partition(END)
        return Ended(said, *map(int, numbers.split())) if end else None


@dataclass
class Place:
    """A database of its own, and commands on it."""

    url: str
    root: Path
    kills: int = field(default=0)
    _server: "subprocess.Popen[bytes] | None" = field(default=None)

    def start(self, *arguments: object) -> Command:
        return Command(self._loaded_portal(), arguments)

    def run(self, *arguments: object) -> str:
        return self._whole(self.start(*arguments)).said

    def count_calls(self, *arguments: object) -> int:
        """Runs it too."""
        return self._whole(Command(self._loaded_portal(), arguments, counts=True)).calls

    def run_and_kill(self, *arguments: object, at_call: int) -> None:
        """Killed when it calls so many functions, if it calls as many."""
        server = self._loaded_portal()
        self.kills += Command(server, arguments, counts=True, dies_at=at_call).end() is None

    def run_and_kill_before_it_writes(self, table: str, *arguments: object) -> None:
        """Killed when it has done everything but what it does from this table on."""
        with psycopg.connect(self.url) as other:
            other.execute(f"LOCK TABLE {table} IN SHARE MODE")  # type: ignore[call-overload]
            command = self.start(*arguments)
            while not self.query(_WAITS_FOR_A_LOCK):
                assert command.runs, f"It writes nothing to {table}"
                time.sleep(SOON)
            command.kill()
            assert command.end() is None
            self.kills += 1
        while not self.query(_NOBODY_IS_CONNECTED):
            time.sleep(SOON)

    def query(self, statement: str) -> list[Any]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement).fetchall()  # type: ignore[call-overload, no-any-return]

    def close(self) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def _loaded_portal(self) -> Path:
        path = self.root / "commands"
        if self._server is None:
            environment = os.environ | {
                "DJANGO_SETTINGS_MODULE": "claims_portal.config.settings",
                "DATABASE_URL": self.url,
                "PORTAL_ROOT": str(self.root),
            }
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.migration.loaded_portal", str(path)], env=environment
            )
            while not path.exists():
                assert self._server.poll() is None, "it ended"
                time.sleep(SOON)
        return path

    @staticmethod
    def _whole(command: Command) -> Ended:
        ended = command.end()
        assert ended is not None
        assert ended.code == 0, ended.said
        return ended


@contextmanager
def new_place(name: str, root: Path, *, template: str) -> Iterator[Place]:
    """A copy of another database; gone in the end."""
    root.mkdir(exist_ok=True)
    admin(f"CREATE DATABASE {name} TEMPLATE {template}")
    made = Place(urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}")), root)
    try:
        yield made
    finally:
        made.close()
        admin(f"DROP DATABASE {name} WITH (FORCE)")
