"""Making recovery codes, which are shown once."""

from typing import cast

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from claims_portal import clock, sealing
from claims_portal.accounts.models import User
from claims_portal.accounts.second_factors import recovery_codes
from claims_portal.web.second_factors.recent_proof import wants_recent_proof
from claims_portal.web.sessions import actor_of

NEW = "new_recovery_codes"


@require_http_methods(["GET", "HEAD", "POST"])
@wants_recent_proof
def codes(request: HttpRequest) -> HttpResponse:
    """Between the form and the page that shows them, the codes wait sealed in the session."""
    account = cast(User, request.user)
    if request.method == "POST":
        made = recovery_codes.make(account, by=actor_of(request), at=clock.now())
        sealed = sealing.seal(msgspec.json.encode(made).decode(), purpose=NEW)
        request.session[NEW] = sealed
        return redirect("recovery-codes")
    sealed = request.session.pop(NEW, "")
    shown = msgspec.json.decode(sealing.unseal(sealed, purpose=NEW)) if sealed else []
    context = {"codes": shown, "left": recovery_codes.left(account), "owner": account}
    return render(request, "portal/account/recovery_codes.html", context)
