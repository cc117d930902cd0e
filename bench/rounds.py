"""`python -m bench.rounds`: what the worker does every minute, at volume, two workers racing.

Ten thousand claims past their limit are swept and as many warned of, by two processes
that begin at the same moment; each must be done, and none twice. Then a holiday is
added, and the inbox of a compensator is read. Writes build/rounds.json, and ends with 1
where sweeping takes too long or a claim was done twice.

`--claims 5000000` adds claims to the 200,000 of the load: mostly ended, as an archive is.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from bench.place import ROOT, prepared

DUE = 10_000
WORKERS = 2
MOST_SECONDS = 10.0
BEGIN_IN = 4.0
"""Seconds until the workers begin together: time to start Python and Django."""

MORE_CLAIMS = """
INSERT INTO claims_claim ({columns})
SELECT {values} FROM generate_series(1, %(number)s) number
CROSS JOIN LATERAL (
    SELECT * FROM claims_claim
    WHERE id = CASE WHEN number %% 20 = 0 THEN %(open)s ELSE %(ended)s END
) original
"""
OTHERWISE = {
    "activity_id": "gen_random_uuid()",
    "representative_id": "1 + number %% 40",
    "compensator_id": "41 + number %% 10",
    "compensator_branch_id": "41 + number %% 10",
}
"""What a copy has otherwise than its original."""
COUNTED = """
UPDATE claims_claim SET facts = facts || jsonb_build_object('sentOn', day.sent_on::text),
    times_out_on = day.times_out_on, alarm_on = day.alarm_on
FROM unnest(%(sent_on)s::date[], %(times_out_on)s::date[], %(alarm_on)s::date[])
    WITH ORDINALITY AS day (sent_on, times_out_on, alarm_on, number)
WHERE claims_claim.id %% cardinality(%(sent_on)s::date[]) + 1 = day.number
  AND phase IN ('ClaimSubmitted', 'Article75Decision', 'LiabilityDecision')
"""
MAKE_DUE = """
UPDATE claims_claim SET times_out_on = %(times_out_on)s, alarm_on = %(alarm_on)s
WHERE id IN (SELECT id FROM claims_claim WHERE phase = %(phase)s ORDER BY id LIMIT %(due)s)
"""


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--claims", type=int, default=0)
    arguments.add_argument("--worker", choices=["sweep", "ring"])
    arguments.add_argument("--begin", type=float, default=0.0)
    given = arguments.parse_args()
    if given.worker:
        return work(given.worker, given.begin)
    with prepared():
        return measure(given.claims)


def work(what: str, begin: float) -> int:
    """One of the workers that race: a process of its own, on the database of the run."""
    import django

    django.setup()
    from django.db import connection

    from claims_portal import clock
    from claims_portal.claims import alarms, sweeping
    from claims_portal.claims.calendars import current_calendar

    connection.ensure_connection()
    current_calendar()
    time.sleep(max(0.0, begin - time.time()))
    began = time.time()
    done = (sweeping.sweep if what == "sweep" else alarms.ring)(at=clock.now())
    print(json.dumps({"done": done, "began": began, "ended": time.time()}))
    return 0


def measure(claims: int) -> int:
    from bench import loading

    loading.prepare_database()
    add_claims(claims - loading.CLAIMS)
    figures: dict[str, float] = {"claims": max(claims, loading.CLAIMS)}
    for what, tag in (
        ("sweep", "claim:liability:timed-out"),
        ("ring", "claim:liability:days-left"),
    ):
        figures |= race(what, tag)
    figures |= recalculation()
    figures |= reading()
    result = ROOT / "build" / "rounds.json"
    result.write_text(json.dumps(figures, indent=2) + "\n")
    for name, value in figures.items():
        print(f"{name:>28}  {value:,.3f}")
    enough = figures["sweep_seconds"] < MOST_SECONDS
    exact = figures["sweep_done"] == figures["ring_done"] == DUE
    print("reached" if enough and exact else "MISSED")
    return 0 if enough and exact else 1


def add_claims(number: int) -> None:
    """The claims that are wanted beside the load, and limits that were counted as they stand."""
    from django.db import connection

    with connection.cursor() as cursor:
        if number > 0:
            _add_claims(cursor, number)
        cursor.execute(COUNTED, counted_days())
        cursor.execute("VACUUM (ANALYZE)")


def counted_days() -> dict[str, list[date]]:
    """The days of the last fortnight as claims may have been sent on them, counted."""
    from claims_portal import clock
    from claims_portal.claims.calendars import current_calendar

    calendar, today = current_calendar(), clock.today()
    days: dict[str, list[date]] = {"sent_on": [], "times_out_on": [], "alarm_on": []}
    for ago in range(14):
        counting = calendar.counting(today - timedelta(days=ago), 15)
        days["sent_on"].append(counting.start)
        days["times_out_on"].append(counting.times_out_on)
        days["alarm_on"].append(calendar.day_with_days_left(counting.last_day, 5))
    return days


def _add_claims(cursor: Any, number: int) -> None:
    from claims_portal.claims.models import Claim

    cursor.execute("SELECT min(id) FROM claims_claim WHERE phase = 'LiabilityDecision'")
    (still_open,) = cursor.fetchone()
    cursor.execute("SELECT min(id) FROM claims_claim WHERE ended_at IS NOT NULL")
    (ended,) = cursor.fetchone()
    columns = [field.column for field in Claim._meta.concrete_fields if field.column != "id"]
    values = [OTHERWISE.get(column, f"original.{column}") for column in columns]
    more = MORE_CLAIMS.format(columns=", ".join(columns), values=", ".join(values))
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(more, {"number": number, "open": still_open, "ended": ended})
    cursor.execute("SET session_replication_role = DEFAULT")


def race(what: str, tag: str) -> dict[str, float]:
    """Ten thousand claims made due, two workers on them at once."""
    from django.db import connection

    from claims_portal import clock
    from claims_portal.claims.models import Event

    today = clock.today()
    late = what == "sweep"
    due = {
        # Late is late; a warning is due while five business days are left to the limit.
        "times_out_on": today if late else business_day(5) + timedelta(days=1),
        "alarm_on": None if late else today,
        "phase": "ClaimSubmitted" if late else "LiabilityDecision",
        "due": DUE,
    }
    with connection.cursor() as cursor:
        cursor.execute(MAKE_DUE, due)
        cursor.execute("VACUUM (ANALYZE) claims_claim")
    before = Event.objects.filter(tag=tag).count()
    told = [json.loads(one) for one in outputs(what)]
    events = Event.objects.filter(tag=tag, at__gte=told_since(told)).count()
    seconds = max(one["ended"] for one in told) - min(one["began"] for one in told)
    twice = Event.objects.filter(tag=tag).count() - before - sum(one["done"] for one in told)
    return {
        f"{what}_seconds": round(seconds, 3),
        f"{what}_done": sum(one["done"] for one in told),
        f"{what}_events": events,
        f"{what}_not_told_by_a_worker": twice,
        f"{what}_by_the_first": told[0]["done"],
    }


def business_day(days: int) -> date:
    from claims_portal import clock
    from claims_portal.claims.calendars import current_calendar

    return current_calendar().business_day(clock.today(), days)


def told_since(told: list[dict[str, Any]]) -> datetime:
    from datetime import UTC

    return datetime.fromtimestamp(min(one["began"] for one in told) - 1, UTC)


def outputs(what: str) -> list[str]:
    from django.db import connection

    settings = connection.settings_dict
    query = f"host={settings['HOST']}" if settings["HOST"].startswith("/") else ""
    host = "" if query else f"{settings['HOST']}:{settings['PORT']}"
    url = f"postgresql://{settings['USER']}@{host}/{settings['NAME']}?{query}"
    command = [sys.executable, "-m", "bench.rounds", "--worker", what]
    command += ["--begin", str(time.time() + BEGIN_IN)]
    environment = os.environ | {"DATABASE_URL": url}
    workers = [
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(WORKERS)
    ]
    found = [worker.communicate()[0] for worker in workers]
    if any(worker.returncode for worker in workers):
        raise RuntimeError("A worker failed")
    return found


def recalculation() -> dict[str, float]:
    """A holiday within a fortnight: every running limit is counted, most of them move."""
    from claims_portal import clock
    from claims_portal.claims import holidays, recalculating
    from claims_portal.claims.models import Claim
    from claims_portal.records.audit import Author

    holidays.make(
        holidays.adding(business_day(3), "Bench"), by=Author(user="bench"), at=clock.now()
    )
    running = Claim.objects.filter(times_out_on__gt=clock.today()).exclude(turn="").count()
    with timed() as first:
        outcome = recalculating.recalculate(at=clock.now())
    with timed() as second:
        recalculating.recalculate(at=clock.now())
    return {
        "limits_running": running,
        "limits_moved": outcome.moved,
        "limits_kept": outcome.kept,
        "recalculation_seconds": first(),
        "second_run_seconds": second(),
    }


def reading() -> dict[str, float]:
    """The inbox of a compensator's handler: a page, and the number in the menu."""
    from claims_portal import clock
    from claims_portal.accounts.models import User
    from claims_portal.claims import inbox

    handler = User.objects.get(user_name="41").as_actor()
    at = clock.now()
    inbox.page(handler, at=at)

    def milliseconds(do: Callable[[], Any]) -> float:
        taken = []
        for _ in range(50):
            began = time.perf_counter()
            do()
            taken.append(time.perf_counter() - began)
        return round(median(taken) * 1e3, 2)

    return {
        "inbox_page_ms": milliseconds(lambda: inbox.page(handler, at=at)),
        "inbox_count_ms": milliseconds(lambda: inbox.count(handler, at=at)),
    }


@contextmanager
def timed() -> Iterator[Callable[[], float]]:
    began = time.perf_counter()
    ended: list[float] = []
    yield lambda: round(ended[0], 3)
    ended.append(time.perf_counter() - began)


if __name__ == "__main__":
    sys.exit(main())
