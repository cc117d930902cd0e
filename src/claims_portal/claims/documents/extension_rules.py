"""What an agreed time-out date must be."""

from collections.abc import Iterator
from datetime import timedelta

from claims_portal.claims.documents.base import Context, Json, Rule
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.rules import as_day, special
from claims_portal.sentences import said

LONGEST_AHEAD = timedelta(days=366)
"""A year: a date beyond it is taken for a slip of the keyboard [our decision]."""


def _new_date_is_later(document: Json, context: Context) -> Iterator[Fault]:
    new, running = as_day(document.get("newTimeOutDate")), as_day(context.get("times_out_on"))
    today = as_day(context.get("today"))
    if new is None:
        return
    says: str
    if running and new <= running:
        says = said("must be after the present time-out date, %(running)s", running=running)
        yield Fault("/newTimeOutDate", FaultCode.AFTER_CURRENT_TIMEOUT, says)
    elif today and new > today + LONGEST_AHEAD:
        says = "must not be more than a year ahead"
        yield Fault("/newTimeOutDate", FaultCode.WRONG_VALUE, says)


EXTENSION_RULES: tuple[Rule, ...] = (
    special(
        "the new time-out date is after the running one",
        _new_date_is_later,
        source="Error list of the old interface (AfterCurrentTimeoutDate)",
        inferred=False,
    ),
)
