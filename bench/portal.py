"""The portal under load: its web processes as `claims-portal serve` starts them, and their cost."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil
from django.conf import settings
from django.db import connection

from claims_portal.config.management.commands.serve import collect_static_files, web_command

HOST = "127.0.0.1"
WEB_PROCESSES = 2
SECONDS_TO_START = 90


@dataclass(frozen=True)
class Portal:
    """A running portal."""

    base_url: str
    server: psutil.Process
    """Granian's own process; the web processes are its children."""

    @property
    def claims_url(self) -> str:
        return f"{self.base_url}/api/v1/claims"

    def cpu_seconds(self) -> float:
        return cpu_seconds(self.server)

    def worker_rss_mb(self) -> float:
        """Memory of the largest web process."""
        workers = [one for one in self.server.children() if one.num_threads() > 1]
        return max(one.memory_info().rss for one in workers) / 1e6


@contextmanager
def running(database_url: str, log: Path) -> Iterator[Portal]:
    """The web processes against this database; their log goes to a file."""
    collect_static_files()
    port = free_port()
    command = web_command(host=HOST, port=port, web_processes=WEB_PROCESSES)
    environment = {"DATABASE_URL": database_url, "PORTAL_STATE_DIR": str(settings.STATE_DIR)}
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, env=_environment(environment), stdout=file, stderr=file, start_new_session=True
        )
        try:
            base_url = f"http://{HOST}:{port}"
            _wait_for(f"{base_url}/api/v1/openapi.json", process, log)
            yield Portal(base_url, psutil.Process(process.pid))
        finally:
            _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """With its web processes, also where it does not stop by itself, or died before them."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(15)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def cpu_seconds(root: psutil.Process) -> float:
    """User and system time of a process and all below it, those that ended counted too."""
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            total += sum(process.cpu_times()[:4])
        except psutil.NoSuchProcess:
            continue
    return total


def database_server() -> psutil.Process:
    """The postmaster behind Django's connection; every backend is its child."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = psutil.Process(cursor.fetchone()[0])
    return backend.parents()[0]


def _environment(changes: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return kept | changes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    limit = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < limit and process.poll() is None:
        with suppress(httpx.TransportError):
            httpx.get(url).raise_for_status()
            return
        time.sleep(0.1)
    raise RuntimeError(f"The portal did not start:\n{log.read_text()}")
