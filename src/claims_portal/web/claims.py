"""Finding a claim, and reading one."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims import search
from claims_portal.cursors import BadCursor
from claims_portal.web import claim_reading, listing
from claims_portal.web.context import works_claims
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.files.listing import attachments_of
from claims_portal.web.finding import find
from claims_portal.web.routing import to_where_one_belongs
from claims_portal.web.sessions import actor_of
from claims_portal.web.standing import standing_of
from claims_portal.web.worklist import phase_names

LONGEST_KEY = 100


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything the account may see, narrowed by what is searched for."""
    actor, at, today = actor_of(request), clock.now(), clock.today()
    if not works_claims(actor):
        return to_where_one_belongs(request, actor)
    searched = {
        name: typed(request.GET.get(name))[:LONGEST_KEY]
        for name in ("application_id", "surname", "reference", "phase")
    }
    keys = search.Keys(**{name: value or None for name, value in searched.items()})
    cursor = typed(request.GET.get("cursor"))
    try:
        page = search.page(actor, keys, waiting=False, cursor=cursor or None)
    except BadCursor as broken:
        raise BadRequest from broken
    context = {
        "fields": _fields(searched),
        "searched": keys.any,
        "columns": listing.columns(),
        "rows": listing.rows_of(page.lines, actor, at, today),
        "next_href": _href(searched, page.next_cursor) if page.next_cursor else "",
        "first_href": _href(searched, None) if cursor else "",
    }
    return render(request, "portal/claims.html", context)


@require_safe
def claim_page(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    claim = find(actor, number)
    context = {
        "claim": claim,
        "standing": standing_of(claim, actor, clock.now(), clock.today()),
        "groups": claim_reading.summary_groups(claim),
        "documents": claim_reading.documents_of(claim, actor),
        "attachments": attachments_of(claim, actor),
        "history": claim_reading.history_of(claim, actor),
    }
    return render(request, "portal/claim.html", context)


def _fields(searched: dict[str, str]) -> dict[str, Field]:
    phases = [Choice(code, name) for code, name in phase_names().items()]
    return {
        "application_id": Field(
            "application_id", _("Application ID"), searched["application_id"],
            hint=_("With or without the zeros"),
        ),
        "surname": Field(
            "surname", _("Claimant’s surname"), searched["surname"], hint=_("Or how it begins")
        ),
        "reference": Field(
            "reference", _("Reference"), searched["reference"], hint=_("Yours or the other party’s")
        ),
        "phase": Field("phase", _("Phase"), searched["phase"], choices=phases),
    }  # fmt: skip


def _href(searched: dict[str, str], cursor: str | None) -> str:
    given = {**searched, "cursor": cursor}
    query = urlencode({name: value for name, value in given.items() if value})
    return reverse("claims") + (f"?{query}" if query else "")
