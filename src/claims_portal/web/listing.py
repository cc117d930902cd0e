"""Claims in a table, as the worklist and the search show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from claims_portal.accounts.actor import Actor
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.listing import Line, lines_of
from claims_portal.claims.models import Claim
from claims_portal.claims.process.processes import PROCESSES
from claims_portal.claims.process.sides import Side
from claims_portal.transfers import marks
from claims_portal.transfers.marks import Mark
from claims_portal.web.wording import in_language


@dataclass(frozen=True)
class Column:
    label: str


@dataclass(frozen=True)
class Row:
    """A line with what the page says about it."""

    line: Line
    href: str
    claimant: str
    phase: str
    turn: str
    other_party: str
    own_reference: str
    other_reference: str
    business_days_left: int | None
    works_on_it: list[str]
    transfer: str
    """That it came from another organisation, or goes over to one."""


def columns(*, choosing: bool = False) -> list[Column]:
    """With a first column of boxes to tick, where claims are chosen."""
    labels = (
        _("Application ID"), _("Claimant"), _("References"), _("Phase"), _("Other party"),
        _("Deadline"), _("Who works on it"),
    )  # fmt: skip
    return [Column(label) for label in ((_("Choose"), *labels) if choosing else labels)]


def rows_of(lines: Sequence[Line], actor: Actor, at: datetime, today: date) -> list[Row]:
    transferred = marks.of([line.pk for line in lines], actor) if lines else {}
    return [_row(line, actor, at, today, transferred.get(line.pk)) for line in lines]


def _row(line: Line, actor: Actor, at: datetime, today: date, mark: Mark | None) -> Row:
    phase = PROCESSES[line.process_version].phase_by_code[line.phase]
    references = (line.representative_reference, line.compensator_reference)
    own, other = reversed(references) if actor.is_compensator else references
    other_party = line.representative if actor.is_compensator else line.compensator
    return Row(
        line=line,
        href=reverse("claim", args=[line.pk]),
        claimant=" ".join(filter(None, (line.claimant_forename, line.claimant_surname))),
        phase=phase.name,
        turn=_turn(line, actor),
        other_party=other_party or "",
        own_reference=own,
        other_reference=other,
        business_days_left=None
        if line.last_day is None
        else current_calendar().business_days_left(today, line.last_day),
        works_on_it=_working(line, actor, at),
        transfer=_transfer(mark),
    )


def _transfer(mark: Mark | None) -> str:
    if mark is None:
        return ""
    said = {"party": mark.other, "day": date_format(mark.on, "j F Y")}
    if mark.going:
        return _("To be transferred to %(party)s on %(day)s") % said
    return _("Transferred from %(party)s on %(day)s") % said


def _turn(line: Line, actor: Actor) -> str:
    if not line.turn:
        return _("Ended")
    if line.turn == actor.side.value:
        return _("Your turn")
    return _("%(party)s’s turn") % {"party": in_language(Side(line.turn).label)}


def _working(line: Line, actor: Actor, at: datetime) -> list[str]:
    """To whom it is allocated, and by whom it is locked; of the other side not by whom."""
    said = []
    if line.handler:
        said.append(_allocated(line.handler, actor))
    if line.is_locked(at):
        holder = line.lock_holder_for(actor.organisation_pk)
        locker = _you(holder, actor) if holder else _("the other party")
        said.append(_("Locked by %(user)s") % {"user": locker})
    return said


def _allocated(handler: str, actor: Actor) -> str:
    for one in actor.covers:
        if one.user_name == handler:
            name = f"{one.full_name} ({one.user_name})"
            return _("Covering for %(name)s") % {"name": name}
    return _("Allocated to %(user)s") % {"user": _you(handler, actor)}


def _you(user_name: str, actor: Actor) -> str:
    return _("you") if user_name == actor.user_name else user_name


def locked_by_me(actor: Actor, at: datetime) -> list[Line]:
    """The claims that this account is working on, the most urgent first."""
    visible = Claim.objects.visible_to(actor)
    mine = visible.filter(locked_by=actor.user_pk, locked_until__gt=at).by_deadline()
    return lines_of(list(mine.values_list("pk", flat=True)), actor.side)
