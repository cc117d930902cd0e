"""The page on which claims are found."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims.listing import Page
from claims_portal.claims.search import pages
from claims_portal.claims.search.keys import INSIDE
from claims_portal.cursors import BadCursor
from claims_portal.web import listing, saved_filters, search_fields
from claims_portal.web.context import works_claims
from claims_portal.web.fields import typed
from claims_portal.web.routing import to_where_one_belongs
from claims_portal.web.search_fields import Asked
from claims_portal.web.sessions import actor_of


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Everything the account may see, narrowed by what is searched for."""
    actor = actor_of(request)
    if not works_claims(actor):
        return to_where_one_belongs(request, actor)
    asked, cursor = search_fields.asked_of(request.GET), typed(request.GET.get("cursor"))
    page = Page([], None)
    if asked.query is not None:
        try:
            page = pages.page(actor, asked.query, cursor=cursor or None)
        except BadCursor as broken:
            raise BadRequest from broken
    fields = search_fields.fields_of(asked, actor)
    name_field = saved_filters.name_field(request)
    context = {
        "fields": fields,
        "problems": [field for field in fields.values() if field.error],
        "more_is_open": search_fields.is_open(asked),
        "searched": asked.restricts,
        "columns": listing.columns(),
        "rows": listing.rows_of(page.lines, actor, clock.now(), clock.today()),
        "next_href": _href(asked, cursor=page.next_cursor) if page.next_cursor else "",
        "first_href": _href(asked) if cursor else "",
        "inside_href": _inside(asked),
        "query": search_fields.address_of(asked).removeprefix("?"),
        "updated_since": asked.typed["updatedSince"],
        "filters": saved_filters.kept_by(actor, search_fields.address_of(asked)),
        "name_field": name_field,
        "keeping": bool(name_field.value),
    }
    return render(request, "portal/claims.html", context)


def _inside(asked: Asked) -> str:
    """The same search with the surname anywhere in the name; nothing where it is that already."""
    surname = asked.typed["surname"]
    if not surname or surname.startswith(INSIDE):
        return ""
    return _href(asked, surname=f"{INSIDE}{surname}")


def _href(asked: Asked, **changed: str | None) -> str:
    return reverse("claims") + search_fields.address_of(asked, **changed)
