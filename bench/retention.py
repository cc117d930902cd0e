"""`python -m bench.retention`: the nightly deletion over 200,000 claims, or as many as are wanted.

Among claims that are not due yet, and claims of children, which were due long ago and are kept,
lie those that a night deletes. First it is asked what is due, and how the database finds it;
then claims are sent at a steady rate, alone and beside the deletion, which runs as the worker
runs it: in a process of its own. Writes build/retention.json; ends with 1 where an aim is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.place import ROOT, STATE, prepared

if TYPE_CHECKING:
    from bench.load import Answered, Wrk
    from bench.portal import Portal

DUE = 10_000
CHILDREN_IN_A_HUNDRED = 5
"""Of the claims that ended: kept until the claimant is 21 years and a month old."""
MOST_SECONDS_TO_FIND = 1.0
LEAST_A_MINUTE = 10_000
MOST_TIMES_SLOWER = 2.0
SECONDS_TO_WARM_UP, SECONDS = 5, 15
SUBMITS = 36
"""A second, as `bench.steady` has them."""
SPREAD = """
UPDATE claims_claim SET
    date_of_birth = CASE WHEN id / 100 %% 100 < %(children)s THEN CURRENT_DATE - 4000
        ELSE DATE '1980-01-01' END,
    ended_at = CASE WHEN id / 100 %% 100 < %(children)s THEN now() - interval '300 days'
        ELSE now() - make_interval(hours => (id %% 680)::int) END
WHERE ended_at IS NOT NULL
"""
MAKE_DUE = """
UPDATE claims_claim SET ended_at = now() - make_interval(days => 40 + (id %% 20)::int)
WHERE id IN (SELECT id FROM claims_claim
             WHERE ended_at > now() - interval '29 days' ORDER BY id LIMIT %(due)s)
"""

LAST_EVENTS_ARE_NEW = """
UPDATE claims_event SET at = now() - interval '1 minute'
WHERE id > (SELECT max(id) FROM claims_event) - %(events)s AND at < date_trunc('month', now())
"""
"""As they are where claims were not copied: figures look at the last events' months again."""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=200_000, help="how many (%(default)s)")
    given = arguments.parse_args()
    with prepared() as url:
        figures = measure(url, given.claims)
    (ROOT / "build" / "retention.json").write_text(json.dumps(figures, indent=2) + "\n")
    for name, value in figures.items():
        print(f"{name:>28}  {value:,}")
    reached = (
        figures["find_seconds"] < MOST_SECONDS_TO_FIND
        and not figures["tables_read_whole"]
        and figures["deleted"] == DUE
        and figures["deleted_a_minute"] >= LEAST_A_MINUTE
        and figures["submit_times_slower"] <= MOST_TIMES_SLOWER
    )
    print("reached" if reached else "MISSED")
    return 0 if reached else 1


def measure(url: str, claims: int) -> dict[str, float]:
    from bench import loading, portal, statements
    from bench.load import Wrk
    from bench.measuring import of_run

    loading.prepare_database()
    loading.add_copies(claims - loading.CLAIMS)
    spread()
    found = finding()
    wrk = Wrk(STATE, loading.tokens(), statements.events_place())
    with portal.running(of_run(url), STATE / "portal.log") as running:
        wrk.run("submit", running.claims_url, seconds=SECONDS_TO_WARM_UP, rate=SUBMITS)
        alone = wrk.run("submit", running.claims_url, seconds=SECONDS, rate=SUBMITS)
        deleted = deleting(of_run(url), wrk, running)
    return {
        "claims": max(claims, loading.CLAIMS),
        **found,
        "submit_alone_p50_ms": alone.p50_ms,
        "submit_alone_p99_ms": alone.p99_ms,
        **deleted,
        "submit_times_slower": round(deleted["submit_beside_p99_ms"] / alone.p99_ms, 2),
    }


def spread() -> None:
    """Who is a child, who is due, and who is neither."""
    from django.db import connection

    from claims_portal.figures import tallying

    with connection.cursor() as cursor:
        cursor.execute(SPREAD, {"children": CHILDREN_IN_A_HUNDRED})
        cursor.execute(MAKE_DUE, {"due": DUE})
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(LAST_EVENTS_ARE_NEW, {"events": tallying.COMMITTED_LATE + 1000})
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM (ANALYZE)")
    tallying.rebuild()


def finding() -> dict[str, float]:
    """How long it takes to find the work of a night, and what of it is read without an index."""
    from claims_portal import clock
    from claims_portal.retention import deleting

    at = clock.now()
    deleting.due(at=at)
    began = time.perf_counter()
    due = sum(one.claims for one in deleting.due(at=at))
    took = time.perf_counter() - began
    plans = "\n".join(deleting.plans(at=at))
    return {
        "due": due,
        "find_seconds": round(took, 3),
        "tables_read_whole": plans.count("Seq Scan on claims_"),
    }


def deleting(url: str, wrk: "Wrk", running: "Portal") -> dict[str, float]:
    """The command that the worker's job is too, with claims sent until it is done."""
    from claims_portal.retention.models import Run

    command = [str(Path(sys.executable).with_name("claims-portal")), "retention", "run"]
    environment = os.environ | {"DATABASE_URL": url}
    with ThreadPoolExecutor(1) as pool:
        began = time.perf_counter()
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL)
        done = pool.submit(lambda: (process.wait(), time.perf_counter() - began))
        beside = list(until(done, wrk, running))
        code, seconds = done.result()
    if code:
        raise RuntimeError("The deletion failed")
    deleted = sum(Run.objects.latest("pk").deleted.values())
    return {
        "deleted": deleted,
        "seconds": round(seconds, 1),
        "deleted_a_minute": round(60 * deleted / seconds),
        "submit_beside_p50_ms": median(one.p50_ms for one in beside),
        "submit_beside_p99_ms": median(one.p99_ms for one in beside),
    }


def until(done: Any, wrk: "Wrk", running: "Portal") -> Iterator["Answered"]:
    while True:
        answered = wrk.run("submit", running.claims_url, seconds=SECONDS, rate=SUBMITS)
        yield answered
        if done.done():
            return


if __name__ == "__main__":
    sys.exit(main())
