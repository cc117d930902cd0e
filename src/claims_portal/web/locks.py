"""Taking a claim to work on it, and giving it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.claims import locks
from claims_portal.claims.process.calendar import LONDON
from claims_portal.claims.refusals import ClaimLocked, NotAllowed
from claims_portal.web.finding import find
from claims_portal.web.sessions import actor_of
from claims_portal.web.standing import lock_refusal
from claims_portal.web.wording import in_language

# A form that was sent after the session ended comes back by GET once one has signed in.
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@read_or_post
def open_activity(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    claim = find(actor, number)
    if request.method == "POST":
        at = clock.now()
        try:
            until = locks.take(claim, by=actor, at=at)
        except ClaimLocked:
            messages.error(request, lock_refusal(find(actor, number), actor, at))
        except NotAllowed as refused:
            messages.error(request, in_language(refused))
        else:
            told = _("It is the other party’s turn: there is nothing to lock.")
            if until is not None:
                told = _("The claim is locked for you until %(until)s.")
                told %= {"until": f"{until.astimezone(LONDON):%H:%M}"}
            messages.success(request, told)
    return redirect("claim", number)


@read_or_post
def unlock(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    claim = find(actor, number)
    if request.method == "POST":
        locks.release(claim, by=actor)
        messages.success(request, _("The claim is not locked by you any more."))
    return redirect("claim", number)


@read_or_post
def break_lock(request: HttpRequest, number: int) -> HttpResponse:
    """A team leader opens the lock of a colleague."""
    actor = actor_of(request)
    claim = find(actor, number)
    if request.method == "POST":
        try:
            locks.force_open(claim, by=actor, at=clock.now())
        except NotAllowed as refused:
            messages.error(request, in_language(refused))
        else:
            messages.success(request, _("No colleague locks the claim any more."))
    return redirect("claim", number)
