"""The play: what may happen in any order, and what must be true after each of it."""

import sys
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from claims_portal.accounts.actor import Actor
from claims_portal.claims import (
    actions,
    alarms,
    allocation,
    automatic_acknowledgements,
    calendars,
    drafts,
    holidays,
    locks,
    reassignment,
    recalculating,
    rules,
    sweeping,
)
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.holidays import HolidayChange
from claims_portal.claims.models import Claim, Draft, Holiday
from claims_portal.claims.process import engine
from claims_portal.claims.process.acknowledgements import KINDS
from claims_portal.claims.process.calendar import LONDON, london_date
from claims_portal.claims.process.tables import Step
from claims_portal.claims.refusals import StaleActivity
from claims_portal.files import attachments
from claims_portal.files import rules as files
from claims_portal.records.audit import Author
from tests import make
from tests.api.conftest import Clock
from tests.files import samples
from tests.plays import oracle, truths
from tests.plays.cast import BRAND, BUREAU, FIRM, INSURER, House, gathered
from tests.plays.reading import Journey, each_house_reads_what_is_its_own
from tests.plays.speeches import answers, notifications

OPERATOR = Author(user="operator")
MOST_CLAIMS, MOST_MOVES, MOST_FILES = 2, 6, 8
MOVES_BEFORE = (0, 0, 2, 6, 12)
"""How many moves are made in a claim before anything else happens."""
LEAVING = {
    "exit-claim", "state-fraud", "exit-rejected-claim",
    "return-to-start-of-stage-2-1",
}  # fmt: skip
"""With these a claim comes to nothing, or goes back: done seldom."""
SOON = (
    timedelta(minutes=1), timedelta(hours=7), timedelta(days=1), timedelta(days=3),
    timedelta(days=8),
)  # fmt: skip
AROUND_THE_LIMIT = (timedelta(days=-1), timedelta(minutes=-1), timedelta(), timedelta(minutes=1))


class BothSides(RuleBasedStateMachine):
    """One world per play, rolled back at its end."""

    claim_type = "rta"
    clock = Clock()
    """Of the front doors."""

    def __init__(self) -> None:
        super().__init__()
        self.world = transaction.atomic()
        self.world.__enter__()
        calendars.kept.forget()
        self.now = make.NOW
        self.cast = gathered()
        self.numbers: list[int] = []
        self.limits: dict[int, date | None] = {}
        self.holidays = set(Holiday.objects.values_list("day", flat=True))
        self.added: list[date] = []
        self.looked_at: dict[int, Any] = {}
        self.journeys: defaultdict[int, Journey] = defaultdict(Journey)

    def everybody_reads(self) -> None:
        """At the end: what a house must not know is nowhere in what it is told."""
        self.clock.now = self.now
        for pk, claim in truths.fresh(self.numbers).items():
            each_house_reads_what_is_its_own(claim, self.cast, self.journeys[pk], self.now)

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:
                self.everybody_reads()
        finally:
            self._forget()

    def _forget(self) -> None:
        transaction.set_rollback(True)
        self.world.__exit__(None, None, None)
        calendars.kept.forget()

    @property
    def today(self) -> date:
        return london_date(self.now)

    @initialize(data=st.data())
    def a_claim_is_sent(self, data: st.DataObject) -> None:
        self._send(data)

    @precondition(lambda self: len(self.numbers) < MOST_CLAIMS)
    @rule(data=st.data())
    def another_claim_is_sent(self, data: st.DataObject) -> None:
        self._send(data)

    @precondition(lambda self: len(self.numbers) < MOST_CLAIMS)
    @rule(data=st.data())
    def a_draft_is_begun(self, data: st.DataObject) -> None:
        house = self._compensator(data)
        body = notifications(data.draw, self.claim_type, house, self.today)
        begun = drafts.start(
            claim_type=self.claim_type, body=body, by=self._leader(FIRM), at=self.now
        )
        self.numbers.append(begun.claim_id)
        self.limits[begun.claim_id] = None

    @rule(data=st.data(), moves=st.integers(1, MOST_MOVES))
    def the_sides_do_what_may_be_done(self, data: st.DataObject, moves: int) -> None:
        """Whose turn it is, or who may act beside it: answers that the steps take."""
        self._play(data.draw(st.sampled_from(self.numbers)), data, moves)

    # A rule is chosen as often as any other: what a claim lives by comes three times.
    and_go_on = the_sides_do_what_may_be_done
    and_on = the_sides_do_what_may_be_done

    def _play(self, pk: int, data: st.DataObject, moves: int) -> None:
        for _ in range(moves):
            self._a_move_in(self._fresh(pk), data)

    def _a_move_in(self, claim: Claim, data: st.DataObject) -> None:
        house = self._house_at(data, claim)
        by = self.cast.by(house.workers[data.draw(st.integers(0, 1))])
        steps = rules.possible(claim, by)
        names = [step.action for step in steps]
        if data.draw(st.integers(0, 9)) != 5:  # no end of the range: those come more often
            names = _staying(names)
        if reassignment.possible(claim, by) and house.code != BUREAU:
            names.append(reassignment.REASSIGN)
        if not names:
            return
        action = data.draw(st.sampled_from(names))
        if action == reassignment.REASSIGN:
            self._pass_on(claim, house, by, data)
            return
        step = next(step for step in steps if step.action == action)
        body = self._answer(data, claim, step, house)
        draft = Draft.objects.filter(claim=claim, action=action).first()
        if draft is not None:
            drafts.save(draft, body, revision=draft.revision, by=by, at=self.now)
        self._try(claim, lambda: self._act(claim, step.action, body, by), wanted=True)

    def _pass_on(self, claim: Claim, house: House, by: Actor, data: st.DataObject) -> None:
        """Perhaps with a file that the house keeps to itself and the firm."""
        if data.draw(st.booleans()):
            self._attach(claim, house)
        says = {"organisationId": INSURER if house.code == BRAND else BRAND}
        activity_id, at = claim.activity_id, self.now
        self._try(
            self._fresh(claim.pk),
            lambda: reassignment.reassign(claim, says, activity_id=activity_id, by=by, at=at),
            recounts=False,
        )

    @rule(data=st.data())
    def somebody_tries_anything(self, data: st.DataObject) -> None:
        """Any account, any action of the process, any body, perhaps of an activity long past."""
        claim = self._claim(data)
        house = data.draw(st.sampled_from(list(self.cast.houses.values())))
        user = data.draw(st.sampled_from([*house.workers, house.administrator]))
        by = self.cast.by(user)
        action = data.draw(st.sampled_from(sorted(claim.process.document_of_action)))
        body = data.draw(st.sampled_from([{}, {"agreed": True}, {"reason": "other"}, {"x": 1}]))
        if not Claim.objects.visible_to(by).filter(pk=claim.pk).exists():  # type: ignore[attr-defined]
            return
        stale = data.draw(st.booleans())
        activity_id = uuid4() if stale else claim.activity_id
        refusal = self._try(
            claim,
            lambda: actions.act(claim, action, body, activity_id=activity_id, by=by, at=self.now),
        )
        assert isinstance(refusal, StaleActivity) or not stale

    @rule(data=st.data())
    def a_claim_is_allocated(self, data: st.DataObject) -> None:
        claim = self._claim(data)
        house = self._house_at(data, claim)
        by = self.cast.by(house.leader)
        verb = data.draw(st.sampled_from(["branch", "user", "nobody"]))
        known: dict[str, Any] = {"activity_id": claim.activity_id, "by": by, "at": self.now}
        does: dict[str, Callable[[], Any]] = {
            "branch": lambda: allocation.to_branch(
                claim, data.draw(st.sampled_from(["001", "002"])), **known
            ),
            "user": lambda: allocation.to_user(
                claim,
                data.draw(st.sampled_from([house.silent, house.colleague])).user_name,
                **known,
            ),
            "nobody": lambda: allocation.take_back(claim, **known),
        }
        self._stays(claim, does[verb])

    @rule(data=st.data())
    def a_lock_is_taken_or_opened(self, data: st.DataObject) -> None:
        claim = self._claim(data)
        house = self._house_at(data, claim)
        by = self.cast.by(house.workers[data.draw(st.integers(0, 1))])
        verb = data.draw(st.sampled_from(["take", "take", "release", "force"]))
        does: dict[str, Callable[[], Any]] = {
            "take": lambda: locks.take(claim, by=by, at=self.now),
            "release": lambda: locks.release(claim, by=by),
            "force": lambda: locks.force_open(claim, by=by, at=self.now),
        }
        self._stays(claim, does[verb])

    @rule(data=st.data())
    def a_file_is_attached(self, data: st.DataObject) -> None:
        claim = self._claim(data)
        self._attach(claim, self._house_at(data, claim))

    @rule(data=st.data())
    def acknowledgements_are_left_to_the_portal(self, data: st.DataObject) -> None:
        house = self.cast.houses[data.draw(st.sampled_from([FIRM, INSURER]))]
        side = self.cast.by(house.leader).side
        own = sorted(kind.action for kind in KINDS.values() if side in kind.sides)
        automatic_acknowledgements.choose(
            data.draw(st.lists(st.sampled_from(own), max_size=2)),
            by=self.cast.by(house.administrator), at=self.now,
        )  # fmt: skip

    @rule(step=st.sampled_from(SOON))
    def time_passes(self, step: timedelta) -> None:
        self.now += step

    @rule(data=st.data())
    def time_comes_to_a_limit(self, data: st.DataObject) -> None:
        """To the last day, the last minute, midnight in London, the minute after; then a move."""
        claim = self._claim(data)
        end = claim.times_out_on
        if end is None:
            return
        midnight = datetime(end.year, end.month, end.day, tzinfo=LONDON)
        self.now = max(self.now, midnight + data.draw(st.sampled_from(AROUND_THE_LIMIT)))
        self._play(claim.pk, data, data.draw(st.integers(0, 2)))

    @rule()
    def the_worker_comes(self) -> None:
        before = {pk: self._fresh(pk) for pk in self.numbers}
        sweeping.sweep(at=self.now)
        alarms.ring(at=self.now)
        for pk, claim in before.items():
            after = self._fresh(pk)
            if after.activity_id != claim.activity_id:
                self._moved(after)
        assert sweeping.sweep(at=self.now) == 0

    @rule(days=st.integers(1, 40), remove=st.booleans())
    def a_holiday_is_announced_or_recalled(self, days: int, remove: bool) -> None:
        day = self.today + timedelta(days=days)
        later = [one for one in self.added if one > self.today]
        if remove and later:
            change = holidays.removing(later[0])
        elif day.isoweekday() < 6 and day not in self.holidays:
            change = holidays.adding(day, "Day of rest")
        else:
            return
        self._change_holidays(change)

    @invariant()
    def what_must_be_true_is_true(self) -> None:
        claims = truths.fresh(self.numbers)
        rows = {pk: truths.row_of(pk) for pk in self.numbers}
        changed = [claim for pk, claim in claims.items() if rows[pk] != self.looked_at.get(pk)]
        for claim in changed:
            truths.one_phase_which_its_events_tell(claim)
            truths.no_money_negative_that_may_not_be(claim)
        for pk, claim in claims.items():
            truths.a_limit_as_the_rule_says(claim, self.limits[pk], self.holidays, self.today)
        if changed:
            truths.only_the_two_houses_see_them(claims, self.cast)
        self.looked_at = rows

    def _leader(self, code: str) -> Any:
        return self.cast.by(self.cast.houses[code].leader)

    def _fresh(self, pk: int) -> Claim:
        return truths.fresh([pk])[pk]

    def _claim(self, data: st.DataObject) -> Claim:
        return self._fresh(data.draw(st.sampled_from(self.numbers)))

    def _compensator(self, data: st.DataObject) -> House:
        able = self.cast.compensators_of(self.claim_type)
        return self.cast.houses[data.draw(st.sampled_from([house.code for house in able]))]

    def _house_at(self, data: st.DataObject, claim: Claim) -> House:
        """Mostly the house whose turn it is."""
        other = data.draw(st.sampled_from([False] * 7 + [True]))
        compensator = (claim.turn == "compensator") != other
        if claim.sent_at is None:
            compensator = False
        return self.cast.of(claim, compensator=compensator)

    def _send(self, data: st.DataObject) -> None:
        house = self._compensator(data)
        body = notifications(data.draw, self.claim_type, house, self.today)
        written = actions.send_new_claim(body, by=self._leader(FIRM), at=self.now)
        self.numbers.append(written.claim_pk)
        self._moved(self._fresh(written.claim_pk))
        self.journeys[written.claim_pk].goes_on(self._fresh(written.claim_pk))
        self._play(written.claim_pk, data, data.draw(st.sampled_from(MOVES_BEFORE)))

    def _answer(self, data: st.DataObject, claim: Claim, step: Step, house: House) -> Any:
        if step.takes.__name__.endswith("Cnf"):
            to = self._compensator(data)
            return notifications(data.draw, self.claim_type, to, self.today)
        return answers(data.draw, claim, step, house)

    def _act(self, claim: Claim, action: str, body: Any, by: Any) -> Any:
        draft = Draft.objects.filter(claim=claim, action=action).select_related("claim").first()
        if draft is not None:
            return drafts.send(draft, activity_id=claim.activity_id, by=by, at=self.now)
        return actions.act(claim, action, body, activity_id=claim.activity_id, by=by, at=self.now)

    def _try(
        self, claim: Claim, does: Callable[[], Any], *, wanted: bool = False, recounts: bool = True
    ) -> Exception | None:
        """The claim has moved on, or a refusal left everything as it was."""
        before = truths.row_of(claim.pk)
        refusal = truths.refusal_of(does)
        after = self._fresh(claim.pk)
        if refusal is None:
            assert not (claim.phase_row.expiry and claim.state.is_late(self.today))
            assert after.activity_id != claim.activity_id
            if recounts:
                self._moved(after, since=claim)
            self.journeys[claim.pk].goes_on(after)
            assert not (after.phase_row.expiry and after.state.is_late(self.today)), after.phase
        elif isinstance(refusal, engine.TimeLimitPassed):
            assert claim.state.is_late(self.today)
            self._moved(after)
        else:
            assert truths.row_of(claim.pk) == before, refusal
        if wanted:
            assert not isinstance(refusal, DocumentRefused), (claim.phase, refusal)
        return refusal

    def _moved(self, claim: Claim, *, since: Claim | None = None) -> None:
        """The limit by the rule; where it runs on, it is not cut short to a day that has begun."""
        counted, stood = oracle.times_out_on(claim, self.holidays), self.limits.get(claim.pk)
        runs_on = since and oracle.LIMITS.get(since.phase) is oracle.LIMITS.get(claim.phase)
        if runs_on and counted and stood and counted <= self.today < stood:
            counted = stood
        self.limits[claim.pk] = counted

    def _attach(self, claim: Claim, house: House) -> None:
        if claim.ended_at is not None or len(self.journeys[claim.pk].filed) >= MOST_FILES:
            return
        title = self.journeys[claim.pk].is_given(claim, house)
        file = SimpleUploadedFile("report.pdf", samples.PDF + title.encode())
        offered = files.offer(title=title, description="", file=file)
        by, at = self.cast.by(house.leader), self.now
        self._stays(claim, lambda: attachments.add(claim, offered, by=by, at=at))

    def _stays(self, claim: Claim, does: Callable[[], Any]) -> None:
        """Whatever a house does within itself: the claim goes on as it stood."""
        before = oracle.state_of(claim)
        truths.refusal_of(does)
        after = oracle.state_of(self._fresh(claim.pk))
        assert {**after, "event_count": 0} == {**before, "event_count": 0}

    def _change_holidays(self, change: HolidayChange) -> None:
        """Running limits are counted anew, but none is cut short to a day that has begun."""
        holidays.make(change, by=OPERATOR, at=self.now)
        calendars.kept.forget()
        self.holidays = (self.holidays | set(change.added)) - set(change.removed)
        self.added = sorted({*self.added, *change.added} - set(change.removed))
        recalculating.recalculate(at=self.now)
        for pk, stands in self.limits.items():
            counted = oracle.times_out_on(self._fresh(pk), self.holidays)
            if stands and stands > self.today and counted and counted > self.today:
                self.limits[pk] = counted


def _staying(actions_: list[str]) -> list[str]:
    """Those with which a claim goes on."""
    return [action for action in actions_ if action not in LEAVING]
