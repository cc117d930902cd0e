"""Who is away and who covers: said by whoever leads, administers, or goes away."""

from datetime import date, datetime
from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.refusals import NoSuchAccount
from claims_portal.claims import absences, allocation
from claims_portal.claims.absences import AbsenceRefused, MayNotSetAbsence
from claims_portal.claims.process.calendar import london_date
from claims_portal.web.allocating import read_or_post
from claims_portal.web.claim_reading import named
from claims_portal.web.console.asking import NO_DATE, date_shown, date_typed
from claims_portal.web.context import works_claims
from claims_portal.web.fields import Choice, Field, typed
from claims_portal.web.sessions import actor_of
from claims_portal.web.wording import day_in_words, in_language

DAYS = ("first_day", "last_day")


def may_see(actor: Actor) -> bool:
    return works_claims(actor) or absences.may_set_for_others(actor)


@read_or_post
def absences_page(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    if not may_see(actor):
        raise Http404
    errors: dict[str, str] = {}
    if request.method == "POST":
        errors = _put(request, actor, at)
        if not errors:
            return redirect("absences")
    fields = _fields(request, actor, at, errors)
    today = london_date(at)
    context = {
        "absences": [(one, one.first_day <= today) for one in absences.of(actor, at=at)],
        "columns": [
            {"label": label} for label in (_("Away"), _("From"), _("To"), _("Covered by"), _("End"))
        ],
        "fields": fields,
        "others": absences.may_set_for_others(actor),
        "own": actor.user_name,
        "problems": [field for field in fields.values() if field.error],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK
    return render(request, "portal/absences.html", context, status=status)


@read_or_post
def end(request: HttpRequest, user: str) -> HttpResponse:
    if request.method == "POST":
        try:
            absences.end(user, by=actor_of(request), at=clock.now())
        except NoSuchAccount:
            raise Http404 from None
        except MayNotSetAbsence:
            raise PermissionDenied from None
        messages.success(request, _("%(user)s is not away any more.") % {"user": user})
    return redirect("absences")


def _put(request: HttpRequest, actor: Actor, at: datetime) -> dict[str, str]:
    """Say it; by field, why it cannot be."""
    given = request.POST
    first, last = (date_typed(given, name) or NO_DATE for name in DAYS)
    others = absences.may_set_for_others(actor)
    whose = typed(given.get("user")) if others else actor.user_name
    cover = typed(given.get("cover_user_id"))
    if errors := _missing(whose, cover, first, last):
        return errors
    try:
        said = absences.put(whose, cover=cover, first_day=first, last_day=last, by=actor, at=at)
    except NoSuchAccount:
        return {"user": _("Choose who is away")}
    except AbsenceRefused as refused:
        return {refused.field: in_language(refused)}
    except MayNotSetAbsence:
        raise PermissionDenied from None
    told = _("%(cover)s covers for %(user)s from %(first)s to %(last)s.") % {
        "cover": said.cover.full_name, "user": said.user.full_name,
        "first": day_in_words(first), "last": day_in_words(last),
    }  # fmt: skip
    messages.success(request, told)
    return {}


def _missing(whose: str, cover: str, first: date, last: date) -> dict[str, str]:
    """All that was left out, or is no date, at once."""
    asked = (
        ("user", not whose, _("Choose who is away")),
        ("first_day", first == NO_DATE, _("Enter the first day away, like 27 3 2027")),
        ("last_day", last == NO_DATE, _("Enter the last day away, like 27 3 2027")),
        ("cover_user_id", not cover, _("Choose who covers")),
    )
    return {name: sentence for name, is_missing, sentence in asked if is_missing}


def _fields(
    request: HttpRequest, actor: Actor, at: datetime, errors: dict[str, str]
) -> dict[str, Field]:
    given = request.POST if request.method == "POST" else None
    people = [Choice(one.user_name, named(one)) for one in allocation.targets(actor, at=at).users]
    whose = (given or request.GET).get("user", actor.user_name)
    fields = [
        Field("user", _("Who is away?"), whose, choices=people),
        Field("first_day", _("First day away"), date_shown(given, "first_day", None)),
        Field("last_day", _("Last day away"), date_shown(given, "last_day", None)),
        Field(
            "cover_user_id", _("Who covers?"), request.POST.get("cover_user_id", ""),
            choices=people,
        ),
    ]  # fmt: skip
    return {one.id: _with_error(one, errors.get(one.id, "")) for one in fields}


def _with_error(field: Field, error: str) -> Field:
    return Field(
        field.id, field.label, field.value, hint=field.hint, error=error, choices=field.choices
    )
