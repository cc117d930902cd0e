"""What silence does: claims past their time limit are moved on.

Any number of sweepers may run beside each other and beside users: rows taken by
one are skipped by the next, and each move asks whether the claim is unchanged.
"""

from datetime import date, datetime

from django.db import transaction

from claims_portal.claims import writing_many
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import Calendar, london_date
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.writing_many import Change

BATCH = 500

PHASES_THAT_EXPIRE = sorted(
    {phase.code for process in PROCESSES.values() for phase in process.phases if phase.expiry}
)
_BEGINNING = (date.min, 0)


def sweep(*, at: datetime) -> int:
    """Move on every claim whose limit has passed; how many were moved."""
    moved, place = 0, _BEGINNING
    while batch := _sweep_after(place, at):
        place, number = batch
        moved += number
    return moved


@transaction.atomic
def _sweep_after(place: tuple[date, int], at: datetime) -> tuple[tuple[date, int], int] | None:
    """Move on the next of the late claims: where they ended, how many moved. None at the end."""
    today, calendar = london_date(at), current_calendar()
    day, pk = place
    late = list(
        Claim.objects.select_for_update(skip_locked=True)
        .filter(times_out_on__range=(day, today), phase__in=PHASES_THAT_EXPIRE)
        .exclude(turn="")
        .exclude(times_out_on=day, pk__lte=pk)
        .order_by("times_out_on", "pk")[:BATCH]
    )
    if not late:
        return None
    changes = [change for claim in late if (change := _timed_out(claim, today, calendar, at))]
    last = late[-1]
    return (last.times_out_on or today, last.pk), len(writing_many.write(changes, at=at))


def _timed_out(claim: Claim, today: date, calendar: Calendar, at: datetime) -> Change | None:
    decision = engine.expire(claim.process, claim.state, today=today, calendar=calendar)
    if decision is None:
        return None
    return writing_many.moved(claim, decision, at=at)
