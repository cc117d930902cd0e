"""Counting events into monthly tallies: only what is new, or everything from nothing.

A month in which something happened is counted anew as a whole, in one statement, from the
events of the claims that moved in it. So counting twice changes nothing, and counting all
months at once gives the same numbers as counting them one by one (`rebuild`).
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max

from claims_portal.claims.models import Event
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.tables import End
from claims_portal.figures.models import Progress, Tally

COMMITTED_LATE = 10_000
"""So many numbers of events before the last are looked at again: of two transactions at once,
the one with the lower number may be seen later."""
ONE_AT_A_TIME = 7_403_911_265
"""The advisory lock under which months are counted."""

SETTLED = sorted(
    {
        phase.code
        for process in PROCESSES.values()
        for phase in process.phases
        if phase.end is End.SETTLED
    }
)

_KEY = (
    "month, claim_type, representative_id, compensator_id, tag, detail, phase_before, "
    "phase_after, turn_before, kept"
)
_SUMS = (
    "events", "days_in_phase", "days_since_sent", "limited", "days_left", "settled", "settled_for",
)  # fmt: skip

# The newest value that an event up to this one wrote down; numbered texts compare in order.
_NEWEST = (
    "substr(max(to_char(event.number, 'FM00000000') || (event.changes->>'{}')) OVER so_far, 9)"
)
# Whose claim it was, where its representative gave it away later (one transfer after another).
_GIVER = """
        substr(min(to_char(event.number, 'FM00000000') || (event.changes->>'transferred_from'))
            FILTER (WHERE NOT event.changes ? 'compensator_code') OVER after, 9)"""

_COUNT = f"""
WITH claims AS ({{claims}}),
steps AS (
    SELECT event.*,
        lag(event.turn_after) OVER in_order AS turn_then,
        lag(event.times_out_on) OVER in_order AS times_out_then,
        max(event.at) FILTER (WHERE event.phase_before IS DISTINCT FROM event.phase_after)
            OVER before AS moved_at,
        min(event.at) FILTER (WHERE event.changes ? 'sent_on') OVER so_far AS sent_at,
        {_NEWEST.format("compensator_code")} AS compensator_code,
        {_NEWEST.format("settled_for")} AS sum_agreed,
        {_GIVER} AS given_by
    FROM claims_event event JOIN claims USING (claim_id)
    WINDOW in_order AS (PARTITION BY event.claim_id ORDER BY event.number),
        so_far AS (in_order ROWS UNBOUNDED PRECEDING),
        before AS (in_order ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
        after AS (in_order ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING)
), told AS (
    SELECT steps.*, (at AT TIME ZONE 'Europe/London')::date AS day,
        phase_before IS DISTINCT FROM phase_after AND times_out_then IS NOT NULL AS in_limit,
        CASE WHEN phase_after = ANY(%(settled)s) THEN sum_agreed::numeric END AS amount
    FROM steps WHERE at >= %(since)s AND at < %(until)s
)
INSERT INTO figures_tally ({_KEY}, {", ".join(_SUMS)})
SELECT date_trunc('month', day)::date, COALESCE(hidden.claim_type, claim.claim_type),
    COALESCE(giver.id, claim.representative_id), compensator.id,
    told.tag, COALESCE(document.body->>'reason', ''), told.phase_before, told.phase_after,
    COALESCE(turn_then, ''), how.kept,
    sign * count(*),
    sign * COALESCE(sum(day - (told.moved_at AT TIME ZONE 'Europe/London')::date), 0),
    sign * COALESCE(sum(day - (told.sent_at AT TIME ZONE 'Europe/London')::date), 0),
    sign * count(*) FILTER (WHERE in_limit),
    sign * COALESCE(sum(times_out_then - 1 - day) FILTER (WHERE in_limit), 0),
    sign * count(amount),
    sign * COALESCE(sum(amount), 0)
FROM told
JOIN claims_claim claim ON claim.id = told.claim_id
-- A claim that was deleted and can be had back has another type meanwhile (retention.hiding).
LEFT JOIN retention_deletion hidden ON hidden.claim_id = claim.id AND hidden.ended_at IS NULL
LEFT JOIN organisations_organisation compensator
    ON upper(compensator.code) = upper(told.compensator_code)
LEFT JOIN organisations_organisation giver ON upper(giver.code) = upper(told.given_by)
LEFT JOIN claims_document document
    ON document.claim_id = told.claim_id AND document.number = told.number
CROSS JOIN (VALUES {{how}}) how (kept, sign)
GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, how.kept, how.sign
ON CONFLICT ({_KEY}) DO UPDATE SET
    {", ".join(f"{name} = figures_tally.{name} + excluded.{name}" for name in _SUMS)}
"""  # noqa: S608 - composed of constants
_MOVED = "SELECT DISTINCT claim_id FROM claims_event WHERE at >= %(since)s AND at < %(until)s"
_CHOSEN = "SELECT unnest(%(claims)s::bigint[]) AS claim_id"
_MONTHS = """
SELECT month AT TIME ZONE 'Europe/London',
    (month + interval '1 month') AT TIME ZONE 'Europe/London'
FROM (SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'Europe/London') AS month
      FROM claims_event WHERE id > %(after)s) months
ORDER BY 1
"""
_COUNTED = "(FALSE, 1)"
_KEPT_INSTEAD = "(TRUE, 1), (FALSE, -1)"
_ALWAYS = ("-infinity", "infinity")


def bring_up_to_date() -> int:
    """Count the months in which anything happened since the last time; how many these were."""
    with _alone():
        last = Event.objects.aggregate(last=Max("id"))["last"] or 0
        done, _made = Progress.objects.get_or_create(pk=1)
        if last == done.last_event:
            return 0
        months = _months(after=done.last_event - COMMITTED_LATE)
        for since, until in months:
            Tally.objects.filter(month=london_date(since), kept=False).delete()
            _count(_MOVED, since=since, until=until)
        Progress.objects.filter(pk=1).update(last_event=last)
        return len(months)


def rebuild() -> int:
    """Count everything from nothing; what is kept of deleted claims stays. The rows made."""
    with _alone():
        last = Event.objects.aggregate(last=Max("id"))["last"] or 0
        Tally.objects.filter(kept=False).delete()
        _count("SELECT DISTINCT claim_id FROM claims_event", since=_ALWAYS[0], until=_ALWAYS[1])
        Progress.objects.update_or_create(pk=1, defaults={"last_event": last})
        return Tally.objects.count()


def keep(claims: Iterable[int]) -> None:
    """Before these claims are deleted, in the same transaction: what they came to stays counted.

    Nothing that is kept says whose claim it was.
    """
    chosen = list(claims)
    # Not the bare number: its greatest would be sought from the last event of all downwards.
    of_these = Event.objects.filter(claim__in=chosen)
    newest = of_these.aggregate(newest=Max(F("id") + 0))["newest"] or 0
    if not Progress.objects.filter(pk=1, last_event__gte=newest).exists():
        bring_up_to_date()
    with _alone():
        since, until = _ALWAYS
        _count(_CHOSEN, since=since, until=until, claims=chosen, how=_KEPT_INSTEAD)
        Tally.objects.filter(events=0).delete()


@contextmanager
def _alone() -> Iterator[None]:
    """A transaction in which nobody else counts."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        yield


def _months(*, after: int) -> list[tuple[datetime, datetime]]:
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"after": after})
        return [(since, until) for since, until in cursor.fetchall()]


def _count(
    which: str,
    *,
    since: datetime | str,
    until: datetime | str,
    claims: Sequence[int] = (),
    how: str = _COUNTED,
) -> None:
    parameters: dict[str, Any] = {
        "since": since,
        "until": until,
        "claims": list(claims),
        "settled": SETTLED,
    }
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(claims=which, how=how), parameters)
