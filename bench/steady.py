"""`python -m bench.steady`: answers at a steady rate, token grants, and memory over many requests.

Requests come at random times, as from many senders, and not one after another's answer; what
wrk tells of latency counts those too that had to wait. Writes build/steady.json; ends with 1
where a target is missed.
"""

import json
import sys
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.place import ROOT, STATE, prepared

if TYPE_CHECKING:
    from bench.load import Wrk
    from bench.portal import Portal

SECONDS = 30
SECONDS_TO_FIND_OUT = 10
SUBMITS, WORKLISTS, EVENTS = 36, 42, 42
"""A second: 120 requests, of them 30 % claims that are sent."""
SHARE_OF_THE_HIGHEST = 0.7
REQUESTS = 100_000
MOST_GROWTH_MB = 8.0
"""Of a web process over those requests: what a page of an allocator's arenas may take."""


class Target(NamedTuple):
    figure: str
    bound: float
    at_least: bool = False

    def reached(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value < self.bound


TARGETS = (
    Target("steady_submit_p99_ms", 16),
    Target("at_share_submit_p99_ms", 100),
    Target("grants_a_second_a_core", 500, at_least=True),
    Target("growth_mb", MOST_GROWTH_MB),
)


def main() -> int:
    with prepared() as url:
        figures = measure(url)
    (ROOT / "build" / "steady.json").write_text(json.dumps(figures, indent=2) + "\n")
    for name, value in figures.items():
        print(f"{name:>28}  {value:,}")
    missed = [one for one in TARGETS if not one.reached(figures[one.figure])]
    for one in missed:
        print(f"MISSED: {one.figure} is {figures[one.figure]:g}, wanted {one.bound:g}")
    return 1 if missed else 0


def measure(url: str) -> dict[str, float]:
    from bench import loading, portal, statements
    from bench.load import Wrk
    from bench.measuring import of_run

    loading.prepare_database()
    wrk = Wrk(STATE, loading.tokens(), statements.events_place())
    wrk.environment["BENCH_CLIENTS"] = str(clients_file())
    with portal.running(of_run(url), STATE / "portal.log") as running:
        for work in ("submit", "worklist", "events"):
            wrk.run(work, running.claims_url, seconds=SECONDS_TO_FIND_OUT)
        return {
            **steady(wrk, running.claims_url),
            **at_share_of_the_highest(wrk, running.claims_url),
            **grants(wrk, running),
            **memory(wrk, running),
        }


def steady(wrk: "Wrk", url: str) -> dict[str, float]:
    """120 requests a second, by three senders of which each knows one kind."""
    rates = {"submit": SUBMITS, "worklist": WORKLISTS, "events": EVENTS}
    with ThreadPoolExecutor(len(rates)) as senders:
        asked = {
            work: senders.submit(wrk.run, work, url, seconds=SECONDS, rate=rate)
            for work, rate in rates.items()
        }
        answered = {work: one.result() for work, one in asked.items()}
    figures = {"steady_rate": round(sum(one.rate for one in answered.values()), 1)}
    for work, one in answered.items():
        figures |= {f"steady_{work}_p50_ms": one.p50_ms, f"steady_{work}_p99_ms": one.p99_ms}
    return figures


def at_share_of_the_highest(wrk: "Wrk", url: str) -> dict[str, float]:
    highest = wrk.run("submit", url, seconds=SECONDS_TO_FIND_OUT).rate
    answered = wrk.run("submit", url, seconds=SECONDS, rate=SHARE_OF_THE_HIGHEST * highest)
    return {
        "highest_submit_rate": round(highest, 1),
        "at_share_rate": round(answered.rate, 1),
        "at_share_submit_p50_ms": answered.p50_ms,
        "at_share_submit_p99_ms": answered.p99_ms,
    }


def grants(wrk: "Wrk", running: "Portal") -> dict[str, float]:
    """As many as can be had, by what each costs a core."""
    before = running.cpu_seconds()
    answered = wrk.run("grants", f"{running.base_url}/oauth/token", seconds=SECONDS_TO_FIND_OUT)
    spent = running.cpu_seconds() - before
    return {
        "grants_a_second": round(answered.rate, 1),
        "grants_a_second_a_core": round(answered.requests / spent, 1),
    }


def memory(wrk: "Wrk", running: "Portal") -> dict[str, float]:
    """How much a web process grows, once everything has been asked for."""
    before, done = running.worker_rss_mb(), 0
    while done < REQUESTS:
        for work in ("submit", "worklist", "events"):
            done += wrk.run(work, running.claims_url, seconds=SECONDS_TO_FIND_OUT).requests
    after = running.worker_rss_mb()
    return {"requests": done, "rss_mb": round(after, 1), "growth_mb": round(after - before, 1)}


def clients_file() -> Path:
    """A file with the credentials of new clients, one an organisation, as a header has them."""
    from claims_portal import clock
    from claims_portal.accounts import api_clients
    from claims_portal.organisations.models import Organisation

    path = STATE / "clients"
    lines = []
    for organisation in Organisation.objects.order_by("pk"):
        made = api_clients.create(organisation=organisation, name="Steady", at=clock.now())
        lines.append(b64encode(f"{made.client.client_id}:{made.secret}".encode()).decode())
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n")
    return path


if __name__ == "__main__":
    sys.exit(main())
