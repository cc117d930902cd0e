"""A team leader signs in as another user of the organisation, and back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts import standing_in
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import NoSuchAccount
from claims_portal.accounts.standing_in import MayNotStandIn
from claims_portal.accounts.states import plain_state
from claims_portal.web import sessions
from claims_portal.web.fields import Field, typed
from claims_portal.web.sessions import actor_of

LONGEST_KEY = 100
# A form that was sent after the session ended comes back by GET once one has signed in.
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@read_or_post
def choose(request: HttpRequest) -> HttpResponse:
    """Whom to sign in as; only who may, and not from within another account."""
    actor, at = actor_of(request), clock.now()
    if not actor.may(Right.SIGN_IN_AS_OTHERS):
        raise PermissionDenied
    if request.method == "POST":
        return _begin(request)
    searched = typed(request.GET.get("search"))[:LONGEST_KEY]
    found = standing_in.candidates(searched, by=actor)
    hint = _("User ID or part of a name")
    labels = (_("User ID"), _("Name"), _("State"), _("Sign in"))
    context = {
        "field": Field("search", _("User"), searched, hint=hint),
        "rows": [(account, plain_state(account, at=at)) for account in found.accounts],
        "more": found.more,
        "searched": searched,
        "columns": [{"label": label} for label in labels],
    }
    return render(request, "portal/standing_in.html", context)


def _begin(request: HttpRequest) -> HttpResponse:
    try:
        account = standing_in.begin(
            request.POST.get("account", ""), by=actor_of(request), at=clock.now()
        )
    except MayNotStandIn:
        raise PermissionDenied from None
    except NoSuchAccount:
        raise Http404 from None
    request.session[sessions.STANDS_IN_FOR] = account.pk
    told = _("You are now signed in as %(account)s. Both names stand in everything you do.")
    messages.success(request, told % {"account": account.user_name})
    return redirect("worklist")


@read_or_post
def end(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if request.method == "POST" and actor.is_signed_in_as_another:
        account = standing_in.end(by=actor, at=clock.now())
        del request.session[sessions.STANDS_IN_FOR]
        told = _("You are yourself again, and no longer signed in as %(account)s.")
        messages.success(request, told % {"account": account.user_name})
    return redirect("worklist")
