"""The time limit that runs in an old claim: the old platform's own date, where it gives one."""

from datetime import date

from claims_portal.claims.documents.interim_rules import LEAST_INTERIM
from claims_portal.claims.process.calendar import ONE_DAY, Calendar
from claims_portal.claims.process.deadlines import (
    NEGOTIATION,
    SETTLEMENT_DECISION,
    Limit,
    count,
)
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.tables import Phase
from claims_portal.migration.claims.reading import OldClaim
from claims_portal.migration.claims.shape import LIMIT_FACTS

STARTS = {
    "stage-1-payment": "liability_decided_on",
    "interim-payment": "interim_pack_sent_on",
    "settlement-pack-decision": "settlement_pack_sent_on",
    "counter-offer": "settlement_pack_sent_on",
    "additional-damages-decision": "additional_damages_sent_on",
    "court-pack-response": "court_pack_sent_on",
}
"""The fact that remembers on which day a limit began."""
AGREED = {
    "settlement-pack-decision": "settlement_limit_agreed",
    "counter-offer": "negotiation_limit_agreed",
    "additional-damages-decision": "additional_damages_limit_agreed",
}
"""The fact that remembers another end, on which the parties agreed."""
LONGEST = 400
"""Days that are gone through for a beginning or an end; no limit has as many."""


def limit_given(old: OldClaim, phase: Phase, facts: Facts, calendar: Calendar) -> date | None:
    """The day on which the phase times out, as the file says it; None where it does not.

    The current time-out before those that were counted beforehand for each limit.
    """
    if phase.limit is None:
        return None
    if current := old.day("current_timeout"):
        return current
    days = (old.day(name) for name in _names(phase.limit, facts))
    given = next((day for day in days if day is not None), None)
    if given and phase.limit is NEGOTIATION and given == _end(SETTLEMENT_DECISION, facts, calendar):
        given = None  # that of the first answer, which was given
    extended = old.day("extended_to")
    counted = _end(phase.limit, facts, calendar)
    if given is None and extended and phase.limit.key in AGREED:
        return extended if counted is None or extended > counted else None
    return given


def _names(limit: Limit, facts: Facts) -> tuple[str, ...]:
    names = LIMIT_FACTS[limit.key]
    if limit.key == "interim-payment":
        if facts.interim_limit_extended:
            return ()  # both were counted before the extension
        asked = facts.interim_requested
        return ("interim_timeout_low", *names) if asked == LEAST_INTERIM else names
    return tuple(reversed(names)) if facts.mib or facts.article75 else names


def began_on(limit: Limit, facts: Facts, times_out_on: date, calendar: Calendar) -> date | None:
    """The last business day on which a limit can have begun that times out on this day."""
    fact = STARTS[limit.key]
    day = times_out_on - ONE_DAY
    for _ in range(LONGEST):
        ends = _end(limit, facts.with_changes(**{fact: day}), calendar)
        if ends == times_out_on and calendar.is_business_day(day):
            return day
        day -= ONE_DAY
    return None


def with_limit(facts: Facts, limit: Limit, times_out_on: date, calendar: Calendar) -> Facts:
    """The facts by which the limit ends on this day, as far as the process has any for it."""
    if _end(limit, facts, calendar) in (None, times_out_on):
        return facts
    for other in _otherwise(facts, limit):
        if _end(limit, other, calendar) == times_out_on:
            return other
    fact = AGREED.get(limit.key)
    day = times_out_on
    for _ in range(LONGEST if fact else 0):
        agreed = facts.with_changes(**{str(fact): day})
        if _end(limit, agreed, calendar) == times_out_on:
            return agreed
        day -= ONE_DAY
    return facts


def _otherwise(facts: Facts, limit: Limit) -> tuple[Facts, ...]:
    """What may have lengthened the limit without the file saying so."""
    if limit is NEGOTIATION:
        return (facts.with_changes(further_consideration=True),)
    if limit.key == "interim-payment":
        return (facts.with_changes(interim_limit_extended=True),)
    return ()


def _end(limit: Limit, facts: Facts, calendar: Calendar) -> date | None:
    return count(limit, facts, calendar).times_out_on if limit.starts(facts) else None
