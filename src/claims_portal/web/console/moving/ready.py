"""Ready for the move? What stands in the way, in the order in which it is safely put right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as words
from django.views.decorators.http import require_safe

from claims_portal import clock
from claims_portal.accounts.actor import Actor
from claims_portal.migration import readiness, rule_mode
from claims_portal.migration.cases import Finding, Row, Weight
from claims_portal.migration.readiness import Readiness
from claims_portal.migration.safe_order import in_safe_order
from claims_portal.web.console import user_words
from claims_portal.web.console.doors import manages_users
from claims_portal.web.console.moving import steps
from claims_portal.web.console.moving.lines import Line, headings, lines_of
from claims_portal.web.console.moving.steps import Action
from claims_portal.web.console.user_filters import number_of
from claims_portal.web.sessions import actor_of
from claims_portal.web.spreadsheet import spreadsheet

PAGE = 50
NAMED = 4
WEIGHTS = {
    Weight.BLOCKS: (words("Must be done"), "red"),
    Weight.WARNS: (words("Should be done"), "yellow"),
    Weight.INFORMS: (words("For your information"), "grey"),
    Weight.READY: (words("Ready"), "green"),
}


@dataclass(frozen=True)
class Block:
    """One table: accounts with what can be done about each, and about all of them together."""

    id: str
    caption: str
    rows: Sequence[tuple[Line, list[Action]]]
    actions: Sequence[Action]


@dataclass(frozen=True)
class Section:
    """One situation with the accounts that are in it."""

    number: int
    row: Row
    weight: str
    colour: str
    blocks: Sequence[Block]


@require_safe
@manages_users
def ready_page(request: HttpRequest) -> HttpResponse:
    actor, at = actor_of(request), clock.now()
    found = _readiness(actor, at)
    to_do = in_safe_order(found.to_do, own=actor.user_name)
    whole = request.GET.get("all") == "yes"
    pages = 1 if whole else max(1, -(-len(to_do) // PAGE))
    number = 1 if whole else min(max(number_of(request.GET), 1), pages)
    shown = to_do if whole else to_do[(number - 1) * PAGE : number * PAGE]
    context = {
        "found": found,
        "blockers": _count(found, Weight.BLOCKS),
        "warnings": _count(found, Weight.WARNS),
        "steps": _sections(actor, shown, at),
        "columns": headings(last=_("What to do")),
        "settled": _settled(found),
        "number": number,
        "pages": pages,
        "previous_href": f"?page={number - 1}" if number > 1 else "",
        "next_href": f"?page={number + 1}" if number < pages else "",
        "at": at,
        "moved": rule_mode.is_after_cut_over(),
    }
    return render(request, "portal/console/moving/ready.html", context)


@require_safe
@manages_users
def ready_spreadsheet(request: HttpRequest) -> HttpResponseBase:
    """Every finding, one line an account."""
    actor, at = actor_of(request), clock.now()
    found = _readiness(actor, at)
    return spreadsheet(f"move-{clock.today():%Y-%m-%d}.csv", _lines(actor, found, at))


def _readiness(actor: Actor, at: datetime) -> Readiness:
    found = readiness.of(actor.organisation_pk, at=at, after_cut_over=rule_mode.is_after_cut_over())
    assert found is not None, "whoever asks is an account of the organisation"  # noqa: S101
    return found


def _count(found: Readiness, weight: Weight) -> int:
    return sum(one.row.weight is weight for one in found.findings)


def _sections(actor: Actor, findings: Sequence[Finding], at: datetime) -> list[Section]:
    user_ids = [name for one in findings for name in one.user_ids]
    lines = lines_of(actor, user_ids, at=at)
    sections = []
    for number, (_key, together) in enumerate(groupby(findings, key=_key_of), start=1):
        members = list(together)
        row = members[0].row
        label, colour = WEIGHTS[row.weight]
        blocks = list(_blocks(members, lines, number))
        sections.append(Section(number, row, str(label), colour, blocks))
    return sections


def _key_of(finding: Finding) -> int:
    return finding.case


def _blocks(findings: Sequence[Finding], lines: dict[str, Line], step: int) -> Iterator[Block]:
    """A table for each group of accounts; those that stand alone are in one together."""
    alone = [one for one in findings if len(one.user_ids) == 1]
    if alone:
        rows = [row for one in alone for row in _rows(one, lines)]
        yield Block(f"step-{step}", _caption(step, rows), rows, ())
    for number, one in enumerate(findings, start=1):
        if len(one.user_ids) > 1:
            rows = list(_rows(one, lines))
            yield Block(f"step-{step}-{number}", _caption(step, rows), rows, steps.combining(one))


def _caption(step: int, rows: Sequence[tuple[Line, list[Action]]]) -> str:
    """No two tables have the same: a group can be in several situations."""
    names = [line.account.user_name for line, _actions in rows]
    told = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
    return _("Step %(step)d: %(names)s") % {"step": step, "names": told}


def _rows(finding: Finding, lines: dict[str, Line]) -> Iterator[tuple[Line, list[Action]]]:
    for name in finding.user_ids:
        if name in lines:
            yield lines[name], steps.of_account(finding, name)


def _settled(found: Readiness) -> list[tuple[Row, list[str], int]]:
    """What needs nobody: each situation once, with the first accounts and how many there are."""
    quiet = [one for one in found.findings if one.row.weight in (Weight.INFORMS, Weight.READY)]
    told = []
    for _case, together in groupby(sorted(quiet, key=_key_of), key=_key_of):
        members = list(together)
        names = [name for one in members for name in one.user_ids]
        told.append((members[0].row, names[:PAGE], len(names)))
    return told


def _lines(actor: Actor, found: Readiness, at: datetime) -> Iterator[list[object]]:
    yield [
        _("Case"), _("Weight"), _("Situation"), _("Why it matters"), _("What to do"),
        _("User ID"), _("Name"), _("E-mail"), _("Address verified"), _("Profiles"), _("Branch"),
        _("State"), _("Last sign-in"), _("Locked claims"), _("Allocated claims"),
    ]  # fmt: skip
    lines = lines_of(actor, found.by_user_id, at=at)
    for finding in in_safe_order(found.findings, own=actor.user_name):
        row = finding.row
        told = [row.number, WEIGHTS[row.weight][0], row.situation, row.why, row.what_to_do]
        if not finding.user_ids:
            yield [*told, *[""] * 10]
        for name in finding.user_ids:
            yield [*told, *_cells(lines[name])]


def _cells(line: Line) -> list[object]:
    one = line.account
    last = f"{timezone.localtime(one.last_used_at):%Y-%m-%d}" if one.last_used_at else ""
    return [
        one.user_name, one.full_name, one.email,
        user_words.yes_or_no(one.email_verified_at is not None), ", ".join(line.profiles),
        one.branch or "", line.state.label, last, line.work.locked, line.work.allocated,
    ]  # fmt: skip
