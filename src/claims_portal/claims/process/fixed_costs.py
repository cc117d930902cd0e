"""Fixed costs of the process, in pounds before VAT (process facts 7.1).

The day on which the notification was sent decides. The amounts of 2013 are those of Part 45
of the Civil Procedure Rules; whether they were raised in April 2024 is not confirmed
[inferred]: new amounts are new rows with the day from which they hold.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from claims_portal.claims.documents.amounts import HUNDRED, to_the_penny
from claims_portal.claims.documents.codes import ValueBand

LOWER, UPPER = ValueBand.UP_TO_10000, ValueBand.UP_TO_25000
RTA = frozenset({"rta"})
EL_PL = frozenset({"el", "eld", "pl"})
LONDON_WEIGHTING = Decimal("12.5")
"""Percent, where the claimant and the legal representative are in the London area."""


class Scale(NamedTuple):
    """What is paid for claims of some types and value, by the day of the notification."""

    claim_types: frozenset[str]
    band: ValueBand
    sent_from: date
    stage_1: int
    stage_2: int
    advice_on_value: int | None = None
    """For advice on the value of a claim over £10,000."""
    success_fee: Decimal | None = None
    """Percent on top."""


class Stage3(NamedTuple):
    """What is paid from the court pack on, whatever the type and value."""

    sent_from: date
    representative: int
    advocate: int
    child_advice: int
    late_settlement: int
    """For a settlement after the court pack and before proceedings (rule 45.23A)."""


class Cost(NamedTuple):
    name: str
    amount: Decimal
    source: str


EXTENDED = date(2013, 7, 31)
# fmt: off
SCALES = (
    # types, band, notifications from, stage 1, stage 2, advice on value, success fee
    Scale(RTA, LOWER, date(2010, 4, 30), 400, 800, None, Decimal("12.5")),
    Scale(RTA, LOWER, EXTENDED, 200, 300),
    Scale(RTA, UPPER, EXTENDED, 200, 600, 150),
    Scale(EL_PL, LOWER, EXTENDED, 300, 600),
    Scale(EL_PL, UPPER, EXTENDED, 300, 1_300, 150),
)
STAGE_3 = (Stage3(EXTENDED, 250, 250, 150, 250),)
# fmt: on


def scale(claim_type: str, band: ValueBand, *, sent_on: date) -> Scale | None:
    """The amounts in force on that day; None where the process did not take such claims."""
    held = (
        one
        for one in reversed(SCALES)
        if claim_type in one.claim_types and one.band is band and one.sent_from <= sent_on
    )
    return next(held, None)


def stage_3(*, sent_on: date) -> Stage3 | None:
    return next((one for one in reversed(STAGE_3) if one.sent_from <= sent_on), None)


def with_london_weighting(amount: Decimal) -> Decimal:
    return to_the_penny(amount * (1 + LONDON_WEIGHTING / HUNDRED))


def costs(
    claim_type: str, band: ValueBand, *, sent_on: date, child: bool = False
) -> tuple[Cost, ...]:
    """The costs that a claim of this type and value may come to, stage by stage."""
    return tuple(_costs(scale(claim_type, band, sent_on=sent_on), stage_3(sent_on=sent_on), child))


def _costs(of: Scale | None, last: Stage3 | None, child: bool) -> Iterator[Cost]:
    if of is None:
        return
    rules = "Civil Procedure Rules, Part 45"
    later = " (not paid at stage 1: the claimant is a child)" if child else ""
    yield Cost(f"Stage 1 fixed costs{later}", Decimal(of.stage_1), f"{rules}; Protocol 6.18")
    yield Cost("Stage 2 fixed costs", Decimal(of.stage_2), rules)
    if of.success_fee is not None:
        fee = to_the_penny((of.stage_1 + of.stage_2) * of.success_fee / HUNDRED)
        yield Cost(f"Success fee, {of.success_fee}% of both", fee, rules)
    if of.advice_on_value is not None:
        yield Cost("Advice on the value", Decimal(of.advice_on_value), rules)
    if last is None:
        return
    yield Cost("Stage 3, legal representative (type A)", Decimal(last.representative), rules)
    yield Cost("Stage 3, advocate at a hearing (type B)", Decimal(last.advocate), rules)
    if child:
        yield Cost("Stage 3, advice for a child (type C)", Decimal(last.child_advice), rules)
    yield Cost("Settlement after the court pack", Decimal(last.late_settlement), "Rule 45.23A")
