"""Searches kept under a name: followed, kept and deleted on the page of the search."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims.models import SavedFilter
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.claims.search import saved
from claims_portal.claims.search.query import Scope
from claims_portal.web import search_fields
from claims_portal.web.context import works_claims
from claims_portal.web.fields import typed
from claims_portal.web.routing import to_where_one_belongs
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

# A form that was sent after the session ended comes back by GET once one has signed in.
read_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Kept:
    pk: int
    name: str
    href: str
    current: bool


def kept_by(actor: Actor, address: str) -> Sequence[Kept]:
    """The filters of the account; current is the one whose search the page shows."""
    found = [(one, _address(one)) for one in saved.of(actor)]
    return [
        Kept(one.pk, one.name, reverse("claims") + asked, asked == address) for one, asked in found
    ]


@read_or_post
def change(request: HttpRequest) -> HttpResponse:
    """Keep the search that the page shows, or delete a filter; back to the search."""
    actor = actor_of(request)
    if not works_claims(actor):
        return to_where_one_belongs(request, actor)
    asked = search_fields.asked_of(QueryDict(request.POST.get("query", "")))
    if request.method == "POST":
        try:
            if "delete" in request.POST:
                saved.delete(_number(request.POST["delete"]), by=actor)
                messages.success(request, _("The filter was deleted."))
            elif asked.query is not None:
                name = typed(request.POST.get("name"))
                kept = saved.save(name, asked.query, by=actor, at=clock.now())
                messages.success(request, _("Kept as “%(name)s”.") % {"name": kept.name})
        except ClaimRefusal as refusal:
            messages.error(request, in_language(refusal))
    return redirect(reverse("claims") + search_fields.address_of(asked))


def _address(one: SavedFilter) -> str:
    """As the search page's own address asks for it."""
    given = {"scope": Scope.WORKLIST.value, **one.query}
    return search_fields.address_of(search_fields.asked_of(QueryDict(urlencode(given))))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0
