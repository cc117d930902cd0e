"""The calendar in force, read from the holiday table."""

from django.db.models import Max

from claims_portal.claims.models import CalendarVersion, Holiday
from claims_portal.claims.process.calendar import Calendar
from claims_portal.keeping import Kept

kept: Kept[Calendar] = Kept(seconds=60.0)


def current_calendar() -> Calendar:
    """The business calendar; a changed holiday counts in every process within a minute."""
    return kept.get(newest_calendar)


def newest_calendar() -> Calendar:
    """The table as it is at this moment."""
    newest = CalendarVersion.objects.aggregate(newest=Max("number"))["newest"]
    return Calendar.of(dict(Holiday.objects.values_list("day", "name")), newest or 0)
