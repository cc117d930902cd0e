"""The day on which the worker looks at a claim next, once a decision has moved it on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim
from claims_portal.claims.process.alarms import alarms_of
from claims_portal.claims.process.calendar import london_date
from claims_portal.claims.process.engine import Decision
from claims_portal.claims.process.tables import Process


@dataclass(frozen=True, slots=True)
class NextAlarm:
    """The day, and the other one in case that the claim's limit was warned of already.

    A warning may be written at the same moment as the decision: which of the two holds
    is seen where the claim is changed, by its alarm being later than `warned_on`. That is
    empty where another limit runs from now on, or none.
    """

    alarm_on: date | None
    once_warned: date | None = None
    warned_on: date | None = None

    def as_of(self, alarm_before: date | None) -> date | None:
        """The day for a claim that is held, by the alarm that it had."""
        warned = alarm_before is None or (self.warned_on and alarm_before > self.warned_on)
        return self.once_warned if self.warned_on and warned else self.alarm_on


def after(
    decision: Decision, process: Process, *, at: datetime, claim: Claim | None = None
) -> NextAlarm:
    """When to look at a claim next that goes where this decision leads; a new one without claim."""
    deadline, today = decision.deadline, london_date(at)
    alarms = alarms_of(
        process,
        decision.phase,
        decision.turn,
        since=today,
        times_out_on=deadline.times_out_on if deadline else None,
        final_after=settings.FINAL_ACKNOWLEDGEMENT_AFTER,
        calendar=current_calendar(),
    )
    first = alarms.next(from_day=today)
    if claim is None or not _runs_on(claim, decision):
        return NextAlarm(first)
    # What is overdue stays so: a warning that comes late is given all the same.
    due = min((day for day in (first, claim.alarm_on) if day), default=None)
    return NextAlarm(due, alarms.next(from_day=today, warn=False), alarms.warned)


def _runs_on(claim: Claim, decision: Decision) -> bool:
    """Whether the limit that ran before the decision is the one that runs after it."""
    deadline, limit = decision.deadline, decision.phase.limit
    return (
        deadline is not None
        and claim.phase_row.limit is limit
        and claim.times_out_on == deadline.times_out_on
    )
