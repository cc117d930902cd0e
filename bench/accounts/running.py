"""Both runs, what they cost, and whether that is little enough."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg
from rich.console import Console
from rich.table import Table

from bench import legacy_accounts
from bench.place import ROOT
from bench.portal import database_server

TIMES = 100
"""How many times the accounts of the small run the large one has."""
DATABASE = "accounts_bench"
SECONDS_BETWEEN_LOOKS = 0.25
# As docs/operations.md advises for the move; durability is as it always is.
SETTINGS = ("max_wal_size = '8GB'", "checkpoint_timeout = '1h'")
# fmt: off
WANTED = ("duckdb_ratio", 10, "import, readiness and plan, in times what DuckDB takes")
"""Told and not judged: PostgreSQL alone takes longer to write what an import leaves."""
TARGETS = (
    # figure, most, as words
    ("portal_mb",       500, "MB of the portal's process"),
    ("combine_seconds", 12,  "s to carry the plan out"),
    ("times_ratio",     110, "times as long for 100 times the accounts"),
)
PARTS = (
    ("duckdb",       "DuckDB reads the file and groups it"),
    ("floor_copy",   "PostgreSQL alone: COPY of the bare rows"),
    ("floor_insert", "PostgreSQL alone: the finished rows into empty tables"),
    ("import",       "import with validation"),
    ("again",        "the same file once more, which changes nothing"),
    ("readiness",    "readiness of every organisation, kept"),
    ("plan",         "plan of all duplicates"),
    ("combine",      "the plan carried out"),
)
# fmt: on


def measure(accounts: int, organisations: int, *, profile: bool, result: Path) -> int:
    small = _run(accounts // TIMES, max(1, organisations // TIMES), profile=False)
    large = _run(accounts, organisations, profile=profile)
    figures = {
        **large,
        **{f"small_{name}": value for name, value in small.items()},
        "duckdb_ratio": _whole(large) / large["duckdb_seconds"],
        "duckdb_cpu_ratio": _whole(large, "cpu_seconds") / large["duckdb_cpu_seconds"],
        "times_ratio": (_whole(large) + large["combine_seconds"])
        / (_whole(small) + small["combine_seconds"]),
    }
    result.write_text(json.dumps(figures, indent=2) + "\n")
    return _tell(figures, small, large)


def _whole(figures: Mapping[str, float], unit: str = "seconds") -> float:
    return sum(figures[f"{part}_{unit}"] for part in ("import", "readiness", "plan"))


def _run(accounts: int, organisations: int, *, profile: bool) -> dict[str, float]:
    path = ROOT / "build" / "bench-accounts" / f"{accounts}-{organisations}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    legacy_accounts.write(path, accounts=accounts, organisations=organisations)
    before = _part("duck", path)
    environment = {"DATABASE_URL": _empty_database()}
    figures = _part("portal", path, *["--profile"] * profile, **environment)
    # Before and after: the machine may do other things meanwhile.
    after = _part("duck", path)
    if not figures["accounts"] == before["accounts"] == after["accounts"] == accounts:
        raise RuntimeError("Not every account came in.")
    return {
        **figures,
        "duckdb_seconds": (before["seconds"] + after["seconds"]) / 2,
        "duckdb_cpu_seconds": (before["cpu"] + after["cpu"]) / 2,
    }


def _empty_database() -> str:
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in SETTINGS:
            connection.execute(f"ALTER SYSTEM SET {setting}")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return urlunsplit(urlsplit(url)._replace(path=f"/{DATABASE}"))


def _part(part: str, path: Path, *more: str, **environment: str) -> dict[str, Any]:
    """What a process of its own tells, with the most memory that PostgreSQL had meanwhile."""
    command = [sys.executable, "-m", "bench.accounts", "--part", part, "--file", str(path), *more]
    server, most = database_server(), 0.0
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ | environment, stdout=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None:
            most = max(most, _memory_of(server))
            time.sleep(SECONDS_BETWEEN_LOOKS)
        told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise RuntimeError(f"{part} failed")
    figures: dict[str, Any] = json.loads(told)
    return {**figures, "postgresql_mb": most}


def _memory_of(server: psutil.Process) -> float:
    """MB of the server and its backends; what they share is counted once."""
    total = 0
    for process in (server, *server.children()):
        try:
            total += process.memory_full_info().pss
        except psutil.Error:
            continue
    return total / 1024**2


def _tell(
    figures: Mapping[str, float], small: Mapping[str, float], large: Mapping[str, float]
) -> int:
    console = Console()
    table = Table("seconds", f"{small['accounts']:,}", f"{large['accounts']:,}", "CPU",
                  "times DuckDB", "of its CPU")  # fmt: skip
    for part, words in PARTS:
        seconds, cpu = large[f"{part}_seconds"], large[f"{part}_cpu_seconds"]
        table.add_row(
            words, f"{small[f'{part}_seconds']:.2f}", f"{seconds:.2f}", f"{cpu:.2f}",
            f"{seconds / large['duckdb_seconds']:.1f}",
            f"{cpu / large['duckdb_cpu_seconds']:.1f}",
        )  # fmt: skip
    console.print(table)
    console.print(
        f"{large['planned']:,} groups planned, {large['dropped']:,} accounts combined into "
        f"others. PostgreSQL had {large['postgresql_mb']:.0f} MB at most, with its buffers."
    )
    console.print(
        f"Import, readiness and plan took {figures['duckdb_cpu_ratio']:.1f} times the CPU time of "
        "DuckDB, PostgreSQL's own included."
    )
    missed = [figure for figure, most, _ in TARGETS if figures[figure] > most]
    for figure, most, words in (WANTED, *TARGETS):
        mark = "reached" if figures[figure] <= most else "MISSED"
        console.print(f"{figures[figure]:8.1f} {words} (wanted: at most {most}): {mark}")
    return 1 if missed else 0
