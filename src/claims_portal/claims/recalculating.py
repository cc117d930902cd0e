"""Open claims counted anew after the holidays changed.

A limit that was counted from the calendar moves with it, and an event says why to both
sides. A limit that was agreed, or told by the old platform, was not counted: it stays,
and where the changed day lies before its end an event says that too. No limit is cut
short to a day that has begun, or was set going again once it passed.

Claims go by batches, each held, looked at again and changed by one statement. A run
that was stopped is run again: what stands right already is left alone. A process may
count by the old table for a minute after the change, so that a version is settled by
a run that begins later than that.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import QuerySet

from claims_portal.claims import writing_many
from claims_portal.claims.alarms import alarms_of_claim
from claims_portal.claims.calendars import kept as kept_calendar
from claims_portal.claims.calendars import newest_calendar
from claims_portal.claims.holidays import HolidayChange
from claims_portal.claims.models import CalendarVersion, Claim, Event
from claims_portal.claims.process import engine
from claims_portal.claims.process.calendar import ONE_DAY, Calendar, london_date
from claims_portal.claims.process.notices import LIMIT_CHANGED, LIMIT_KEPT
from claims_portal.claims.writing_many import Change

BATCH = 500
SETTLES_AFTER = timedelta(seconds=2 * kept_calendar.seconds)
NEEDED = (
    "process_version", "phase", "turn", "facts", "activity_id", "times_out_on", "alarm_on",
    "updated_at",
)  # fmt: skip
MOST_CHARACTERS = 100
"""Of the reason, so that the sentence fits into an event."""


@dataclass(frozen=True)
class Moved:
    """What a change of the holidays means for one claim; `after` is `before` where it stays."""

    claim: Claim
    before: date
    after: date
    because: str
    agreed: bool = False

    @property
    def stays(self) -> bool:
        return self.before == self.after

    @property
    def says(self) -> str:
        if self.stays:
            how = "agreed by the parties" if self.agreed else "not counted from the calendar"
            return (
                f"{self.because}: the time limit was {how} and still times out on "
                f"{_told(self.before)}"
            )
        return (
            f"Time limit changed because {self.because}: times out on {_told(self.after)} "
            f"instead of {_told(self.before)}"
        )


@dataclass(frozen=True)
class Outcome:
    """How many claims got another date, and how many were told that theirs stays."""

    moved: int = 0
    kept: int = 0

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.moved + other.moved, self.kept + other.kept)


@dataclass(frozen=True)
class _Earlier:
    """A calendar by which claims may have been counted, and what changed since then."""

    calendar: Calendar
    change: HolidayChange

    def because(self, start: date, end: date) -> str:
        """Which changed days lie after `start` and not after `end`, in words; empty for none."""
        added, removed = (
            {day: name for day, name in sorted(days.items()) if _counts(day, start, end)}
            for days in (self.change.added, self.change.removed)
        )
        gone = [f"{_told(day)} is no holiday any more" for day in removed]
        named = [f"{_told(day)} became a holiday ({name})" for day, name in added.items()]
        plain = [f"{_told(day)} became a holiday" for day in added]
        for told in (" and ".join([*named, *gone]), " and ".join([*plain, *gone])):
            if len(told) <= MOST_CHARACTERS:
                return told
        return f"{len(added) + len(removed)} holidays between these days changed"


@dataclass(frozen=True)
class _Calendars:
    """The calendar in force, and those of the versions before it, the oldest first."""

    now: Calendar
    earlier: Sequence[_Earlier]


def preview(change: HolidayChange, *, at: datetime) -> list[Moved]:
    """What would become of open claims if this change were made; nothing is written."""
    before = newest_calendar()
    names = {day: name for day, name in before.names.items() if day not in change.removed}
    now = Calendar.of(names | dict(change.added), before.version + 1)
    today = london_date(at)
    calendars = _Calendars(now, [_Earlier(before, change)])
    found = (_moved(claim, calendars, today) for claim in _with_a_limit(today).iterator())
    return [one for one in found if one]


def recalculate(*, at: datetime) -> Outcome:
    """Count open claims anew for every version that is not settled yet."""
    pending = list(CalendarVersion.objects.filter(settled_at=None).order_by("number"))
    if not pending:
        return Outcome()
    calendars = _calendars_of(pending)
    outcome = sum(
        (_recalculate_batch(batch, calendars, pending[0].at, at) for batch in _concerned(at)),
        Outcome(),
    )
    settled = [one.pk for one in pending if one.at + SETTLES_AFTER <= at]
    CalendarVersion.objects.filter(pk__in=settled).update(settled_at=at)
    return outcome


def _calendars_of(pending: Sequence[CalendarVersion]) -> _Calendars:
    """The table as it is, and as it was before each of these versions."""
    now = newest_calendar()
    names, earlier = dict(now.names), []
    for version in reversed(pending):
        names = {day: name for day, name in names.items() if day.isoformat() not in version.added}
        names |= {date.fromisoformat(day): name for day, name in version.removed.items()}
        calendar = Calendar.of(names, version.number - 1)
        added = {day: now.names[day] for day in now.holidays - calendar.holidays}
        removed = {day: names[day] for day in calendar.holidays - now.holidays}
        earlier.append(_Earlier(calendar, HolidayChange(added, removed)))
    return _Calendars(now, earlier[::-1])


def _concerned(at: datetime) -> Iterator[list[int]]:
    """The claims with a running limit, by batches of their numbers."""
    numbers = _with_a_limit(london_date(at)).order_by("pk").values_list("pk", flat=True)
    rest = iter(list(numbers))
    while batch := list(islice(rest, BATCH)):
        yield batch


def _recalculate_batch(
    numbers: Sequence[int], calendars: _Calendars, since: datetime, at: datetime
) -> Outcome:
    """Look at the claims, and hold only those that something is to be done about."""
    today = london_date(at)
    batch = list(_with_a_limit(today).filter(pk__in=numbers))
    concerned = [one.claim.pk for one in _answers(batch, calendars, since, today)]
    if not concerned:
        return Outcome()
    with transaction.atomic():
        held = _with_a_limit(today).filter(pk__in=concerned).order_by("pk").select_for_update()
        answers = _answers(list(held), calendars, since, today)
        written = writing_many.write([one.change for one in answers], at=at)
    kept = sum(one.keeps for one in answers if one.claim.pk in written)
    return Outcome(len(written) - kept, kept)


@dataclass(frozen=True)
class _Answer:
    """What is written of one claim; `keeps` where that is only that its date stays."""

    claim: Claim
    change: Change
    keeps: bool


def _answers(
    claims: Sequence[Claim], calendars: _Calendars, since: datetime, today: date
) -> list[_Answer]:
    """What is to be written of these claims; nothing of those that stand right."""
    found = [(claim, _moved(claim, calendars, today)) for claim in claims]
    told = _told_already([claim for claim, one in found if one and one.stays], since)
    answers = []
    for claim, one in found:
        if one and one.stays and (claim.pk, one.says) in told:
            one = None
        change = _change(claim, one, calendars.now, today)
        if change:
            answers.append(_Answer(claim, change, keeps=bool(one and one.stays)))
    return answers


def _change(claim: Claim, one: Moved | None, calendar: Calendar, today: date) -> Change | None:
    """The event of one claim, if there is one, and the day of its warning, which may move too."""
    moves = one is not None and not one.stays
    times_out_on = one.after if one else claim.times_out_on
    alarm_on = claim.alarm_on
    if moves or alarm_on is not None:
        warned = _was_warned(claim, calendar)
        alarms = alarms_of_claim(claim, times_out_on=times_out_on, calendar=calendar)
        alarm_on = alarms.next(from_day=today + ONE_DAY if warned else today)
    if one and moves:
        return writing_many.limit_changed(
            claim, LIMIT_CHANGED, one.says, times_out_on=one.after, alarm_on=alarm_on
        )
    if one:
        return writing_many.noted(claim, LIMIT_KEPT, one.says, alarm_on=alarm_on)
    if alarm_on != claim.alarm_on:
        return writing_many.looked_at(claim, alarm_on=alarm_on)
    return None


def _was_warned(claim: Claim, calendar: Calendar) -> bool:
    """Whether the warning of the claim's limit was given, today or before."""
    alarms = alarms_of_claim(claim, times_out_on=claim.times_out_on, calendar=calendar)
    return claim.alarm_on is None or claim.alarm_on == alarms.reached


def _told_already(claims: Sequence[Claim], since: datetime) -> set[tuple[int, str]]:
    """Which claims were told by an earlier run, and in which words, that their date stays."""
    if not claims:
        return set()
    told = Event.objects.filter(claim__in=claims, tag=f"claim:{LIMIT_KEPT}", at__gte=since)
    return set(told.values_list("claim_id", "says"))


def _with_a_limit(today: date) -> QuerySet[Claim]:
    """Open claims whose limit has not passed, with as much as counting and changing needs."""
    return Claim.objects.filter(times_out_on__gt=today).exclude(turn="").only(*NEEDED)


def _moved(claim: Claim, calendars: _Calendars, today: date) -> Moved | None:
    """What becomes of a claim; None where the change does not concern it."""
    stands = claim.times_out_on
    assert stands  # noqa: S101 - only claims with a limit are counted
    phase, facts = claim.phase_row, claim.state.facts
    now = engine.deadline_of(phase, facts, calendars.now)
    # Days that are added behind an agreed date are counted, and move as others do.
    agreed = now is not None and now.agreed is not None and not now.further_days
    if now is not None and now.times_out_on == stands and not agreed:
        return None
    if now is not None and now.times_out_on > today:
        for earlier in reversed(calendars.earlier):
            before = engine.deadline_of(phase, facts, earlier.calendar)
            if before and before.times_out_on == stands != now.times_out_on:
                because = earlier.because(before.started_on, max(before.last_day, now.last_day))
                return Moved(claim, stands, now.times_out_on, because)
    because = calendars.earlier[0].because(today, stands)
    return Moved(claim, stands, stands, because, agreed) if because else None


def _counts(day: date, start: date, end: date) -> bool:
    """Whether it matters between these days that one is a holiday or none."""
    return start < day <= end and day.weekday() < 5


def _told(day: date) -> str:
    return f"{day:%-d %B %Y}"
