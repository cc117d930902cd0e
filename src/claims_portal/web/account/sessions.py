"""Where one is signed in, and ending that."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.accounts import web_sessions
from claims_portal.accounts.models import User
from claims_portal.web.listing import Column
from claims_portal.web.second_factors.recent_proof import own_account
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language


@require_safe
@own_account
def own_sessions(request: HttpRequest) -> HttpResponse:
    listed = list(web_sessions.of(cast(User, request.user)))
    labels = (_("Browser"), _("Network address"), _("Signed in"), _("Last used"), _("End"))
    context = {
        "columns": [Column(label) for label in labels],
        "sessions": listed,
        "this": request.session.session_key,
        "others": len(listed) > 1,
    }
    return render(request, "portal/account/sessions.html", context)


@require_POST
@own_account
def end(request: HttpRequest, pk: int) -> HttpResponse:
    account, by = cast(User, request.user), actor_of(request)
    try:
        web_sessions.end(account, pk, by=by, at=clock.now())
    except web_sessions.NoSuchSession as refused:
        messages.info(request, in_language(refused))
    else:
        messages.success(request, _("The session was ended."))
    return redirect("own-sessions")


@require_POST
@own_account
def end_others(request: HttpRequest) -> HttpResponse:
    number = web_sessions.end_others(
        cast(User, request.user),
        but=request.session.session_key or "",
        by=actor_of(request),
        at=clock.now(),
    )
    told = ngettext("%(n)d session was ended.", "%(n)d sessions were ended.", number)
    messages.success(request, told % {"n": number})
    return redirect("own-sessions")
