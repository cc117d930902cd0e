"""`python -m bench.figures`: the monthly figures of 5 years counted from nothing, and kept up.

Without more with the events of the load, about 1,300,000; `--events 5000000` for the whole. After
the rebuild some new events are counted as the worker counts them every five minutes, and everything
is counted from nothing once more: the numbers must be the same. Writes build/figures.json; ends
with 1 where an aim is missed.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from bench.place import ROOT, prepared

MOST_SECONDS = 600.0
"""Of a rebuild of five million events."""
MOST_SECONDS_OF_AN_UPDATE = 10.0
NEW_EVENTS = 1_000
OLDER = """
UPDATE claims_event SET at = at - make_interval(days => (claim_id %% 1096)::int)
WHERE id <= (SELECT max(id) FROM claims_event) - %(stay)s
"""
"""Two years become five."""
NEWER = """
UPDATE claims_event SET at = now() - interval '1 minute'
WHERE id > (SELECT max(id) FROM claims_event) - %(stay)s AND at < date_trunc('month', now())
"""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=0, help="how many at least")
    given = arguments.parse_args()
    with prepared():
        figures = measure(given.events)
    (ROOT / "build" / "figures.json").write_text(json.dumps(figures, indent=2) + "\n")
    for name, value in figures.items():
        print(f"{name:>28}  {value:,}")
    reached = (
        figures["rebuild_seconds"] < MOST_SECONDS
        and figures["update_seconds"] < MOST_SECONDS_OF_AN_UPDATE
        and figures["tallies_that_differ"] == 0
    )
    print("reached" if reached else "MISSED")
    return 0 if reached else 1


def measure(events: int) -> dict[str, float]:
    from bench import loading
    from claims_portal.claims.models import Event
    from claims_portal.figures import tallying
    from claims_portal.figures.models import Tally

    loading.prepare_database()
    a_claim = Event.objects.count() / loading.CLAIMS
    loading.add_copies(round(events / a_claim) - loading.CLAIMS)
    spread()
    counted = Event.objects.count()
    rebuild = timed(tallying.rebuild)
    happen()
    update = timed(tallying.bring_up_to_date)
    kept_up = tallies()
    timed(tallying.rebuild)
    return {
        "events": counted,
        "months": Tally.objects.values("month").distinct().count(),
        "rebuild_seconds": rebuild,
        "events_a_second": round(counted / rebuild),
        "update_seconds": update,
        "tallies": len(kept_up),
        "tallies_that_differ": len(kept_up ^ tallies()),
    }


def spread() -> None:
    """Over five years; the last events are new, as where time wrote them."""
    from django.db import connection

    from claims_portal.figures import tallying

    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in (OLDER, NEWER):
            cursor.execute(statement, {"stay": tallying.COMMITTED_LATE + NEW_EVENTS})
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM (ANALYZE)")


def happen() -> None:
    from claims_portal import clock
    from claims_portal.claims import writing
    from claims_portal.claims.models import Claim

    for claim in Claim.objects.order_by("-pk")[:NEW_EVENTS]:
        writing.add_event(
            claim, tag="claim:bench", says="bench", changes={}, by=None, at=clock.now()
        )


def tallies() -> set[tuple[Any, ...]]:
    from claims_portal.figures.models import Tally

    columns = [field.attname for field in Tally._meta.concrete_fields if field.name != "id"]
    return set(Tally.objects.values_list(*columns))


def timed(do: Callable[[], Any]) -> float:
    began = time.perf_counter()
    do()
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    sys.exit(main())
