"""The page of the link that proves an address: looked at, then pressed.

Scanners of mail open links, so opening one changes nothing. The secret is moved from
the address of the page into the session at once: it stays in no history, no log of
a proxy behind the first request, and no Referer.
"""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims_portal import clock, sealing
from claims_portal.accounts import addresses
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.network_address import network_address
from claims_portal.web import new_password
from claims_portal.web.guessing import failed, no_guessing
from claims_portal.web.wording import in_language

LINK = "address_link"
LONGEST = 100


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@no_guessing
def verify(request: HttpRequest) -> HttpResponse:
    if "link" in request.GET and request.method != "POST":
        request.session[LINK] = sealing.seal(request.GET["link"][:LONGEST], purpose=LINK)
        return redirect("verify-address")
    kept = request.session.get(LINK, "")
    secret = sealing.unseal(kept, purpose=LINK) if kept else ""
    try:
        if request.method == "POST":
            return _verify(request, secret)
        pending = addresses.pending(secret, at=clock.now())
    except AccountRefusal as refused:
        if secret:
            failed(request)
        return _refused(request, refused)
    context = {"owner": pending.user, "email": pending.email}
    return render(request, "portal/verify_address.html", context)


def _verify(request: HttpRequest, secret: str) -> HttpResponse:
    account = addresses.verify(secret, at=clock.now(), address=network_address(request))
    request.session.pop(LINK, None)
    told = _("%(email)s is verified as the address of %(user)s.")
    messages.success(request, told % {"email": account.email, "user": account.user_name})
    if account.password_changed_at:
        return redirect("sign-in")
    new_password.begin_with(request, account)
    return redirect("new-password")


def _refused(request: HttpRequest, refused: AccountRefusal) -> HttpResponse:
    request.session.pop(LINK, None)
    context = {"title": _("The address was not verified"), "sentence": in_language(refused)}
    return render(request, "portal/error.html", context, status=HTTPStatus.NOT_FOUND)
