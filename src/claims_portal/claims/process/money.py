"""The money of a claim, in pounds and pence (process facts 7.3).

Pure functions over `Decimal`. What the forms' own rules need too stands in
`documents.amounts`, where the only rounding is; here is what the process adds. The
tables of the law are in `tariff` and `fixed_costs`, the sums of each form in `figures`.
"""

from collections.abc import Iterable
from decimal import Decimal

from claims_portal.claims.documents.amounts import (
    HUNDRED,
    MOST,
    PENNY,
    after_contribution,
    amount_of,
    to_the_penny,
    total,
)

NOTHING = Decimal("0.00")


def in_dispute(claimed: Decimal, offered: Decimal) -> Decimal:
    """What lies between the sides; negative where more is offered than was claimed [inferred]."""
    return to_the_penny(claimed - offered)


def gross_amount(entered: Decimal | None, of_the_rows: Decimal) -> Decimal:
    """The sum of an offer: the rows together, or the global sum entered instead of it."""
    return of_the_rows if entered is None else entered


def net(gross: Decimal, *, cru_deductions: Decimal, interim_payments: Decimal) -> Decimal:
    """What is still to be paid: gross less CRU deductions, less interim payments.

    Below zero where more was paid or deducted than is due; a repudiated pack is the case
    of a gross amount of nothing.
    """
    return to_the_penny(gross - cru_deductions - interim_payments)


def interim_payable(offered: Decimal, *, cru_deductions: Decimal) -> Decimal:
    """An interim payment: what is offered after contribution, less CRU deductions."""
    return max(to_the_penny(offered - cru_deductions), NOTHING)


def interim_payments(confirmed: Iterable[Decimal]) -> Decimal:
    """The interim payments that were confirmed in the portal, together."""
    return total(confirmed)


__all__ = [
    "HUNDRED",
    "MOST",
    "NOTHING",
    "PENNY",
    "after_contribution",
    "amount_of",
    "gross_amount",
    "in_dispute",
    "interim_payable",
    "interim_payments",
    "net",
    "to_the_penny",
    "total",
]
