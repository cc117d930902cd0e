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
from claims_portal.claims.search.query import Scope, SearchQuery
from claims_portal.web import resuming, search_fields
from claims_portal.web.context import works_claims
from claims_portal.web.fields import Field, typed
from claims_portal.web.routing import to_where_one_belongs
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import in_language

NAME = "name_of_a_filter"
"""The session's key of a name that was typed and not kept."""

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


def name_field(request: HttpRequest) -> Field:
    """Into which the name is typed; with the one that could not be kept, once."""
    return Field("name", _("Keep this search as"), request.session.pop(NAME, ""))


@read_or_post
def change(request: HttpRequest) -> HttpResponse:
    """Keep the search that the page shows, or delete a filter; back to the search."""
    actor = actor_of(request)
    if not works_claims(actor):
        return to_where_one_belongs(request, actor)
    given = resuming.given_to(request)
    asked = search_fields.asked_of(QueryDict(given.get("query", "")))
    if request.method != "POST" and "name" in given:
        request.session[NAME] = typed(given.get("name"))
    if request.method == "POST":
        try:
            if "delete" in request.POST:
                saved.delete(_number(request.POST["delete"]), by=actor)
                messages.success(request, _("The filter was deleted."))
            elif asked.query is not None:
                _keep(request, typed(given.get("name")), asked.query, actor)
        except ClaimRefusal as refusal:
            messages.error(request, in_language(refusal))
            request.session[NAME] = typed(given.get("name"))
    return redirect(reverse("claims") + search_fields.address_of(asked))


def _keep(request: HttpRequest, name: str, query: SearchQuery, actor: Actor) -> None:
    before = {one.pk for one in saved.of(actor)}
    kept = saved.save(name, query, by=actor, at=clock.now())
    says = _("Kept as “%(name)s”.")
    if kept.pk in before:
        says = _("Kept as “%(name)s”, in place of the search that had this name.")
    messages.success(request, says % {"name": kept.name})


def _address(one: SavedFilter) -> str:
    """As the search page's own address asks for it."""
    given = {"scope": Scope.WORKLIST.value, **one.query}
    return search_fields.address_of(search_fields.asked_of(QueryDict(urlencode(given))))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0
