"""The page of the link in a notice that somebody is to be let in again: looked at, then pressed.

As with a link that verifies an address, the secret is moved into the session at once.
"""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims_portal import clock, sealing
from claims_portal.network_address import network_address
from claims_portal.operators import recovering
from claims_portal.operators.recovering import ObjectionRefused
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.wording import in_language

LINK = "objection_link"
LONGEST = 100


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@no_guessing
def objection(request: HttpRequest) -> HttpResponse:
    if "link" in request.GET and request.method != "POST":
        request.session[LINK] = sealing.seal(request.GET["link"][:LONGEST], purpose=LINK)
        return redirect("recovery-objection")
    kept = request.session.get(LINK, "")
    secret = sealing.unseal(kept, purpose=LINK) if kept else ""
    try:
        if request.method == "POST":
            recovering.objected(secret, at=clock.now(), address=network_address(request))
            request.session.pop(LINK, None)
            return _told(request, _("You objected"), _("Nobody is let in. The operator knows."))
        found = recovering.waiting(secret, at=clock.now())
    except ObjectionRefused as refused:
        if secret:
            failed(request)
        request.session.pop(LINK, None)
        told = _told(request, _("There is nothing to object to"), in_language(refused))
        told.status_code = HTTPStatus.NOT_FOUND
        return told
    return render(request, "portal/recovery_objection.html", {"one": found})


def _told(request: HttpRequest, title: str, sentence: str) -> HttpResponse:
    return render(request, "portal/error.html", {"title": title, "sentence": sentence})
