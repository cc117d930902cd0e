"""How the date of a claim's running limit came about, for whoever wants to check it."""

from dataclasses import dataclass

from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import ONE_DAY, Counting, Skipped
from claims_portal.claims.process.deadlines import Deadline, Limit


@dataclass(frozen=True)
class Counted:
    """The limit, and the way from its start to its end by the calendar of this version.

    `counting` is None where the parties agreed the date instead; `further` is what was
    counted behind it, for further consideration.
    """

    limit: Limit
    deadline: Deadline
    counting: Counting | None
    further: Counting | None
    calendar_version: int

    @property
    def skipped(self) -> list[Skipped]:
        """Every day that was not counted."""
        return [one for part in (self.counting, self.further) if part for one in part.skipped]


def counted(claim: Claim) -> Counted | None:
    """None where no limit runs, and where its date was told by the old platform."""
    phase, calendar = claim.phase_row, current_calendar()
    if claim.times_out_on is None or phase.limit is None:
        return None
    deadline = engine.deadline_of(phase, claim.state.facts, calendar)
    if deadline is None or deadline.times_out_on != claim.times_out_on:
        return None
    own = calendar.counting(deadline.started_on, deadline.days)
    until = deadline.agreed - ONE_DAY if deadline.agreed else own.last_day
    days = deadline.further_days
    counting = None if deadline.agreed else own
    further = calendar.counting(until, days) if days else None
    return Counted(phase.limit, deadline, counting, further, calendar.version)
