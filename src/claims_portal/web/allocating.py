"""Allocating claims: one from its page, several from the worklist."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims import allocation, reassignment
from claims_portal.claims.allocation import Allocation
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.models import Claim
from claims_portal.claims.models.claims import handler_of
from claims_portal.claims.process import engine
from claims_portal.claims.refusals import ClaimRefusal
from claims_portal.web import ticked
from claims_portal.web.fields import typed
from claims_portal.web.finding import find
from claims_portal.web.sessions import actor_of
from claims_portal.web.ticked import activity_of
from claims_portal.web.wording import in_language

# A form that was sent after the session ended comes back by GET once one has signed in.
read_or_post = require_http_methods(["GET", "HEAD", "POST"])
Verb = Callable[..., Claim]


@read_or_post
def allocate(request: HttpRequest, number: int) -> HttpResponse:
    """One claim, from its page; back to where it can be seen."""
    actor, at = actor_of(request), clock.now()
    claim = find(actor, number)
    verb = _verb(request.POST)
    if request.method != "POST" or verb is None:
        return redirect("claim", number)
    activity_id = activity_of(request.POST.get("activity", ""))
    try:
        changed = verb(claim, activity_id=activity_id, by=actor, at=at)
    except ClaimRefusal as refusal:
        messages.error(request, in_language(refusal))
        return redirect("claim", number)
    messages.success(request, _told(changed, request.POST["do"], actor))
    if Claim.objects.visible_to(actor).filter(pk=number).exists():
        return redirect("claim", number)
    return redirect("worklist")


@read_or_post
def reassign(request: HttpRequest, number: int) -> HttpResponse:
    """To another compensator: the claim is not seen here any more."""
    actor = actor_of(request)
    claim = find(actor, number)
    if request.method != "POST":
        return redirect("claim", number)
    body = {"organisationId": typed(request.POST.get("organisationId"))}
    activity_id = activity_of(request.POST.get("activity", ""))
    try:
        reassignment.reassign(claim, body, activity_id=activity_id, by=actor, at=clock.now())
    except DocumentRefused as refused:
        messages.error(request, " ".join(fault.message for fault in refused.faults))
        return redirect("claim", number)
    except (ClaimRefusal, engine.Refused) as refusal:
        messages.error(request, in_language(refusal))
        return redirect("claim", number)
    told = _("Claim %(id)s was passed on.") % {"id": claim.application_id}
    messages.success(request, told)
    return redirect("worklist")


@read_or_post
def allocate_many(request: HttpRequest) -> HttpResponse:
    """Those that were ticked in the worklist: each by itself, with an answer for each."""
    verb, chosen = _verb(request.POST), ticked.ticked(request.POST)
    if request.method != "POST" or verb is None:
        return redirect("worklist")
    if not chosen:
        messages.error(request, _("Tick at least one claim."))
        return redirect("worklist")
    actor, at = actor_of(request), clock.now()

    def do(claim: Claim, activity_id: UUID) -> str:
        changed = verb(claim, activity_id=activity_id, by=actor, at=at)
        return _told(changed, request.POST["do"], actor)

    return ticked.each(request, chosen, actor, do)


def _verb(given: QueryDict) -> Verb | None:
    """What is asked for, with the user or branch that was chosen."""
    if given.get("do") == Allocation.TO_USER:
        return partial(_to_user, user_name=typed(given.get("userId")))
    if given.get("do") == Allocation.TO_BRANCH:
        return partial(_to_branch, number=typed(given.get("branchId")))
    if given.get("do") == Allocation.TAKE_BACK:
        return allocation.take_back
    return None


def _to_user(claim: Claim, *, user_name: str, activity_id: UUID, by: Actor, at: datetime) -> Claim:
    return allocation.to_user(claim, user_name, activity_id=activity_id, by=by, at=at)


def _to_branch(claim: Claim, *, number: str, activity_id: UUID, by: Actor, at: datetime) -> Claim:
    return allocation.to_branch(claim, number, activity_id=activity_id, by=by, at=at)


def _told(claim: Claim, do: str, actor: Actor) -> str:
    if do == Allocation.TO_BRANCH:
        return _("Passed to branch %(branch)s.") % {"branch": claim.compensator_branch}
    holder = getattr(claim, handler_of(actor))
    if holder is None:
        return _("Allocated to nobody in particular.")
    said = {"name": holder.full_name, "user": holder.user_name}
    return _("Allocated to %(name)s (%(user)s).") % said
