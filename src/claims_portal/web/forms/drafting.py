"""The claim notification form as a list of tasks, one page a task."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from types import SimpleNamespace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from claims_portal.claims import drafts
from claims_portal.claims.documents.faults import Fault
from claims_portal.claims.summaries import document_type_of, summary_of
from claims_portal.web import resuming
from claims_portal.web.files import printing
from claims_portal.web.forms import addresses, answering, compensator, plainly
from claims_portal.web.forms.questions import page_of
from claims_portal.web.forms.reading import read
from claims_portal.web.forms.sections import FormPage, Status
from claims_portal.web.forms.writing import (
    CannotWrite,
    Writing,
    fingerprint,
    frame,
    keep,
    page_or_404,
    summary_of_page,
    way_on,
    writing_of,
)

read_or_post = require_http_methods(["GET", "HEAD", "POST"])
SHOW_PROBLEMS = "?problems=shown"
AUTOSAVE = "Portal-Autosave"
"""A header of what an open page saves by itself, while somebody writes in it."""


def answers_with_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that may find that there is no form to write."""

    @wraps(view)
    def answered(request: HttpRequest, number: int, **named: str) -> HttpResponseBase:
        try:
            return view(request, number, **named)
        except CannotWrite as refused:
            return refused.page

    return answered


@require_http_methods(["GET", "HEAD"])
@answers_with_page
def task_list(request: HttpRequest, number: int) -> HttpResponse:
    writing = writing_of(request, number)
    faults = writing.faults
    tasks = [_task(writing, page, faults) for page in writing.form.pages]
    done = sum(task.done for task in tasks)
    context = {
        "writing": writing,
        "claim": writing.claim,
        "tasks": tasks,
        "done": done,
        "rejection": _rejection(writing) if writing.claim.sent_at else [],
    }
    return render(request, "portal/forms/task_list.html", context)


def _task(writing: Writing, page: FormPage, faults: Sequence[Fault]) -> SimpleNamespace:
    status = page.status(writing.body, faults)
    href = reverse("claim-form-section", args=[writing.claim.pk, page.slug])
    begun = status in (Status.IN_PROGRESS, Status.HAS_ERRORS)
    return SimpleNamespace(
        title=page.title,
        hint=plainly.about_page(page.slug) if plainly.is_alone(writing.by) else page.hint,
        status=status.words,
        colour=status.colour,
        href=href + SHOW_PROBLEMS * begun,
        done=status in (Status.COMPLETE, Status.OPTIONAL),
    )


def _rejection(writing: Writing) -> list[Any]:
    rejections = writing.claim.documents.filter(kind="reject-claim")
    rejection = rejections.order_by("-number").first()
    return summary_of(document_type_of(rejection.kind), rejection.body) if rejection else []


@read_or_post
@answers_with_page
def section(request: HttpRequest, number: int, section: str) -> HttpResponse:
    writing = writing_of(request, number)
    page = page_or_404(writing.form.page(section))
    if page.slug == compensator.SLUG:
        return compensator.answer(request, writing, page)
    if request.method == "POST":
        return (
            _autosave(request, writing, page)
            if AUTOSAVE in request.headers
            else _save(request, writing, page)
        )
    typed = resuming.take(request)
    if typed is not None:
        messages.warning(request, resuming.told())
        body = read(page.items, typed, writing.body)
        return show(request, writing, page, problems=False, body=body)
    return show(request, writing, page, problems=bool(request.GET.get("problems")))


def _save(request: HttpRequest, writing: Writing, page: FormPage) -> HttpResponse:
    posted = request.POST
    if addresses.is_asked_for(posted):
        return _find_address(request, writing, page)
    changes_rows = "add" in posted or "remove" in posted
    body = read(page.items, posted, writing.body, with_blank_rows=changes_rows)
    where = answering.change_rows(page.items, body, posted.get("add", ""), posted.get("remove", ""))
    try:
        keep(writing, page, body, revision=posted.get("revision", ""), seen=posted.get("seen", ""))
    except drafts.StaleDraft as stale:
        return show_conflict(request, number=writing.claim.pk, page=page, stale=stale)
    if changes_rows:
        here = reverse("claim-form-section", args=[writing.claim.pk, page.slug])
        return redirect(here + where)
    if page.faults(writing.faults):
        return show(request, writing, page, problems=True, saved=True)
    return redirect(way_on(writing, page, posted.get("from", "")))


def _find_address(request: HttpRequest, writing: Writing, page: FormPage) -> HttpResponse:
    """Keep what is typed, and come back to the group with what was found, or filled in."""
    posted = request.POST
    body = read(page.items, posted, writing.body, with_blank_rows=True)
    lookup = addresses.answered(page.items, posted, body)
    try:
        keep(writing, page, body, revision=posted.get("revision", ""), seen=posted.get("seen", ""))
    except drafts.StaleDraft as stale:
        return show_conflict(request, number=writing.claim.pk, page=page, stale=stale)
    here = reverse("claim-form-section", args=[writing.claim.pk, page.slug])
    if lookup is None:
        return redirect(here)
    came_from = "&from=check" if posted.get("from") == "check" else ""
    search = addresses.on_page(page.document_type, page.items, body, lookup)
    where = f"#{search.leads_to}" if search else ""
    return redirect(f"{here}?{lookup.query}{came_from}{where}")


def _autosave(request: HttpRequest, writing: Writing, page: FormPage) -> HttpResponse:
    """Keep the page as it is typed, rows that are still empty included; as JSON, and unchecked."""
    posted = request.POST
    body = read(page.items, posted, writing.body, with_blank_rows=True)
    try:
        draft = keep(
            writing, page, body, revision=posted.get("revision", ""), seen=posted.get("seen", "")
        )
    except drafts.StaleDraft as stale:
        told = _("Not saved: %(reason)s Save, and you see both.") % {"reason": stale}
        return JsonResponse({"refused": told}, status=HTTPStatus.CONFLICT)
    saved = replace(writing, draft=draft)
    return JsonResponse(
        {
            "revision": draft.revision,
            "seen": fingerprint(page, saved.body),
            "saved": _("Saved at %(time)s.") % {"time": saved.saved_at},
        }
    )


def show(
    request: HttpRequest,
    writing: Writing,
    page: FormPage,
    *,
    problems: bool,
    saved: bool = False,
    status: HTTPStatus = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    body = more.pop("body", writing.body)
    faults = page.faults(writing.faults) if problems else []
    lookup = addresses.asked_by(page.items, request.GET) if request.method == "GET" else None
    asked = page_of(
        page.document_type, page.asked(body), body, faults, out_of_use=writing.out_of_use,
        plainly_too=plainly.is_alone(writing.by),
        search=addresses.on_page(page.document_type, page.items, body, lookup),
    )  # fmt: skip
    came_from = request.POST.get("from") or request.GET.get("from", "")
    context = {
        **frame(writing, page, came_from),
        "asked": asked,
        "problems": asked.problems,
        "looked": lookup is not None,
        "saved": saved,
        **more,
    }
    return render(request, "portal/forms/section.html", context, status=status)


def show_conflict(
    request: HttpRequest, *, number: int, page: FormPage, stale: drafts.StaleDraft
) -> HttpResponse:
    """What was typed, beside what was saved meanwhile; saving again writes over that."""
    writing = writing_of(request, number)
    return show(
        request,
        writing,
        page,
        problems=False,
        status=HTTPStatus.CONFLICT,
        body=read(page.items, request.POST, writing.body),
        conflict=str(stale),
        theirs=summary_of_page(page, writing.body),
    )


@require_http_methods(["GET", "HEAD"])
@answers_with_page
def print_draft(request: HttpRequest, number: int) -> HttpResponseBase:
    writing = writing_of(request, number)
    return printing.draft(writing.claim, writing.form.document_type, writing.body, writing.by)


@read_or_post
@answers_with_page
def discard(request: HttpRequest, number: int) -> HttpResponse:
    writing = writing_of(request, number)
    if request.method != "POST":
        return render(request, "portal/forms/discard.html", {"claim": writing.claim})
    was_sent = writing.claim.sent_at is not None
    drafts.discard(writing.draft)
    if was_sent:
        messages.success(request, _("The correction was discarded; the claim is as it was."))
        return redirect("claim", number)
    messages.success(request, _("The draft was discarded."))
    return redirect("worklist")
