"""The worklist: what I am working on, and what waits for my organisation."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Reach, Right
from claims_portal.accounts.user_ids import of_user_id
from claims_portal.claims import worklist as waiting
from claims_portal.claims.listing import Page
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.search import pages
from claims_portal.claims.search.keys import ME, NOBODY, OWN
from claims_portal.claims.search.query import LONGEST_KEY, SearchQuery
from claims_portal.claims.worklist import MOST_COUNTED, Part
from claims_portal.cursors import BadCursor
from claims_portal.web import listing, own_claim, working
from claims_portal.web.context import works_claims
from claims_portal.web.fields import typed
from claims_portal.web.forms.plainly import is_alone
from claims_portal.web.links import Link
from claims_portal.web.routing import to_where_one_belongs
from claims_portal.web.sessions import actor_of

WIDEST = 20


@dataclass(frozen=True)
class Count:
    """How many claims of the worklist stand at a phase; following it shows only those."""

    phase: str
    number: str
    href: str
    current: bool
    share: int
    """How wide it is in the bar, of `WIDEST`."""


@dataclass(frozen=True)
class Narrowed:
    """What the worklist is narrowed to; nothing shows all of it."""

    phase: str = ""
    allocated_to: str = ""
    branch: str = ""

    @property
    def query(self) -> SearchQuery:
        return SearchQuery(
            phase=self.phase or None,
            allocated_to=self.allocated_to or None,
            branch=self.branch or None,
        )

    def href(self, cursor: str | None = None) -> str:
        given = {
            "phase": self.phase, "allocatedTo": self.allocated_to, "branch": self.branch,
            "cursor": cursor,
        }  # fmt: skip
        query = urlencode({name: value for name, value in given.items() if value})
        return reverse("worklist") + (f"?{query}" if query else "")


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    if not works_claims(actor):
        return to_where_one_belongs(request, actor)
    if is_alone(actor):
        return own_claim.home(request, actor, clock.today())
    narrowed = _narrowed(request.GET, actor)
    cursor = typed(request.GET.get("cursor"))
    page = _page(actor, narrowed, cursor)
    mine = listing.locked_by_me(actor, at)
    mine_pks = {line.pk for line in mine}
    others = [line for line in page.lines if line.pk not in mine_pks]
    today, everything = clock.today(), waiting.counts_by_phase(actor)
    whole = narrowed == Narrowed() and not cursor
    counted = _counted(actor, narrowed, everything)
    asking = working.asking_of(working.allocations_in_bulk(actor), actor, at)
    rows = listing.rows_of([*mine, *others], actor, at, today)
    context = {
        "asking": asking,
        "choosing": True,
        "columns": listing.columns(choosing=True),
        "shortcuts": shortcuts(),
        "state": _state(everything, page if whole else waiting.page(actor)),
        "mine": rows[: len(mine)],
        "others": rows[len(mine) :],
        "counts": _counts(counted, narrowed),
        "total": _number(sum(counted.values()), bounded=MOST_COUNTED in counted.values()),
        "all_href": replace(narrowed, phase="").href(),
        "scopes": _scopes(narrowed, actor),
        "narrowed": narrowed != Narrowed(),
        "phase": phase_names().get(narrowed.phase, narrowed.phase),
        "next_href": narrowed.href(page.next_cursor) if page.next_cursor else "",
        "first_href": narrowed.href() if cursor else "",
    }
    return render(request, "portal/worklist.html", context)


@require_safe
def worklist_state(request: HttpRequest) -> HttpResponse:
    """200, or 304 while the worklist is as the ETag says; the page asks while it is open."""
    actor = actor_of(request)
    if not works_claims(actor):
        raise PermissionDenied
    state = _state(waiting.counts_by_phase(actor), waiting.page(actor))
    known = request.headers.get("If-None-Match") == state
    return HttpResponse(status=304 if known else 200, headers={"ETag": state})


def _state(counted: Mapping[str, int], first: Page) -> str:
    """Another one when a claim came, went or moved: what waits by phase, and the most urgent."""
    told = [sorted(counted.items()), [(line.pk, str(line.activity_id)) for line in first.lines]]
    return f'"{sha256(json.dumps(told).encode()).hexdigest()[:32]}"'


def shortcuts() -> list[tuple[str, str]]:
    return [
        ("j", _("Next claim")),
        ("k", _("Previous claim")),
        ("o", _("Open the claim")),
        ("x", _("Tick the claim, or not")),
        ("a", _("Tick all on this page, or none")),
        ("/", _("Search all claims")),
        ("?", _("These shortcuts")),
    ]


def _narrowed(given: QueryDict, actor: Actor) -> Narrowed:
    """Team leaders look at a colleague's claims too; the worklist of others has none."""
    whom = typed(given.get("allocatedTo"))[:LONGEST_KEY]
    possible = whom in (ME, NOBODY) or actor.may(Right.ALLOCATE_CLAIMS)
    return Narrowed(
        phase=typed(given.get("phase"))[:LONGEST_KEY],
        allocated_to=whom if possible else "",
        branch=OWN if given.get("branch") == OWN and _sees_more_than_its_branch(actor) else "",
    )


def _sees_more_than_its_branch(actor: Actor) -> bool:
    """Whether the account is of a branch, and its profiles reach the claims of others too."""
    reaches = {grant.reach for grant in actor.grants if grant.claim_types}
    return actor.is_compensator and actor.branch_pk is not None and reaches != {Reach.BRANCH}


def _counted(actor: Actor, narrowed: Narrowed, everything: dict[str, int]) -> dict[str, int]:
    """What the bar tells: of the scope that is chosen, whichever phase of it is shown."""
    whom = narrowed.allocated_to
    if narrowed.branch:
        return waiting.counts_by_phase(actor, Part.BRANCH)
    if whom == NOBODY:
        return waiting.counts_by_phase(actor, Part.FREE)
    if whom == ME:
        return waiting.counts_by_phase(actor, Part.HELD, held_by=actor.holds_for)
    if whom:
        colleagues = User.objects.filter(organisation_id=actor.organisation_pk)
        holder = of_user_id(whom, among=colleagues).values_list("pk", flat=True)
        return waiting.counts_by_phase(actor, Part.HELD, held_by=list(holder[:1]))
    return everything


def _page(actor: Actor, narrowed: Narrowed, cursor: str) -> Page:
    try:
        return pages.page(actor, narrowed.query, cursor=cursor or None)
    except BadCursor as broken:
        raise BadRequest from broken


def _counts(counts: Mapping[str, int], narrowed: Narrowed) -> list[Count]:
    names, total = phase_names(), sum(counts.values())
    return [
        Count(
            names.get(code, code),
            _number(number, bounded=number == MOST_COUNTED),
            replace(narrowed, phase=code).href(),
            current=code == narrowed.phase,
            share=max(1, round(WIDEST * number / total)),
        )
        for code, number in counts.items()
    ]


def _number(number: int, *, bounded: bool) -> str:
    """Beyond a bound nothing is counted: that many, or more."""
    return f"{number:,}{'+' * bounded}"


def _scopes(narrowed: Narrowed, actor: Actor) -> list[Link]:
    """The tabs: what this account's profiles let it choose between, the widest last."""
    choices = [(ME, "", _("Allocated to you")), (NOBODY, "", _("To nobody"))]
    if _sees_more_than_its_branch(actor):
        choices.append(("", OWN, _("Your branch")))
    choices.append(("", "", _("Everything")))
    chosen = (narrowed.allocated_to, narrowed.branch)
    if chosen not in {(whom, branch) for whom, branch, _label in choices}:
        colleague = _("To %(user)s") % {"user": narrowed.allocated_to}
        choices.append((narrowed.allocated_to, narrowed.branch, colleague))
    return [
        Link(
            label,
            replace(narrowed, allocated_to=whom, branch=branch).href(),
            (whom, branch) == chosen,
        )
        for whom, branch, label in choices
    ]


def phase_names() -> dict[str, str]:
    """The name of every phase of any process, by its code, in the order of the tables."""
    return {phase.code: phase.name for process in PROCESSES.values() for phase in process.phases}
