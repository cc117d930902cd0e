"""Figures: the portal's own for everybody, and an organisation's for those who lead it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.profiles import Right
from claims_portal.claims.documents.codes import ClaimType
from claims_portal.figures import reading
from claims_portal.figures.measures import BY_NAME, MEASURES
from claims_portal.figures.models import Month
from claims_portal.figures.probing import availability
from claims_portal.figures.reading import CLAIM_TYPES, Figures
from claims_portal.organisations.models import Organisation
from claims_portal.web.plots import Series, plot
from claims_portal.web.sessions import actor_of
from claims_portal.web.spreadsheet import spreadsheet

PERIODS = (6, 12, 24, 60)
USUAL = 12


@login_not_required
@require_safe
def public_page(request: HttpRequest) -> HttpResponse:
    months = _months(request)
    found = reading.of_portal(months)
    context = {
        **_shown(found),
        "periods": _periods(request, reverse("figures")),
        "itself": _itself(months),
        "itself_columns": _columns(
            _("Month"), _("Claimant representatives"), _("Compensators"), _("Users"),
            _("Available"), _("Half of the pages within"), _("95 % within"),
        ),
        "measures": MEASURES,
        "csv_href": f"{reverse('figures-csv')}?months={len(months)}",
        "json_href": f"{reverse('figures-json')}?months={len(months)}",
    }  # fmt: skip
    return render(request, "portal/figures/public.html", context)


@login_not_required
@require_safe
def public_csv(request: HttpRequest) -> HttpResponseBase:
    months = _months(request)
    name = f"portal-figures-{months[0]:%Y-%m}-to-{months[-1]:%Y-%m}.csv"
    return spreadsheet(name, _lines(reading.of_portal(months)))


@login_not_required
@require_safe
def public_json(request: HttpRequest) -> JsonResponse:
    months = _months(request)
    found = reading.of_portal(months)
    kept = reading.portal_itself(months)
    return JsonResponse(
        {
            "measures": {one.name: {"label": one.label, "means": one.means} for one in MEASURES},
            "months": [
                {
                    "month": f"{month:%Y-%m}",
                    "claimTypes": {
                        claim_type: _by_name(found.of_month(month).of_type(claim_type))
                        for claim_type in CLAIM_TYPES
                    },
                    "portal": _portal_by_name(itself),
                }
                for month, itself in zip(months, kept, strict=True)
            ],
        }
    )


@require_safe
def own_page(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    organisation = Organisation.objects.get(pk=actor.organisation_pk)
    found = _own(actor, organisation, _months(request))
    answering = found.answering(actor.side)
    context = {
        **_shown(found),
        "organisation": organisation,
        "periods": _periods(request, reverse("own-figures")),
        "answering": answering,
        "answering_columns": _columns(
            _("What was to be answered"), _("In time"), _("Too late"), _("In time, of all"),
            _("Days left at the answer, average"),
        ),
        "csv_href": f"{reverse('own-figures-csv')}?months={len(found.months)}",
    }  # fmt: skip
    return render(request, "portal/figures/own.html", context)


@require_safe
def own_csv(request: HttpRequest) -> HttpResponseBase:
    actor = actor_of(request)
    organisation = Organisation.objects.get(pk=actor.organisation_pk)
    found = _own(actor, organisation, _months(request))
    return spreadsheet(f"figures-{organisation.code}-{clock.today():%Y-%m-%d}.csv", _lines(found))


def may_see(actor: Actor) -> bool:
    """Team leaders, of their types of claims, and administrators, of all [our decision]."""
    return bool(_types_for(actor))


def _types_for(actor: Actor) -> Sequence[str]:
    if actor.may(Right.MANAGE_USERS):
        return CLAIM_TYPES
    return actor.claim_types_with(Right.ALLOCATE_CLAIMS)


def _own(actor: Actor, organisation: Organisation, months: Sequence[date]) -> Figures:
    types = _types_for(actor)
    if not types:
        raise Http404
    return reading.of_organisation(organisation, months, claim_types=types)


def _months(request: HttpRequest) -> list[date]:
    asked = request.GET.get("months", "")
    number = int(asked) if asked in {str(one) for one in PERIODS} else USUAL
    return reading.months_until(clock.today(), number)


def _periods(request: HttpRequest, href: str) -> list[tuple[int, str, bool]]:
    chosen = len(_months(request))
    return [(number, f"{href}?months={number}", number == chosen) for number in PERIODS]


def _shown(found: Figures) -> dict[str, Any]:
    """What both pages show: claims sent as a plot, everything by type, how long it took."""
    by_type = {one: found.of_type(one) for one in CLAIM_TYPES}
    told = {one: figures for one, figures in by_type.items() if figures.counts}
    words = {one.value: one for one in ClaimType}
    return {
        "months": found.months,
        "empty": not told,
        "types": [(words[one], figures.average_settlement()) for one, figures in told.items()],
        "totals": [
            (measure, [(one.upper(), figures.total(measure)) for one, figures in told.items()])
            for measure in MEASURES
        ],
        "total_columns": [
            {"label": _("Figure")},
            *({"label": one.upper(), "numeric": True} for one in told),
        ],
        "plots": _plots(told) if told else [],
        "monthly": _monthly(told),
        "monthly_columns": _monthly_columns(told),
        "exits": found.exits_by_reason(),
        "exit_columns": _columns(_("Reason"), _("Claims")),
        "durations": found.durations(),
        "duration_columns": _columns(_("Step"), _("Claims"), _("Days since sent, average")),
    }


def _plots(told: dict[str, Figures]) -> list[tuple[str, str]]:
    titles = (("claimsSent", _("Claims sent, by month")), ("settled", _("Settled, by month")))
    description = _("The figures stand in the table of the months.")
    return [
        (
            title,
            plot(
                [_series(one.upper(), figures, name) for one, figures in told.items()],
                title=title, description=description, name=name, unit="", days_as="M Y",
            ),
        )
        for name, title in titles
    ]  # fmt: skip


def _series(label: str, figures: Figures, name: str) -> Series:
    values = figures.by_month(BY_NAME[name])
    return Series(label, list(zip(figures.months, map(float, values), strict=True)))


def _monthly(told: dict[str, Figures]) -> list[tuple[date, list[tuple[str, int]]]]:
    """Month by month, the newest first: each value with the label of its column."""
    labels = [column["label"] for column in _monthly_columns(told)[1:]]
    names = ("claimsSent", "settled")
    columns = [figures.by_month(BY_NAME[name]) for name in names for figures in told.values()]
    if not columns:
        return []
    months = next(iter(told.values())).months
    rows = zip(months, zip(*columns, strict=True), strict=True)
    return [
        (month, list(zip(labels, values, strict=True))) for month, values in reversed(list(rows))
    ]


def _monthly_columns(told: dict[str, Figures]) -> list[dict[str, Any]]:
    return _columns(
        _("Month"),
        *(_("%(type)s sent") % {"type": one.upper()} for one in told),
        *(_("%(type)s settled") % {"type": one.upper()} for one in told),
    )


def _columns(first: str, *others: str) -> list[dict[str, Any]]:
    return [{"label": first}, *({"label": label, "numeric": True} for label in others)]


def _itself(months: Sequence[date]) -> list[tuple[Month, float | None]]:
    kept = [one for one in reading.portal_itself(months) if one is not None]
    return [(one, availability(one)) for one in reversed(kept)]


def _lines(found: Figures) -> Iterator[Sequence[object]]:
    yield (
        _("Month"), _("Claim type"), *(measure.label for measure in MEASURES),
        _("Average settlement, £"),
    )  # fmt: skip
    for month in found.months:
        of_month = found.of_month(month)
        for claim_type in CLAIM_TYPES:
            one = of_month.of_type(claim_type)
            totals = [one.total(measure) for measure in MEASURES]
            yield f"{month:%Y-%m}", claim_type.upper(), *totals, one.average_settlement() or ""


def _by_name(found: Figures) -> dict[str, Any]:
    average = found.average_settlement()
    return {
        **{measure.name: found.total(measure) for measure in MEASURES},
        "averageSettlement": None if average is None else str(average),
        "exitsByReason": dict(found.exits_by_reason()),
        "averageDaysSinceSent": {one.step: round(one.average_days, 1) for one in found.durations()},
    }


def _portal_by_name(itself: Month | None) -> dict[str, Any] | None:
    if itself is None:
        return None
    share = availability(itself)
    return {
        "claimantRepresentatives": itself.representatives,
        "compensators": itself.compensators,
        "users": itself.users,
        "availabilityPercent": None if share is None else round(share, 3),
        "minutesAsked": itself.asked,
        "medianMilliseconds": itself.median_ms,
        "p95Milliseconds": itself.p95_ms,
    }
