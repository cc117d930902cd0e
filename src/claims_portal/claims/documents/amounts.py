"""Amounts of money in forms: read from text, and the arithmetic that rules and sums share.

Here is the only place that rounds.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

PENNY = Decimal("0.01")
HUNDRED = Decimal(100)
MOST = Decimal(10) ** 15
"""Beyond what any form takes: it is no amount then."""


def to_the_penny(amount: Decimal) -> Decimal:
    """Half a penny is rounded up, away from zero; nothing else in the portal rounds money."""
    return amount.quantize(PENNY, rounding=ROUND_HALF_UP)


def amount_of(text: object) -> Decimal | None:
    """The amount a text says, where it says one."""
    if not isinstance(text, str) or len(text) > 20:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) < MOST else None


def after_contribution(gross: Decimal, percentage: Decimal) -> Decimal:
    """What is left of a gross value after contributory negligence: gross × (1 - % / 100)."""
    return to_the_penny(gross * (1 - percentage / HUNDRED))


def total(amounts: Iterable[Decimal]) -> Decimal:
    return to_the_penny(sum(amounts, Decimal(0)))
