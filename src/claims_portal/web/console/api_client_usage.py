"""What an API client called, and what of it was refused."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import usage_reading
from claims_portal.web.console.api_clients import client_of
from claims_portal.web.console.doors import manages_organisation

DAYS = 30


@require_safe
@manages_organisation
def usage_page(request: HttpRequest, client_id: str) -> HttpResponse:
    client = client_of(request, client_id)
    since = clock.today() - timedelta(days=DAYS - 1)
    counted = (_("Calls"), _("Refused"), _("Last"))
    context = {
        "one": client,
        "usage": usage_reading.usage_of(client, since=since),
        "day_columns": [{"label": label} for label in (_("Day"), *counted)],
        "route_columns": [{"label": label} for label in (_("Route"), *counted)],
    }
    return render(request, "portal/console/api_client_usage.html", context)
