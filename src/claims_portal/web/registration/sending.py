"""Check your answers, send, see where it stands, answer what was asked, withdraw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.claims.calendars import current_calendar
from claims_portal.network_address import network_address
from claims_portal.registration import applying, decision_clock
from claims_portal.registration.models import (
    LONGEST_MESSAGE,
    OPEN,
    Application,
    ApplicationState,
)
from claims_portal.registration.refusals import Incomplete
from claims_portal.web.console.asking import all_of
from claims_portal.web.console.confirming import Confirmation
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.registration import answers_shown, door
from claims_portal.web.wording import in_language

COLOURS = {
    ApplicationState.DRAFT: "grey",
    ApplicationState.SENT: "blue",
    ApplicationState.MORE_ASKED: "yellow",
    ApplicationState.APPROVED: "green",
    ApplicationState.REFUSED: "red",
    ApplicationState.WITHDRAWN: "grey",
}


@dataclass(frozen=True)
class LeadsThere:
    """A problem that another page solves."""

    error: str
    href: str


@dataclass(frozen=True)
class Event:
    title: str
    at: datetime
    text: str = ""
    by: str = ""


@door.applicants_page
def check_page(request: HttpRequest, application: Application) -> HttpResponse:
    if request.method == "POST":
        return _send(request, application)
    if not application.is_editable:
        return redirect("register-status")
    return _check(request, application)


@door.applicants_page
def sent_page(request: HttpRequest, application: Application) -> HttpResponse:
    due = _due(application)
    if due is None:
        return redirect("register-status")
    return render(
        request, "portal/registration/sent.html", {"application": application, "due": due}
    )


@door.applicants_page
def status_page(request: HttpRequest, application: Application) -> HttpResponse:
    if application.state == ApplicationState.DRAFT:
        return redirect("register-application")
    state = ApplicationState(application.state)
    context = {
        "application": application,
        "state": state.label,
        "colour": COLOURS[state],
        "due": _due(application),
        "refused": application.events.filter(kind="refused").last(),
        "events": events_of(application),
        "answered": answers_shown.of(application),
        "may_withdraw": state in OPEN,
    }
    return render(request, "portal/registration/status.html", context)


@door.applicants_page
def withdraw_page(request: HttpRequest, application: Application) -> HttpResponse:
    is_draft = application.state == ApplicationState.DRAFT
    if request.method == "POST":
        try:
            applying.withdraw(application, at=clock.now(), address=network_address(request))
        except AccountRefusal as refusal:
            messages.error(request, in_language(refusal))
            return redirect("register-status")
        if is_draft:
            door.leave(request)
            messages.success(request, _("Your draft was deleted."))
            return redirect("register")
        messages.success(request, _("Your application was withdrawn."))
        return redirect("register-status")
    asked = Confirmation(
        title=_("Delete the draft") if is_draft else _("Withdraw the application"),
        about=application.reference,
        said=[
            _("What you answered is deleted at once.") if is_draft
            else _("Nobody decides on it any more."),
            _("You can begin again at any time."),
        ],
        button=_("Delete the draft") if is_draft else _("Withdraw the application"),
        back_href=reverse("register-application"),
        done="",
    )  # fmt: skip
    return render(request, "portal/console/confirm.html", {"asked": asked})


def events_of(application: Application, *, with_names: bool = False) -> list[Event]:
    """What happened, the newest first; who of the staff it was, for staff alone."""
    return [
        Event(one.get_kind_display(), one.at, one.text, one.by_staff if with_names else "")
        for one in application.events.order_by("-pk")
    ]


def _send(request: HttpRequest, application: Application) -> HttpResponse:
    try:
        applying.send(
            application,
            declared=request.POST.get("declared") == "yes",
            message=request.POST.get("message", ""),
            at=clock.now(),
            address=network_address(request),
        )
    except AccountRefusal as refusal:
        application.refresh_from_db()
        if not application.is_editable:
            messages.error(request, in_language(refusal))
            return redirect("register-status")
        return _check(request, application, all_of(refusal))
    return redirect("register-sent")


def _check(
    request: HttpRequest, application: Application, refusals: Sequence[Exception] = ()
) -> HttpResponse:
    told = {getattr(one, "field", ""): str(one) for one in refusals}
    declaration = _("What I wrote is right, I may apply for the organisation, and the operator of "
                    "the portal may check it with public registers.")  # fmt: skip
    declared = Field("declared", _("Declaration"), [], error=told.get("declared", ""),
                     choices=[Choice("yes", declaration)])  # fmt: skip
    message = Field("message", _("Your answer"), typed(request.POST.get("message")),
                    error=told.get("message", ""))  # fmt: skip
    asks = application.state == ApplicationState.MORE_ASKED
    incomplete = [
        LeadsThere(str(one), reverse("register-section", args=[one.section]))
        for one in refusals
        if isinstance(one, Incomplete)
    ]
    context = {
        "application": application,
        "answered": answers_shown.of(application),
        "declared": declared,
        "message": message if asks else None,
        "most": LONGEST_MESSAGE,
        "problems": [one for one in (declared, message) if one.error],
        "incomplete": incomplete,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusals else HTTPStatus.OK
    return render(request, "portal/registration/check.html", context, status=status)


def _due(application: Application) -> decision_clock.Due | None:
    return decision_clock.due(application, today=clock.today(), calendar=current_calendar())
