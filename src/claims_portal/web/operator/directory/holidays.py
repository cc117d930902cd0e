"""Holidays: what a change would do to open claims is looked at before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.claims import holidays, recalculating
from claims_portal.claims.holidays import HolidayChange, HolidayRefused
from claims_portal.claims.recalculating import Moved
from claims_portal.web.console.asking import (
    Asked,
    date_of,
    date_shown,
    text,
    with_refusals,
)
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import read_or_post

MOST_SHOWN = 50
NAMES = ("verb", "day-day", "day-month", "day-year", "to-day", "to-month", "to-year", "name")


@dataclass(frozen=True)
class Preview:
    change: HolidayChange
    claims: Sequence[Moved]

    @property
    def moved(self) -> int:
        return sum(not one.stays for one in self.claims)

    @property
    def kept(self) -> int:
        return len(self.claims) - self.moved


@read_or_post
def page(request: HttpRequest) -> HttpResponse:
    given, refusals, preview = request.POST, list[Exception](), None
    if request.method == "POST":
        try:
            change = _change(given)
            if given.get("do") == "make":
                holidays.make(change, by=realm.actor_of(request).author, at=clock.now())
                messages.success(
                    request, _("Done. Open claims are counted anew within a minute, and say so.")
                )
                return redirect("operator-holidays")
            preview = Preview(change, recalculating.preview(change, at=clock.now()))
        except HolidayRefused as refused:
            refusals.append(refused)
    asked, problems = with_refusals(_fields(given), refusals)
    context = {
        "holidays": [one for one in holidays.listed() if one.day.year >= clock.today().year],
        "versions": holidays.versions()[:20],
        "asked": asked,
        "problems": problems,
        "preview": preview,
        "claims": preview.claims[:MOST_SHOWN] if preview else [],
        "columns": [
            {"label": label} for label in (_("Claim"), _("Until now"), _("Then"), _("Because"))
        ],
        "kept_fields": [(name, given.get(name, "")) for name in NAMES],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/operator/directory/holidays.html", context, status=status)


def _change(given: QueryDict) -> HolidayChange:
    verb, day = given.get("verb", ""), date_of(given, "day")
    if verb == "add":
        return holidays.adding(day, typed(given.get("name")))
    if verb == "remove":
        return holidays.removing(day)
    if verb == "move":
        return holidays.moving(day, date_of(given, "to"), typed(given.get("name")))
    raise HolidayRefused(_("Choose what changes."))


def _fields(given: QueryDict) -> list[Asked]:
    verbs = [
        Choice("add", _("A day becomes a holiday")),
        Choice("remove", _("A day is no holiday any more")),
        Choice("move", _("A holiday is held on another day")),
    ]
    shown = given or None
    return [
        Asked(Field("verb", _("What changes?"), given.get("verb", ""), choices=verbs), "radios"),
        Asked(Field("day", _("Which day?"), date_shown(shown, "day", None)), "date"),
        Asked(Field("to", _("To which day?"), date_shown(shown, "to", None), required=False,
                    hint=_("Only where it is held on another day")), "date"),
        text("name", _("Name"), given.get("name", ""), width="20", required=False,
             hint=_("Of a new holiday")),
    ]  # fmt: skip
