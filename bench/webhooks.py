"""`python -m bench.webhooks`: webhooks a second of one worker, and how soon one arrives.

The worker is the process that `serve` runs, the receiver another process of this machine
that reads each request and answers 204; it verifies the signature of every hundredth.
Twenty thousand events, each of another claim, are committed at once for a subscription;
then fifty are sent one by one. Every message must have arrived, and each once. Writes
build/webhooks.json, and ends with 1 where a target is missed.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bench.place import ROOT, STATE, prepared

EVENTS, SINGLE = 20_000, 50
WANTED_A_SECOND, MOST_SECONDS = 1000.0, 1.0
DATABASE = "bench_webhooks"
COPIES = """
WITH copies AS (
    INSERT INTO claims_claim ({columns})
    SELECT {values} FROM claims_claim CROSS JOIN generate_series(1, %(number)s) WHERE id = %(claim)s
    RETURNING id
)
INSERT INTO claims_event (
    claim_id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
    times_out_on, activity_id, changes, at, for_compensator_id)
SELECT copies.id, number, tag, row, action, says, side, phase_before, phase_after, turn_after,
    times_out_on, activity_id, changes, now(), for_compensator_id
FROM copies CROSS JOIN claims_event WHERE claim_id = %(claim)s AND number = 1
"""


def main() -> int:
    with prepared() as url:
        return measure(url)


def measure(url: str) -> int:
    from bench.portal import cpu_seconds, database_server

    os.environ["DATABASE_URL"] = own_database(url)
    claim, secret, port = make_world()
    with running(secret, port) as receiver, worker() as process:
        until(lambda: one("SELECT count(*) FROM webhooks_dispatched"))
        processes = {"worker": process, "postgres": database_server(), "receiver": receiver}
        before = {name: cpu_seconds(process) for name, process in processes.items()}
        began = time.monotonic()
        copy(claim, EVENTS)
        committed = time.monotonic() - began
        until(lambda: arrived(port)["messages"] >= EVENTS, seconds=300)
        seconds = time.monotonic() - began - committed
        cpu = {name: cpu_seconds(process) - before[name] for name, process in processes.items()}
        until(lambda: not one("SELECT count(*) FROM webhooks_delivery WHERE state = 'waiting'"))
        delays = [arrival(claim, port) for _ in range(SINGLE)]
        memory = process.memory_info().rss / 1e6
        told = arrived(port)
    figures = {
        "webhooks": EVENTS,
        "webhooks_a_second": round(EVENTS / seconds, 1),
        **{f"{name}_cpu_us": round(used / EVENTS * 1e6, 1) for name, used in cpu.items()},
        "delay_p50_ms": round(median(delays) * 1000, 1),
        "delay_max_ms": round(max(delays) * 1000, 1),
        "worker_rss_mb": round(memory, 1),
        "twice": told["messages"] - told["different"],
        "verified": told["verified"],
    }
    (ROOT / "build" / "webhooks.json").write_text(json.dumps(figures, indent=2) + "\n")
    for name, value in figures.items():
        print(f"{name:>20}  {value:,}")
    exact = told["different"] == EVENTS + SINGLE and not figures["twice"] and not told["wrong"]
    fast = figures["webhooks_a_second"] >= WANTED_A_SECOND and max(delays) < MOST_SECONDS
    print("reached" if exact and fast else "MISSED")
    return 0 if exact and fast else 1


def own_database(url: str) -> str:
    """A new database on the server of the benchmarks; its address."""
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE}")
    home = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = DATABASE
    call_command("migrate", verbosity=0, interactive=False)
    return url.replace(f"/{home}?", f"/{DATABASE}?")


def make_world() -> tuple[int, str, int]:
    """A claim whose first event is news to an insurer with a webhook; its secret, and the port."""
    from tests import make

    from bench.portal import free_port
    from claims_portal import clock
    from claims_portal.accounts.profiles import Profile
    from claims_portal.webhooks import subscriptions
    from claims_portal.webhooks.subscriptions import Wanted

    os.environ["PORTAL_WEBHOOK_NETWORKS"] = "127.0.0.0/8"
    from django.conf import settings

    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    firm, insurer = make.organisation("CR1"), make.organisation("COMP1", kind="COMP")
    lawyer = make.user(firm, Profile.CR_RTA_CLAIM_HANDLER)
    boss = make.user(insurer, Profile.COMP_RTA_CLAIM_HANDLER, Profile.COMP_ADMINISTRATOR)
    claim = make.claim(lawyer=lawyer, insurer=boss, now=clock.now())
    port = free_port()
    wanted = Wanted(url=f"http://127.0.0.1:{port}/", events=["*"])
    made = subscriptions.create(wanted, by=boss.as_actor(), at=clock.now())
    return claim.pk, made.secret, port


def copy(claim: int, number: int) -> None:
    """So many claims like this one, each with its first event, in one transaction."""
    from django.db import connection

    from claims_portal.claims.models import Claim

    columns = [field.column for field in Claim._meta.concrete_fields if field.column != "id"]
    values = ["gen_random_uuid()" if name == "activity_id" else name for name in columns]
    statement = COPIES.format(columns=", ".join(columns), values=", ".join(values))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"number": number, "claim": claim})


def arrival(claim: int, port: int) -> float:
    """Seconds from the commit of an event to its arrival."""
    before = arrived(port)["messages"]
    began = time.monotonic()
    copy(claim, 1)
    until(lambda: arrived(port)["messages"] > before)
    return time.monotonic() - began


def arrived(port: int) -> dict[str, int]:
    import httpx

    told: dict[str, int] = httpx.get(f"http://127.0.0.1:{port}/").json()
    return told


def one(statement: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement)
        (found,) = cursor.fetchone()
    return int(found)


def until(holds: Callable[[], Any], *, seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} s")
        time.sleep(0.01)


@contextmanager
def running(secret: str, port: int) -> Iterator[Any]:
    """The receiver, as a process of its own."""
    import httpx
    import psutil

    command = [sys.executable, "-m", "bench.receiver", secret, str(port)]
    with subprocess.Popen(command, cwd=ROOT) as process:

        def answers() -> bool:
            try:
                return bool(arrived(port))
            except httpx.TransportError:
                return False

        try:
            until(answers)
            yield psutil.Process(process.pid)
        finally:
            process.terminate()


@contextmanager
def worker() -> Iterator[Any]:
    import psutil

    from claims_portal.config.management.commands.serve import webhooks_command

    log = Path(STATE) / "webhooks.log"
    with log.open("wb") as output, subprocess.Popen(webhooks_command(), stderr=output) as process:
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(20)


if __name__ == "__main__":
    sys.exit(main())
