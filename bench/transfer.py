"""`python -m bench.transfer`: a hundred thousand claims from one organisation to another.

The load's claims are given to one representative first, then transferred by the worker's own
code, batch after batch, killed nowhere. Beside it one step after another is taken in claims
of others, as a user would, whose times are told. Writes build/transfer.json; ends with 1
where it takes five minutes or more.
"""

import json
import sys
import threading
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import Any

from bench.place import ROOT, prepared

CLAIMS = 100_000
MOST_SECONDS = 300.0
GIVER, RECEIVER = 1, 2
GIVE = """
UPDATE claims_claim SET representative_id = %(giver)s, turn = 'compensator',
    phase = 'LiabilityDecision', ended_at = NULL
WHERE id IN (SELECT id FROM claims_claim WHERE representative_id <> %(receiver)s
             ORDER BY id LIMIT %(claims)s)
"""


def main() -> int:
    with prepared():
        return measure()


def measure() -> int:
    from bench import loading

    loading.prepare_database()
    transfer = planned()
    quiet = beside(lambda: time.sleep(10))
    took: list[float] = []
    busy = beside(lambda: took.append(timed(transfer)))
    figures = {
        "claims": moved(transfer),
        "seconds": round(took[0], 1),
        "claims_a_second": round(CLAIMS / took[0]),
        **{f"step_beside_{name}_ms": value for name, value in busy.items()},
        **{f"step_alone_{name}_ms": value for name, value in quiet.items()},
    }
    (ROOT / "build" / "transfer.json").write_text(json.dumps(figures, indent=2) + "\n")
    for name, value in figures.items():
        print(f"{name:>28}  {value:,}")
    reached = figures["claims"] == CLAIMS and took[0] < MOST_SECONDS
    print("reached" if reached else "MISSED")
    return 0 if reached else 1


def planned() -> int:
    """A transfer to which everybody agreed, of a hundred thousand open claims."""
    from django.db import connection

    from claims_portal import clock
    from claims_portal.transfers.models import State, Transfer

    with connection.cursor() as cursor:
        cursor.execute(GIVE, {"giver": GIVER, "receiver": RECEIVER, "claims": CLAIMS + 5000})
        cursor.execute("SELECT count(*) - %s FROM claims_claim WHERE representative_id = %s "
                       "AND turn <> '' AND sent_at IS NOT NULL", [CLAIMS, GIVER])  # fmt: skip
        (too_many,) = cursor.fetchone()
        cursor.execute("UPDATE claims_claim SET representative_id = 3 WHERE id IN (SELECT id FROM "
                       "claims_claim WHERE representative_id = %s AND turn <> '' ORDER BY id LIMIT "
                       "%s)", [GIVER, too_many])  # fmt: skip
        cursor.execute("VACUUM (ANALYZE)")
    at = clock.now()
    made = Transfer.objects.create(
        giver_id=GIVER, receiver_id=RECEIVER, reason="bench", contact="bench", asked_by="bench",
        asked_at=at, carry_out_at=at, giver_agreed_at=at, receiver_agreed_at=at,
        state=State.PLANNED,
    )  # fmt: skip
    return made.pk


def timed(transfer: int) -> float:
    from claims_portal import clock
    from claims_portal.transfers import carrying_out

    began = time.perf_counter()
    carrying_out.carry_out(transfer, at=clock.now())
    return time.perf_counter() - began


def moved(transfer: int) -> int:
    from claims_portal.transfers.models import Line

    return Line.objects.filter(transfer=transfer, outcome="moved").count()


def beside(do: Callable[[], Any]) -> dict[str, float]:
    """What steps in claims of others take while something is done."""
    stop, took = threading.Event(), [0.0]
    took.clear()
    stepping = threading.Thread(target=take_steps, args=(stop, took))
    stepping.start()
    try:
        do()
    finally:
        stop.set()
        stepping.join()
    return {"p50": round(median(took), 1), "p99": round(quantiles(took, n=100)[98], 1)}


def take_steps(stop: threading.Event, took: list[float]) -> None:
    """Notes in claims that nobody transfers: the write of one event, one round trip."""
    from django.db import connection

    from claims_portal import clock
    from claims_portal.claims import writing
    from claims_portal.claims.models import Claim

    others = Claim.objects.exclude(representative_id__in=[GIVER, RECEIVER])[:500]
    claims = list(others)
    while not stop.is_set():
        claim = claims[len(took) % len(claims)]
        began = time.perf_counter()
        writing.add_event(
            claim, tag="claim:bench", says="bench", changes={}, by=None, at=clock.now()
        )
        took.append((time.perf_counter() - began) * 1000)
        time.sleep(0.01)
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
