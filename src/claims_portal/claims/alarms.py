"""What the worker does on a claim's days: warn of limits, tell that one was reached, take note.

A claim names the next of its days (`alarm_on`), so that a round costs what is due and
not what there is. Each row is held, its event and its next day are written by one
statement: whoever runs this beside another, and however often, every event is
written once.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction

from claims_portal.claims import writing_many
from claims_portal.claims.calendars import current_calendar
from claims_portal.claims.documents.notes import Acknowledge
from claims_portal.claims.models import AutomaticAcknowledgement, Claim
from claims_portal.claims.process import acknowledgements, engine
from claims_portal.claims.process.acknowledgements import Kind
from claims_portal.claims.process.alarms import Alarms, alarms_of
from claims_portal.claims.process.calendar import ONE_DAY, Calendar, london_date
from claims_portal.claims.process.engine import Decision
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.warnings import FEWEST_DAYS, WARNINGS, LimitWarning
from claims_portal.claims.writing_many import Change

BATCH = 500
_BEGINNING = (date.min, 0)


@dataclass(frozen=True)
class _Round:
    """What a batch is answered with: the day and instant, the calendar, who asked for what."""

    today: date
    at: datetime
    calendar: Calendar
    asked_for: Set[tuple[int, str]]
    """Organisation and action of each acknowledgement that is given automatically."""


def ring(*, at: datetime) -> int:
    """Look at every claim whose day has come; how many events were written."""
    written, place = 0, _BEGINNING
    while batch := _ring_after(place, at):
        place, number = batch
        written += number
    return written


def alarms_of_claim(claim: Claim, *, times_out_on: date | None, calendar: Calendar) -> Alarms:
    """The days of a claim as it stands, if its limit ends on this day."""
    since = london_date(claim.updated_at)
    if claim.alarm_on and claim.alarm_on == times_out_on:
        # It waits to be told that the limit was reached, whatever came into it since.
        since = min(since, claim.alarm_on - ONE_DAY)
    return alarms_of(
        claim.process,
        claim.phase_row,
        _turn_of(claim),
        since=since,
        times_out_on=times_out_on,
        final_after=settings.FINAL_ACKNOWLEDGEMENT_AFTER,
        calendar=calendar,
    )


@transaction.atomic
def _ring_after(place: tuple[date, int], at: datetime) -> tuple[tuple[date, int], int] | None:
    """Look at the next of the claims: where they ended, how many events. None at the end."""
    today = london_date(at)
    day, pk = place
    due = list(
        Claim.objects.select_for_update(skip_locked=True)
        .filter(alarm_on__range=(day, today))
        .exclude(alarm_on=day, pk__lte=pk)
        .order_by("alarm_on", "pk")[:BATCH]
    )
    if not due:
        return None
    round_ = _Round(today, at, current_calendar(), _asked_for(due))
    written = writing_many.write([_answer(claim, round_) for claim in due], at=at)
    last = due[-1]
    return (last.alarm_on or today, last.pk), len(written)


def _asked_for(claims: Iterable[Claim]) -> Set[tuple[int, str]]:
    organisations = {pk for claim in claims if (pk := _organisation_of(claim))}
    kinds = AutomaticAcknowledgement.objects.filter(organisation__in=organisations)
    return set(kinds.values_list("organisation_id", "action"))


def _answer(claim: Claim, round_: _Round) -> Change:
    """What is to be done about one claim today, and when to look at it again."""
    kind = acknowledgements.awaited(claim.process, claim.phase, _turn_of(claim))
    alarms = alarms_of_claim(claim, times_out_on=claim.times_out_on, calendar=round_.calendar)
    if kind:
        given = _acknowledged(claim, kind, alarms, round_)
        if given:
            return given
    next_alarm = alarms.next(from_day=round_.today + ONE_DAY)
    warning = WARNINGS.get(claim.phase)
    if warning and claim.alarm_on and claim.times_out_on:
        if alarms.reached and alarms.reached <= round_.today:
            says = warning.says_reached
            return writing_many.noted(claim, warning.reached, says, alarm_on=next_alarm)
        if alarms.warned and claim.alarm_on <= alarms.warned <= round_.today:
            return _warned(claim, warning, next_alarm, round_)
    return writing_many.looked_at(claim, alarm_on=next_alarm)


def _warned(claim: Claim, warning: LimitWarning, next_alarm: date | None, round_: _Round) -> Change:
    """The warning with the days that are left by now; none where it would come too late."""
    assert claim.times_out_on  # noqa: S101 - whoever warns of a limit has one
    left = round_.calendar.business_days_left(round_.today, claim.times_out_on - ONE_DAY)
    if left < FEWEST_DAYS:
        return writing_many.looked_at(claim, alarm_on=next_alarm)
    return writing_many.noted(claim, warning.days_left, warning.says(left), alarm_on=next_alarm)


def _acknowledged(claim: Claim, kind: Kind, alarms: Alarms, round_: _Round) -> Change | None:
    """The claim with its acknowledgement given for who awaits it; None where that is not due."""
    automatic = (_organisation_of(claim), kind.action) in round_.asked_for
    overdue = alarms.last_acknowledged is not None and alarms.last_acknowledged <= round_.today
    if not (automatic or overdue):
        return None
    if claim.locked_until is not None and claim.locked_until > round_.at:
        # Somebody of the side reads it at this moment; the next round looks again.
        return writing_many.looked_at(claim, alarm_on=claim.alarm_on)
    decision = _decided(claim, kind, round_)
    if decision is None or not (automatic or decision.phase.end):
        return None
    return writing_many.moved(
        claim,
        decision,
        at=round_.at,
        action=kind.action,
        side=_turn_of(claim),
        says=_said_automatically(decision.says, automatic=automatic),
        tells_both=not automatic,
    )


def _decided(claim: Claim, kind: Kind, round_: _Round) -> Decision | None:
    """What the acknowledgement leads to; None where the process refuses it for now."""
    side = _turn_of(claim)
    assert side  # noqa: S101 - an acknowledgement is awaited from somebody
    try:
        return engine.decide(
            claim.process,
            claim.state,
            side=side,
            action=kind.action,
            document=Acknowledge(),
            today=round_.today,
            calendar=round_.calendar,
        )
    except engine.Refused:
        return None


def _said_automatically(says: str, *, automatic: bool) -> str:
    how = "acknowledged automatically"
    if not automatic:
        how += f" after {settings.FINAL_ACKNOWLEDGEMENT_AFTER.days} days"
    told = says.replace("acknowledged", how, 1)
    return told if told != says else f"{says} ({how})"


def _organisation_of(claim: Claim) -> int | None:
    """The organisation whose turn it is."""
    side = _turn_of(claim)
    return claim.compensator_id if side is Side.COMPENSATOR else claim.representative_id


def _turn_of(claim: Claim) -> Side | None:
    return Side(claim.turn) if claim.turn else None
