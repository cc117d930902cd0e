"""The branches of the organisation: added, changed, switched off and on, never deleted."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts import organisation as verbs
from claims_portal.accounts import organisation_reading
from claims_portal.accounts.refusals import NoSuchBranch
from claims_portal.organisations.models import Branch, BranchKind
from claims_portal.web import once
from claims_portal.web.console import address_fields
from claims_portal.web.console.asking import (
    REFUSALS,
    Asked,
    all_of,
    read_or_post,
    seen_next,
    seen_of,
    shown,
    status_of,
    text,
    with_refusals,
)
from claims_portal.web.console.confirming import Confirmation, confirmed
from claims_portal.web.console.doors import manages_organisation
from claims_portal.web.sessions import actor_of


@require_safe
@manages_organisation
def branches_page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    labels = (_("ID"), _("Name"), _("Type"), _("Telephone"), _("E-mail address"), _("State"))
    context = {
        "branches": organisation_reading.branches(actor).select_related("organisation"),
        "is_compensator": actor.is_compensator,
        "columns": [{"label": label} for label in labels],
    }
    return render(request, "portal/console/branches.html", context)


@read_or_post
@manages_organisation
def new_branch(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form(request, None, None)
    try:
        made = verbs.add_branch(
            **_typed(request.POST), by=actor_of(request), at=clock.now(), form=once.of(request)
        )
    except REFUSALS as refusal:
        return _form(request, None, request.POST, all_of(refusal))
    messages.success(request, _("Branch %(branch)s was added.") % {"branch": made})
    return redirect("branches")


@read_or_post
@manages_organisation
def branch_page(request: HttpRequest, number: str) -> HttpResponse:
    branch = _branch(request, number)
    if request.method != "POST":
        return _form(request, branch, None)
    try:
        changed = verbs.edit_branch(
            branch.number, **_typed(request.POST), by=actor_of(request), at=clock.now(),
            seen=seen_of(request.POST),
        )  # fmt: skip
    except REFUSALS as refusal:
        return _form(request, _branch(request, number), request.POST, all_of(refusal))
    messages.success(request, _("Branch %(branch)s was changed.") % {"branch": changed})
    return redirect("branches")


@read_or_post
@manages_organisation
def disable_branch(request: HttpRequest, number: str) -> HttpResponse:
    branch = _branch(request, number)
    asked = Confirmation(
        title=_("Disable the branch"),
        about=str(branch),
        said=[
            _("The branch stays on record, and so do its users and claims."),
            _("You can enable it again at any time."),
        ],
        button=_("Disable the branch"),
        back_href=reverse("branch", args=[branch.number]),
        done=_("Branch %(branch)s is disabled.") % {"branch": branch},
    )
    return confirmed(request, asked, lambda: _switch(request, branch, enabled=False))


@read_or_post
@manages_organisation
def enable_branch(request: HttpRequest, number: str) -> HttpResponse:
    branch = _branch(request, number)
    if request.method == "POST":
        _switch(request, branch, enabled=True)
        messages.success(request, _("Branch %(branch)s is enabled.") % {"branch": branch})
    return redirect("branch", branch.number)


def _switch(request: HttpRequest, branch: Branch, *, enabled: bool) -> None:
    verbs.edit_branch(branch.number, enabled=enabled, by=actor_of(request), at=clock.now())


def _branch(request: HttpRequest, number: str) -> Branch:
    try:
        return organisation_reading.branch(actor_of(request), number)
    except NoSuchBranch:
        raise Http404 from None


def _typed(given: QueryDict) -> dict[str, Any]:
    texts = {name: given.get(name, "") for name in ("name", "telephone", "email")}
    return {**texts, "address": address_fields.typed_address(given)}


def _form(
    request: HttpRequest,
    branch: Branch | None,
    given: QueryDict | None,
    refusals: Sequence[Exception] = (),
) -> HttpResponse:
    told = [address_fields.at_its_line(one, given) for one in refusals if given is not None]
    record = organisation_reading.record(actor_of(request))
    asked, problems = with_refusals(_asked(branch or Branch(organisation=record), given), told)
    central = branch is not None and branch.kind == BranchKind.CENTRAL_POINT
    status = status_of(refusals)
    context = {
        "branch": branch,
        "seen": seen_next(verbs.version_of(branch), given, status) if branch else "",
        "is_central": central,
        "refusal": _("New claims arrive at the central point, so it cannot be switched off.")
        if central
        else "",
        "contact": [one for one in asked if "/" not in one.field.name],
        "address": [one for one in asked if "/" in one.field.name],
        "problems": problems,
        "form_token": once.new_token(),
    }
    return render(request, "portal/console/branch.html", context, status=status)


def _asked(branch: Branch, given: QueryDict | None) -> list[Asked]:
    record = branch.organisation
    empty = _("Empty: the organisation’s, %(value)s")
    nothing = _("Empty: the organisation’s, which is not on record either")
    telephone, email = (
        empty % {"value": value} if value else nothing for value in (record.telephone, record.email)
    )
    return [
        text("name", _("Name"), shown(given, "name", branch.name)),
        text("telephone", _("Telephone"), shown(given, "telephone", branch.telephone),
             required=False, width="20", type="tel", hint=telephone),
        text("email", _("E-mail address"), shown(given, "email", branch.email), required=False,
             type="email", hint=email),
        *address_fields.asked(branch.address, given, compulsory=False),
    ]  # fmt: skip
