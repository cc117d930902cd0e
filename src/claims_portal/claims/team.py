"""What waits in a team, person by person and day by day: for whoever leads it.

Counted are the claims of the types that the account allocates, in which its own side must
act. A claim is due on its last day to act, the business day before it times out; what falls
on no business day is due on the one before.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, F, QuerySet

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Right
from claims_portal.claims import allocation
from claims_portal.claims.models import Claim
from claims_portal.claims.models.claims import handler_of
from claims_portal.claims.process.calendar import Calendar, london_date

DAYS_SHOWN = 10
AT_RISK = 2
"""Business days left, from which on a claim is at risk [our decision]."""


@dataclass
class Load:
    """What waits for one person; without one, for nobody in particular."""

    person: User | None
    due: Counter[date] = field(default_factory=Counter)
    """By the day on which it is due, among the days shown; what is past counts for today."""
    later: int = 0
    without_limit: int = 0

    @property
    def total(self) -> int:
        return sum(self.due.values()) + self.later + self.without_limit

    def on(self, days: Sequence[date]) -> list[int]:
        return [self.due[day] for day in days]


@dataclass(frozen=True)
class Team:
    """The next business days, from today on, and what each person has on them."""

    days: Sequence[date]
    loads: Sequence[Load]

    @cached_property
    def busiest(self) -> int:
        """The most that anybody has on one day."""
        return max((max(load.on(self.days), default=0) for load in self.loads), default=0)

    @property
    def due_today(self) -> int:
        return sum(load.due[self.days[0]] for load in self.loads)

    @property
    def at_risk(self) -> int:
        """Due within the next business days, those of today among them."""
        return sum(sum(load.on(self.days[: AT_RISK + 1])) for load in self.loads)

    @property
    def unallocated(self) -> int:
        return sum(load.total for load in self.loads if load.person is None)


def of(actor: Actor, *, at: datetime, calendar: Calendar) -> Team:
    """The team of an account that allocates claims; three queries for any number of claims."""
    days = _days(london_date(at), calendar, DAYS_SHOWN)
    loads = {one.pk: Load(one) for one in allocation.targets(actor, at=at).users}
    nobody = Load(None)
    holder = handler_of(actor)
    waiting = (
        _waiting(actor).values_list(holder, "times_out_on").annotate(claims=Count("pk")).order_by()
    )
    found = list(waiting)
    gone = {pk for pk, _, _ in found if pk} - loads.keys()
    loads |= {pk: Load(one) for pk, one in User.objects.in_bulk(gone).items()}
    for pk, times_out_on, claims in found:
        _add(loads[pk] if pk else nobody, times_out_on, claims, days, calendar)
    busy = sorted(loads.values(), key=lambda load: -load.total)
    return Team(days, [nobody, *busy] if nobody.total else busy)


def waiting_for(
    person: User | None, *, due_by: date | None, actor: Actor, calendar: Calendar
) -> QuerySet[Claim]:
    """The claims of one person, or of nobody in particular, the most urgent first.

    With `due_by` only those due on that business day or before.
    """
    claims = _waiting(actor).filter(**{handler_of(actor): person})
    if due_by is not None:
        claims = claims.filter(times_out_on__lte=calendar.business_day(due_by, 1))
    return claims.order_by(F("times_out_on").asc(nulls_last=True), "pk")


def _waiting(actor: Actor) -> QuerySet[Claim]:
    """In which the side must act, of the types that the account allocates."""
    types = actor.claim_types_with(Right.ALLOCATE_CLAIMS)
    return Claim.objects.visible_to(actor).filter(claim_type__in=types, turn=actor.side.value)


def _days(today: date, calendar: Calendar, number: int) -> list[date]:
    first = today if calendar.is_business_day(today) else calendar.business_day(today, 1)
    return [calendar.business_day(first, ahead) for ahead in range(number)]


def _add(
    load: Load, times_out_on: date | None, claims: int, days: Sequence[date], calendar: Calendar
) -> None:
    if times_out_on is None:
        load.without_limit += claims
        return
    due = times_out_on - timedelta(days=1)
    while due > days[0] and not calendar.is_business_day(due):
        due -= timedelta(days=1)
    if due > days[-1]:
        load.later += claims
    else:
        load.due[max(due, days[0])] += claims
