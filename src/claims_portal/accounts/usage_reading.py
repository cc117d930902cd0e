"""What an administrator reads of the use of the API."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Sum

from claims_portal.accounts.models import ApiClient, ApiUsage
from claims_portal.claims.process.calendar import london_date

KEPT_FOR = timedelta(days=400)


@dataclass(frozen=True)
class UsageLine:
    """The calls of a day, or of a route."""

    name: Any
    calls: int
    errors: int
    last_at: datetime


@dataclass(frozen=True)
class Usage:
    since: date
    days: Sequence[UsageLine]
    """The newest first."""
    routes: Sequence[UsageLine]
    """The most called first."""

    @property
    def calls(self) -> int:
        return sum(line.calls for line in self.days)

    @property
    def errors(self) -> int:
        return sum(line.errors for line in self.days)


def usage_of(client: ApiClient, *, since: date) -> Usage:
    days = sorted(_lines(client, since, "day"), key=lambda line: line.name, reverse=True)
    routes = sorted(_lines(client, since, "route"), key=lambda line: (-line.calls, line.name))
    return Usage(since, days, routes)


def last_used(clients: Sequence[ApiClient]) -> dict[int, datetime]:
    """When each was last used, for a call or for a token."""
    called = ApiUsage.objects.filter(client__in=clients).values_list("client_id")
    return dict(called.annotate(Max("last_at")))


def forget_old(*, at: datetime) -> int:
    return ApiUsage.objects.filter(day__lt=london_date(at - KEPT_FOR)).delete()[0]


def _lines(client: ApiClient, since: date, by: str) -> list[UsageLine]:
    kept = ApiUsage.objects.filter(client=client, day__gte=since).values_list(by)
    summed: Any = kept.annotate(Sum("calls"), Sum("errors"), Max("last_at"))
    return [UsageLine(*row) for row in summed]
