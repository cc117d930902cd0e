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
from claims_portal.claims.process.facts import Facts

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
    """An amount in pounds before VAT, how it is counted, and the rule that gives it."""

    name: str
    amount: Decimal
    formula: str
    source: str
    in_london: Decimal | None = None
    """The amount where the weighting for the London area is due; none where it never is."""


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


def costs_of_claim(claim_type: str, facts: Facts, *, today: date) -> tuple[Cost, ...]:
    """What a claim may come to by its facts; nothing of one that was not sent yet.

    Whether the claimant is a child is asked on the day of the liability decision, and until
    then today.
    """
    if facts.sent_on is None:
        return ()
    band = ValueBand.UP_TO_25000 if facts.more_than_10000 else ValueBand.UP_TO_10000
    child = facts.is_child_on(facts.liability_decided_on or today)
    return costs(claim_type, band, sent_on=facts.sent_on, child=child)


def costs(
    claim_type: str, band: ValueBand, *, sent_on: date, child: bool = False
) -> tuple[Cost, ...]:
    """The costs that a claim of this type and value may come to, stage by stage."""
    of, last = scale(claim_type, band, sent_on=sent_on), stage_3(sent_on=sent_on)
    if of is None:
        return ()
    return (*_of_both_stages(claim_type, of, child), *(_of_stage_3(last, child) if last else ()))


RULES = "Civil Procedure Rules, Part 45"


def _of_both_stages(claim_type: str, of: Scale, child: bool) -> Iterator[Cost]:
    later = " (not paid at stage 1: the claimant is a child)" if child else ""
    protocol = "RTA Protocol 6.18" if claim_type in RTA else "EL/PL Protocol 6.16"
    table = _table_of(claim_type, of)
    yield _weighted(f"Stage 1 fixed costs{later}", of.stage_1, table, f"{RULES}; {protocol}")
    yield _weighted("Stage 2 fixed costs", of.stage_2, table, RULES)
    if of.success_fee is not None:
        fee = to_the_penny((of.stage_1 + of.stage_2) * of.success_fee / HUNDRED)
        how = f"(£{of.stage_1} + £{of.stage_2}) × {of.success_fee} / 100"
        yield Cost(f"Success fee, {of.success_fee}% of both", fee, how, RULES)
    if of.advice_on_value is not None:
        how = f"{table}; once, where counsel or another solicitor advised on the value"
        yield Cost("Advice on the value", Decimal(of.advice_on_value), how, RULES)


def _of_stage_3(last: Stage3, child: bool) -> Iterator[Cost]:
    begun = f"any type and value; notified from {_told(last.sent_from)}"
    name = "Stage 3, legal representative (type A)"
    yield _weighted(name, last.representative, begun, RULES)
    yield Cost("Stage 3, advocate at a hearing (type B)", Decimal(last.advocate), begun, RULES)
    if child:
        name = "Stage 3, advice for a child (type C)"
        yield Cost(name, Decimal(last.child_advice), begun, RULES)
    yield Cost(
        "Settlement after the court pack", Decimal(last.late_settlement), begun, "Rule 45.23A"
    )


def _weighted(name: str, pounds: int, formula: str, source: str) -> Cost:
    """That the weighting is due on stages 1 and 2 and on type A alone is [inferred]."""
    amount = Decimal(pounds)
    return Cost(name, amount, formula, source, with_london_weighting(amount))


def _table_of(claim_type: str, of: Scale) -> str:
    """Which row of the table an amount is from, in words."""
    kinds = "RTA" if claim_type in RTA else "EL, ELD and PL"
    return f"{kinds}, {of.band.label.lower()}; notified from {_told(of.sent_from)}"


def _told(day: date) -> str:
    return f"{day:%-d %B %Y}"
