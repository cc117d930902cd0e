"""Reading the tallies: of the whole portal for everybody, of one organisation for its own."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Q, Sum

from claims_portal.claims.documents.codes import ExitReason
from claims_portal.claims.process.processes import CURRENT
from claims_portal.claims.process.sides import Side
from claims_portal.figures.measures import (
    BY_NAME,
    EXITED,
    MEASURES,
    STEPS,
    TIMED_OUT,
    Count,
    Measure,
)
from claims_portal.figures.models import Month, Progress, Tally
from claims_portal.organisations.models import Organisation, OrganisationKind

MOST_MONTHS = 60
CLAIM_TYPES = tuple(CURRENT)
_SUMMED = (
    "events", "days_in_phase", "days_since_sent", "limited", "days_left", "settled", "settled_for",
)  # fmt: skip


def number_of(month: date) -> int:
    return month.year * 12 + month.month - 1


def month_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Duration:
    """How long claims took to a step, in calendar days since they were sent."""

    step: str
    claims: int
    average_days: float


@dataclass(frozen=True)
class Answering:
    """How one phase with a time limit was answered."""

    phase: str
    claim_type: str
    in_time: int
    timed_out: int
    average_days_left: float | None
    """Calendar days from the answer to the last day to act."""

    @property
    def share_in_time(self) -> float:
        return 100 * self.in_time / (self.in_time + self.timed_out)


class Figures:
    """The counts of some months, and what can be asked of them."""

    def __init__(self, months: Sequence[date], counts: Iterable[Count]) -> None:
        self.months = months
        self.counts = list(counts)

    def of_type(self, claim_type: str) -> "Figures":
        return Figures(self.months, [one for one in self.counts if one.claim_type == claim_type])

    def of_month(self, month: date) -> "Figures":
        number = number_of(month)
        return Figures([month], [one for one in self.counts if one.month_number == number])

    def total(self, measure: Measure) -> int:
        return sum(one.events for one in self.counts if measure.counts(one))

    def by_month(self, measure: Measure) -> list[int]:
        found: Counter[int] = Counter()
        for one in self.counts:
            if measure.counts(one):
                found[one.month_number] += one.events
        return [found[number_of(month)] for month in self.months]

    def average_settlement(self) -> Decimal | None:
        """Pounds, over the settlements whose sum is known; before CRU and interim payments."""
        settled = [one for one in self.counts if BY_NAME["settled"].counts(one)]
        known = sum(one.settled for one in settled)
        if not known:
            return None
        return (sum((Decimal(one.settled_for) for one in settled), Decimal(0)) / known).quantize(
            Decimal("0.01")
        )

    def exits_by_reason(self) -> list[tuple[str, int]]:
        """The reason in words, the most frequent first."""
        found: Counter[str] = Counter()
        for one in self.counts:
            if one.tag == EXITED:
                found[one.detail] += one.events
        words = {reason.value: reason.label for reason in ExitReason}
        return [
            (words.get(code, code or "Not known"), number) for code, number in found.most_common()
        ]

    def durations(self) -> list[Duration]:
        return [
            Duration(step, claims, days / claims)
            for step, counts in STEPS
            for claims, days in [self._days(counts)]
            if claims
        ]

    def _days(self, counts: Callable[[Count], bool]) -> tuple[int, int]:
        chosen = [one for one in self.counts if counts(one)]
        return sum(one.events for one in chosen), sum(one.days_since_sent for one in chosen)

    def answering(self, side: Side) -> list[Answering]:
        """How this side answered where it had a time limit, phase by phase."""
        places: dict[tuple[str, str], list[Count]] = defaultdict(list)
        for one in self.counts:
            if one.limited and one.turn_before == side.value:
                places[one.claim_type, one.phase_before].append(one)
        return [
            _answering(claim_type, phase, counts)
            for (claim_type, phase), counts in sorted(places.items())
        ]


def _answering(claim_type: str, phase: str, counts: Sequence[Count]) -> Answering:
    in_time = [one for one in counts if one.tag not in TIMED_OUT]
    answered = sum(one.limited for one in in_time)
    left = sum(one.days_left for one in in_time)
    return Answering(
        phase=CURRENT[claim_type].phase_by_code[phase].name
        if phase in CURRENT[claim_type].phase_by_code
        else phase,
        claim_type=claim_type,
        in_time=answered,
        timed_out=sum(one.limited for one in counts if one.tag in TIMED_OUT),
        average_days_left=left / answered if answered else None,
    )


def of_portal(months: Sequence[date]) -> Figures:
    """The whole portal's: read once for each time that events were counted."""
    counted = Progress.objects.filter(pk=1).values_list("last_event", flat=True).first() or 0
    return _of_portal(counted, tuple(months))


@lru_cache(maxsize=16)
def _of_portal(_counted: int, months: tuple[date, ...]) -> Figures:
    return _read(Q(), months)


forget = _of_portal.cache_clear
"""After rows were changed otherwise than by counting what is new."""


def of_organisation(
    organisation: Organisation, months: Sequence[date], *, claim_types: Iterable[str] = CLAIM_TYPES
) -> Figures:
    """What its own claims came to, of whatever other organisations."""
    own = (
        Q(compensator=organisation)
        if organisation.kind == OrganisationKind.COMPENSATOR
        else Q(representative=organisation)
    )
    return _read(own & Q(claim_type__in=list(claim_types)), months)


def _read(which: Q, months: Sequence[date]) -> Figures:
    keys = ("month", "claim_type", "tag", "detail", "phase_before", "phase_after", "turn_before")
    sums: dict[str, Any] = {f"{name}_in_all": Sum(name) for name in _SUMMED}
    rows = (
        Tally.objects.filter(which, month__gte=months[0], month__lte=months[-1])
        .values_list(*keys)
        .annotate(**sums)
    )
    return Figures(months, [Count(number_of(row[0]), *row[1:]) for row in rows])


def months_until(last: date, number: int) -> list[date]:
    """So many months, the oldest first; the last is that of the day given."""
    newest = number_of(last)
    return [month_of(one) for one in range(newest - number + 1, newest + 1)]


def portal_itself(months: Sequence[date]) -> list[Month | None]:
    """Who was there and how the portal answered, month by month."""
    found = Month.objects.in_bulk(list(months))
    return [found.get(month) for month in months]


__all__ = ["MEASURES", "Answering", "Duration", "Figures", "Month"]
