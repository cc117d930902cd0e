"""The time limits, one row each, and how a date is counted from a row.

Every limit is in business days (RTA Protocol 5.3, EL/PL Protocol 5.3). A time-out
date is the day *on which* the claim times out: the last day to act is the day
before, and the claim times out at 00:00 London time of the date itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from claims_portal.claims.documents.interim_rules import LEAST_INTERIM
from claims_portal.claims.process.calendar import ONE_DAY, Calendar
from claims_portal.claims.process.facts import Facts

NEGOTIATION_DAYS = 20
"""What follows the initial consideration of 15 days: 35 in all (RTA Protocol 7.35)."""
FURTHER_CONSIDERATION_DAYS = 5
"""RTA Protocol 7.37, EL/PL Protocol 7.34."""


def _never(_: Facts) -> date | None:
    return None


def _no_days(_: Facts) -> int:
    return 0


@dataclass(frozen=True)
class Limit:
    """A time limit: how many business days, counted from when, and by which rule.

    `agreed` is the time-out date that the parties agreed instead; `further` are
    business days that are added behind the end, agreed or counted.
    """

    key: str
    name: str
    days: Callable[[Facts], int]
    starts: Callable[[Facts], date | None]
    source: str
    agreed: Callable[[Facts], date | None] = _never
    further: Callable[[Facts], int] = _no_days


@dataclass(frozen=True)
class Deadline:
    """A limit as it stands for one claim.

    `last_day` is the last day to act; `times_out_on` the day after it. `agreed`
    is the time-out date that the parties agreed, where they did; then `days` were
    not counted.
    """

    limit: str
    started_on: date
    days: int
    last_day: date
    agreed: date | None = None
    further_days: int = 0

    @property
    def times_out_on(self) -> date:
        return self.last_day + ONE_DAY


def count(limit: Limit, facts: Facts, calendar: Calendar) -> Deadline:
    """Count a limit for a claim with these facts. The start must be known by then."""
    started_on = limit.starts(facts)
    if started_on is None:
        raise ValueError(f"The limit {limit.key} has no start date in these facts")
    days, agreed, further = limit.days(facts), limit.agreed(facts), limit.further(facts)
    last_day = agreed - ONE_DAY if agreed else calendar.business_day(started_on, days)
    if further:
        last_day = calendar.business_day(last_day, further)
    return Deadline(limit.key, started_on, days, last_day, agreed, further)


def _interim_days(facts: Facts) -> int:
    if facts.interim_limit_extended:
        return 30
    asked = facts.interim_requested
    return 10 if asked is not None and asked <= LEAST_INTERIM else 15


def _negotiation_starts(facts: Facts) -> date | None:
    """An agreed longer consideration pushes the negotiation behind it [inferred]."""
    agreed = facts.settlement_limit_agreed
    return agreed - ONE_DAY if agreed else facts.settlement_pack_sent_on


def _negotiation_days(facts: Facts) -> int:
    return NEGOTIATION_DAYS if facts.settlement_limit_agreed else 15 + NEGOTIATION_DAYS


def _further_consideration(facts: Facts) -> int:
    return FURTHER_CONSIDERATION_DAYS if facts.further_consideration else 0


# fmt: off
RTA_LIABILITY = Limit(
    "liability-decision", "Liability decision",
    lambda facts: 30 if facts.mib or facts.article75 else 15, lambda facts: facts.sent_on,
    "RTA Protocol 6.11 and 6.13: 15 days from the sending; 30 for the MIB and Article 75",
)
EL_LIABILITY = Limit(
    "liability-decision", "Liability decision",
    lambda facts: 30, lambda facts: facts.notified_on,
    "EL/PL Protocol 6.11, employers' liability: 30 days from the notification date",
)
PL_LIABILITY = Limit(
    "liability-decision", "Liability decision",
    lambda facts: 40, lambda facts: facts.notified_on,
    "EL/PL Protocol 6.11, public liability: 40 days from the notification date",
)
STAGE_1_PAYMENT = Limit(
    "stage-1-payment", "Stage 1 payment",
    lambda facts: 10, lambda facts: facts.liability_decided_on,
    "RTA Protocol 6.18 as it stood before 31 July 2013: 10 days from the liability response",
)
INTERIM_PAYMENT = Limit(
    "interim-payment", "Interim payment",
    _interim_days, lambda facts: facts.interim_pack_sent_on,
    "RTA Protocol 7.18 to 7.25, EL/PL Protocol 7.17 to 7.23: 10 days for £1,000, 15 for more; "
    "30 once extended for a certificate of benefits",
)
SETTLEMENT_DECISION = Limit(
    "settlement-pack-decision", "Stage 2 settlement pack decision",
    lambda facts: 15, lambda facts: facts.settlement_pack_sent_on,
    "RTA Protocol 7.35, EL/PL Protocol 7.32: initial consideration of 15 days from the settlement "
    "pack, or until the agreed date",
    lambda facts: facts.settlement_limit_agreed,
)
NEGOTIATION = Limit(
    "counter-offer", "Negotiation",
    _negotiation_days, _negotiation_starts,
    "RTA Protocol 7.35 to 7.37, EL/PL Protocol 7.32 to 7.34: 35 days in all from the settlement "
    "pack, or until the agreed date; 5 more, once, after an offer in the last 5",
    lambda facts: facts.negotiation_limit_agreed, _further_consideration,
)
ADDITIONAL_DAMAGES = Limit(
    "additional-damages-decision", "Additional damages decision",
    lambda facts: 15, lambda facts: facts.additional_damages_sent_on,
    "RTA Protocol 7.51: 15 days from the additional damages, or until the agreed date",
    lambda facts: facts.additional_damages_limit_agreed,
)
COURT_PACK = Limit(
    "court-pack-response", "Court proceedings pack response",
    lambda facts: 5, lambda facts: facts.court_pack_sent_on,
    "RTA Protocol 7.66, EL/PL Protocol 7.50: 5 days from the court proceedings pack",
)
# fmt: on
