"""A claim notification form that is being written: finding it, and keeping it.

A page that was opened before the form was saved elsewhere is refused only where both
changed the same page of it.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.claims import code_dates, drafts
from claims_portal.claims.documents.codes_in_use import OutOfUse
from claims_portal.claims.documents.faults import Fault
from claims_portal.claims.models import Claim, Draft
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import LONDON, london_date
from claims_portal.claims.refusals import NotAllowed
from claims_portal.claims.summaries import Section, summary_of
from claims_portal.web.action_names import refusal_in_words
from claims_portal.web.finding import find
from claims_portal.web.forms import plainly
from claims_portal.web.forms.claim_forms import CLAIM_FORMS, ClaimForm
from claims_portal.web.forms.sections import FormPage
from claims_portal.web.sessions import actor_of


@dataclass(frozen=True)
class Writing:
    claim: Claim
    draft: Draft
    by: Actor
    at: datetime

    @property
    def form(self) -> ClaimForm:
        return CLAIM_FORMS[self.claim.claim_type]

    @property
    def body(self) -> dict[str, Any]:
        return drafts.body_of(self.draft)

    @property
    def faults(self) -> Sequence[Fault]:
        return drafts.faults_of_draft(self.draft, by=self.by, at=self.at)

    @property
    def out_of_use(self) -> OutOfUse:
        return code_dates.out_of_use(london_date(self.at), self.claim)

    @property
    def saved_at(self) -> str:
        return f"{self.draft.updated_at.astimezone(LONDON):%H:%M}"


class CannotWrite(Exception):
    """There is no form to write; carries the page that says why."""

    def __init__(self, page: HttpResponse) -> None:
        super().__init__("The form of this claim cannot be written now.")
        self.page = page


def writing_of(request: HttpRequest, number: int) -> Writing:
    """The form of a claim for whoever may write it now; CannotWrite, or Http404."""
    actor, at = actor_of(request), clock.now()
    claim = find(actor, number)
    try:
        drafts.must_be_writable(claim, actor)
        draft = drafts.of_claim(claim, by=actor, at=at)
    except (engine.Refused, NotAllowed) as refusal:
        raise CannotWrite(refusal_page(request, claim, _why_not(claim, refusal))) from None
    return Writing(claim, draft, actor, at)


def _why_not(claim: Claim, refusal: engine.Refused | NotAllowed) -> str:
    """Who goes back in the browser after sending asked for no action that could be named."""
    if claim.sent_at is None or isinstance(refusal, NotAllowed):
        return refusal_in_words(refusal)
    return _("The claim was sent; its form cannot be changed now. The claim's page shows it.")


def keep(
    writing: Writing, page: FormPage, body: dict[str, Any], *, revision: str, seen: str
) -> Draft:
    """Save a page's answers; StaleDraft where somebody else changed the same page meanwhile."""
    known = revision.isascii() and revision.isdecimal() and len(revision) < 10
    opened_at = int(revision) if known else 0
    theirs = fingerprint(page, writing.body)
    if opened_at != writing.draft.revision and theirs not in (seen, fingerprint(page, body)):
        raise drafts.StaleDraft
    return drafts.save(
        writing.draft, body, revision=writing.draft.revision, by=writing.by, at=writing.at
    )


def fingerprint(page: FormPage, body: dict[str, Any]) -> str:
    """Tells whether two bodies give the same answers on a page."""
    text = json.dumps(page.answers(body), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def way_on(writing: Writing, page: FormPage, came_from: str = "") -> str:
    """Where one goes after a page: on to the next, or back to where one came from."""
    if came_from == "check":
        return reverse("claim-form-check", args=[writing.claim.pk])
    following = writing.form.page_after(page)
    if following is None:
        return reverse("claim-form", args=[writing.claim.pk])
    return reverse("claim-form-section", args=[writing.claim.pk, following.slug])


def frame(writing: Writing, page: FormPage, came_from: str) -> dict[str, Any]:
    """What every page of the form has around its questions."""
    return {
        "writing": writing,
        "claim": writing.claim,
        "page": page,
        "about": plainly.about_page(page.slug) if plainly.is_alone(writing.by) else page.hint,
        "seen": fingerprint(page, writing.body),
        "way_on": way_on(writing, page, came_from),
        "came_from": "check" if came_from == "check" else "",
    }


def summary_of_page(page: FormPage, body: dict[str, Any]) -> list[Section]:
    """A page's answers for reading; the page's own title is not repeated above them."""
    own = {pointer.rstrip("/") for pointer in page.pointers}
    sections = summary_of(page.document_type, page.part_of(body))
    return [
        replace(section, title="") if section.title == page.title else section
        for section in (_within_page(section, own) for section in sections)
    ]


def _within_page(section: Section, own: Collection[str]) -> Section:
    """Without the groups around it of which the page asks nothing else."""
    while not section.rows and len(section.sections) == 1 and section.pointer not in own:
        section = section.sections[0]
    return section


def refusal_page(
    request: HttpRequest,
    claim: Claim,
    sentence: str,
    *,
    typed: Sequence[Section] = (),
    status: HTTPStatus = HTTPStatus.CONFLICT,
) -> HttpResponse:
    """Why something cannot be done to a claim now, with what was typed for it, if anything."""
    context = {"claim": claim, "phase": claim.phase_row, "sentence": sentence, "typed": typed}
    return render(request, "portal/forms/refused.html", context, status=status)


def page_or_404(page: FormPage | None) -> FormPage:
    if page is None:
        raise Http404
    return page
