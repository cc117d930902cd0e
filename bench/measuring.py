"""The run: warm up, find how pgbench is fastest, then pgbench and portal by turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from django.db import connection
from psutil import Process
from rich.console import Console

from bench import loading, portal, report, sign_in, statements
from bench.load import Answered, Client, LoadFailed, Wrk, pgbench
from bench.portal import Portal, cpu_seconds
from bench.statements import Script
from claims_portal.claims.models import Claim

ROUNDS = 3
SECONDS = 10
SECONDS_TO_WARM_UP = 4
# fmt: off
CLIENTS = (
    Client("prepared", 8), Client("prepared", 16), Client("prepared", 32), Client("prepared", 64),
    Client("extended", 16),
)
# fmt: on

console = Console()


@dataclass(frozen=True)
class Turn:
    """One turn of the portal: what wrk saw, and what it cost."""

    answered: Answered
    web_cpu_us: float
    pg_cpu_us: float


class Work:
    """One kind of request, with pgbench's scripts of the same statements."""

    def __init__(self, name: str, scripts: Sequence[Script]) -> None:
        self.name = name
        self.scripts = scripts
        self.client = CLIENTS[0]
        self.turns: list[Turn] = []
        self.transactions: list[float] = []

    def find_best_client(self) -> None:
        """How pgbench is fastest here; its rates to find out are no results."""
        pgbench(self.scripts, CLIENTS[0], seconds=SECONDS_TO_WARM_UP)
        rates = {one: pgbench(self.scripts, one, seconds=SECONDS_TO_WARM_UP) for one in CLIENTS}
        self.client = max(rates, key=rates.__getitem__)
        told = ", ".join(f"{one} {rate:,.0f}/s" for one, rate in rates.items())
        console.print(f"[dim]pgbench, {self.name}: {told}[/dim]")

    def tell(self, number: int) -> None:
        console.print(
            f"[dim]round {number}, {self.name}: pgbench {self.transactions[-1]:,.0f}/s, "
            f"portal {self.turns[-1].answered.rate:,.0f}/s[/dim]"
        )

    def figures(self) -> dict[str, float]:
        """The medians of the rounds; the ratio is to pgbench at its best number of clients."""
        answered = [turn.answered for turn in self.turns]
        rate, best = median(one.rate for one in answered), median(self.transactions)
        figures = {
            "rps": round(rate, 1),
            "p50_ms": round(median(one.p50_ms for one in answered), 2),
            "p99_ms": round(median(one.p99_ms for one in answered), 2),
            "web_cpu_us": round(median(turn.web_cpu_us for turn in self.turns), 1),
            "pg_cpu_us": round(median(turn.pg_cpu_us for turn in self.turns), 1),
            "pgbench_tps": round(best, 1),
            "ratio": round(rate / best, 3),
        }
        return {f"{self.name}_{name}": value for name, value in figures.items()}


def measure(url: str, *, directory: Path, result: Path) -> int:
    """Gives the exit code: 0 where every target was reached."""
    console.print(f"Loading {loading.CLAIMS:,} claims in {loading.ORGANISATIONS} organisations …")
    loading.prepare_database()
    works = [
        Work("submit", statements.submit()),
        Work("worklist", statements.read_worklist()),
        Work("events", statements.read_events()),
    ]
    wrk = Wrk(directory, loading.tokens(), statements.events_place())
    server = portal.database_server()
    with portal.running(of_run(url), directory / "portal.log") as running:
        for work in works:
            wrk.run(work.name, running.claims_url, seconds=SECONDS_TO_WARM_UP)
            work.find_best_client()
        for number in range(ROUNDS):
            for work in works:
                work.transactions.append(pgbench(work.scripts, work.client, seconds=SECONDS))
                work.turns.append(_turn(work, wrk, running, server))
                work.tell(number + 1)
        memory = running.worker_rss_mb()
    figures = {"worker_rss_mb": round(memory, 1)} | sign_in.cpu_ms()
    for work in works:
        figures |= work.figures()
    return report.tell(console, figures, {work.name: str(work.client) for work in works}, result)


def _turn(work: Work, wrk: Wrk, running: Portal, server: Process) -> Turn:
    claims, web, database = Claim.objects.count(), running.cpu_seconds(), cpu_seconds(server)
    answered = wrk.run(work.name, running.claims_url, seconds=SECONDS)
    web, database = running.cpu_seconds() - web, cpu_seconds(server) - database
    written = Claim.objects.count() - claims
    if work.name == "submit" and written < answered.requests:
        raise LoadFailed(f"{answered.requests} claims were answered, but {written} written")
    return Turn(answered, web / answered.requests * 1e6, database / answered.requests * 1e6)


def of_run(url: str) -> str:
    """The same server's URL, with the database that Django uses in this run."""
    return urlsplit(url)._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
