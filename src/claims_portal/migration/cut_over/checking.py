"""`--check`: go or no-go, line by line. Changes nothing."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import LiteralString

from django.conf import settings
from django.db import connection

from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.models import Claim
from claims_portal.claims.process.calendar import LONDON, london_date
from claims_portal.migration import readiness
from claims_portal.migration.cut_over import journal
from claims_portal.migration.deciding import groups_of
from claims_portal.migration.models import AccountImport, CutOver, CutOverState

OFFICE_OPENS, OFFICE_CLOSES = time(9), time(17)
"""A window takes a business day from people when it takes of these hours [our decision]."""
NAMED = 5
TIMES_THE_DATA = 3
"""The tables, what is kept of them, and what the database writes down meanwhile."""
_SIZE: LiteralString = """
SELECT COALESCE(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM pg_class c
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  AND c.relname ~ '^(accounts|organisations|claims|migration)_'
"""


class Verdict(StrEnum):
    GO = "go"
    WARNING = "warning"
    NO_GO = "no-go"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at."""

    name: str
    verdict: Verdict
    says: str


@dataclass(frozen=True)
class Window:
    closes_at: datetime
    opens_at: datetime


def check(window: Window | None, *, at: datetime) -> list[Line]:
    """Of the window given, or of the one that was announced."""
    found = CutOver.objects.filter(pk=1).first()
    if window is None and found and found.intake_closes_at and found.opens_at:
        window = Window(found.intake_closes_at, found.opens_at)
    return [_state(found), _last_import(), *_organisations(at), *_window(window, at), _disk()]


def _state(found: CutOver | None) -> Line:
    state = CutOverState(found.state) if found else CutOverState.BEFORE
    done = ", ".join(journal.results())
    says = f"{state.label}{f'; done: {done}' if done else ''}"
    return Line("state", Verdict.NO_GO if state is CutOverState.AFTER else Verdict.GO, says)


def _last_import() -> Line:
    last = AccountImport.objects.order_by("-ended_at", "-pk").first()
    if last is None:
        return Line("last import", Verdict.NO_GO, "No file of accounts was ever taken.")
    when = last.began_at.astimezone(LONDON)
    says = (
        f"{last.file_name} on {when:%-d %B %Y, %H:%M}: {last.rows} rows, {last.refused} not taken"
    )
    return Line("last import", Verdict.WARNING if last.refused else Verdict.GO, says)


def _organisations(at: datetime) -> Iterator[Line]:
    people = stopped = groups = 0
    without: list[str] = []
    for one in readiness.everywhere(at=at):
        people += one.accounts
        blocked = [finding for finding in one.to_do if finding.row.weight == "blocks"]
        stopped += len({user for finding in blocked for user in finding.user_ids})
        groups += _groups(one)
        if one.accounts and not one.administrators:
            without.append(one.organisation_id)
    yield _count("groups that share an address", groups, "none of them signs in after the move")
    some = ", ".join(without[:NAMED]) + (" and more" if len(without) > NAMED else "")
    yield _count("organisations without a usable administrator", len(without), some)
    yield _count("people who are not ready", stopped, f"of {people}")


def _groups(one: readiness.Readiness) -> int:
    everybody = one.by_user_id.values()
    return len(groups_of(it for it in everybody if it.active and not it.api_only))


def _count(name: str, number: int, more: str) -> Line:
    if not number:
        return Line(name, Verdict.GO, "none")
    return Line(name, Verdict.WARNING, f"{number}: {more}" if more else str(number))


def _window(window: Window | None, at: datetime) -> Iterator[Line]:
    if window is None:
        yield Line("window", Verdict.WARNING, "None was said: --closes-at and --opens-at.")
        return
    if window.opens_at <= window.closes_at or window.opens_at <= at:
        yield Line("window", Verdict.NO_GO, "It must end after it began, and later than now.")
        return
    taken = business_days_in(window)
    some = ", ".join(f"{day:%A %-d %B}" for day in taken[:NAMED])
    said = f"from {_local(window.closes_at)} to {_local(window.opens_at)}"
    if taken:
        yield Line("window", Verdict.NO_GO, f"{said}: it takes {len(taken)} business days: {some}")
    else:
        yield Line("window", Verdict.GO, f"{said}: no business day is touched")
    days = (london_date(window.closes_at) + timedelta(days=1), london_date(window.opens_at))
    late = Claim.objects.exclude(turn="").filter(times_out_on__range=days)
    yield _count(
        "open claims whose time limit ends in the window", late.count(),
        "they keep their date; silence takes effect when the portal opens",
    )  # fmt: skip


def business_days_in(window: Window) -> list[datetime]:
    """The business days of whose office hours the window takes some."""
    calendar, day, found = current_calendar(), london_date(window.closes_at), []
    while day <= london_date(window.opens_at):
        opens = datetime.combine(day, OFFICE_OPENS, LONDON)
        closes = datetime.combine(day, OFFICE_CLOSES, LONDON)
        touched = window.closes_at < closes and window.opens_at > opens
        if touched and calendar.is_business_day(day):
            found.append(opens)
        day += timedelta(days=1)
    return found


def _local(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%A %-d %B %Y, %H:%M}"


def _disk() -> Line:
    with connection.cursor() as cursor:
        cursor.execute(_SIZE)
        needed = int(cursor.fetchone()[0]) * TIMES_THE_DATA
    if not settings.EMBEDDED_DATABASE:
        says = f"the database's own machine needs {_megabytes(needed)}: see there"
        return Line("free disk", Verdict.WARNING, says)
    free = shutil.disk_usage(Path(settings.STATE_DIR)).free
    verdict = Verdict.GO if free > needed else Verdict.NO_GO
    return Line("free disk", verdict, f"{_megabytes(free)} free, {_megabytes(needed)} needed")


def _megabytes(number: int) -> str:
    return f"{number / 1_000_000:,.0f} MB"
