"""Readiness of all organisations, kept: for lists that answer at once, and for the trend.

Computed nightly, after each file, and when somebody asks for it; one organisation's own
page always computes anew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from operator import attrgetter
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from psycopg import Cursor

from claims_portal.claims.process.calendar import london_date
from claims_portal.migration import readiness, rule_mode
from claims_portal.migration import readiness_kept_sql as sql
from claims_portal.migration.cases import Weight
from claims_portal.migration.models import (
    OrganisationReadiness,
    ReadinessChange,
    ReadinessDay,
)
from claims_portal.migration.readiness import Readiness
from claims_portal.organisations.models import Organisation

COMPUTE = "claims_portal.migration.tasks.compute_readiness"
PAGE_SIZE = 50
AT_ONCE = 1_000


class Show(StrEnum):
    ALL = "all"
    NOT_READY = "not-ready"
    READY = "ready"
    NO_ADMINISTRATOR = "no-administrator"


class Column(StrEnum):
    SCORE = "score"
    CODE = "code"
    NAME = "name"
    ACCOUNTS = "accounts"
    BLOCKING = "blocking"


_CONDITIONS = {
    Show.ALL: Q(),
    Show.NOT_READY: Q(score__lt=100),
    Show.READY: Q(score=100),
    Show.NO_ADMINISTRATOR: Q(administrators=0),
}
_COLUMNS = {
    Column.SCORE: "score",
    Column.CODE: "organisation_code",
    Column.NAME: "name",
    Column.ACCOUNTS: "accounts",
    Column.BLOCKING: "blocking",
}


@dataclass(frozen=True)
class Wanted:
    """Which organisations, in which order; what is empty is not asked for."""

    show: Show = Show.ALL
    case: int | None = None
    kind: str = ""
    text: str = ""
    sort: Column = Column.SCORE
    descending: bool = False


@dataclass(frozen=True)
class Page:
    rows: list[OrganisationReadiness]
    number: int
    pages: int
    total: int


@dataclass
class _Sum:
    """All organisations together, while they go by."""

    organisations: int = 0
    ready: int = 0
    without_administrator: int = 0
    people: int = 0
    people_stopped: int = 0
    cases: Counter[int] = field(default_factory=Counter)

    def add(self, one: OrganisationReadiness) -> None:
        self.organisations += 1
        self.ready += one.score == 100
        self.without_administrator += not one.administrators
        self.people += one.accounts
        self.people_stopped += one.people_stopped
        self.cases.update(one.cases)


def compute_soon() -> None:
    """In the worker; asked for twice meanwhile, it is done once."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(COMPUTE, queueing_lock="compute-readiness").defer()


@transaction.atomic
def compute(*, at: datetime) -> ReadinessDay:
    """Compute and keep the readiness of every organisation; the figures of the day."""
    day, together = london_date(at), _Sum()
    kinds = dict(Organisation.objects.values_list("pk", "kind"))
    after = rule_mode.is_after_cut_over()
    found = readiness.everywhere(at=at, after_cut_over=after)
    rows = (_row(one, kinds.get(one.organisation_pk, ""), at) for one in found)
    with Cursor(connection.connection) as cursor:
        cursor.execute(sql.COMPUTED)
        for batch in _batches(rows):
            for one in batch:
                together.add(one)
            _copy(cursor, batch)
        cursor.execute(sql.COPIED)
        cursor.execute(sql.KEEP_CHANGES, {"day": day})
        cursor.execute(sql.KEEP)
        cursor.execute(sql.DONE)
    OrganisationReadiness.objects.filter(computed_at__lt=at).delete()
    figures = {**vars(together), "cases": {str(case): n for case, n in together.cases.items()}}
    return ReadinessDay.objects.update_or_create(day=day, defaults=figures)[0]


def page(wanted: Wanted, *, number: int = 1, size: int = PAGE_SIZE) -> Page:
    found = matching(wanted)
    total = found.count()
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    return Page(list(found[(number - 1) * size : number * size]), number, pages, total)


def matching(wanted: Wanted) -> QuerySet[OrganisationReadiness]:
    condition = _CONDITIONS[wanted.show]
    if wanted.case is not None:
        condition &= Q(cases__contains=[wanted.case])
    if wanted.kind:
        condition &= Q(kind=wanted.kind)
    for word in wanted.text.split():
        condition &= Q(organisation_code__icontains=word) | Q(name__icontains=word)
    column = F(_COLUMNS[wanted.sort])
    order = column.desc() if wanted.descending else column.asc()
    return OrganisationReadiness.objects.filter(condition).order_by(order, "organisation_code")


def trend(*, days: int, until: date) -> list[ReadinessDay]:
    """The days that were computed, the oldest first."""
    return list(ReadinessDay.objects.filter(day__gt=until - timedelta(days=days)).order_by("day"))


def changes_of(code: str) -> list[ReadinessChange]:
    """The days on which one organisation's figures became others, the oldest first."""
    return list(ReadinessChange.objects.filter(organisation_code=code).order_by("day"))


def _row(found: Readiness, kind: str, at: datetime) -> OrganisationReadiness:
    blocking = [one for one in found.findings if one.row.weight is Weight.BLOCKS]
    stopped = {user_id for one in blocking for user_id in one.user_ids}
    return OrganisationReadiness(
        organisation_code=found.organisation_id,
        name=found.name,
        kind=kind,
        score=found.score,
        accounts=found.accounts,
        people_stopped=len(stopped),
        administrators=found.administrators,
        blocking=len(blocking),
        warning=len(found.to_do) - len(blocking),
        cases=sorted({one.case for one in found.to_do}),
        computed_at=at,
    )


def _copy(cursor: "Cursor[Any]", batch: list[OrganisationReadiness]) -> None:
    with cursor.copy(sql.COPY) as copy:
        for one in batch:
            copy.write_row(attrgetter(*sql.FIGURES)(one))


def _batches(rows: Iterable[OrganisationReadiness]) -> Iterator[list[OrganisationReadiness]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, AT_ONCE)):
        yield batch
