"""A whole portal of its own, as `claims-portal serve` starts it, that a test may hurt."""

import json
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests import asking, make, portals
from tests.portals import PROGRAM

SERVE = (*PROGRAM, "serve")
SECONDS_TO_START = 150.0


def until(holds: Callable[[], Any], *, seconds: float, what: str) -> Any:
    """Ask again and again until it holds; the answer."""
    end = time.monotonic() + seconds
    while not (answer := holds()):
        assert time.monotonic() < end, f"{what}: not within {seconds} s"
        time.sleep(0.05)
    return answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    """A portal with its directory, which outlives its processes."""

    root: Path
    port: int
    supervisor: "subprocess.Popen[bytes] | None" = None
    sandbox: bool = False

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def banner(self) -> str:
        return (self.root / "banner").read_text()

    @property
    def demo(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self.root / "build" / "demo.json").read_text())
        return told

    @property
    def surroundings(self) -> dict[str, str]:
        """What its processes have in their environment, and commands beside them."""
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "claims_portal.config.settings",
            "PORTAL_DEMO": "yes",
            "PORTAL_ROOT": str(self.root),
            "PORTAL_STATE_DIR": str(self.root / "state"),
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "PORTAL_SANDBOX": "yes" if self.sandbox else "no",
            "PORTAL_SANDBOX_CLAIMS": "no",
        }
        return environment

    def command(self, *arguments: str) -> str:
        """Runs `claims-portal` beside it, on its database; what it printed."""
        return subprocess.run(
            [*PROGRAM, *arguments], env=self.surroundings,
            capture_output=True, text=True, timeout=120, check=True,
        ).stdout  # fmt: skip

    def start(self) -> float:
        """Start it and wait until it answers; the seconds that took."""
        began = time.monotonic()
        with (self.root / "banner").open("wb") as out, (self.root / "log").open("ab") as log:
            self.supervisor = subprocess.Popen(SERVE, env=self.surroundings, stdout=out, stderr=log)
        until(self.answers, seconds=SECONDS_TO_START, what="the portal answers")
        return time.monotonic() - began

    def answers(self) -> bool:
        assert self.supervisor is not None
        assert self.supervisor.poll() is None, (self.root / "log").read_text()[-3000:]
        try:
            return asking.get(f"{self.url}/api/v1/openapi.json", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def is_open(self) -> bool:
        return asking.get(f"{self.url}/sign-in", timeout=30).status_code == 200

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        assert self.supervisor is not None
        self.supervisor.send_signal(signal.SIGINT)
        return self.supervisor.wait(20)

    def kill_supervisor(self) -> None:
        assert self.supervisor is not None
        self.supervisor.kill()
        self.supervisor.wait()

    def processes(self) -> dict[int, str]:
        """Every live process that runs for this portal, by its pid; the supervisor too."""
        found = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdecimal():
                continue
            try:
                command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                surroundings = (entry / "environ").read_bytes()
            except (OSError, UnicodeDecodeError):
                continue
            if command and f"PORTAL_ROOT={self.root}".encode() in surroundings.split(b"\0"):
                found[int(entry.name)] = command
        return found

    def web_workers(self) -> list[int]:
        """The processes that answer: the children of granian's own."""
        granian = {pid for pid, command in self.processes().items() if "granian" in command}
        return [pid for pid in granian if parent_of(pid) in granian]

    def worker(self) -> int | None:
        """The background worker."""
        return next(
            (pid for pid, command in self.processes().items() if "procrastinate" in command), None
        )

    def database_processes(self) -> list[int]:
        return [pid for pid, command in self.processes().items() if "postgres" in command]

    def database(self) -> "psycopg.Connection[Any]":
        directory = self.root / "state" / "postgres"
        return psycopg.connect(host=str(directory), user="postgres", dbname="postgres")

    def query(self, statement: str) -> list[Any]:
        with self.database() as connection:
            return connection.execute(statement).fetchall()  # type: ignore[arg-type]

    def caller(self, organisation: str) -> httpx.Client:
        """An HTTP client with a token, that acts for the organisation's first user."""
        client = next(one for one in self.demo["clients"] if one["organisationId"] == organisation)
        user = next(one for one in self.demo["users"] if one["organisationId"] == organisation)
        answer = asking.post(
            f"{self.url}/oauth/token",
            data={"grant_type": "client_credentials"},
            auth=(client["clientId"], client["clientSecret"]),
        )
        answer.raise_for_status()
        token = answer.json()["access_token"]
        headers = {"Authorization": f"Bearer {token}", "Login-As": user["userId"]}
        return httpx.Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=30)


def parent_of(pid: int) -> int | None:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def recent_cnf() -> dict[str, Any]:
    """The sample form with an accident of last month, since the running portal has a real clock."""
    body = make.cnf()
    accident = datetime.now(UTC).date() - timedelta(days=30)
    body["accident"]["date"] = accident.isoformat()
    body["injury"]["firstMedicalAttention"] = (accident + timedelta(days=1)).isoformat()
    body["replacementVehicle"]["provider"]["startDate"] = (accident + timedelta(days=2)).isoformat()
    return body


@pytest.fixture(scope="package")
def portal() -> Iterator[Running]:
    """The running portal; whoever stops it starts it again."""
    with running() as made:
        yield made


@contextmanager
def running(*, sandbox: bool = False) -> Iterator[Running]:
    """A portal with a directory of its own, which ends with it.

    Not under pytest's own temporary directory: for root, PostgreSQL runs as another
    user, and every beginning pytest shuts that directory to others again.
    """
    with tempfile.TemporaryDirectory(prefix="portal-", ignore_cleanup_errors=True) as root:
        made = Running(Path(root), free_port(), sandbox=sandbox)
        portals.begin_started(made.root / "state", sandbox=sandbox)
        try:
            made.start()
            yield made
            if made.supervisor is not None and made.supervisor.poll() is None:
                made.interrupt()
        finally:
            for pid in made.processes():
                os.kill(pid, signal.SIGKILL)
            if made.supervisor is not None:
                made.supervisor.wait()
