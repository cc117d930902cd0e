"""Whether the portal is there, and how fast it answers: asked every minute, as a user would.

The worker asks the web processes for the sign-in page over HTTP. A minute without a right
answer is one in which the portal was not available. Minutes in which the worker itself did
not run are not counted: `asked` says how many were.
"""

import time
from datetime import datetime, timedelta
from typing import Any

import httpx
from django.db import connection

from claims_portal.accounts.models import User
from claims_portal.claims.process.calendar import london_date
from claims_portal.figures.models import Month, Probe
from claims_portal.organisations.models import Organisation, OrganisationKind

PAGE = "/sign-in"
PATIENCE = 10.0
"""Seconds after which a user would have given up."""
ASKED_AGAIN_AFTER = 0.5
MINUTES_KEPT = timedelta(days=62)

_SUM_UP = """
INSERT INTO figures_month (
    month, representatives, compensators, users, asked, answered, median_ms, p95_ms)
SELECT %(month)s, %(representatives)s, %(compensators)s, %(users)s,
    count(*), count(answered_in_ms),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY answered_in_ms),
    percentile_cont(0.95) WITHIN GROUP (ORDER BY answered_in_ms)
FROM figures_probe
WHERE (minute AT TIME ZONE 'Europe/London') >= %(month)s::date
  AND (minute AT TIME ZONE 'Europe/London') < %(month)s::date + interval '1 month'
ON CONFLICT (month) DO UPDATE SET
    representatives = excluded.representatives, compensators = excluded.compensators,
    users = excluded.users, asked = excluded.asked, answered = excluded.answered,
    median_ms = excluded.median_ms, p95_ms = excluded.p95_ms
"""


def probe(address: str, *, at: datetime) -> Probe:
    """Ask once, and note it for this minute."""
    minute = at.replace(second=0, microsecond=0)
    return Probe.objects.update_or_create(
        minute=minute, defaults={"answered_in_ms": _answered_in(address)}
    )[0]


def _answered_in(address: str) -> float | None:
    """Milliseconds of the page; None where there was none in time.

    Where nobody listens it is asked again: the worker may have started before the web
    processes did, and a user would try again too.
    """
    until = time.perf_counter() + PATIENCE
    while True:
        began = time.perf_counter()
        try:
            answer = httpx.get(f"{address}{PAGE}", timeout=PATIENCE)
        except httpx.ConnectError:
            if time.perf_counter() + ASKED_AGAIN_AFTER > until:
                return None
            time.sleep(ASKED_AGAIN_AFTER)
        except httpx.HTTPError:
            return None
        else:
            taken = (time.perf_counter() - began) * 1000
            return taken if answer.status_code == httpx.codes.OK else None


def sum_up(*, at: datetime) -> None:
    """The month so far: who is there, and how the minutes went. Old minutes are forgotten."""
    month = london_date(at).replace(day=1)
    enabled = Organisation.objects.filter(enabled=True)
    compensators = enabled.filter(kind=OrganisationKind.COMPENSATOR).count()
    parameters: dict[str, Any] = {
        "month": month,
        "compensators": compensators,
        "representatives": enabled.count() - compensators,
        "users": User.objects.filter(active=True, enabled=True, organisation__enabled=True).count(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_SUM_UP, parameters)
    Probe.objects.filter(minute__lt=at - MINUTES_KEPT).delete()


def availability(month: Month) -> float | None:
    """Per cent of the minutes asked; None where none was."""
    return month.answered / month.asked * 100 if month.asked else None
