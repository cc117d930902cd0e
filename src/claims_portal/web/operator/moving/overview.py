"""The move as a whole: where it stands, how ready everybody is, and how that became."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims_portal import clock
from claims_portal.migration import readiness_kept
from claims_portal.migration.models import (
    AccountFile,
    CutOver,
    CutOverState,
    FileState,
    Letter,
    OrganisationReadiness,
    ReadinessDay,
)
from claims_portal.operators.roles import Right
from claims_portal.web.operator import realm
from claims_portal.web.operator.home import Todo
from claims_portal.web.plots import Series, plot

PERIODS = (30, 90, 365)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    actor = realm.actor_of(request)
    newest = ReadinessDay.objects.order_by("-day").first()
    context = {
        "newest": newest,
        "computed": OrganisationReadiness.objects.order_by("-computed_at").first(),
        "todos": list(_todos(actor.rights, newest)),
        "may_compute": actor.may(Right.IMPORT_ACCOUNTS),
        **_trend(request),
    }
    return render(request, "portal/operator/moving/overview.html", context)


@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    readiness_kept.compute_soon()
    messages.success(request, _("It is being computed; load the page again in a moment."))
    return redirect("operator-move")


def _todos(rights: frozenset[Right], newest: ReadinessDay | None) -> list[Todo]:
    waiting = AccountFile.objects.filter(state=FileState.CHECKED).count()
    left = newest.organisations - newest.ready if newest else 0
    state = CutOver.objects.filter(pk=1).first()
    label = CutOverState(state.state).label if state else CutOverState.BEFORE.label
    rows = [
        (Right.IMPORT_ACCOUNTS, _("Files of accounts"), "operator-files",
         _("Upload, check and take in files of the old platform."),
         _("%(n)d checked, not taken") % {"n": waiting}),
        (Right.SEE_READINESS, _("Readiness of all organisations"), "operator-readiness",
         _("Who is ready, who is not, and why."), _("%(n)d not ready") % {"n": left}),
        (Right.WRITE_LETTERS, _("Letters to administrators"), "operator-letters",
         _("What was sent, to whom, and reminders."),
         _("%(n)d sent") % {"n": Letter.objects.count()}),
        (Right.RUN_CUT_OVER, _("The cut-over"), "operator-cut-over",
         _("Plan, rehearse, begin, finish or abort it."), str(label)),
    ]  # fmt: skip
    return [
        Todo(title, hint, reverse(route), status)
        for right, title, route, hint, status in rows
        if right in rights
    ]


def _trend(request: HttpRequest) -> dict[str, object]:
    given = request.GET.get("days", "")
    days = int(given) if given in map(str, PERIODS) else PERIODS[1]
    found = readiness_kept.trend(days=days, until=clock.today())
    series = [
        Series(_("Organisations ready"),
               [(one.day, _share(one.ready, one.organisations)) for one in found]),
        Series(_("People who keep their way in"),
               [(one.day, 100 - _share(one.people_stopped, one.people)) for one in found]),
    ]  # fmt: skip
    labels = (_("Day"), _("Organisations"), _("Ready"), _("Without administrator"), _("People"),
              _("Who would lose their way in"))  # fmt: skip
    return {
        "trend": list(reversed(found)),
        "plot": plot(
            series, title=_("How ready everybody is, day by day"),
            description=_("The figures stand in the table below the plot."),
        ) if found else "",
        "periods": [(one, one == days) for one in PERIODS],
        "trend_columns": [{"label": label} for label in labels],
    }  # fmt: skip


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
