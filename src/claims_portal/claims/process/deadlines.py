"""The time limits, one row each, and how a date is counted from a row.

Every limit is in business days (RTA Protocol 5.3). A time-out date is the day
*on which* the claim times out: the last day to act is the day before, and the
claim times out at 00:00 London time of the date itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from claims_portal.claims.process.calendar import ONE_DAY, Calendar
from claims_portal.claims.process.facts import Facts


@dataclass(frozen=True)
class Limit:
    """A time limit: how many business days, counted from when, and by which rule."""

    key: str
    name: str
    days: Callable[[Facts], int]
    starts: Callable[[Facts], date | None]
    source: str


@dataclass(frozen=True)
class Deadline:
    """A limit as it stands for one claim.

    `last_day` is the last day to act; `times_out_on` the day after it.
    """

    limit: str
    started_on: date
    days: int
    last_day: date

    @property
    def times_out_on(self) -> date:
        return self.last_day + ONE_DAY


def count(limit: Limit, facts: Facts, calendar: Calendar) -> Deadline:
    """Count a limit for a claim with these facts. The start must be known by then."""
    started_on = limit.starts(facts)
    if started_on is None:
        raise ValueError(f"The limit {limit.key} has no start date in these facts")
    days = limit.days(facts)
    return Deadline(limit.key, started_on, days, calendar.business_day(started_on, days))


# fmt: off
RTA_LIABILITY = Limit(
    "liability-decision", "Liability decision",
    lambda facts: 30 if facts.mib or facts.article75 else 15, lambda facts: facts.sent_on,
    "RTA Protocol 6.11 and 6.13: 15 days from the sending; 30 for the MIB and Article 75",
)
SETTLEMENT_DECISION = Limit(
    "settlement-pack-decision", "Stage 2 settlement pack decision",
    lambda facts: 15, lambda facts: facts.settlement_pack_sent_on,
    "RTA Protocol 7.35: initial consideration of 15 days from the settlement pack",
)
# fmt: on
