"""On which days the worker has to look at a claim, whatever happens in it meanwhile.

A claim keeps only the next of these days. They follow from where it stands: an
acknowledgement that is awaited may be given automatically, at once or after a while;
a running limit is warned of; a limit that silence does not end is told once reached.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from claims_portal.claims.process import acknowledgements
from claims_portal.claims.process.calendar import Calendar
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Phase, Process
from claims_portal.claims.process.warnings import reached_day, warning_day


@dataclass(frozen=True)
class Alarms:
    """The days of a claim on which the worker looks at it; those that there are none of, None."""

    acknowledged: date | None
    """Where an organisation may have asked that the portal take note at once."""
    last_acknowledged: date | None
    """When the portal takes note by itself where nothing else is awaited any more."""
    warned: date | None
    reached: date | None

    def next(self, *, from_day: date, warn: bool = True) -> date | None:
        """The first of the days that is not before this one; that of the warning if one is due."""
        days = [self.acknowledged, self.last_acknowledged, self.reached]
        days += [self.warned] if warn else []
        return min((day for day in days if day and day >= from_day), default=None)


def alarms_of(
    process: Process,
    phase: Phase,
    turn: Side | None,
    *,
    since: date,
    times_out_on: date | None,
    final_after: timedelta,
    calendar: Calendar,
) -> Alarms:
    """The days of a claim that is in a phase since a day, under a limit if one runs."""
    kind = acknowledgements.awaited(process, phase.code, turn)
    return Alarms(
        acknowledged=since if kind else None,
        last_acknowledged=since + final_after if kind and kind.may_end else None,
        warned=warning_day(phase, times_out_on, calendar),
        reached=reached_day(phase, times_out_on, since),
    )
