"""What the operator does with the holiday table: each change is a version of the calendar.

A holiday is sometimes announced at short notice (19 September 2022) or moved (the early
May holiday of 2020, from the 4th to the 8th). A change is written with its version in
one transaction; open claims are counted anew right after it, by `claims.recalculating`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection, transaction

from claims_portal.claims import calendars
from claims_portal.claims.models import CalendarVersion, Holiday
from claims_portal.claims.models.holidays import LONGEST_NAME
from claims_portal.records import audit
from claims_portal.records.audit import Author
from claims_portal.sentences import said

OPERATOR = "PORTAL"
"""Under which the audit keeps what the operator changes for everybody."""
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


class HolidayRefused(Exception):
    """Why the table stays as it is."""

    code = "holiday-refused"


@dataclass(frozen=True)
class HolidayChange:
    """Days that become holidays, and days that are none any more; each with its name."""

    added: Mapping[date, str] = field(default_factory=dict)
    removed: Mapping[date, str] = field(default_factory=dict)

    @property
    def any(self) -> bool:
        return bool(self.added or self.removed)


def listed(*, year: int | None = None) -> Sequence[Holiday]:
    """The table, or a year of it, in order."""
    days = Holiday.objects.order_by("day")
    return list(days.filter(day__year=year) if year else days)


def versions() -> Sequence[CalendarVersion]:
    """Every change that was made, the newest first."""
    return list(CalendarVersion.objects.order_by("-number"))


# What would change, checked against the table as it is; HolidayRefused where it cannot be.


def adding(day: date, name: str) -> HolidayChange:
    name = _fitting(day, name)
    known = _known().get(day)
    if known is not None:
        raise HolidayRefused(said("%(day)s is a holiday already: %(known)s.", day=day, known=known))
    return HolidayChange(added={day: name})


def removing(day: date) -> HolidayChange:
    return HolidayChange(removed={day: _name_of(day)})


def moving(day: date, to: date, name: str = "") -> HolidayChange:
    """A holiday that is held on another day; it keeps its name where none is given."""
    before = _name_of(day)
    return HolidayChange(added=adding(to, name or before).added, removed={day: before})


def taking_in(days: Mapping[date, str], *, only_add: bool = False) -> HolidayChange:
    """Make the table say what a list says, from its first day to its last.

    Days of that time which are not in the list are removed, unless it is only to add.
    """
    if not days:
        raise HolidayRefused("There is no holiday in the list.")
    known = _known()
    added = {day: _fitting(day, name) for day, name in days.items() if day not in known}
    first, last = min(days), max(days)
    gone = {} if only_add else {
        day: name for day, name in known.items() if first <= day <= last and day not in days
    }  # fmt: skip
    return HolidayChange(added, gone)


@transaction.atomic
def make(change: HolidayChange, *, by: Author, at: datetime) -> CalendarVersion | None:
    """Make a change of the table: a new version; None where there is nothing to change."""
    if not change.any:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('holidays'))")
    _must_still_fit(change)
    Holiday.objects.filter(day__in=change.removed).delete()
    Holiday.objects.bulk_create(Holiday(day=day, name=name) for day, name in change.added.items())
    newest = CalendarVersion.objects.order_by("-number").first()
    version = CalendarVersion.objects.create(
        number=newest.number + 1 if newest else 1,
        added=_by_text(change.added),
        removed=_by_text(change.removed),
        by=by.user or by.staff,
        at=at,
    )
    audit.write(
        "portal:holidays:changed", organisation_code=OPERATOR, subject=str(version), by=by, at=at,
        before={"holidays": version.removed}, after={"holidays": version.added},
    )  # fmt: skip
    transaction.on_commit(calendars.kept.forget)
    return version


def _must_still_fit(change: HolidayChange) -> None:
    """Somebody else may have changed the table since the change was looked at."""
    known = _known()
    if any(day in known for day in change.added) or any(day not in known for day in change.removed):
        raise HolidayRefused("The table was changed meanwhile. Look at it and decide anew.")


def _known() -> dict[date, str]:
    return dict(Holiday.objects.values_list("day", "name"))


def _name_of(day: date) -> str:
    name = _known().get(day)
    if name is None:
        raise HolidayRefused(said("%(day)s is no holiday.", day=day))
    return name


def _fitting(day: date, name: str) -> str:
    name = name.strip()
    if not FIRST_DAY <= day <= LAST_DAY:
        raise HolidayRefused(
            said(
                "A holiday lies between %(first_day)s and %(last_day)s, not on %(day)s.",
                first_day=FIRST_DAY,
                last_day=LAST_DAY,
                day=day,
            )
        )
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise HolidayRefused(
            said(
                "A holiday has a name of 1 to %(longest_name)s characters.",
                longest_name=LONGEST_NAME,
            )
        )
    return name


def _by_text(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in sorted(days.items())}
