"""Taking note of what came, for several claims of the worklist at once, once one is sure."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims import actions
from claims_portal.claims.models import Claim
from claims_portal.claims.process.acknowledgements import awaited
from claims_portal.web import ticked
from claims_portal.web.action_names import name_of
from claims_portal.web.allocating import read_or_post
from claims_portal.web.listing import Column
from claims_portal.web.sessions import actor_of
from claims_portal.web.ticked import Ticked
from claims_portal.web.wording import in_language

CHOSEN = "claims_to_acknowledge"
"""The session's key of what was ticked, for the page that asks."""


@dataclass(frozen=True)
class Line:
    """A claim of the page that asks: what is acknowledged, or nothing."""

    value: str
    application_id: str
    claimant: str
    phase: str
    action: str


@read_or_post
def acknowledge_many(request: HttpRequest) -> HttpResponse:
    """Asks first. Then those that wait for no more than that; the others stay as they are."""
    actor = actor_of(request)
    if request.method != "POST":
        return _ask(request, actor)
    chosen = ticked.ticked(request.POST)
    if not chosen:
        messages.error(request, _("Tick at least one claim."))
        return redirect("worklist")
    if request.POST.get("sure") == "yes":
        return _acknowledge(request, chosen, actor)
    request.session[CHOSEN] = [str(one) for one in chosen]
    return redirect("acknowledge-many")


def _acknowledge(request: HttpRequest, chosen: Sequence[Ticked], actor: Actor) -> HttpResponse:
    at = clock.now()

    def do(claim: Claim, activity_id: UUID) -> str:
        kind = awaited(claim.process, claim.phase, actor.side)
        if kind is None:
            return _("Left as it is: it waits for more than an acknowledgement.")
        written = actions.act(claim, kind.action, {}, activity_id=activity_id, by=actor, at=at)
        return _("Acknowledged. Now: %(phase)s.") % {"phase": written.decision.phase.name}

    return ticked.each(request, chosen, actor, do)


def _ask(request: HttpRequest, actor: Actor) -> HttpResponse:
    chosen = ticked.read(request.session.get(CHOSEN, []))
    claims = ticked.claims_of(chosen, actor)
    lines = [_line(one, claims[one.number], actor) for one in chosen if one.number in claims]
    if not lines:
        return redirect("worklist")
    labels = (_("Application ID"), _("Claimant"), _("Phase"), _("What you do"))
    context = {
        "lines": lines,
        "waiting": sum(bool(one.action) for one in lines),
        "columns": [Column(label) for label in labels],
    }
    return render(request, "portal/acknowledge_many.html", context)


def _line(one: Ticked, claim: Claim, actor: Actor) -> Line:
    kind = awaited(claim.process, claim.phase, actor.side)
    return Line(
        str(one),
        claim.application_id,
        claim.claimant_name,
        in_language(claim.phase_row.name),
        name_of(kind.action) if kind else "",
    )
