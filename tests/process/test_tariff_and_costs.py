"""The tables of the law: whiplash tariff and fixed costs, by the day that decides."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.claims.documents.codes import InjuryDuration, TariffType, ValueBand
from claims_portal.claims.process.facts import Facts
from claims_portal.claims.process.fixed_costs import (
    costs,
    costs_of_claim,
    scale,
    stage_3,
    with_london_weighting,
)
from claims_portal.claims.process.tariff import TABLES, tariff, uplift

ONLY, BOTH = TariffType.WHIPLASH, TariffType.WHIPLASH_AND_PSYCHOLOGICAL
FIRST, LAST_OF_FIRST, SECOND = date(2021, 5, 31), date(2025, 5, 30), date(2025, 5, 31)
LOWER, UPPER = ValueBand.UP_TO_10000, ValueBand.UP_TO_25000


@pytest.mark.parametrize(
    ("duration", "only", "both", "only_now", "both_now"),
    [
        ("up-to-3-months", 240, 260, 275, 300),
        ("3-to-6-months", 495, 520, 565, 595),
        ("6-to-9-months", 840, 895, 965, 1025),
        ("9-to-12-months", 1320, 1390, 1510, 1595),
        ("12-to-15-months", 2040, 2125, 2335, 2435),
        ("15-to-18-months", 3005, 3100, 3445, 3550),
        ("18-to-24-months", 4215, 4345, 4830, 4975),
    ],
)
def test_the_tariff_is_the_table_of_the_day_of_the_accident(
    duration: str, only: int, both: int, only_now: int, both_now: int
) -> None:
    band = InjuryDuration(duration)
    for day in (FIRST, LAST_OF_FIRST):
        assert (tariff(day, band, ONLY), tariff(day, band, BOTH)) == (only, both)
    for day in (SECOND, date(2031, 1, 1)):
        assert (tariff(day, band, ONLY), tariff(day, band, BOTH)) == (only_now, both_now)


def test_there_is_no_tariff_before_it_began_nor_for_no_band() -> None:
    assert tariff(date(2021, 5, 30), InjuryDuration.UP_TO_3, ONLY) is None
    assert tariff(SECOND, InjuryDuration.NONE, ONLY) is None


def test_each_table_rises_with_the_duration_and_has_every_band() -> None:
    for table in TABLES:
        assert [band.duration for band in table.bands] == list(InjuryDuration)[1:]
        for before, after in zip(table.bands, table.bands[1:], strict=False):
            assert before.whiplash < after.whiplash
            assert before.with_psychological < after.with_psychological
        assert all(band.whiplash < band.with_psychological for band in table.bands)
    assert [table.accidents_from for table in TABLES] == sorted(
        table.accidents_from for table in TABLES
    )


@pytest.mark.parametrize(
    ("amount", "percentage", "added"),
    [(965, 20, "193.00"), (240, 7, "16.80"), (1025, 1, "10.25"), (495, 0, "0.00")],
)
def test_an_uplift_is_a_share_of_the_tariff(amount: int, percentage: int, added: str) -> None:
    assert uplift(Decimal(amount), percentage) == Decimal(added)


@pytest.mark.parametrize("percentage", [-1, 21])
def test_an_uplift_is_at_most_a_fifth(percentage: int) -> None:
    with pytest.raises(ValueError, match="from 0 to 20 percent"):
        uplift(Decimal(965), percentage)


@given(
    st.dates(date(2010, 1, 1), date(2040, 1, 1)),
    st.sampled_from(InjuryDuration),
    st.sampled_from(TariffType),
    st.integers(0, 20),
)
def test_a_later_accident_never_brings_less(
    day: date, duration: InjuryDuration, kind: TariffType, percentage: int
) -> None:
    now, later = tariff(day, duration, kind), tariff(date(2040, 1, 1), duration, kind)
    if now is not None:
        assert later is not None
        assert 0 < now <= later
        assert 0 <= uplift(now, percentage) <= now / 5


@pytest.mark.parametrize(
    ("claim_type", "band", "sent", "stage_1", "stage_2", "advice"),
    [
        ("rta", LOWER, date(2026, 1, 5), 200, 300, None),
        ("rta", UPPER, date(2026, 1, 5), 200, 600, 150),
        ("rta", LOWER, date(2013, 7, 31), 200, 300, None),
        ("rta", LOWER, date(2013, 7, 30), 400, 800, None),
        ("rta", LOWER, date(2010, 4, 30), 400, 800, None),
        ("el", LOWER, date(2026, 1, 5), 300, 600, None),
        ("eld", UPPER, date(2026, 1, 5), 300, 1300, 150),
        ("pl", UPPER, date(2013, 7, 31), 300, 1300, 150),
    ],
)
def test_fixed_costs_follow_type_value_and_the_day_of_the_notification(
    claim_type: str, band: ValueBand, sent: date, stage_1: int, stage_2: int, advice: int | None
) -> None:
    found = scale(claim_type, band, sent_on=sent)
    assert found is not None
    assert (found.stage_1, found.stage_2, found.advice_on_value) == (stage_1, stage_2, advice)


@pytest.mark.parametrize(
    ("claim_type", "band", "sent"),
    [
        ("rta", LOWER, date(2010, 4, 29)),
        ("rta", UPPER, date(2013, 7, 30)),
        ("el", LOWER, date(2013, 7, 30)),
    ],
)
def test_there_are_no_costs_where_there_was_no_process(
    claim_type: str, band: ValueBand, sent: date
) -> None:
    assert scale(claim_type, band, sent_on=sent) is None
    assert costs(claim_type, band, sent_on=sent) == ()
    assert stage_3(sent_on=date(2013, 7, 30)) is None


def test_a_child_costs_advice_and_nothing_at_stage_1() -> None:
    def named(child: bool) -> dict[str, Decimal]:
        day = date(2026, 1, 5)
        return {one.name: one.amount for one in costs("rta", UPPER, sent_on=day, child=child)}

    assert named(False) == {
        "Stage 1 fixed costs": 200,
        "Stage 2 fixed costs": 600,
        "Advice on the value": 150,
        "Stage 3, legal representative (type A)": 250,
        "Stage 3, advocate at a hearing (type B)": 250,
        "Settlement after the court pack": 250,
    }
    assert named(True)["Stage 3, advice for a child (type C)"] == 150
    assert "Stage 1 fixed costs (not paid at stage 1: the claimant is a child)" in named(True)


def test_the_first_years_had_a_success_fee() -> None:
    found = {one.name: one.amount for one in costs("rta", LOWER, sent_on=date(2012, 1, 5))}
    assert found["Success fee, 12.5% of both"] == 150


def test_each_amount_says_how_it_is_found() -> None:
    stage_1, stage_2, fee, *_ = costs("rta", LOWER, sent_on=date(2012, 1, 5))
    assert stage_1.formula == "RTA, up to £10,000; notified from 30 April 2010"
    assert fee.formula == "(£400 + £800) × 12.5 / 100"
    assert (stage_1.in_london, stage_2.in_london, fee.in_london) == (450, 900, None)
    assert costs("el", LOWER, sent_on=date(2026, 1, 5))[0].formula == (
        "EL, ELD and PL, up to £10,000; notified from 31 July 2013"
    )


SENT, BIRTHDAY = date(2026, 5, 4), date(2026, 6, 1)
EIGHTEEN_THEN = date(2008, 6, 1)


@pytest.mark.parametrize(
    ("facts", "child"),
    [
        (Facts(sent_on=SENT), False),
        (Facts(sent_on=SENT, claimant_born_on=date(2009, 1, 1)), True),
        # Who comes of age in the course of the claim is asked on the day of the decision.
        (Facts(sent_on=SENT, claimant_born_on=EIGHTEEN_THEN, liability_decided_on=SENT), True),
        (Facts(sent_on=SENT, claimant_born_on=EIGHTEEN_THEN, liability_decided_on=BIRTHDAY), False),
        (Facts(sent_on=SENT, claimant_born_on=EIGHTEEN_THEN), False),
    ],
)
def test_whether_the_claimant_is_a_child_is_asked_on_the_day_of_the_decision(
    facts: Facts, child: bool
) -> None:
    found = costs_of_claim("rta", facts, today=date(2026, 7, 1))
    assert any("type C" in one.name for one in found) == child
    assert any("not paid at stage 1" in one.name for one in found) == child


def test_a_claims_costs_follow_from_its_facts() -> None:
    assert costs_of_claim("rta", Facts(), today=SENT) == (), "not sent yet"
    facts = Facts(sent_on=SENT, more_than_10000=True)
    amounts = [one.amount for one in costs_of_claim("el", facts, today=SENT)]
    assert amounts == [300, 1300, 150, 250, 250, 250]


def test_london_costs_an_eighth_more() -> None:
    assert with_london_weighting(Decimal(300)) == Decimal("337.50")
    assert with_london_weighting(Decimal("0.04")) == Decimal("0.05")  # 0.045, half a penny up
