"""The team leader's page: who has how much, and on which day it is due."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import dateformat
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.claims import team
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.search.keys import NOBODY
from claims_portal.claims.team import Load, Team
from claims_portal.web.sessions import actor_of

SHADES = 4


@dataclass(frozen=True)
class Cell:
    """How many are due on a day; `shade` is 0 to SHADES, by the busiest day of anybody."""

    day: str
    number: int
    shade: int


@dataclass(frozen=True)
class Row:
    name: str
    user_name: str
    key: str
    """Names the person, or nobody, when claims are handed over."""
    href: str
    cells: list[Cell]
    later: str
    without_limit: str
    total: str


@require_safe
def team_page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not may_see(actor):
        raise Http404
    found = team.of(actor, at=clock.now(), calendar=current_calendar())
    days = [dateformat.format(day, "D j M") for day in found.days]
    context = {
        "team": found,
        "risk_days": team.AT_RISK,
        "rows": [_row(load, found, days) for load in found.loads],
        "columns": [
            {"label": _("Person")},
            *({"label": day, "numeric": True} for day in days),
            {"label": _("Later"), "numeric": True},
            {"label": _("No limit"), "numeric": True},
            {"label": _("All"), "numeric": True},
        ],
        "nobody_href": _worklist_of(NOBODY),
        "may_stand_in": actor.may(Right.SIGN_IN_AS_OTHERS) and not actor.is_signed_in_as_another,
    }
    return render(request, "portal/team.html", context)


def may_see(actor: Actor) -> bool:
    return bool(actor.claim_types_with(Right.ALLOCATE_CLAIMS))


def _row(load: Load, found: Team, days: list[str]) -> Row:
    person = load.person
    key = person.user_name if person else NOBODY
    return Row(
        name=person.full_name if person else _("Nobody in particular"),
        user_name=person.user_name if person else "",
        key=key,
        href=_worklist_of(key),
        cells=[
            Cell(day, number, _shade(number, found.busiest))
            for day, number in zip(days, load.on(found.days), strict=True)
        ],
        later=f"{load.later:,}",
        without_limit=f"{load.without_limit:,}",
        total=f"{load.total:,}",
    )


def _shade(number: int, most: int) -> int:
    """None for none; the darkest for the busiest, unless even that day has only a few."""
    return -(-number * SHADES // max(most, SHADES)) if number else 0


def _worklist_of(whom: str) -> str:
    return f"{reverse('worklist')}?{urlencode({'allocatedTo': whom})}"
