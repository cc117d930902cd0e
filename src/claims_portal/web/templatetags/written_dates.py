"""The filter `date` of the pages: Django's, with a day put into words once a process.

A claim's page says 180 days and hours, at 25 to 31 µs each; nearly all of a list fall on days
that were written before.
"""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template import defaultfilters
from django.utils import translation

register = template.Library()

DAYS = frozenset({"j M Y", "j F Y", "l j F Y", "D j F Y", "D j M Y", "Y-m-d"})
HOURS = {"H:i": "%H:%M", "H:i:s": "%H:%M:%S"}
"""What may follow a comma, and how Python calls it."""


@register.filter(name="date", expects_localtime=True, is_safe=False)
def written(value: Any, form: str | None = None) -> str:
    """As Django's filter, also by its forms; of the usual ones the day is kept."""
    day, _comma, hour = (form or "").partition(", ")
    is_usual = day in DAYS and (not hour or hour in HOURS)
    if not is_usual or not isinstance(value, datetime if hour else date):
        return defaultfilters.date(value, form)
    words = _day(value.year, value.month, value.day, day, translation.get_language())
    return f"{words}, {value.strftime(HOURS[hour])}" if hour else words


@lru_cache(maxsize=5_000)
def _day(year: int, month: int, day: int, form: str, language: str) -> str:
    return defaultfilters.date(date(year, month, day), form)
