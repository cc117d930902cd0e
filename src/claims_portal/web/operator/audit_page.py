"""The audit as the operator reads it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal.operators import audit_reading
from claims_portal.operators.audit_reading import Wanted
from claims_portal.web.console import audit_words
from claims_portal.web.fields import Field, typed
from claims_portal.web.operator import realm

LONGEST = 60
ASKED = ("organisation", "staff", "subject")


@require_safe
def audit_page(request: HttpRequest) -> HttpResponse:
    actor = realm.actor_of(request)
    given = {name: typed(request.GET.get(name))[:LONGEST] for name in ASKED}
    below = typed(request.GET.get("below"))
    is_number = below.isascii() and below.isdecimal() and len(below) < LONGEST // 4
    page = audit_reading.page(Wanted(**given), by=actor, below=int(below) if is_number else None)
    checked = request.GET.get("check") == "yes"
    labels = (_("When"), _("What"), _("About"), _("Organisation"), _("By"), _("Changes"))
    asked: dict[str, str | int] = {name: value for name, value in given.items() if value}
    context = {
        "fields": _fields(given),
        "rows": [audit_words.told(entry) for entry in page.entries],
        "columns": [{"label": label} for label in labels],
        "next_href": f"?{urlencode({**asked, 'below': page.older})}" if page.older else "",
        "check_href": f"?{urlencode({**asked, 'check': 'yes'})}",
        "checked": checked,
        "broken": audit_reading.broken_links(given["organisation"], by=actor) if checked else [],
    }
    return render(request, "portal/operator/audit.html", context)


def _fields(given: dict[str, str]) -> dict[str, Field]:
    return {
        "organisation": Field(
            "organisation", _("Organisation ID"), given["organisation"],
            hint=_("Empty: the operator’s own audit"),
        ),
        "staff": Field("staff", _("Staff ID"), given["staff"], hint=_("In every audit")),
        "subject": Field("subject", _("About"), given["subject"], hint=_("User ID, claim, …")),
    }  # fmt: skip
