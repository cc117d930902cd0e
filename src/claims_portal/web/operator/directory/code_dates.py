"""The code lists, and from when to when each code may be given."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.claims import code_dates as kept
from claims_portal.claims.documents.codes import CLAIM_TYPES, LISTS, code_lists, label_of
from claims_portal.claims.documents.codes_in_use import InUse
from claims_portal.claims.models import CodeDates
from claims_portal.claims.process.processes import CURRENT, PROCESSES
from claims_portal.operators import code_dates
from claims_portal.web.console.asking import Asked, date_shown, date_typed, shown
from claims_portal.web.fields import Field, typed
from claims_portal.web.operator import forms, realm
from claims_portal.web.operator.forms import REFUSALS, Form, read_or_post
from claims_portal.web.wording import in_language


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Which codes there are belongs to the forms of a version of a process; the dates do not."""
    dates = kept.newest()
    lists: dict[str, list[object]] = {}
    for one in code_lists():
        lists.setdefault(one.list, []).append({
            "code": one,
            "in_use": dates.get((one.list, one.code)),
            "may_have_dates": code_dates.may_have_dates(one.list, one.code),
        })  # fmt: skip
    labels = (_("Code"), _("Old code"), _("Meaning"), _("In use"))
    context = {
        "processes": [
            (one, in_language(CLAIM_TYPES[one.claim_type].label), CURRENT[one.claim_type] is one)
            for one in PROCESSES.values()
        ],
        "process_columns": [
            {"label": label} for label in (_("Process"), _("Claims"), _("Since"), _("State"))
        ],
        "lists": list(lists.items()),
        "dated": {name for name, _code in dates},
        "columns": [{"label": label} for label in labels],
    }
    return render(request, "portal/operator/directory/codes.html", context)


@read_or_post
def page(request: HttpRequest, name: str, code: str) -> HttpResponse:
    if not code_dates.may_have_dates(name, code):
        raise Http404
    actor, given = realm.actor_of(request), request.POST or None
    row = code_dates.of(name, code, by=actor)
    now = code_dates.term_of(row)
    refusals: list[Exception] = []
    if given is not None:
        try:
            code_dates.set_dates(
                name, code, InUse(date_typed(given, "first"), date_typed(given, "last")),
                typed(given.get("reason")), seen=given.get("seen", ""), by=actor, at=clock.now(),
            )  # fmt: skip
        except REFUSALS as refusal:
            refusals.append(refusal)
        else:
            messages.success(request, _("Set. Forms go by it within 15 seconds."))
            return redirect("operator-codes")
    return forms.page(
        request, _form(request, name, code, row), _asked(request.POST or None, now), refusals
    )


def _asked(given: QueryDict | None, now: InUse) -> list[Asked]:
    return [
        Asked(Field("first", _("In use from"), date_shown(given, "first", now.first),
                    required=False, hint=_("Empty: from ever")), "date"),
        Asked(Field("last", _("In use until, this day included"),
                    date_shown(given, "last", now.last), required=False,
                    hint=_("Empty: without an end")), "date"),
        forms.reason(_("Why?"), shown(given, "reason")),
    ]  # fmt: skip


def _form(request: HttpRequest, name: str, code: str, row: CodeDates | None) -> Form:
    now = code_dates.version(code_dates.term_of(row))
    return Form(
        _("When “%(code)s” is in use") % {"code": in_language(label_of(LISTS[name], code))},
        _("Set the dates"),
        back_href=reverse("operator-codes"),
        about=_("List: %(list)s") % {"list": name},
        said=[
            _("Outside these days no form offers the code, and one that gives it is refused. A "
              "claim that was sent while it was in use may go on giving it."),
            *([_("Set by %(staff)s: %(reason)s") % {"staff": row.set_by, "reason": row.reason}]
              if row else []),
        ],
        hidden=[("seen", request.POST.get("seen", now))],
    )  # fmt: skip
