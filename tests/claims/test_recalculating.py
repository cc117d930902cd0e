"""A changed holiday moves open claims, once, and says why; what was agreed is not moved."""

from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims import alarms, calendars, holidays, recalculating, sweeping
from claims_portal.claims.holidays import HolidayChange
from claims_portal.claims.models import CalendarVersion, Claim, Event, Holiday
from claims_portal.claims.recalculating import SETTLES_AFTER, Outcome
from claims_portal.records.audit import Author
from tests import make
from tests.claims.test_sweeping import again
from tests.claims.together import at_once

OPERATOR = Author(user="operator")
DAY = date(2026, 12, 4)
"""A Friday inside the limit of claims sent on 23 November 2026."""


def changed(change: HolidayChange, at: datetime = make.NOW) -> CalendarVersion:
    version = holidays.make(change, by=OPERATOR, at=at)
    assert version is not None
    calendars.kept.forget()
    return version


def sent_on(day: date, *, lawyer: User, insurer: User) -> Claim:
    """A claim of another year, with an accident a week before."""
    body = make.cnf(compensator=insurer.organisation)
    accident = (day - timedelta(days=7)).isoformat()
    body["accident"]["date"] = body["injury"]["firstMedicalAttention"] = accident
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    return make.claim(lawyer=lawyer, insurer=insurer, now=at, body=body)


def newest(claim: Claim) -> Event:
    return claim.events.order_by("-number")[0]


@pytest.fixture
def claim(lawyer: User, insurer: User) -> Claim:
    return make.claim(lawyer=lawyer, insurer=insurer)


def test_an_added_holiday_moves_a_running_limit_and_both_sides_are_told_why(
    claim: Claim, lawyer: User, insurer: User
) -> None:
    changed(holidays.adding(DAY, "Day of rest"))
    assert recalculating.recalculate(at=make.NOW) == Outcome(moved=1)
    now = again(claim)
    assert (claim.times_out_on, now.times_out_on) == (date(2026, 12, 15), date(2026, 12, 16))
    event = newest(now)
    assert event.says == (
        "Time limit changed because 4 December 2026 became a holiday (Day of rest): "
        "times out on 16 December 2026 instead of 15 December 2026"
    )
    assert event.tag == "claim:time-limit:changed"
    assert event.times_out_on == now.times_out_on
    assert event.for_representative == lawyer.organisation
    assert event.for_compensator == insurer.organisation
    assert (event.side, event.user, event.changes) == ("", None, {})


def test_who_has_the_claim_open_can_still_send_what_was_written(
    claim: Claim, insurer: User
) -> None:
    changed(holidays.adding(DAY, "Day of rest"))
    recalculating.recalculate(at=make.NOW)
    moved = make.act(claim, "accept-claim", {"compensatorReference": "A"}, by=insurer)
    assert moved.times_out_on == date(2026, 12, 16)


def test_the_warning_moves_with_the_limit(claim: Claim) -> None:
    assert claim.alarm_on == date(2026, 12, 7)
    changed(holidays.adding(DAY, "Day of rest"))
    recalculating.recalculate(at=make.NOW)
    assert again(claim).alarm_on == date(2026, 12, 8)
    changed(holidays.adding(date(2026, 12, 14), "Another"))
    recalculating.recalculate(at=make.NOW)
    assert (again(claim).times_out_on, again(claim).alarm_on) == (
        date(2026, 12, 17),
        date(2026, 12, 8),
    )


def test_a_warning_that_was_given_today_is_not_given_again(claim: Claim) -> None:
    warned_at = make.NOW.replace(month=12, day=7)
    assert alarms.ring(at=warned_at) == 1
    # The limit ends a day later: by the new calendar five days are left today, as were before.
    changed(holidays.adding(date(2026, 12, 9), "Day of rest"), at=warned_at)
    assert recalculating.recalculate(at=warned_at) == Outcome(moved=1)
    for hours in range(0, 24 * 7, 8):
        assert alarms.ring(at=warned_at + timedelta(hours=hours)) == 0


def test_a_second_run_changes_nothing(claim: Claim) -> None:
    changed(holidays.adding(DAY, "Day of rest"))
    recalculating.recalculate(at=make.NOW)
    stands = again(claim).event_count
    for _ in range(3):
        assert recalculating.recalculate(at=make.NOW) == Outcome()
    assert again(claim).event_count == stands


@pytest.mark.parametrize(
    "day", [date(2026, 11, 23), date(2026, 12, 5), date(2026, 12, 15), date(2026, 12, 24)]
)
def test_a_holiday_that_is_not_counted_in_a_limit_does_not_touch_it(
    claim: Claim, day: date
) -> None:
    changed(holidays.adding(day, "Elsewhere"))
    assert recalculating.recalculate(at=make.NOW) == Outcome()
    assert again(claim).event_count == 1


def test_a_removed_holiday_shortens_a_limit_that_has_not_come_so_far(
    lawyer: User, insurer: User
) -> None:
    sent = datetime(2026, 12, 14, 9, tzinfo=UTC)
    claim = make.claim(lawyer=lawyer, insurer=insurer, now=sent)
    changed(holidays.removing(date(2026, 12, 28)), at=sent)
    assert recalculating.recalculate(at=sent) == Outcome(moved=1)
    assert claim.times_out_on == date(2027, 1, 8)
    assert again(claim).times_out_on == date(2027, 1, 7)
    assert "28 December 2026 is no holiday any more" in newest(claim).says


def test_a_limit_is_never_cut_short_to_a_day_that_has_begun(lawyer: User, insurer: User) -> None:
    sent = datetime(2026, 12, 14, 9, tzinfo=UTC)
    claim = make.claim(lawyer=lawyer, insurer=insurer, now=sent)
    last_day = datetime(2027, 1, 7, 9, tzinfo=UTC)
    changed(holidays.removing(date(2026, 12, 28)), at=last_day)
    assert recalculating.recalculate(at=last_day) == Outcome()
    assert again(claim).times_out_on == date(2027, 1, 8)
    assert sweeping.sweep(at=last_day) == 0


def test_who_acts_on_the_day_that_was_left_has_it_to_its_end(lawyer: User, insurer: User) -> None:
    """The next step counts the limit anew from the facts: that must not cut it short either."""
    sent = datetime(2026, 12, 14, 9, tzinfo=UTC)
    claim = make.claim(lawyer=lawyer, insurer=insurer, now=sent)
    last_day = datetime(2027, 1, 7, 9, tzinfo=UTC)
    changed(holidays.removing(date(2026, 12, 28)), at=last_day)
    recalculating.recalculate(at=last_day)
    reference = {"compensatorReference": "A"}
    claim = make.act(claim, "accept-claim", reference, by=insurer, now=last_day)
    assert (claim.phase, claim.times_out_on) == ("Article75Decision", date(2027, 1, 8))
    claim = make.act(claim, "apply-article-75", {"applies": False}, by=insurer, now=last_day)
    assert (claim.phase, claim.times_out_on) == ("LiabilityDecision", date(2027, 1, 8))
    assert sweeping.sweep(at=last_day) == 0
    assert sweeping.sweep(at=last_day + timedelta(days=1)) == 1


def test_a_limit_that_passed_is_not_set_going_again(claim: Claim) -> None:
    late = make.NOW.replace(month=12, day=15)
    changed(holidays.adding(DAY, "Day of rest"), at=late)
    assert recalculating.recalculate(at=late) == Outcome()
    assert sweeping.sweep(at=late) == 1


def test_a_date_that_was_told_stays_and_the_parties_are_told_once(
    claim: Claim, lawyer: User, insurer: User
) -> None:
    agreed = date(2026, 12, 18)
    Claim.objects.update(times_out_on=agreed)
    changed(holidays.adding(DAY, "Day of rest"))
    assert recalculating.recalculate(at=make.NOW) == Outcome(kept=1)
    assert recalculating.recalculate(at=make.NOW) == Outcome()
    assert again(claim).times_out_on == agreed
    event = newest(claim)
    assert event.says == (
        "4 December 2026 became a holiday (Day of rest): the time limit was not counted from the "
        "calendar and still times out on 18 December 2026"
    )
    assert event.for_representative == lawyer.organisation
    assert event.for_compensator == insurer.organisation


def test_an_agreed_date_is_not_spoken_of_where_the_holiday_lies_elsewhere(claim: Claim) -> None:
    Claim.objects.update(times_out_on=date(2026, 12, 18))
    changed(holidays.adding(date(2026, 12, 21), "Day of rest"))
    assert recalculating.recalculate(at=make.NOW) == Outcome()


def test_the_warning_of_an_agreed_date_moves_although_the_date_stays(claim: Claim) -> None:
    Claim.objects.update(times_out_on=date(2026, 12, 18), alarm_on=date(2026, 12, 10))
    changed(holidays.adding(date(2026, 12, 14), "Day of rest"))
    recalculating.recalculate(at=make.NOW)
    assert again(claim).alarm_on == date(2026, 12, 9)


def test_ended_claims_and_drafts_are_left_alone(lawyer: User, insurer: User) -> None:
    ended = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmationEnd")
    changed(holidays.adding(DAY, "Day of rest"))
    assert recalculating.recalculate(at=make.NOW) == Outcome()
    assert again(ended).event_count == ended.event_count


def test_changes_that_follow_each_other_are_told_together_before_a_run(claim: Claim) -> None:
    changed(holidays.adding(DAY, "One"))
    changed(holidays.adding(date(2026, 12, 7), "Two"))
    changed(holidays.removing(DAY))
    assert recalculating.recalculate(at=make.NOW) == Outcome(moved=1)
    assert "7 December 2026 became a holiday (Two):" in newest(claim).says
    assert again(claim).times_out_on == date(2026, 12, 16)


def test_long_reasons_fit_into_the_event(claim: Claim) -> None:
    days = {date(2026, 12, day): "Nobody works" * 8 for day in (1, 2, 3, 4)}
    changed(holidays.taking_in(days))
    recalculating.recalculate(at=make.NOW)
    assert "4 holidays between these days changed" in newest(claim).says
    assert len(newest(claim).says) <= 200


def test_the_longest_single_reason_loses_its_name(claim: Claim) -> None:
    changed(holidays.adding(DAY, "N" * 100))
    recalculating.recalculate(at=make.NOW)
    assert "because 4 December 2026 became a holiday: times" in newest(claim).says


def test_a_version_is_settled_by_a_run_that_begins_when_no_process_knows_the_old_table(
    claim: Claim, lawyer: User, insurer: User
) -> None:
    version = changed(holidays.adding(DAY, "Day of rest"))
    recalculating.recalculate(at=make.NOW)
    # A process with the old table in memory moves the claim on, and makes another.
    other = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.update(times_out_on=date(2026, 12, 15))
    later = make.NOW + SETTLES_AFTER
    assert recalculating.recalculate(at=later - timedelta(seconds=1)) == Outcome(moved=2)
    version.refresh_from_db()
    assert version.settled_at is None
    recalculating.recalculate(at=later)
    version.refresh_from_db()
    assert version.settled_at == later
    assert again(other).times_out_on == date(2026, 12, 16)


def test_a_preview_says_what_a_change_would_do_and_does_nothing(
    claim: Claim, lawyer: User, insurer: User
) -> None:
    agreed = make.claim(lawyer=lawyer, insurer=insurer)
    Claim.objects.filter(pk=agreed.pk).update(times_out_on=date(2026, 12, 18))
    before = list(Claim.objects.order_by("pk").values())
    found = recalculating.preview(holidays.adding(DAY, "Day of rest"), at=make.NOW)
    assert [(one.claim.pk, one.before, one.after) for one in found] == [
        (claim.pk, date(2026, 12, 15), date(2026, 12, 16)),
        (agreed.pk, date(2026, 12, 18), date(2026, 12, 18)),
    ]
    assert list(Claim.objects.order_by("pk").values()) == before
    assert not Holiday.objects.filter(day=DAY).exists()
    changed(holidays.adding(DAY, "Day of rest"))
    recalculating.recalculate(at=make.NOW)
    assert [newest(one.claim).says for one in found] == [one.says for one in found]


def test_8_may_2020_moved_from_the_4th(lawyer: User, insurer: User) -> None:
    """Announced on 7 June 2019; a portal that still had the 4th would be a day off in May."""
    changed(holidays.moving(date(2020, 5, 8), date(2020, 5, 4), "Early May bank holiday"))
    CalendarVersion.objects.update(settled_at=make.NOW)
    rows = {
        # sent: counted with the 4th, counted with the 8th
        date(2020, 4, 20): (date(2020, 5, 13), date(2020, 5, 13)),
        date(2020, 4, 14): (date(2020, 5, 7), date(2020, 5, 6)),
        date(2020, 5, 5): (date(2020, 5, 28), date(2020, 5, 29)),
    }
    claims = {sent: sent_on(sent, lawyer=lawyer, insurer=insurer) for sent in rows}
    change = holidays.moving(date(2020, 5, 4), date(2020, 5, 8), "Early May bank holiday (VE day)")
    changed(change, at=datetime(2020, 4, 21, tzinfo=UTC))
    recalculating.recalculate(at=datetime(2020, 4, 21, tzinfo=UTC))
    for sent, (before, after) in rows.items():
        assert (claims[sent].times_out_on, again(claims[sent]).times_out_on) == (before, after)
    assert again(claims[date(2020, 4, 20)]).event_count == 1
    assert "4 May 2020 is no holiday any more" in newest(claims[date(2020, 4, 14)]).says
    assert "8 May 2020 became a holiday" in newest(claims[date(2020, 5, 5)]).says


def test_19_september_2022_at_nine_days_notice(lawyer: User, insurer: User) -> None:
    """The King proclaimed it on 10 September 2022; limits were running over it."""
    changed(holidays.removing(date(2022, 9, 19)))
    CalendarVersion.objects.update(settled_at=make.NOW)
    claim = sent_on(date(2022, 9, 5), lawyer=lawyer, insurer=insurer)
    assert claim.times_out_on == date(2022, 9, 27)
    proclaimed = datetime(2022, 9, 10, 18, tzinfo=UTC)
    name = "State funeral of Queen Elizabeth II"
    changed(holidays.adding(date(2022, 9, 19), name), at=proclaimed)
    assert recalculating.recalculate(at=proclaimed) == Outcome(moved=1)
    assert again(claim).times_out_on == date(2022, 9, 28)
    assert newest(claim).says == (
        "Time limit changed because 19 September 2022 became a holiday (State funeral of Queen "
        "Elizabeth II): times out on 28 September 2022 instead of 27 September 2022"
    )


@pytest.mark.django_db(transaction=True)
def test_claims_that_move_meanwhile_are_not_overwritten(lawyer: User, insurer: User) -> None:
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(12)]
    changed(holidays.adding(DAY, "Day of rest"))

    def accept() -> None:
        for claim in claims:
            make.act(claim, "accept-claim", {"compensatorReference": "A"}, by=insurer)

    run = partial(recalculating.recalculate, at=make.NOW)
    accepted, *outcomes = at_once(accept, run, run)
    assert accepted is None
    assert all(isinstance(outcome, Outcome) for outcome in outcomes), outcomes
    recalculating.recalculate(at=make.NOW)
    for claim in map(again, claims):
        assert claim.phase == "Article75Decision"
        assert claim.times_out_on == date(2026, 12, 16)
        tags = list(claim.events.order_by("number").values_list("tag", flat=True))
        assert tags.count("claim:time-limit:changed") <= 1
        assert tags.count("claim:notification:accepted") == 1
        assert len(tags) == claim.event_count


@pytest.mark.django_db(transaction=True)
def test_a_run_that_was_stopped_goes_on_where_it_was(
    lawyer: User, insurer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recalculating, "BATCH", 3)
    claims = [make.claim(lawyer=lawyer, insurer=insurer) for _ in range(10)]
    changed(holidays.adding(DAY, "Day of rest"))
    stopped = recalculating.writing_many.write
    calls = iter(range(2))

    def stops(*changes: object, at: datetime) -> set[int]:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        return stopped(*changes, at=at)  # type: ignore[arg-type]

    monkeypatch.setattr(recalculating.writing_many, "write", stops)
    with pytest.raises(KeyboardInterrupt):
        recalculating.recalculate(at=make.NOW)
    assert Event.objects.filter(tag="claim:time-limit:changed").count() == 6
    monkeypatch.setattr(recalculating.writing_many, "write", stopped)
    assert recalculating.recalculate(at=make.NOW) == Outcome(moved=4)
    assert all(again(claim).event_count == 2 for claim in claims)
