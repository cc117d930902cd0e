"""The warnings before a time limit is reached, by the phase in which it runs.

Process facts 5: five business days before the liability decision is due, three
before the others; messages of one day are given no more since Release 6. "Days
left" are business days [inferred].
"""

from dataclasses import dataclass
from datetime import date

from claims_portal.claims.process.calendar import ONE_DAY, Calendar
from claims_portal.claims.process.tables import Phase

FEWEST_DAYS = 2
"""A warning that comes late tells the days that are left; fewer are not told."""


@dataclass(frozen=True)
class LimitWarning:
    """A limit that is warned of: the first part of its events' tags, its name, how early."""

    subject: str
    name: str
    days: int

    @property
    def days_left(self) -> str:
        """The tag of the warning's event."""
        return f"{self.subject}:days-left"

    @property
    def reached(self) -> str:
        """The tag of the event at the limit itself, where silence does not move the claim."""
        return f"{self.subject}:limit-reached"

    def says(self, days: int) -> str:
        return f"{self.name}: {days} days left"

    @property
    def says_reached(self) -> str:
        return f"{self.name}: time limit reached"


LIABILITY = LimitWarning("liability", "Liability decision", 5)
INTERIM = LimitWarning("interim", "Stage 2.1 Interim Payment needed", 3)
SETTLEMENT = LimitWarning("settlement", "Stage 2 Settlement Pack response needed", 3)
COUNTER_OFFER = LimitWarning("counter-offer", "Stage 2 Settlement Pack counter offer needed", 3)
ADDITIONAL_DAMAGES = LimitWarning(
    "additional-damages", "Stage 2 Additional Damages decision needed", 3
)

WARNINGS: dict[str, LimitWarning] = {
    "ClaimSubmitted": LIABILITY,
    "ClaimAcknowledged": LIABILITY,
    "Article75Decision": LIABILITY,
    "LiabilityDecision": LIABILITY,
    # The compensator has to pay by the limit, whoever is to answer meanwhile.
    "InterimPaymentDecision": INTERIM,
    "AcceptanceOfPartialInterimPayment": INTERIM,
    "WaitingForInterimPayment": INTERIM,
    "WaitingForMandatoryInterimPayment": INTERIM,
    "Stage2SettlementPackDecision": SETTLEMENT,
    "Stage2SettlementPackCounterOfferDecision": COUNTER_OFFER,
    "Stage2SettlementPackCounterOfferResponse": COUNTER_OFFER,
    "Stage2SettlementPackAgreementDecision": COUNTER_OFFER,
    "AdditionalDamagesDecision": ADDITIONAL_DAMAGES,
}
"""By the code of the phase."""
NOT_WARNED = frozenset(
    {"LiabilityAdmitted", "AdditionalDamagesAgreementDecision", "CourtProceedingsPackResponse"}
)
"""Phases under a limit of which the old portal did not warn."""


def warning_day(phase: Phase, times_out_on: date | None, calendar: Calendar) -> date | None:
    """The day on which the warning is due; none where the phase has none."""
    warning = WARNINGS.get(phase.code)
    if warning is None or times_out_on is None:
        return None
    return calendar.day_with_days_left(times_out_on - ONE_DAY, warning.days)


def reached_day(phase: Phase, times_out_on: date | None, since: date) -> date | None:
    """The day on which it is told that the limit was reached, where silence does nothing else.

    Not where the claim came into the phase when the limit had passed: that was told.
    """
    if times_out_on is None or times_out_on <= since or phase.expiry is not None:
        return None
    return times_out_on if phase.code in WARNINGS else None
