"""Checking a claim notification form, sending it, and the page after."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal import clock
from claims_portal.claims import disclosure, drafts
from claims_portal.claims.documents.faults import DocumentRefused, Fault
from claims_portal.claims.process import engine
from claims_portal.claims.refusals import ClaimRefusal, StaleActivity
from claims_portal.claims.summaries import Section
from claims_portal.web.action_names import refusal_in_words
from claims_portal.web.files.listing import prints_of
from claims_portal.web.finding import find
from claims_portal.web.forms import compensator, plainly
from claims_portal.web.forms.drafting import SHOW_PROBLEMS, read_or_post
from claims_portal.web.forms.sections import FormPage
from claims_portal.web.forms.wording import MISSING, message_of
from claims_portal.web.forms.writing import CannotWrite, Writing, summary_of_page, writing_of
from claims_portal.web.sessions import actor_of
from claims_portal.web.standing import until_of


@dataclass(frozen=True)
class Answered:
    """One page of the form on the page that shows them all."""

    page: FormPage
    sections: list[Section]
    href: str


@dataclass(frozen=True)
class ToAnswer:
    """A fault, and the page and control on which it can be put right."""

    error: str
    href: str


@read_or_post
def check(request: HttpRequest, number: int) -> HttpResponse:
    try:
        writing = writing_of(request, number)
    except CannotWrite as refused:
        return _sent_already(request, number) or refused.page
    if request.method == "POST":
        return _send(request, writing)
    return _show(request, writing, writing.faults)


def _send(request: HttpRequest, writing: Writing) -> HttpResponse:
    number = writing.claim.pk
    try:
        activity = UUID(request.POST.get("activity", ""))
    except ValueError:
        activity = UUID(int=0)
    try:
        drafts.send(writing.draft, activity_id=activity, by=writing.by, at=writing.at)
    except DocumentRefused as refused:
        faults = writing.faults or refused.faults
        return _show(request, writing, faults, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    except StaleActivity as stale:
        messages.warning(request, str(stale))
        return redirect("claim", number)
    except (ClaimRefusal, engine.Refused) as refusal:
        messages.error(request, refusal_in_words(refusal))
        return redirect("claim", number)
    return redirect("claim-sent", number)


def _sent_already(request: HttpRequest, number: int) -> HttpResponse | None:
    """The second of two clicks: the claim is with the compensator, nothing is sent again."""
    claim = find(actor_of(request), number)
    if request.method != "POST" or claim.sent_at is None:
        return None
    messages.info(request, _("The claim was sent already; it was not sent again."))
    return redirect("claim", number)


def _show(
    request: HttpRequest,
    writing: Writing,
    faults: Iterable[Fault],
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    number = writing.claim.pk
    context = {
        "writing": writing,
        "claim": writing.claim,
        "pages": [
            Answered(page, summary_of_page(page, writing.body), _href(number, page, "?from=check"))
            for page in writing.form.pages
        ],
        "alone": plainly.is_alone(writing.by),
        "problems": list(
            dict.fromkeys(_to_answer(writing, one) for one in _by_page(writing, faults))
        ),
    }
    return render(request, "portal/forms/check.html", context, status=status)


def _by_page(writing: Writing, faults: Iterable[Fault]) -> list[Fault]:
    """In the order in which the pages ask, which is not that of the document."""
    pages = writing.form.pages
    places = {page.slug: place for place, page in enumerate(pages)}

    def place_of(fault: Fault) -> int:
        page = writing.form.page_about(fault)
        return places[page.slug] if page else len(pages)

    return sorted(faults, key=place_of)


def _href(number: int, page: FormPage, more: str = "") -> str:
    return reverse("claim-form-section", args=[number, page.slug]) + more


def _to_answer(writing: Writing, fault: Fault) -> ToAnswer:
    number, page = writing.claim.pk, writing.form.page_about(fault)
    message = message_of(writing.form.document_type, fault)
    if page is None:
        return ToAnswer(message, "")
    if page.slug == compensator.SLUG and fault.code in MISSING:
        return ToAnswer(
            _("The compensator must be chosen"), _href(number, page, f"{SHOW_PROBLEMS}&from=check")
        )
    words = {"page": page.title, "fault": message}
    place = fault.pointer[1:].replace("/", "-")
    return ToAnswer(
        _("%(page)s: %(fault)s") % words, _href(number, page, f"{SHOW_PROBLEMS}&from=check#{place}")
    )


@require_http_methods(["GET", "HEAD"])
def sent(request: HttpRequest, number: int) -> HttpResponse:
    actor = actor_of(request)
    claim = find(actor, number)
    if claim.sent_at is None:
        return redirect("claim-form", number)
    form = disclosure.documents_for(actor, claim).filter(kind__endswith="-cnf").last()
    context = {
        "claim": claim,
        "phase": claim.phase_row,
        "until": until_of(claim, clock.today()),
        "prints": prints_of(form, claim, actor) if form else [],
    }
    return render(request, "portal/forms/sent.html", context)
