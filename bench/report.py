"""What the run found: a table for people, a flat JSON for programs, and whether it is enough."""

import json
import os
from collections.abc import Mapping
from importlib.metadata import version
from operator import ge, lt
from pathlib import Path
from platform import python_version
from typing import Any

from django.db import connection
from rich.console import Console
from rich.table import Table

from bench.load import CONNECTIONS
from bench.loading import CLAIMS, ORGANISATIONS
from bench.portal import WEB_PROCESSES

# fmt: off
TARGETS = (
    # figure, comparison, bound, as words
    ("submit_ratio",            ge, 0.33, "at least"),
    ("worklist_ratio",          ge, 0.14, "at least"),
    ("events_ratio",            ge, 0.14, "at least"),
    ("submit_web_cpu_us",       lt, 1500, "less than"),
    ("sign_in_password_cpu_ms", lt, 5,    "less than"),
    ("sign_in_code_cpu_ms",     lt, 5,    "less than"),
)
ROWS = (
    # figure of each kind of work, as words, format
    ("rps",         "requests/s",                ",.0f"),
    ("p50_ms",      "p50, ms",                   ".1f"),
    ("p99_ms",      "p99, ms",                   ".1f"),
    ("web_cpu_us",  "web CPU a request, µs",     ",.0f"),
    ("pg_cpu_us",   "PostgreSQL CPU, µs",        ",.0f"),
    ("pgbench_tps", "pgbench's best, /s",        ",.0f"),
    ("ratio",       "share of pgbench's best",   ".2f"),
)
# fmt: on
PACKAGES = ("django", "django-modern-rest", "msgspec", "psycopg", "granian")


def tell(
    console: Console, figures: Mapping[str, float], clients: Mapping[str, str], result: Path
) -> int:
    """Print the table, write the JSON; gives 1 where a target was missed."""
    table = Table("", *clients, title=f"{CONNECTIONS} connections, {WEB_PROCESSES} web processes")
    for figure, words, form in ROWS:
        table.add_row(words, *(format(figures[f"{work}_{figure}"], form) for work in clients))
    console.print(table)
    settings = _settings()
    console.print(
        f"Memory of a web process: {figures['worker_rss_mb']:.0f} MB. Durability is the same for "
        f"both: fsync {settings['fsync']}, synchronous_commit {settings['synchronous_commit']}. "
        f"pgbench at its best: {'; '.join(f'{work} {how}' for work, how in clients.items())}."
    )
    console.print(
        f"Sign-in, web CPU beside the password hash of {figures['password_hash_cpu_ms']:.0f} ms: "
        f"{figures['sign_in_password_cpu_ms']:.1f} ms for the password, "
        f"{figures['sign_in_code_cpu_ms']:.1f} ms for the code."
    )
    content = {**figures, **settings, **_circumstances(), **_clients(clients)}
    result.parent.mkdir(parents=True, exist_ok=True)
    result.write_text(json.dumps(content, indent=2) + "\n")
    console.print(f"Written to {result}")
    reached = [
        _tell_target(console, name, figures[name], compare, bound, words)
        for name, compare, bound, words in TARGETS
    ]
    return 0 if all(reached) else 1


def _tell_target(
    console: Console, name: str, value: float, compare: Any, bound: float, words: str
) -> bool:
    reached: bool = compare(value, bound)
    colour, says = ("green", "reached") if reached else ("red", "MISSED")
    console.print(f"[{colour}]{says}[/{colour}]: {name} is {value:g}, wanted {words} {bound:g}")
    return reached


def _settings() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings "
            "WHERE name IN ('fsync', 'synchronous_commit', 'server_version')"
        )
        return dict(cursor.fetchall())


def _circumstances() -> dict[str, Any]:
    return {
        "claims": CLAIMS,
        "organisations": ORGANISATIONS,
        "connections": CONNECTIONS,
        "web_processes": WEB_PROCESSES,
        "cpus": os.cpu_count(),
        "python": python_version(),
        **{f"version_{name.replace('-', '_')}": version(name) for name in PACKAGES},
    }


def _clients(clients: Mapping[str, str]) -> dict[str, str]:
    return {f"{work}_pgbench_client": how for work, how in clients.items()}
