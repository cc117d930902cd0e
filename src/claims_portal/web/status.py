"""How the portal does: a page for everybody, and the same for programs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from claims_portal import clock


@login_not_required
@never_cache
@require_safe
def status_page(request: HttpRequest, *, standing: Callable[..., Any]) -> HttpResponse:
    found = standing(at=clock.now())
    context = {
        "standing": found,
        "parts": _parts(found),
        "columns": _columns(),
    }
    return render(request, "portal/status.html", context)


@login_not_required
@never_cache
@require_safe
def status_json(request: HttpRequest, *, standing: Callable[..., Any]) -> JsonResponse:
    """The same facts; percentages and milliseconds as numbers, days in London."""
    found = standing(at=clock.now())
    return JsonResponse(
        {
            "at": _utc(found.at),
            "pagesAndApi": "working",
            "backgroundWork": _word(found.background_works),
            "webhooks": _word(found.webhooks_work),
            "days": [
                {
                    "day": one.day.isoformat(),
                    "minutesAsked": one.asked,
                    "minutesAnswered": one.answered,
                    "availablePercent": round(one.available, 3),
                    "medianMs": one.median_ms and round(one.median_ms, 1),
                    "p95Ms": one.p95_ms and round(one.p95_ms, 1),
                }
                for one in found.days
            ],
        }
    )


def _parts(found: Any) -> list[tuple[str, bool, str]]:
    """What is told apart: its name, whether it works, and what that means for whoever waits."""
    return [
        (_("Pages and API"), True, _("They answer: this page is one of them.")),
        (
            _("Work in the background"), found.background_works,
            _("Time limits, warnings and mail are looked after.") if found.background_works
            else _("Nothing was heard of it for five minutes. Mail and warnings come later; no "
                   "time limit is counted otherwise for that."),
        ),
        (
            _("Webhooks"), found.webhooks_work,
            _("New events are posted as they come.") if found.webhooks_work
            else _("Events wait for more than five minutes. None is lost; the event feed has them "
                   "already."),
        ),
    ]  # fmt: skip


def _columns() -> list[dict[str, object]]:
    numbers = (
        _("Minutes asked"), _("Available"), _("Half of the pages within"), _("95 % within"),
    )  # fmt: skip
    return [{"label": _("Day")}, *({"label": one, "numeric": True} for one in numbers)]


def _word(works: bool) -> str:
    return "working" if works else "delayed"


def _utc(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
