"""Runs the load generators, wrk and pgbench, and reads what they print."""

import json
import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from django.db import connection

from bench.loading import ORGANISATIONS, REPRESENTATIVES
from bench.statements import Script
from claims_portal.config.embedded_database import programs

CONNECTIONS = 16
CONNECTIONS_AT_A_RATE = 64
"""So many that hardly one waits for its answer when its next request is due."""
LUA = Path(__file__).parent / "wrk"


class LoadFailed(Exception):
    """A request or a transaction of the load went wrong."""


@dataclass(frozen=True)
class Answered:
    """What wrk saw."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    failed: int

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


@dataclass(frozen=True)
class Client:
    """How pgbench asks: its protocol and its number of connections."""

    protocol: str
    connections: int

    def __str__(self) -> str:
        return f"{self.protocol}, {self.connections} clients"


class Wrk:
    """wrk with the tokens and the form it sends."""

    def __init__(self, directory: Path, tokens: Sequence[str], events_place: str) -> None:
        actors, form = directory / "actors", directory / "form.json"
        actors.write_text("".join(f"{n} {token}\n" for n, token in enumerate(tokens, start=1)))
        actors.chmod(0o600)
        form.write_bytes(form_with_places())
        self.environment = os.environ | {
            "BENCH_LUA": str(LUA),
            "BENCH_ACTORS": str(actors),
            "BENCH_FORM": str(form),
            "BENCH_EVENTS_AFTER": events_place,
            "BENCH_ORGANISATIONS": str(ORGANISATIONS),
            "BENCH_REPRESENTATIVES": str(REPRESENTATIVES),
        }

    def run(self, script: str, url: str, *, seconds: int, rate: float | None = None) -> Answered:
        """As fast as it can, or about `rate` requests a second at random times.

        One thread: it is fast enough by far, and leaves the machine to the measured.
        """
        connections = CONNECTIONS if rate is None else CONNECTIONS_AT_A_RATE
        pause = {} if rate is None else {"BENCH_PAUSE_MS": str(1000 * connections / rate)}
        command = [
            *("wrk", "--threads", "1", "--connections", str(connections)),
            *("--duration", f"{seconds}s", "--script", str(LUA / f"{script}.lua"), url),
        ]
        printed = _output_of(command, self.environment | pause)
        figures = re.search(r"^FIGURES (.*)$", printed, re.MULTILINE)
        if figures is None:
            raise LoadFailed(f"wrk printed no figures:\n{printed}")
        answered = Answered(**json.loads(figures[1]))
        if answered.failed or not answered.requests:
            raise LoadFailed(f"{answered.failed} requests of {script} failed:\n{printed}")
        return answered


def form_with_places() -> bytes:
    """The sample form without blanks, with places for what changes from one to the next."""
    text = resources.files("claims_portal.samples").joinpath("rta_cnf.json").read_text()
    body = json.loads(text)
    body["claimantRepresentative"]["reference"] = "HR/2026/@REFERENCE@"
    body["claimant"]["person"]["surname"] = "@SURNAME@"
    body["defendant"]["compensator"] |= {
        "organisationId": "@INSURER@",
        "organisationPath": "/@INSURER@",
    }
    return json.dumps(body, separators=(",", ":")).encode()


def pgbench(scripts: Sequence[Script], client: Client, *, seconds: int) -> float:
    """Transactions a second of pgbench, over the socket that the portal uses."""
    given: dict[str, str] = {}
    for script in scripts:
        given |= script.texts
    command = [
        *(str(programs() / "pgbench"), "--no-vacuum", "--protocol", client.protocol),
        *("--client", str(client.connections), "--jobs", "2", "--time", str(seconds)),
        *(f"--define={name}={text}" for name, text in given.items()),
        *(f"--file={script.write()}@{script.weight}" for script in scripts),
        *("--host", connection.settings_dict["HOST"], "--username", "postgres"),
        connection.settings_dict["NAME"],
    ]
    printed = _output_of(command, os.environ)
    failed = re.search(r"number of failed transactions: (\d+)", printed)
    rate = re.search(r"tps = ([\d.]+)", printed)
    if rate is None or (failed and int(failed[1])):
        raise LoadFailed(f"pgbench failed:\n{printed}")
    return float(rate[1])


def _output_of(command: Sequence[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LoadFailed(f"{command[0]} failed:\n{done.stdout}\n{done.stderr[:2000]}")
    return done.stdout
