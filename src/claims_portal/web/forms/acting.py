"""One page an action: the form of the document that the action takes, or one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.claims import actions, code_dates, drafts, locks, rules
from claims_portal.claims.documents.base import Context, Document, kind_of
from claims_portal.claims.documents.faults import DocumentRefused, Fault
from claims_portal.claims.documents.outline import outline
from claims_portal.claims.documents.unfinished import faults_of
from claims_portal.claims.models import Claim
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import ONE_DAY, london_date
from claims_portal.claims.process.tables import Step
from claims_portal.claims.refusals import ClaimLocked, ClaimRefusal, NotAllowed, StaleActivity
from claims_portal.claims.summaries import summary_of
from claims_portal.claims.writing import Written
from claims_portal.files.printing.forms import form_of
from claims_portal.web import resuming
from claims_portal.web.action_names import explanation_of, name_of, refusal_in_words
from claims_portal.web.files import printing
from claims_portal.web.finding import find
from claims_portal.web.forms import addresses, answering, pack_prefilling
from claims_portal.web.forms.addresses import Lookup
from claims_portal.web.forms.controls import Problem
from claims_portal.web.forms.drafting import read_or_post
from claims_portal.web.forms.questions import Page, page_of
from claims_portal.web.forms.said_before import said_before
from claims_portal.web.forms.totals import Totals, totals_of
from claims_portal.web.forms.writing import refusal_page
from claims_portal.web.sessions import actor_of
from claims_portal.web.standing import late_refusal, lock_refusal
from claims_portal.web.wording import day_in_words, in_language


@dataclass(frozen=True)
class Acting:
    """An account at the page of an action that it can do now."""

    claim: Claim
    step: Step
    by: Actor
    at: datetime

    @property
    def document_type(self) -> type[Document]:
        return self.step.takes

    @property
    def context(self) -> Context:
        known = actions.context_of(self.claim, self.by, london_date(self.at))
        return {**known, "leaves": self.step.leaves}


@read_or_post
def act(request: HttpRequest, number: int, action: str) -> HttpResponseBase:
    actor, at = actor_of(request), clock.now()
    claim = find(actor, number)
    if action not in claim.process.document_of_action:
        raise Http404
    if action in drafts.ACTIONS:
        return redirect("claim-form", number)
    step = next((one for one in rules.possible(claim, actor) if one.action == action), None)
    if step is None:
        return _not_possible(request, claim, actor, action)
    acting = Acting(claim, step, actor, at)
    if request.method == "POST":
        return _post(request, acting)
    return _get(request, acting)


def _not_possible(request: HttpRequest, claim: Claim, actor: Actor, action: str) -> HttpResponse:
    """Also for the second of two clicks, whose first did the action."""
    if request.method == "POST" and _did_it(request, claim, actor, action):
        messages.info(request, _("This was done already; it was not done again."))
        return redirect("claim", claim.pk)
    try:
        engine.rows_of(claim.process, claim.state, actor.side, action)
        sentence = in_language(NotAllowed())
    except engine.Refused as refusal:
        sentence = refusal_in_words(refusal)
    document_type = claim.process.document_of_action[action]
    typed = answering.typed(document_type, request.POST) if request.method == "POST" else {}
    return refusal_page(request, claim, sentence, typed=summary_of(document_type, typed))


def _did_it(request: HttpRequest, claim: Claim, actor: Actor, action: str) -> bool:
    """Whether the claim's newest event is this action by this account, from the same page."""
    newest = list(claim.events.order_by("-number")[:2])
    return (
        len(newest) == 2
        and newest[0].action == action
        and newest[0].user_id == actor.user_pk
        and str(newest[1].activity_id) == request.POST.get("activity")
    )


def _get(request: HttpRequest, acting: Acting) -> HttpResponse:
    late = late_refusal(acting.claim, london_date(acting.at))
    if late:
        return refusal_page(request, acting.claim, late)
    try:
        locks.take(acting.claim, by=acting.by, at=acting.at)
    except ClaimLocked:
        return _locked(request, acting)
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - behind the sign-in
    typed = resuming.take(request)
    if typed is not None:
        messages.warning(request, resuming.told())
        return _show(request, acting, answering.typed(acting.document_type, typed))
    body = pack_prefilling.action(acting.document_type, acting.claim, user, acting.context)
    return _show(request, acting, body)


def _locked(request: HttpRequest, acting: Acting) -> HttpResponse:
    claim = find(acting.by, acting.claim.pk)
    sentence = lock_refusal(claim, acting.by, acting.at)
    return refusal_page(request, claim, sentence, status=HTTPStatus.LOCKED)


def _post(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    posted = request.POST
    changes_rows = "add" in posted or "remove" in posted
    items = outline(acting.document_type).items
    finds_address = addresses.is_asked_for(posted)
    body = answering.typed(
        acting.document_type, posted, with_blank_rows=changes_rows or finds_address
    )
    if finds_address:
        return _show(request, acting, body, lookup=addresses.answered(items, posted, body))
    if changes_rows:
        answering.change_rows(items, body, posted.get("add", ""), posted.get("remove", ""))
        return _show(request, acting, body)
    if "calculate" in posted:
        return _show(request, acting, body)
    if "print" in posted:
        return printing.draft(acting.claim, acting.document_type, body, acting.by)
    return _do(request, acting, body)


def _do(request: HttpRequest, acting: Acting, body: dict[str, Any]) -> HttpResponse:
    claim, context = acting.claim, acting.context
    whole = answering.completed(acting.document_type, body, context)
    try:
        activity_id = UUID(request.POST.get("activity", ""))
    except ValueError:
        activity_id = UUID(int=0)
    try:
        written = actions.act(
            claim, acting.step.action, whole, activity_id=activity_id, by=acting.by, at=acting.at
        )
    except DocumentRefused as refused:
        faults = faults_of(acting.document_type, whole, context) or refused.faults
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _show(request, acting, body, faults=faults, status=status)
    except (ClaimRefusal, engine.Refused) as refusal:
        return _refused(request, acting, body, refusal)
    messages.success(request, told(written, acting))
    return redirect("claim", claim.pk)


def _refused(
    request: HttpRequest, acting: Acting, body: dict[str, Any], refusal: Exception
) -> HttpResponse:
    """The form again with what was typed where it can still be sent, else a page that says why."""
    claim = find(acting.by, acting.claim.pk)
    if _did_it(request, claim, acting.by, acting.step.action):
        messages.info(request, _("This was done already; it was not done again."))
        return redirect("claim", claim.pk)
    possible = {step.action: step for step in rules.possible(claim, acting.by)}
    step = possible.get(acting.step.action)
    if step is None or isinstance(refusal, engine.TimeLimitPassed):
        typed = summary_of(acting.document_type, body)
        return refusal_page(request, claim, refusal_in_words(refusal), typed=typed)
    stale = isinstance(refusal, StaleActivity)
    again = Acting(claim, step, acting.by, acting.at)
    status = HTTPStatus.LOCKED if isinstance(refusal, ClaimLocked) else HTTPStatus.CONFLICT
    return _show(request, again, body, refusal=in_language(refusal), stale=stale, status=status)


def _totals(acting: Acting, body: dict[str, Any]) -> Totals | None:
    """What was sent before is read only for a form that has sums."""
    if "losses" not in acting.document_type.__struct_fields__:
        return None
    return totals_of(acting.document_type, body, acting.context)


def _asked(
    acting: Acting, body: dict[str, Any], faults: Sequence[Fault], lookup: Lookup | None
) -> Page:
    items = outline(acting.document_type).items
    return page_of(
        acting.document_type, items, body, faults, leaves=acting.step.leaves,
        out_of_use=code_dates.out_of_use(london_date(acting.at), acting.claim),
        search=addresses.on_page(acting.document_type, items, body, lookup),
    )  # fmt: skip


def _show(
    request: HttpRequest,
    acting: Acting,
    body: dict[str, Any],
    *,
    faults: Sequence[Fault] = (),
    lookup: Lookup | None = None,
    refusal: str = "",
    stale: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    asked = _asked(acting, body, faults, lookup)
    problems = asked.problems
    if refusal and not stale:
        problems = [Problem("", refusal), *problems]
    context = {
        "claim": acting.claim,
        "phase": acting.claim.phase_row,
        "action": acting.step.action,
        "name": name_of(acting.step.action),
        "explanation": explanation_of(acting.step.action),
        "before": said_before(acting.claim, acting.step, acting.by),
        "asked": asked,
        "problems": problems,
        "looked": lookup is not None,
        "totals": _totals(acting, body),
        "stale": refusal if stale else "",
        "printable": form_of(kind_of(acting.document_type)) is not None,
    }
    return render(request, "portal/forms/action.html", context, status=status)


def told(written: Written, acting: Acting) -> str:
    """What the message after an action says: what was done, and where the claim is now."""
    decision = written.decision
    words = {"done": in_language(decision.says), "phase": in_language(decision.phase.name)}
    if decision.turn is None:
        return _("%(done)s. The claim is now at “%(phase)s”; it has ended.") % words
    mine = decision.turn is acting.by.side
    words["party"] = _("you") if mine else _("the %s") % in_language(decision.turn.label.lower())
    said = _("%(done)s. The claim is now at “%(phase)s” and waits for %(party)s") % words
    if decision.deadline is None:
        return f"{said}."
    last_day = decision.deadline.times_out_on - ONE_DAY
    return _("%(said)s until the end of %(day)s.") % {"said": said, "day": day_in_words(last_day)}
