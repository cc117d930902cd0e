"""Events are counted into months: twice is as once, bit by bit as all at once."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from claims_portal.accounts.models import User
from claims_portal.claims import sweeping
from claims_portal.claims.models import Claim
from claims_portal.claims.process.sides import Side
from claims_portal.figures import reading, tallying
from claims_portal.figures.measures import BY_NAME
from claims_portal.figures.models import Tally
from tests import make
from tests.moves import ACCEPTED, ADMITTED, COMP, CONFIRMED, CR, DENIAL, PACK, Move, body_of

NOVEMBER = datetime(2026, 11, 24, 9, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 7, 9, tzinfo=UTC)
SETTLED: list[Move] = [
    *ACCEPTED["rta"], *ADMITTED, *PACK, CONFIRMED, (CR, "acknowledge-settlement-confirmed", {}),
]  # fmt: skip
DENIED: list[Move] = [
    *ACCEPTED["rta"],
    (COMP, "send-liability-decision", DENIAL),
    (CR, "acknowledge-liability-denied", {}),
]
EXITED: list[Move] = [(CR, "exit-claim", {"reason": "too-complex"})]


@pytest.fixture
def play(lawyer: User, insurer: User) -> "Play":
    return Play(lawyer, insurer)


class Play:
    """Claims that are played from an instant on."""

    def __init__(self, lawyer: User, insurer: User) -> None:
        self.people = {CR: lawyer, COMP: insurer}

    def __call__(
        self, moves: list[Move], *, start: datetime, later: datetime | None = None
    ) -> Claim:
        """Sent at the start, all else later."""
        claim = make.claim(lawyer=self.people[CR], insurer=self.people[COMP], now=start)
        for side, action, says in moves:
            content = body_of(claim, *says) if isinstance(says, tuple) else says
            claim = make.act(claim, action, content, by=self.people[side], now=later or start)
        return claim


def tallies() -> set[tuple[object, ...]]:
    fields = [field.attname for field in Tally._meta.concrete_fields if field.attname != "id"]
    return set(Tally.objects.values_list(*fields))


def figure(name: str, months: list[date]) -> list[int]:
    return reading.of_portal(months).by_month(BY_NAME[name])


MONTHS = [date(2026, 11, 1), date(2026, 12, 1)]


def test_each_event_counts_in_its_month(play: Play) -> None:
    play(SETTLED, start=NOVEMBER, later=DECEMBER)
    play(EXITED, start=NOVEMBER)
    play([], start=DECEMBER)
    assert tallying.bring_up_to_date() == 2
    assert figure("claimsSent", MONTHS) == [2, 1]
    assert figure("settled", MONTHS) == [0, 1]
    assert figure("exited", MONTHS) == [1, 0]
    assert reading.of_portal(MONTHS).exits_by_reason() == [("Too complex for the process", 1)]


def test_a_settlement_counts_with_its_sum_and_the_days_it_took(play: Play) -> None:
    claim = play(SETTLED, start=NOVEMBER, later=DECEMBER)
    tallying.bring_up_to_date()
    found = reading.of_portal(MONTHS)
    assert claim.state.facts.settled_for is not None
    assert found.average_settlement() == claim.state.facts.settled_for > 0
    days = {one.step: one.average_days for one in found.durations()}
    assert days["Settled"] == (DECEMBER - NOVEMBER).days


def test_counting_twice_changes_nothing(play: Play) -> None:
    play(SETTLED, start=NOVEMBER, later=DECEMBER)
    tallying.bring_up_to_date()
    once = tallies()
    assert tallying.bring_up_to_date() == 0
    tallying.rebuild()
    assert tallies() == once


def test_bit_by_bit_is_as_all_at_once(play: Play) -> None:
    for moves in (SETTLED, DENIED, EXITED, []):
        play(moves, start=NOVEMBER)
        tallying.bring_up_to_date()
        play(moves, start=NOVEMBER, later=DECEMBER)
        tallying.bring_up_to_date()
    bit_by_bit = tallies()
    Tally.objects.all().delete()
    tallying.rebuild()
    assert tallies() == bit_by_bit


def test_what_deleted_claims_came_to_stays(play: Play) -> None:
    claim = play(SETTLED, start=NOVEMBER, later=DECEMBER)
    play(DENIED, start=NOVEMBER)
    tallying.bring_up_to_date()
    names = ("claimsSent", "settled", "denied")
    before = {name: figure(name, MONTHS) for name in names}
    average = reading.of_portal(MONTHS).average_settlement()
    with transaction.atomic():
        tallying.keep([claim.pk])
        Claim.objects.filter(pk=claim.pk).delete()
    reading.forget()
    assert {name: figure(name, MONTHS) for name in names} == before
    tallying.rebuild()
    reading.forget()
    assert {name: figure(name, MONTHS) for name in names} == before
    assert reading.of_portal(MONTHS).average_settlement() == average


def test_limits_are_told_by_whose_turn_it_was(play: Play) -> None:
    play(DENIED, start=NOVEMBER, later=DECEMBER)
    silent = play([], start=NOVEMBER)
    sweeping.sweep(at=datetime(2027, 1, 4, 9, tzinfo=UTC))
    silent.refresh_from_db()
    assert silent.phase == "LiabilityDecisionTimeout"
    tallying.bring_up_to_date()
    months = [*MONTHS, date(2027, 1, 1)]
    told = {one.phase: one for one in reading.of_portal(months).answering(Side.COMPENSATOR)}
    assert (told["Liability decision"].in_time, told["Liability decision"].timed_out) == (1, 0)
    assert told["Claim submitted"].timed_out == 1
    assert (
        told["Liability decision"].average_days_left == (date(2026, 12, 15) - DECEMBER.date()).days
    )


def test_a_claim_sent_anew_counts_for_the_compensator_that_had_it(
    play: Play, lawyer: User, insurer: User
) -> None:
    other = make.organisation("COMP777", kind="COMP")
    claim = play([(COMP, "reject-claim", {"reason": "wrong-organisation"})], start=NOVEMBER)
    claim = make.act(claim, "acknowledge-rejection", {}, by=lawyer, now=NOVEMBER)
    make.act(claim, "resend-claim", make.cnf(compensator=other), by=lawyer, now=DECEMBER)
    tallying.bring_up_to_date()
    first = reading.of_organisation(insurer.organisation, MONTHS)
    second = reading.of_organisation(other, MONTHS)
    assert first.by_month(BY_NAME["sentBack"]) == [1, 0]
    assert second.by_month(BY_NAME["sentBack"]) == [0, 0]
    assert [one.tag for one in second.counts] == ["claim:notification:resent"]
