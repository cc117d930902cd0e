"""The user agreement: read by everybody, accepted by an administrator for the organisation."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts import administrators, agreement_history
from claims_portal.accounts import organisation as own
from claims_portal.accounts.models import User
from claims_portal.accounts.organisation import NothingToAccept
from claims_portal.accounts.profiles import Right
from claims_portal.organisations import agreements
from claims_portal.web.fields import Choice, Field
from claims_portal.web.forms.plainly import is_alone
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

# A form that was sent after the session ended comes back by GET once one has signed in.
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


def stands_before(request: HttpRequest) -> bool:
    """Gate: the claims pages of an organisation that has not accepted what is in force."""
    of_claims = request.path in (reverse("worklist"), reverse("standing-in"))
    of_claims = of_claims or request.path.startswith(reverse("claims"))
    return of_claims and not actor_of(request).agreement_accepted


@read_or_post
def agreement(request: HttpRequest) -> HttpResponse:
    error = ""
    if request.method == "POST":
        if "accept" in request.POST.getlist("agreed"):
            return _accept(request)
        error = _("Tick the box to accept the agreement.")
    return _page(request, error)


def _accept(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    if not actor.may(Right.MANAGE_ORGANISATION):
        return _page(request, _("Only an administrator can accept the agreement."))
    try:
        own.accept_agreement(request.POST.get("version", ""), by=actor, at=clock.now())
    except NothingToAccept as refused:
        return _page(request, in_language(refused))
    if is_alone(actor):
        messages.success(request, _("You accepted the agreement."))
        return redirect("worklist")
    messages.success(
        request, _("The agreement is accepted. Your users can work claims from now on.")
    )
    return redirect("agreement")


def _page(request: HttpRequest, error: str) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    user = request.user
    assert isinstance(user, User), "the page is behind the sign-in"  # noqa: S101
    versions = agreements.versions(at=at)
    organisation = user.organisation
    accepted = agreements.is_accepted(organisation, at=at)
    may_accept = actor.may(Right.MANAGE_ORGANISATION) and not accepted
    alone = is_alone(actor)
    accepts = _("I accept the agreement for %(organisation)s") % {"organisation": organisation.name}
    choice = Choice("accept", _("I accept the agreement") if alone else accepts)
    box = Field("agreed", _("Your answer"), error=error, choices=[choice])
    context = {
        "versions": versions,
        "organisation": organisation,
        "accepted": accepted,
        "acceptances": agreement_history.acceptances(organisation),
        "alone": alone,
        "box": box if may_accept else None,
        "administrators": administrators.usable(organisation.pk, at=at),
        "problems": [box] if error else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "portal/console/agreement.html", context, status=status)
