"""Whether one's notices come by mail too, and how often."""

from http import HTTPStatus
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims import digests
from claims_portal.claims.models import Digest
from claims_portal.web.fields import Choice, Field
from claims_portal.web.second_factors.recent_proof import own_account
from claims_portal.web.sessions import actor_of


@require_http_methods(["GET", "HEAD", "POST"])
@own_account
def own_notices(request: HttpRequest) -> HttpResponse:
    account = cast(User, request.user)
    if request.method != "POST":
        return _form(request, digests.wanted(account).value)
    chosen = request.POST.get("digest", "")
    if chosen not in Digest.values:
        return _form(request, chosen, _("Choose one of these."))
    digests.choose(Digest(chosen), by=actor_of(request), at=clock.now())
    messages.success(request, _("Your choice is kept."))
    return redirect("own-account")


def _form(request: HttpRequest, chosen: str, problem: str = "") -> HttpResponse:
    field = Field("digest", _("Notices by mail"), chosen, error=problem, choices=_choices())
    context = {"field": field, "problems": [field] if problem else [], "owner": request.user}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK
    return render(request, "portal/account/notices.html", context, status=status)


def _choices() -> list[Choice]:
    hour = f"{digests.DAILY_AT:%H:%M}"
    return [
        Choice(Digest.OFF.value, _("No mail")),
        Choice(
            Digest.DAILY.value,
            _("Once a day"),
            _("At %(hour)s, on days when there is something new.") % {"hour": hour},
        ),
        Choice(
            Digest.AT_ONCE.value,
            _("As they come"),
            _("Within a few minutes; those together in one."),
        ),
    ]
