"""Warnings of stage 2: interim payment, negotiation; agreed limits and holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest

from claims_portal.accounts.models import User
from claims_portal.claims import (
    alarms,
    counting,
    holidays,
    recalculating,
    sweeping,
    writing,
)
from claims_portal.claims.models import Claim
from claims_portal.claims.recalculating import Outcome
from tests import make
from tests.claims.test_alarms import told
from tests.claims.test_recalculating import changed, newest
from tests.claims.test_sweeping import again


def on(year: int, month: int, day: int, hour: int = 9) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def interim(lawyer: User, insurer: User) -> Claim:
    """An interim pack sent on Monday 23 November: 15 days, until Monday 14 December."""
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="StartOfStage21")
    claim = make.act(claim, "set-interim-payment-needed", {"needed": True}, by=lawyer)
    return make.act(claim, "send-interim-pack", "rta_interim_pack_request", by=lawyer)


@pytest.fixture
def negotiation(lawyer: User, insurer: User) -> Claim:
    """An offer on a pack of Monday 23 November: 35 days in all, until Thursday 14 January."""
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackDecision")
    offer = make.sample("rta_settlement_pack_response")
    offer["agreement"]["decision"] = "counter-offer"
    for row in offer["losses"]:
        row["comments"] = "Too much."
    return make.act(claim, "respond-to-settlement-pack", offer, by=insurer)


def walk(claim: Claim, start: datetime, days: int) -> list[str]:
    """What the worker writes in this time, twice a day."""
    before = again(claim).event_count
    for hours in range(0, days * 24, 12):
        at = start + timedelta(hours=hours)
        sweeping.sweep(at=at)
        alarms.ring(at=at)
    return told(claim, before)


def test_an_interim_payment_is_warned_of_while_its_receipt_is_awaited(
    interim: Claim, lawyer: User, insurer: User
) -> None:
    claim = make.act(interim, "respond-to-interim-pack", "rta_interim_pack_response", by=insurer)
    assert claim.phase in {"WaitingForInterimPayment", "AcceptanceOfPartialInterimPayment"}
    assert (claim.times_out_on, claim.alarm_on) == (date(2026, 12, 15), date(2026, 12, 9))
    assert walk(claim, make.NOW, 60) == [
        "Stage 2.1 Interim Payment needed: 3 days left",
        "Stage 2.1 Interim Payment needed: time limit reached",
    ]
    assert again(claim).phase == claim.phase
    reached = newest(claim)
    assert (reached.for_representative, reached.for_compensator) == (
        lawyer.organisation, insurer.organisation,
    )  # fmt: skip


def test_a_limit_that_was_warned_of_is_told_once_it_is_reached_in_the_next_phase_too(
    interim: Claim, insurer: User
) -> None:
    warned_at = on(2026, 12, 9)
    assert alarms.ring(at=warned_at) == 1
    claim = make.act(
        again(interim), "respond-to-interim-pack", "rta_interim_pack_response", by=insurer,
        now=warned_at,
    )  # fmt: skip
    assert claim.alarm_on == date(2026, 12, 15)
    assert walk(claim, warned_at, 30) == ["Stage 2.1 Interim Payment needed: time limit reached"]


def test_what_is_added_to_a_claim_at_its_limit_hides_nothing(interim: Claim, insurer: User) -> None:
    claim = make.act(interim, "respond-to-interim-pack", "rta_interim_pack_response", by=insurer)
    assert alarms.ring(at=on(2026, 12, 9)) == 1
    claim = again(claim)
    writing.add_event(
        claim, tag="claim:attachment:added", says="Attachment added: Receipt", changes={},
        by=insurer.as_actor(), at=on(2026, 12, 15, 0),
    )  # fmt: skip
    assert alarms.ring(at=on(2026, 12, 16)) == 1
    assert newest(claim).says == "Stage 2.1 Interim Payment needed: time limit reached"


def test_silence_on_an_interim_pack_is_told_once(interim: Claim) -> None:
    assert walk(interim, make.NOW, 60) == [
        "Stage 2.1 Interim Payment needed: 3 days left",
        "Interim payment decision: time limit reached",
    ]


def test_whoever_holds_the_claim_is_warned_of_the_negotiation(
    negotiation: Claim, lawyer: User, insurer: User
) -> None:
    assert negotiation.phase == "Stage2SettlementPackCounterOfferDecision"
    assert (negotiation.times_out_on, negotiation.alarm_on) == (
        date(2027, 1, 15), date(2027, 1, 11),
    )  # fmt: skip
    assert alarms.ring(at=on(2027, 1, 11)) == 1
    warning = newest(negotiation)
    assert warning.says == "Stage 2 Settlement Pack counter offer needed: 3 days left"
    assert (warning.for_representative, warning.for_compensator) == (lawyer.organisation, None)
    # The limit ends the negotiation: told once, although the claim stays under the same limit.
    assert walk(negotiation, on(2027, 1, 12), 40) == [
        "Stage 2 settlement pack counter offer: time limit reached"
    ]
    assert again(negotiation).phase == "Stage2SettlementPackAgreementDecision"


def test_the_warning_goes_with_the_claim_to_the_other_side(
    negotiation: Claim, lawyer: User, insurer: User
) -> None:
    claim = make.act(
        negotiation, "send-counter-offer", "rta_counter_offer_by_representative", by=lawyer
    )
    assert claim.turn == "compensator"
    assert alarms.ring(at=on(2027, 1, 11)) == 1
    warning = newest(claim)
    assert (warning.for_representative, warning.for_compensator) == (None, insurer.organisation)


def test_a_limit_reached_while_the_last_offer_is_considered_is_told_to_both(
    negotiation: Claim, lawyer: User
) -> None:
    assert alarms.ring(at=on(2027, 1, 11)) == 1
    claim = make.act(
        again(negotiation), "set-counter-offer-needed", {"needed": False}, by=lawyer,
        now=on(2027, 1, 12),
    )  # fmt: skip
    assert walk(claim, on(2027, 1, 12), 40) == [
        "Stage 2 Settlement Pack counter offer needed: time limit reached"
    ]
    assert again(claim).phase == "Stage2SettlementPackAgreementDecision"


def test_an_offer_in_the_last_five_days_is_warned_of_anew(negotiation: Claim, lawyer: User) -> None:
    assert alarms.ring(at=on(2027, 1, 11)) == 1
    claim = make.act(
        again(negotiation), "send-counter-offer", "rta_counter_offer_by_representative",
        by=lawyer, now=on(2027, 1, 12),
    )  # fmt: skip
    # Five more business days behind Thursday 14 January: until Thursday 21 January.
    assert (claim.times_out_on, claim.alarm_on) == (date(2027, 1, 22), date(2027, 1, 18))
    counted = counting.counted(claim)
    assert counted and counted.counting and counted.further
    assert counted.counting.last_day == date(2027, 1, 14)
    assert (counted.further.days, counted.further.last_day) == (5, date(2027, 1, 21))
    assert [one.day for one in counted.skipped][-2:] == [date(2027, 1, 16), date(2027, 1, 17)]


def extended(claim: Claim, insurer: User, until: str) -> Claim:
    agreed = {"newTimeOutDate": until, "reason": "agreed-by-the-parties"}
    return make.act(claim, "extend-settlement-pack-limit", agreed, by=insurer)


@pytest.fixture
def agreed(lawyer: User, insurer: User) -> Claim:
    """A settlement pack whose limit the parties moved to 31 December."""
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackDecision")
    return extended(claim, insurer, "2026-12-31")


def test_an_agreed_limit_says_so_and_is_warned_of(agreed: Claim) -> None:
    assert (agreed.times_out_on, agreed.alarm_on) == (date(2026, 12, 31), date(2026, 12, 23))
    counted = counting.counted(agreed)
    assert counted and counted.deadline.agreed == date(2026, 12, 31)
    assert counted.counting is counted.further is None
    assert counted.skipped == []


def test_a_holiday_does_not_move_an_agreed_limit_and_both_are_told(agreed: Claim) -> None:
    changed(holidays.adding(date(2026, 12, 29), "Day of rest"))
    assert recalculating.recalculate(at=make.NOW) == Outcome(kept=1)
    assert recalculating.recalculate(at=make.NOW) == Outcome()
    assert newest(agreed).says == (
        "29 December 2026 became a holiday (Day of rest): the time limit was agreed by the "
        "parties and still times out on 31 December 2026"
    )
    assert again(agreed).times_out_on == date(2026, 12, 31)
    assert again(agreed).alarm_on == date(2026, 12, 22)


def test_what_is_counted_behind_an_agreed_limit_moves_with_a_holiday(
    agreed: Claim, insurer: User
) -> None:
    offer = make.sample("rta_settlement_pack_response")
    offer["agreement"]["decision"] = "counter-offer"
    for row in offer["losses"]:
        row["comments"] = "Too much."
    claim = make.act(agreed, "respond-to-settlement-pack", offer, by=insurer)
    before = claim.times_out_on
    assert before
    changed(holidays.adding(date(2027, 1, 11), "Day of rest"))
    assert recalculating.recalculate(at=make.NOW) == Outcome(moved=1)
    assert again(claim).times_out_on == before + timedelta(days=1)


def test_housekeeping_ends_what_waits_for_its_last_acknowledgement(
    lawyer: User, insurer: User
) -> None:
    claim = make.claim(lawyer=lawyer, insurer=insurer, at="Stage2SettlementPackConfirmed")
    assert walk(claim, make.NOW, 40) == [
        "Agreement acknowledged automatically after 30 days; the claim is settled"
    ]
    assert again(claim).phase == "Stage2SettlementPackConfirmationEnd"
