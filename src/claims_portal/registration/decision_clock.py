"""The time in which an application is decided: five working days (identity facts 4.1).

While the applicant has to answer a question nothing is counted; from the answer on the five
days are counted anew [our decision].
"""

from dataclasses import dataclass
from datetime import date

from claims_portal.claims.process.calendar import Calendar
from claims_portal.registration.models import Application, ApplicationState

WORKING_DAYS = 5


@dataclass(frozen=True)
class Due:
    """Zero days left on the last day itself, negative once it has passed."""

    on: date
    working_days_left: int


def due(application: Application, *, today: date, calendar: Calendar) -> Due | None:
    """When a decision is due; None where none is awaited from the operator."""
    if application.state != ApplicationState.SENT or application.clock_began_on is None:
        return None
    return counted(application.clock_began_on, today=today, calendar=calendar)


def counted(began_on: date, *, today: date, calendar: Calendar) -> Due:
    last_day = calendar.business_day(began_on, WORKING_DAYS)
    return Due(last_day, calendar.business_days_left(today, last_day))
