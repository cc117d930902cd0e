"""Applications for registration: the list with its clocks, one with its checks, the decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.claims.calendars import current_calendar
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.roles import Right
from claims_portal.organisations.models import OrganisationKind
from claims_portal.registration import checks, claim_types, deciding, decision_clock
from claims_portal.registration.checks import LOOKED_AT, Found
from claims_portal.registration.deciding import REASONS
from claims_portal.registration.decision_clock import Due
from claims_portal.registration.models import OPEN, Application, ApplicationState, RequestState
from claims_portal.registration.refusals import NoSuchApplication
from claims_portal.registration.registers import COMPANIES_HOUSE, ICO, REGISTERS
from claims_portal.web.console.asking import all_of
from claims_portal.web.fields import Choice, Field, Problem, typed
from claims_portal.web.operator import realm
from claims_portal.web.operator.forms import REFUSALS
from claims_portal.web.registration import answers_shown
from claims_portal.web.registration.sending import COLOURS, events_of

SHOWN = 50
FOUND = {
    Found.RIGHT: (words("Right"), "green"),
    Found.LOOK: (words("Look at it"), "yellow"),
    Found.STOP: (words("Stops an approval"), "red"),
}
DONE = {
    "ask": words("The applicant was asked; the clock stands still until the answer."),
    "refuse": words("Refused; the applicant has the reasons by mail."),
}


@dataclass(frozen=True)
class Line:
    application: Application
    state: str
    colour: str
    due: Due | None


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    actor = realm.actor_of(request)
    seen = deciding.seen_by(actor).defer("answers")
    requests = claim_types.seen_by(actor).filter(state=RequestState.WAITING).order_by("asked_at")
    labels = (_("Reference"), _("Name"), _("Kind"), _("Sent"), _("State"))
    context = {
        "waiting": [_line(one) for one in deciding.seen_by(actor).filter(state__in=OPEN)
                    .order_by("-state", "clock_began_on", "pk")],
        "decided": [_line(one) for one in deciding.seen_by(actor).exclude(state__in=OPEN)
                    .order_by("-decided_at")[:SHOWN]],
        "requests": requests,
        "columns": [{"label": label} for label in labels],
        "request_columns": [{"label": one} for one in (_("Organisation"), _("Claims"), _("Asked"))],
        "more": seen.exclude(state__in=OPEN).count() > SHOWN,
        "shown": SHOWN,
    }  # fmt: skip
    return render(request, "portal/operator/registration/listing.html", context)


@require_safe
def one(request: HttpRequest, reference: str) -> HttpResponse:
    return _show(request, _find(reference, realm.actor_of(request)))


@require_POST
def decide(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks for more, refuses or approves; what is refused comes back with what was typed."""
    actor, given = realm.actor_of(request), request.POST
    found = _find(reference, actor)
    what = given.get("do", "")
    try:
        told = _decide(found, what, given, actor)
    except REFUSALS as refusal:
        return _show(request, _find(reference, actor), given, all_of(refusal))
    if told:
        messages.success(request, told)
    return redirect("operator-registration", reference)


def waiting_in_words(actor: StaffActor) -> tuple[str, bool] | None:
    """What waits for a registrar, and whether something is late; None where nothing does."""
    sent = deciding.seen_by(actor).filter(state=ApplicationState.SENT)
    days = list(sent.values_list("clock_began_on", flat=True))
    requests = claim_types.seen_by(actor).filter(state=RequestState.WAITING).count()
    if not days and not requests:
        return None
    today, calendar = clock.today(), current_calendar()
    late = any(
        day and decision_clock.counted(day, today=today, calendar=calendar).working_days_left < 0
        for day in days
    )
    told = _("Applications: %(sent)d; requests for further kinds of claim: %(requests)d")
    return told % {"sent": len(days), "requests": requests}, late


def _decide(found: Application, what: str, given: QueryDict, by: StaffActor) -> str:
    at = clock.now()
    if what == "ask":
        deciding.ask_more(found.reference, typed(given.get("question")), by=by, at=at)
    elif what == "refuse":
        reasons, more = given.getlist("reasons"), typed(given.get("more"))
        deciding.refuse(found.reference, reasons, more=more, by=by, at=at)
    elif what == "approve":
        made = deciding.approve(
            found.reference, revision=_number(given.get("revision", "")),
            looked=given.getlist("looked"), note_of_registrar=typed(given.get("note")),
            by=by, at=at,
        )  # fmt: skip
        return _("Approved: %(organisation)s.") % {"organisation": made}
    return str(DONE.get(what, ""))


def _show(
    request: HttpRequest,
    found: Application,
    given: QueryDict | None = None,
    refusals: Sequence[Exception] = (),
) -> HttpResponse:
    line = _line(found)
    told = {getattr(one, "field", ""): str(one) for one in refusals}
    fields = _fields(found, given, told)
    loose = [Problem(sentence) for field, sentence in told.items() if field not in fields]
    sent = found.state == ApplicationState.SENT
    actor = realm.actor_of(request)
    context = {
        "line": line,
        "application": found,
        "answered": answers_shown.of(found),
        "registers": _registers(found),
        "checks": [(one, *FOUND[one.found]) for one in checks.of(found)] if found.state in OPEN
        else [],
        "check_columns": [{"label": one} for one in (_("What"), _("Finding"), _("What was found"))],
        "events": events_of(found, with_names=True),
        "may_decide": actor.may(Right.DECIDE_REGISTRATIONS) and found.state in OPEN,
        "may_approve": sent,
        "fields": fields,
        "problems": [*loose, *(one for one in fields.values() if one.error)],
        "did": given.get("do", "") if given is not None else "",
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refusals else HTTPStatus.OK
    return render(request, "portal/operator/registration/one.html", context, status=status)


def _fields(found: Application, given: QueryDict | None, told: dict[str, str]) -> dict[str, Field]:
    typed_in = given or QueryDict()
    points = LOOKED_AT[OrganisationKind(found.kind)]
    fields = (
        Field("looked", _("What you looked at yourself"), typed_in.getlist("looked"),
              choices=[Choice(point, _(sentence)) for point, sentence in points]),
        Field("note", _("Note"), typed_in.get("note", ""), required=False,
              hint=_("Needed where a check wants a look: why you approve all the same. It stands "
                     "in the audit.")),
        Field("question", _("What you need"), typed_in.get("question", ""),
              hint=_("The applicant reads it as you write it.")),
        Field("reasons", _("Reasons"), typed_in.getlist("reasons"),
              choices=[Choice(reason, _(sentence)) for reason, sentence in REASONS.items()]),
        Field("more", _("In your own words"), typed_in.get("more", ""), required=False,
              hint=_("The applicant reads it as you write it.")),
    )  # fmt: skip
    return {
        one.name: Field(one.id, one.label, one.value, one.hint, told.get(one.name, ""),
                        one.required, one.choices)
        for one in fields
    }  # fmt: skip


def _registers(found: Application) -> list[tuple[str, str]]:
    """Where the numbers are looked up."""
    regulator = found.section("registrations").get("regulator", "")
    if not found.section("registrations"):
        return []
    named = [REGISTERS[one] for one in (regulator, COMPANIES_HOUSE, ICO) if one in REGISTERS]
    return [(one.label, one.page) for one in named]


def _line(one: Application) -> Line:
    state = ApplicationState(one.state)
    due = decision_clock.due(one, today=clock.today(), calendar=current_calendar())
    return Line(one, str(state.label), COLOURS[state], due)


def _find(reference: str, actor: StaffActor) -> Application:
    try:
        return deciding.find(reference, by=actor)
    except NoSuchApplication:
        raise Http404 from None


def _number(given: str) -> int:
    """No revision has the number that stands for what is none."""
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else -1
