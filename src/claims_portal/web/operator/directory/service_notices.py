"""Service notices: written, seen, ended."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.notices.models import ServiceNotice
from claims_portal.operators import service_notices
from claims_portal.operators.service_notices import Wanted
from claims_portal.web.console.asking import Asked, text
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, Form, read_or_post
from claims_portal.web.wording import in_language

SHOWN = 100
LONDON = ZoneInfo("Europe/London")
COLOURS = {"information": "blue", "maintenance": "yellow", "fault": "red"}


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    labels = (_("Notice"), _("Shown"), _("By"), _("State"))
    context = {
        "rows": [
            (one, COLOURS[one.kind], _state(one, at), one.shown_until > at)
            for one in service_notices.seen_by(realm.actor_of(request))[:SHOWN]
        ],
        "columns": [{"label": label} for label in labels],
    }
    return render(request, "portal/operator/directory/notices.html", context)


@read_or_post
def new(request: HttpRequest) -> HttpResponse:
    given, refusals = request.POST, list[Exception]()
    if request.method == "POST":
        wanted = Wanted(
            typed(given.get("kind")), typed(given.get("text")), _moment(given, "shown_from"),
            _moment(given, "shown_until"), _moment(given, "begins_at"), _moment(given, "ends_at"),
        )  # fmt: skip
        try:
            service_notices.announce(wanted, by=realm.actor_of(request), at=clock.now())
        except REFUSALS as refusal:
            refusals.append(refusal)
        else:
            messages.success(request, _("All pages show it within a minute of its time."))
            return redirect("operator-notices")
    form = Form(
        _("New service notice"), _("Announce it"), back_href=reverse("operator-notices"),
        said=[_("One sentence on every page, of organisations and of the operator, and in the API "
                "under /service-notices.")],
    )  # fmt: skip
    return forms.page(request, form, _fields(given), refusals)


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    try:
        service_notices.end(number, by=realm.actor_of(request), at=clock.now())
    except REFUSALS as refusal:
        messages.error(request, in_language(refusal))
    else:
        messages.success(request, _("No page shows it any more within a minute."))
    return redirect("operator-notices")


def _fields(given: QueryDict) -> list[Asked]:
    now = f"{timezone.localtime(clock.now()):%Y-%m-%dT%H:%M}"
    kinds = [Choice(kind.value, str(kind.label)) for kind in ServiceNotice.Kind]
    when = _("London time")
    return [
        Asked(Field("kind", _("What is it?"), given.get("kind", "information"), choices=kinds),
              "radios"),
        Asked(Field("text", _("What everybody reads"), given.get("text", ""),
                    hint=_("At most 300 characters, without names of persons")), "textarea"),
        text("shown_from", _("Shown from"), given.get("shown_from", now), width="20",
             type="datetime-local", hint=when),
        text("shown_until", _("Shown until"), given.get("shown_until", ""), width="20",
             type="datetime-local", hint=when),
        text("begins_at", _("Maintenance begins"), given.get("begins_at", ""), width="20",
             type="datetime-local", required=False, hint=_("Of maintenance alone")),
        text("ends_at", _("Maintenance ends"), given.get("ends_at", ""), width="20",
             type="datetime-local", required=False),
    ]  # fmt: skip


def _moment(given: QueryDict, name: str) -> datetime | None:
    """As browsers send it; None for anything else. To the minute of now, now."""
    try:
        moment = datetime.fromisoformat(given.get(name, "").strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=LONDON).astimezone(UTC) if moment.tzinfo is None else None


def _state(one: ServiceNotice, at: datetime) -> str:
    if at < one.shown_from:
        return _("Not yet")
    return _("Shown") if at < one.shown_until else _("Over")
