"""The worklist: what I am working on, and what waits for my organisation."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims import worklist as waiting
from claims_portal.claims.listing import Page
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.search import pages
from claims_portal.claims.search.query import SearchQuery
from claims_portal.cursors import BadCursor
from claims_portal.web import listing
from claims_portal.web.context import works_claims
from claims_portal.web.fields import typed
from claims_portal.web.routing import to_where_one_belongs
from claims_portal.web.sessions import actor_of


@dataclass(frozen=True)
class Count:
    """How many claims of the worklist stand at a phase; following it shows only those."""

    phase: str
    number: int
    href: str
    current: bool


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    if not works_claims(actor):
        return to_where_one_belongs(request, actor)
    phase, cursor = typed(request.GET.get("phase")), typed(request.GET.get("cursor"))
    page = _page(actor, phase, cursor)
    mine = listing.locked_by_me(actor, at)
    mine_pks = {line.pk for line in mine}
    others = [line for line in page.lines if line.pk not in mine_pks]
    today = clock.today()
    counts = _counts(waiting.counts_by_phase(actor), phase)
    context = {
        "columns": listing.columns(),
        "mine": listing.rows_of(mine, actor, at, today),
        "others": listing.rows_of(others, actor, at, today),
        "counts": counts,
        "total": sum(one.number for one in counts),
        "phase": next((one.phase for one in counts if one.current), phase),
        "next_href": _href(phase, page.next_cursor) if page.next_cursor else "",
        "first_href": _href(phase, None) if cursor else "",
    }
    return render(request, "portal/worklist.html", context)


def _page(actor: Actor, phase: str, cursor: str) -> Page:
    try:
        return pages.page(actor, SearchQuery(phase=phase or None), cursor=cursor or None)
    except BadCursor as broken:
        raise BadRequest from broken


def _counts(counts: Mapping[str, int], chosen: str) -> list[Count]:
    names = phase_names()
    return [
        Count(names.get(code, code), number, _href(code, None), current=code == chosen)
        for code, number in counts.items()
    ]


def phase_names() -> dict[str, str]:
    """The name of every phase of any process, by its code, in the order of the tables."""
    return {phase.code: phase.name for process in PROCESSES.values() for phase in process.phases}


def _href(phase: str, cursor: str | None) -> str:
    given = {"phase": phase, "cursor": cursor}
    query = urlencode({name: value for name, value in given.items() if value})
    return reverse("worklist") + (f"?{query}" if query else "")
