"""What each form comes to: every figure with the formula by which it is counted.

The old interface's names of the figures (`legacy`) are those that it wrote into its forms
itself (process facts 3.6 to 3.8); how they are counted is process facts 7.3. A page, a
printed form and the API show what is counted here, and count nothing themselves.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from claims_portal.claims.documents.base import Context, Document, Json, kind_of
from claims_portal.claims.documents.codes import HeadOfLoss, InjuryDuration, TariffType
from claims_portal.claims.documents.negotiation import (
    CLAIMED,
    OFFERED,
    Rows,
    decision_of,
    is_pursued,
    last_claimed,
    rows_in,
    rows_of,
)
from claims_portal.claims.documents.outline import asks
from claims_portal.claims.documents.rules import as_day, at
from claims_portal.claims.process import money
from claims_portal.claims.process.tariff import MOST_UPLIFT, tariff, uplift

REPUDIATED = "repudiate"
CLAIMING = (*CLAIMED, "interim-pack-request", "court-pack-request")
ANSWERING = (*OFFERED, "interim-pack-response", "court-pack-response")

PART_B = {
    "claimantFinalOffer": "Claimant's final offer",
    "defendantFinalOffer": "Defendant's final offer",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One amount in pounds, and how it is counted."""

    name: str
    formula: str
    amount: Decimal
    legacy: str = ""
    """The old interface's name of it."""
    sealed: bool = False
    """Of part B of the court pack: not shown with part A."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One row of a form, counted; None where the form does not ask."""

    head: str
    gross: Decimal
    percentage: Decimal
    after_contribution: Decimal
    interest: Decimal | None
    counts: bool
    """Whether it goes into the sums: a head of an interim pack may not be pursued."""
    claimed: Decimal | None
    """What the other side claims for the head after contribution, where this form answers it."""
    tariff: Decimal | None
    """What the Regulations give for the injury, without an uplift."""
    uplift: Decimal

    @property
    def value(self) -> Decimal:
        return self.after_contribution + (self.interest or money.NOTHING)

    @property
    def in_dispute(self) -> Decimal | None:
        if self.claimed is None:
            return None
        return money.in_dispute(self.claimed, self.after_contribution)


@dataclass(frozen=True, slots=True)
class Figures:
    losses: tuple[Loss, ...]
    sums: tuple[Figure, ...]

    def named(self, legacy: str) -> Decimal | None:
        """The figure that the old interface calls so."""
        return next((one.amount for one in self.sums if one.legacy == legacy), None)


class _Asked(NamedTuple):
    """What the rows of a form ask beside the gross value."""

    contribution: bool
    interest: bool


def figures_of(
    document_type: type[Document], body: Json, context: Context | None = None
) -> Figures | None:
    """The figures of a form as far as it is filled in; None for a form without losses.

    `context` is what the form's rules see: what was sent before it, the accident date.
    """
    name = kind_of(document_type).partition("-")[2]
    if name not in CLAIMING and name not in ANSWERING:
        return None
    losses = tuple(_losses(name, body, context or {}))
    asked = _Asked(
        contribution=asks(document_type, "/losses/*/contributoryNegligence"),
        interest=asks(document_type, "/losses/*/interest"),
    )
    return Figures(losses, tuple(_sums(name, losses, asked, body)))


def _losses(name: str, body: Json, context: Context) -> Iterator[Loss]:
    answers = name in ANSWERING
    before = _claimed_values(name, context) if answers else {}
    repudiated = decision_of(body) == REPUDIATED
    accident = as_day(context.get("accident_date"))
    for _, row in rows_of(body):
        gross = money.amount_of(row.get("grossValueOffered" if answers else "grossValueClaimed"))
        if gross is None:
            continue
        gross = money.NOTHING if repudiated else gross
        head, share = str(row.get("head") or ""), _share(row)
        interest = money.amount_of(row.get("interest"))
        of_law = _of_regulations(row, accident)
        yield Loss(
            head=head,
            gross=gross,
            percentage=share,
            after_contribution=money.after_contribution(gross, share),
            interest=money.NOTHING if repudiated and interest is not None else interest,
            counts=name != "interim-pack-request" or is_pursued(row),
            claimed=before.get(head),
            tariff=of_law,
            uplift=uplift(of_law or money.NOTHING, _uplift_percentage(row)),
        )


def _claimed_values(name: str, context: Context) -> dict[str, Decimal]:
    """What the claimant claims for each head, after contribution."""
    rows: Rows = last_claimed(context)
    if name in ("interim-pack-response", "court-pack-response"):
        rows = rows_in(context, name.replace("response", "request"))
    values = {}
    for head, row in rows.items():
        gross = money.amount_of(row.get("grossValueClaimed"))
        if gross is not None:
            values[head] = money.after_contribution(gross, _share(row))
    return values


def _of_regulations(row: Json, accident: date | None) -> Decimal | None:
    duration = next((one for one in InjuryDuration if one == row.get("injuryDuration")), None)
    kind = next((one for one in TariffType if one == row.get("tariffType")), None)
    if accident is None or duration is None or kind is None:
        return None
    return tariff(accident, duration, kind)


def _uplift_percentage(row: Json) -> int:
    percentage = row.get("upliftPercentage")
    if row.get("uplift") is not True or not isinstance(percentage, int):
        return 0
    return percentage if 0 < percentage <= MOST_UPLIFT else 0


def _sums(name: str, losses: tuple[Loss, ...], asked: _Asked, body: Json) -> Iterator[Figure]:
    counted = [loss for loss in losses if loss.counts]
    after = money.total(loss.after_contribution for loss in counted)
    value = money.total(loss.value for loss in counted)
    yield from _by_kind(counted)
    yield from _together(asked, counted, after, value, answers=name in ANSWERING)
    if name == "interim-pack-request":
        how = "sum of the heads pursued, after contribution"
        yield Figure("Interim payment asked for", how, after, "ValueOfInterimRequest")
    elif name == "interim-pack-response":
        yield from _interim_answer(after, body)
    elif name.startswith("court-pack"):
        yield from _court_pack(body)
    elif name != "settlement-pack-request":
        yield from _left_to_pay(value, body)


def _by_kind(losses: list[Loss]) -> Iterator[Figure]:
    """The three kinds of damages; together they are the total after contribution."""
    names = (HeadOfLoss.TARIFF, HeadOfLoss.GENERAL_DAMAGES)
    of_tariff, of_psla = ([loss for loss in losses if loss.head == head] for head in names)
    rest = [loss for loss in losses if loss.head not in names]

    def figure(name: str, some: list[Loss], heads: str, legacy: str) -> Figure:
        how = f"after contribution, {heads}"
        return Figure(name, how, money.total(loss.after_contribution for loss in some), legacy)

    if of_tariff:
        yield figure("Whiplash tariff", of_tariff, "the tariff head", "TotalTariff")
        added = money.total(loss.uplift for loss in of_tariff)
        if added:
            how = "tariff of the Regulations × uplift %"
            yield Figure("Uplift in it", how, added, "TotalUplift")
    if of_psla:
        yield figure("General damages", of_psla, "the head of general damages", "TotalPSLA")
    if of_tariff or of_psla:
        yield figure("Other losses", rest, "every other head", "TotalOtherLosses")


def _together(
    asked: _Asked, losses: list[Loss], after: Decimal, value: Decimal, *, answers: bool
) -> Iterator[Figure]:
    """All rows. The old interface adds interest to what is offered, not to what is claimed."""
    named = "LossesOffered" if answers else "TotalHeads"
    total = "Total after contribution" if asked.contribution else "Total"
    how = "sum of gross × (1 - % / 100)" if asked.contribution else "sum of the gross values"
    yield Figure(total, how, after, "" if answers and asked.interest else named)
    if asked.interest:
        how = f"{total.lower()} + interest"
        yield Figure("Total with interest", how, value, named if answers else "")
    known = [loss for loss in losses if loss.claimed is not None]
    if answers and known:
        claimed = money.total(loss.claimed or money.NOTHING for loss in known)
        offered = money.total(loss.after_contribution for loss in known)
        yield Figure("Claimed", "the same heads after contribution", claimed, "TotalHeads")
        dispute = money.in_dispute(claimed, offered)
        how = "claimed - offered, both after contribution"
        yield Figure("Amount in dispute", how, dispute, "AmountInDispute")


def _interim_answer(offered: Decimal, body: Json) -> Iterator[Figure]:
    cru = _amount(body.get("cruDeductions"))
    yield Figure("CRU deductions", "as entered", cru, "CRUDeductions")
    yield Figure(
        "Interim payment agreed",
        "total offered - CRU deductions, not below nothing",
        money.interim_payable(offered, cru_deductions=cru),
        "ValueOfInterimPaymentAgreed",
    )
    left = money.net(offered, cru_deductions=cru, interim_payments=money.NOTHING)
    yield Figure("Net value", "total offered - CRU deductions", left, "NetValue")


def _left_to_pay(value: Decimal, body: Json) -> Iterator[Figure]:
    """The global offer, where one is made, takes the place of the rows."""
    repudiated = decision_of(body) == REPUDIATED
    entered = money.NOTHING if repudiated else _entered(body, "grossAmount")
    gross = money.gross_amount(entered, value)
    how = "nothing: the pack is repudiated" if repudiated else "as entered, or the total"
    yield Figure("Gross amount", how, gross, "GrossAmount")
    cru, interim = _amount(body.get("cruDeductions")), _entered(body, "interimPayments")
    taken = interim or money.NOTHING
    if "cruDeductions" in body:
        yield Figure("CRU deductions", "as entered", cru, "CRUDeductions")
    yield Figure("Interim payments", "as entered", taken, "InterimPaymentAmount")
    yield Figure(
        "Net amount to pay",
        "gross amount - CRU deductions - interim payments",
        money.net(gross, cru_deductions=cru, interim_payments=taken),
        "NetValue",
    )


def _court_pack(body: Json) -> Iterator[Figure]:
    rows = body.get("disbursements")
    rows = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    claimed = money.total(_amount(row.get("amountClaimed")) for row in rows)
    paid = money.total(_amount(row.get("amountPaid")) for row in rows)
    if "allDisbursementsPaid" in body:
        yield Figure("Disputed disbursements", "sum of the amounts claimed", claimed)
        yield Figure("Paid of them", "sum of the amounts paid", paid)
        unpaid = money.in_dispute(claimed, paid)
        yield Figure("Disbursements in dispute", "claimed - paid", unpaid)
    offers = {name: _amount(at(body, ("partB", name))) for name in PART_B}
    for name, label in PART_B.items():
        if at(body, ("partB", name)) is not None:
            legacy = name[0].upper() + name[1:]
            yield Figure(label, "the last offer", offers[name], legacy, sealed=True)
    if all(at(body, ("partB", name)) is not None for name in PART_B):
        between = money.in_dispute(*offers.values())
        how = "claimant's final offer - defendant's final offer"
        yield Figure("Between the offers", how, between, sealed=True)


def _entered(body: Json, name: str) -> Decimal | None:
    return money.amount_of(at(body, ("agreement", name)))


def _share(row: Json) -> Decimal:
    """The percentage of a row; nothing where it is none, as in a form half written."""
    share = _amount(row.get("contributoryNegligence"))
    return share if 0 <= share <= money.HUNDRED else money.NOTHING


def _amount(value: Any) -> Decimal:
    return money.amount_of(value) or money.NOTHING
