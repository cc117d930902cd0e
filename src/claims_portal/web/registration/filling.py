"""The application as a task list, and the page of each section."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims_portal import clock
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.organisations.models import OrganisationKind
from claims_portal.registration import applying, sections
from claims_portal.registration.models import Application
from claims_portal.registration.sections import Section
from claims_portal.web.console import address_fields
from claims_portal.web.console.asking import Asked, all_of, with_refusals
from claims_portal.web.registration import door, questions
from claims_portal.web.wording import in_language


@dataclass(frozen=True)
class Task:
    """A line of the list; see the component `task_list`."""

    title: str
    hint: str
    href: str
    status: str
    colour: str = ""


@door.applicants_page
def tasks_page(request: HttpRequest, application: Application) -> HttpResponse:
    if not application.is_editable:
        return redirect("register-status")
    wrong = {one.slug for one in sections.no_longer_right(application)}
    context = {
        "application": application,
        "tasks": [_task(one, application, wrong) for one in sections.of_kind(application.kind)],
        "missing": len(sections.missing(application)) + len(wrong),
    }
    return render(request, "portal/registration/tasks.html", context)


@door.applicants_page
def section_page(request: HttpRequest, application: Application, slug: str) -> HttpResponse:
    section = sections.find(slug, application.kind)
    if section is None or slug == "branches":
        raise Http404
    if not application.is_editable:
        return redirect("register-status")
    given = request.POST if request.method == "POST" else None
    refusals: list[Exception] = []
    if given is not None:
        try:
            applying.save(application, section, questions.typed(given), at=clock.now())
        except AccountRefusal as refusal:
            refusals = [address_fields.at_its_line(one, given) for one in all_of(refusal)]
        else:
            return redirect("register-application")
    kind = OrganisationKind(application.kind)
    asked = questions.asked(slug, kind, application.section(slug), given)
    hint = section.hint_for(kind)
    context = {"section": section, "hint": hint, "application": application}
    return _form(request, "section", asked, refusals, context)


@door.applicants_page
def branches_page(request: HttpRequest, application: Application) -> HttpResponse:
    if sections.find("branches", application.kind) is None:
        raise Http404
    if not application.is_editable:
        return redirect("register-status")
    branches = application.section("branches").get("branches", [])
    context = {
        "application": application,
        "is_compensator": application.kind == OrganisationKind.COMPENSATOR,
        "branches": [(one, address_fields.as_text(one["address"])) for one in branches],
        "columns": [{"label": label} for label in (_("Name"), _("Address"), _("Remove"))],
    }
    return render(request, "portal/registration/branches.html", context)


@door.applicants_page
def add_branch(request: HttpRequest, application: Application) -> HttpResponse:
    if sections.find("branches", application.kind) is None:
        raise Http404
    if not application.is_editable:
        return redirect("register-status")
    given = request.POST if request.method == "POST" else None
    refusals: list[Exception] = []
    if given is not None:
        try:
            applying.add_branch(application, questions.typed(given), at=clock.now())
        except AccountRefusal as refusal:
            refusals = [address_fields.at_its_line(one, given) for one in all_of(refusal)]
        else:
            return redirect("register-branches")
    asked = questions.branch(given)
    return _form(request, "branch", asked, refusals, {"application": application})


@door.applicants_page
def remove_branch(request: HttpRequest, application: Application) -> HttpResponse:
    if request.method == "POST":
        name = request.POST.get("name", "")
        try:
            applying.remove_branch(application, name, at=clock.now())
        except AccountRefusal as refusal:
            messages.error(request, in_language(refusal))
        else:
            messages.success(request, _("%(branch)s was taken off.") % {"branch": name})
    return redirect("register-branches")


def _task(section: Section, application: Application, wrong: set[str]) -> Task:
    if section.slug == "branches":
        return _branches_task(section, application)
    hint = section.hint_for(application.kind)
    href = reverse("register-section", args=[section.slug])
    if section.slug in wrong:
        return Task(section.title, hint, href, _("Look again"), "red")
    if section.slug in application.answers:
        return Task(section.title, hint, href, _("Completed"))
    return Task(section.title, hint, href, _("Not yet started"), "blue")


def _branches_task(section: Section, application: Application) -> Task:
    number = len(application.section("branches").get("branches", []))
    status = ngettext("%(number)d branch", "%(number)d branches", number) % {"number": number}
    href = reverse("register-branches")
    return Task(section.title, section.hint, href, status if number else _("Optional"))


def _form(
    request: HttpRequest,
    page: str,
    asked: Sequence[Asked],
    refusals: Sequence[Exception],
    context: dict[str, object],
) -> HttpResponse:
    marked, problems = with_refusals(asked, refusals)
    context |= {
        "asked": [one for one in marked if "/" not in one.field.name],
        "address": [one for one in marked if "/" in one.field.name],
        "problems": problems,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problems else HTTPStatus.OK
    return render(request, f"portal/registration/{page}.html", context, status=status)
