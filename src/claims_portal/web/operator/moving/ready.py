"""How ready organisations are: all of them, one of them, and both to take along."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import msgspec
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.response import StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.migration import letters, readiness, readiness_kept, rule_mode
from claims_portal.migration.cases import Finding, Row, Weight
from claims_portal.migration.models import Letter, OrganisationReadiness
from claims_portal.migration.readiness import Readiness
from claims_portal.migration.safe_order import in_safe_order
from claims_portal.operators.roles import Right
from claims_portal.organisations.models import Organisation
from claims_portal.web.console.moving.ready import WEIGHTS
from claims_portal.web.console.user_filters import number_of
from claims_portal.web.operator import realm
from claims_portal.web.operator.moving import ready_filters
from claims_portal.web.plots import Series, plot
from claims_portal.web.spreadsheet import spreadsheet

MOST_GROUPS = 200
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True)
class Section:
    """One situation with the groups of accounts that are in it."""

    row: Row
    weight: str
    colour: str
    groups: Sequence[Sequence[str]]
    more: int


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    wanted = ready_filters.wanted_of(request.GET)
    page = readiness_kept.page(wanted, number=number_of(request.GET))
    written = letters.last_written()
    query = ready_filters.query_of(wanted)
    rows = [(one, colour_of(one.score), written.get(one.organisation_code)) for one in page.rows]
    context = {
        "fields": ready_filters.fields_of(wanted),
        "wanted": wanted,
        "query": query,
        "columns": ready_filters.headings_of(wanted),
        "rows": rows,
        "page": page,
        "computed": page.rows[0].computed_at if page.rows else None,
        "may_write": realm.actor_of(request).may(Right.WRITE_LETTERS),
        "previous_href": _href(wanted, page.number - 1) if page.number > 1 else "",
        "next_href": _href(wanted, page.number + 1) if page.number < page.pages else "",
    }  # fmt: skip
    return render(request, "portal/operator/moving/readiness.html", context)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """All organisations that the filters find, as they were computed last."""
    wanted = ready_filters.wanted_of(request.GET)
    return spreadsheet(f"readiness-{clock.today():%Y-%m-%d}.csv", _lines(wanted))


@require_safe
def as_json(request: HttpRequest) -> HttpResponseBase:
    """Every finding of every organisation as it is now: one object a line, as the command's."""
    found = readiness.everywhere(at=clock.now(), after_cut_over=rule_mode.is_after_cut_over())
    return StreamingHttpResponse(
        (
            _ENCODER.encode(readiness.told(finding)) + b"\n"
            for one in found
            for finding in one.findings
        ),
        content_type="application/x-ndjson",
        headers={
            "Content-Disposition": f'attachment; filename="findings-{clock.today():%Y-%m-%d}.jsonl"'
        },
    )


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponse:
    organisation, found = _find(code)
    changes = readiness_kept.changes_of(organisation.code)
    actor = realm.actor_of(request)
    context = {
        "organisation": organisation,
        "found": found,
        "colour": colour_of(found.score),
        "situations": _sections(found),
        "letters": Letter.objects.filter(organisation_code=organisation.code).order_by("-sent_at"),
        "letter_columns": [{"label": _("Sent")}, {"label": _("To")}, {"label": _("What")}],
        "changes": list(reversed(changes)),
        "change_columns": [
            {"label": _("Day")}, {"label": _("Ready")}, {"label": _("Must be done")},
            {"label": _("Should be done")},
        ],
        "plot": plot(
            [Series(_("Ready"), [(one.day, one.score) for one in changes])],
            title=_("How ready it is"), description=_("The figures stand in the table below."),
        ) if len(changes) > 1 else "",
        "may_write": actor.may(Right.WRITE_LETTERS),
    }  # fmt: skip
    return render(request, "portal/operator/moving/organisation.html", context)


@require_safe
def one_as_csv(request: HttpRequest, code: str) -> HttpResponseBase:
    organisation, found = _find(code)
    return spreadsheet(f"findings-{organisation.code}.csv", _finding_lines(found))


def colour_of(score: int) -> str:
    if score == 100:
        return "green"
    return "yellow" if score >= 50 else "red"


def _find(code: str) -> tuple[Organisation, Readiness]:
    organisation = (
        Organisation.objects.filter(code__iexact=code).first() if code.isascii() else None
    )
    if organisation is None:
        raise Http404
    after = rule_mode.is_after_cut_over()
    found = readiness.of(organisation.pk, at=clock.now(), after_cut_over=after)
    if found is None:
        raise Http404
    return organisation, found


def _sections(found: Readiness) -> list[Section]:
    sections = []
    ordered = in_safe_order(found.findings, own="")
    for _case, together in groupby(sorted(ordered, key=_by_weight), key=lambda one: one.case):
        members = list(together)
        row = members[0].row
        label, colour = WEIGHTS[row.weight]
        groups = [one.user_ids for one in members if one.user_ids]
        sections.append(
            Section(row, str(label), colour, groups[:MOST_GROUPS], len(groups) - MOST_GROUPS)
        )
    return sections


def _by_weight(finding: Finding) -> tuple[int, int]:
    return list(Weight).index(finding.row.weight), finding.case


def _href(wanted: readiness_kept.Wanted, number: int) -> str:
    return f"?{ready_filters.query_of(wanted, page=number)}"


def _lines(wanted: readiness_kept.Wanted) -> Iterator[list[object]]:
    written = letters.last_written()
    yield [
        _("Organisation ID"), _("Name"), _("Kind"), _("Ready (per cent)"), _("People"),
        _("Who would lose their way in"), _("Usable administrators"), _("Must be done"),
        _("Should be done"), _("Cases"), _("Last letter"), _("Computed"),
    ]  # fmt: skip
    rows = readiness_kept.matching(wanted).iterator(chunk_size=1_000)
    for one in rows:
        yield _cells(one, written.get(one.organisation_code))


def _cells(one: OrganisationReadiness, written: object) -> list[object]:
    return [
        one.organisation_code, one.name, one.kind, one.score, one.accounts, one.people_stopped,
        one.administrators, one.blocking, one.warning, " ".join(map(str, one.cases)),
        f"{written:%Y-%m-%d}" if written else "", one.computed_at.isoformat(),
    ]  # fmt: skip


def _finding_lines(found: Readiness) -> Iterator[list[object]]:
    yield [
        _("Case"),
        _("Weight"),
        _("Situation"),
        _("Why it matters"),
        _("What to do"),
        _("User IDs"),
    ]
    for finding in in_safe_order(found.findings, own=""):
        row = finding.row
        yield [
            row.number, WEIGHTS[row.weight][0], row.situation, row.why, row.what_to_do,
            " ".join(finding.user_ids),
        ]  # fmt: skip
