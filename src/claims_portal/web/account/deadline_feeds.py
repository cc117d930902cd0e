"""Deadlines in one's calendar program: secret addresses, made, renewed and revoked.

An address is shown once. Between the form and the page that shows it, it waits sealed
in the session.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock, sealing
from claims_portal.accounts.models import User
from claims_portal.claims import deadline_feeds
from claims_portal.claims.models import FeedScope
from claims_portal.web.second_factors.recent_proof import own_account
from claims_portal.web.sessions import actor_of

KEPT = "new_deadline_feed"
WORDS = {
    FeedScope.OWN: (
        gettext_lazy("Your deadlines"),
        gettext_lazy("The claims that are allocated to you and wait for your side."),
    ),
    FeedScope.WORKLIST: (
        gettext_lazy("Your team’s deadlines"),
        gettext_lazy("Everything on your worklist, as your profiles let you see it."),
    ),
}


@dataclass(frozen=True)
class Offer:
    """One kind of feed: what it shows, and the address that there is of it."""

    scope: str
    title: str
    shows: str
    made_at: datetime | None
    read_at: datetime | None
    address: str
    """Only once, just after it was made."""


@require_safe
@own_account
def own_feeds(request: HttpRequest) -> HttpResponse:
    account = cast(User, request.user)
    made_scope, address = _just_made(request)
    feeds = deadline_feeds.of(account)
    offers = [
        Offer(
            scope=scope.value,
            title=str(title),
            shows=str(shows),
            made_at=feeds[scope].made_at if scope in feeds else None,
            read_at=feeds[scope].read_at if scope in feeds else None,
            address=address if scope in feeds and scope.value == made_scope else "",
        )
        for scope, (title, shows) in WORDS.items()
    ]
    return render(request, "portal/account/deadline_feeds.html", {"offers": offers})


@require_POST
@own_account
def make(request: HttpRequest, scope: str) -> HttpResponse:
    account, chosen = cast(User, request.user), _scope(scope)
    secret = deadline_feeds.make(account, chosen, by=actor_of(request), at=clock.now())
    address = settings.BASE_URL + reverse("deadline-feed", args=[secret])
    sealed = sealing.seal(f"{chosen.value} {address}", purpose=KEPT)
    request.session[KEPT] = sealed
    return redirect("own-deadline-feeds")


@require_POST
@own_account
def revoke(request: HttpRequest, scope: str) -> HttpResponse:
    account, chosen = cast(User, request.user), _scope(scope)
    deadline_feeds.revoke(account, chosen, by=actor_of(request), at=clock.now())
    messages.success(request, _("The address leads nowhere from now on."))
    return redirect("own-deadline-feeds")


def _just_made(request: HttpRequest) -> tuple[str, str]:
    sealed = request.session.pop(KEPT, "")
    scope, _space, address = sealing.unseal(sealed, purpose=KEPT).partition(" ") if sealed else (
        "", "", "",
    )  # fmt: skip
    return scope, address


def _scope(named: str) -> FeedScope:
    if named not in FeedScope.values:
        raise Http404
    return FeedScope(named)
