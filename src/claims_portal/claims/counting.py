"""How the date of a claim's running limit was counted, for whoever wants to check it."""

from dataclasses import dataclass

from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import Counting
from claims_portal.claims.process.deadlines import Limit


@dataclass(frozen=True)
class Counted:
    """The limit, and the way from its start to its end by the calendar of this version."""

    limit: Limit
    counting: Counting
    calendar_version: int


def counted(claim: Claim) -> Counted | None:
    """None where no limit runs, and where its date was agreed or told and not counted."""
    phase, calendar = claim.phase_row, current_calendar()
    if claim.times_out_on is None or phase.limit is None:
        return None
    deadline = engine.deadline_of(phase, claim.state.facts, calendar)
    if deadline is None or deadline.times_out_on != claim.times_out_on:
        return None
    counting = calendar.counting(deadline.started_on, deadline.days)
    return Counted(phase.limit, counting, calendar.version)
