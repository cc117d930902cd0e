"""The sums of settlement packs (process facts 7.3)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims_portal.claims.process import money

amounts = st.decimals(0, 10**9, places=2)


def test_a_tenth_off_a_thousand_leaves_nine_hundred() -> None:
    assert money.after_contribution(Decimal("1000.00"), Decimal("10")) == Decimal("900.00")


@pytest.mark.parametrize(
    ("gross", "percentage", "left"),
    [
        ("0.01", "50", "0.01"),  # half a penny is rounded up
        ("10.01", "50", "5.01"),
        ("0.01", "50.01", "0.00"),
        ("333.33", "33.33", "222.23"),
        ("5.00", "100", "0.00"),
    ],
)
def test_half_a_penny_is_rounded_up(gross: str, percentage: str, left: str) -> None:
    assert money.after_contribution(Decimal(gross), Decimal(percentage)) == Decimal(left)


def test_what_is_left_to_pay_is_less_deductions_and_interims() -> None:
    left = money.net(
        Decimal("1830.55"),
        cru_deductions=Decimal("30.55"),
        interim_payments=Decimal("1000.00"),
    )
    assert left == Decimal("800.00")


def test_an_interim_payment_is_never_less_than_nothing() -> None:
    offered = Decimal("1100.00")
    assert money.interim_payable(offered, cru_deductions=Decimal("100.50")) == Decimal("999.50")
    assert money.interim_payable(offered, cru_deductions=Decimal("1100.01")) == 0


def test_interim_payments_add_up() -> None:
    confirmed = [Decimal("1000.00"), Decimal("249.99")]
    assert money.interim_payments(confirmed) == Decimal("1249.99")


def test_a_global_offer_takes_the_place_of_the_rows() -> None:
    assert money.gross_amount(Decimal("1500.00"), Decimal("1830.55")) == Decimal("1500.00")
    assert money.gross_amount(Decimal("0.00"), Decimal("1830.55")) == 0
    assert money.gross_amount(None, Decimal("1830.55")) == Decimal("1830.55")


@given(amounts, amounts)
def test_what_one_side_gains_the_other_gives(claimed: Decimal, offered: Decimal) -> None:
    between = money.in_dispute(claimed, offered)
    assert between == -money.in_dispute(offered, claimed)
    assert (between > 0) is (claimed > offered)


def test_the_total_of_nothing_is_nothing() -> None:
    assert money.total([]) == Decimal("0.00")


@given(amounts, st.decimals(0, 100, places=2))
def test_a_contribution_never_adds_and_never_takes_more_than_all(
    gross: Decimal, percentage: Decimal
) -> None:
    assert 0 <= money.after_contribution(gross, percentage) <= gross


@given(st.lists(amounts))
def test_a_total_does_not_depend_on_the_order(rows: list[Decimal]) -> None:
    assert money.total(rows) == money.total(reversed(rows))


@given(st.text() | st.sampled_from(["1e400", "NaN", "-Infinity", "9" * 21, "１"]) | st.integers())
def test_any_text_is_an_amount_or_none(text: object) -> None:
    found = money.amount_of(text)
    assert found is None or found.is_finite()
