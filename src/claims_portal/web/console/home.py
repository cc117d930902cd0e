"""The console's first page: what needs the administrator's eye."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import administrators
from claims_portal.web.console.doors import manages_users
from claims_portal.web.sessions import actor_of


@require_safe
@manages_users
def home(request: HttpRequest) -> HttpResponse:
    usable = administrators.usable(actor_of(request).organisation_pk, at=clock.now())
    context = {"administrators": usable, "too_few": len(usable) < administrators.ADVISED}
    return render(request, "portal/console/home.html", context)
