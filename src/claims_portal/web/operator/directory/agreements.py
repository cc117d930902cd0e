"""Versions of the user agreement: read, and a new one published."""

from datetime import UTC, datetime, time
from http import HTTPStatus
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.operators import publishing
from claims_portal.organisations import agreements
from claims_portal.organisations.models import Organisation, UserAgreement
from claims_portal.web.console.asking import (
    NO_DATE,
    Asked,
    date_shown,
    date_typed,
    text,
    with_refusals,
)
from claims_portal.web.fields import Field, typed
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import REFUSALS, read_or_post

LONDON = ZoneInfo("Europe/London")


@read_or_post
def page(request: HttpRequest) -> HttpResponse:
    given, at, refusals = request.POST, clock.now(), list[Exception]()
    if request.method == "POST":
        try:
            publishing.publish_agreement(
                typed(given.get("version")), given.get("text", ""), in_force_from=_begins(given),
                by=realm.actor_of(request), at=at,
            )  # fmt: skip
        except REFUSALS as refusal:
            refusals.append(refusal)
        else:
            messages.success(request, _("Published. It is in force from its day on."))
            return redirect("operator-agreements")
    fields = [
        text("version", _("Version"), given.get("version", ""), width="10"),
        Asked(Field("in_force_from", _("In force from"),
                    date_shown(given or None, "in_force_from", None),
                    hint=_("A day to come; until an administrator accepts it, nobody of an "
                           "organisation works claims.")), "date"),
        Asked(Field("text", _("Text"), given.get("text", "")), "textarea"),
    ]  # fmt: skip
    asked, problems = with_refusals(fields, refusals)
    in_force = agreements.in_force(at=at)
    accepted = Organisation.objects.filter(
        enabled=True, agreement_version=in_force.version if in_force else ""
    )
    context = {
        "rows": UserAgreement.objects.order_by("-in_force_from"),
        "columns": [{"label": label} for label in (_("Version"), _("In force from"))],
        "in_force": in_force,
        "accepted": accepted.count(),
        "organisations": Organisation.objects.filter(enabled=True).count(),
        "asked": asked,
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, "portal/operator/directory/agreements.html", context, status=status)


def _begins(given: QueryDict) -> datetime | None:
    """At midnight of the day that was typed, in London."""
    day = date_typed(given, "in_force_from")
    if day is None or day == NO_DATE:
        return None
    return datetime.combine(day, time(), LONDON).astimezone(UTC)
