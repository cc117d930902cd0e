"""When codes are in use: staff say from which day to which a code of a list may be given."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from claims_portal.claims import code_dates
from claims_portal.claims.documents.codes import LISTS
from claims_portal.claims.documents.codes_in_use import DECIDED_BY, InUse
from claims_portal.claims.models import CodeDates
from claims_portal.claims.process.calendar import london_date
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.noting import note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.refusals import DirectoryRefused
from claims_portal.operators.roles import Right
from claims_portal.sentences import said

ALWAYS = InUse(None, None)
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def may_have_dates(name: str, code: str) -> bool:
    return name in LISTS and name not in DECIDED_BY and code in set(LISTS[name])


def of(name: str, code: str, *, by: StaffActor) -> CodeDates | None:
    by.must(Right.MANAGE_DIRECTORY)
    return CodeDates.objects.filter(list=name, code=code).first()


def term_of(row: CodeDates | None) -> InUse:
    return InUse(row.first_day, row.last_day) if row else ALWAYS


def version(term: InUse) -> str:
    """By which a page that was opened before somebody's change is told."""
    return "/".join(day.isoformat() if day else "" for day in term)


@transaction.atomic
def set_dates(
    name: str, code: str, term: InUse, reason: str, *, seen: str, by: StaffActor, at: datetime
) -> None:
    """Raises DirectoryRefused, whose `field` is `first` or `last`; InUse(None, None) is always."""
    by.must(Right.MANAGE_DIRECTORY)
    if not may_have_dates(name, code):
        raise DirectoryRefused("", "The codes of this list are always in use.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('code-dates'))")
    row = CodeDates.objects.filter(list=name, code=code).first()
    before = term_of(row)
    if seen != version(before):
        raise DirectoryRefused("", "Somebody changed the dates meanwhile. Open the page anew.")
    _must_be_days(term, before, london_date(at))
    _must_leave_a_code(name, {**code_dates.newest(), (name, code): term}, london_date(at))
    must_be_reason(reason)
    if term == before:
        raise DirectoryRefused("", "These are its dates already.")
    _write(name, code, term, reason.strip(), by, at)
    note(
        "operator:code-dates:set", f"{name}: {code}", by=by.author, at=at,
        before=_told(before), after=_told(term), reason=reason.strip(),
    )  # fmt: skip
    transaction.on_commit(code_dates.kept.forget)


def _write(
    name: str, code: str, term: InUse, reason: str, by: StaffActor, at: datetime
) -> None:  # fmt: skip
    if term == ALWAYS:
        CodeDates.objects.filter(list=name, code=code).delete()
        return
    CodeDates.objects.update_or_create(
        list=name,
        code=code,
        defaults={
            "first_day": term.first, "last_day": term.last, "reason": reason,
            "set_by": by.staff_id, "set_at": at,
        },
    )  # fmt: skip


def _must_be_days(term: InUse, before: InUse, today: date) -> None:
    for field, day in zip(("first", "last"), term, strict=True):
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise DirectoryRefused(field, "Write a day like 31 3 2027, or leave the day empty.")
    if term.first and term.last and term.first > term.last:
        raise DirectoryRefused("last", "The last day must not be before the first.")
    if term.last and term.last < today and term.last != before.last:
        raise DirectoryRefused(
            "last", "Choose today or a later day: claims sent since then may give the code."
        )


def _must_leave_a_code(name: str, dates: Mapping[tuple[str, str], InUse], today: date) -> None:
    """On each day from today on, some code of the list can be chosen."""
    terms = [dates.get((name, code.value), ALWAYS) for code in LISTS[name]]
    turns = {one.first for one in terms if one.first}
    turns |= {one.last + timedelta(days=1) for one in terms if one.last}
    for day in sorted({today, *(turn for turn in turns if turn > today)}):
        if not any(one.on(day) for one in terms):
            raise DirectoryRefused(
                "", said("No code of the list would be in use on %(day)s.", day=day)
            )


def _told(term: InUse) -> dict[str, str]:
    return {"first": str(term.first or ""), "last": str(term.last or "")}
