"""The sums of a settlement pack beside its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from claims_portal.claims import offers
from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.documents.outline import asks
from claims_portal.claims.process import money
from claims_portal.claims.summaries import amount_in_words

ROW = "/losses/*"


@dataclass(frozen=True)
class Line:
    label: str
    gross: str
    percentage: str
    after_contribution: str
    interest: str


@dataclass(frozen=True)
class Sum:
    label: str
    formula: str
    amount: str


@dataclass(frozen=True)
class Totals:
    lines: list[Line]
    sums: list[Sum]
    with_contribution: bool
    with_interest: bool


def totals_of(document_type: type[Document], body: Mapping[str, Any]) -> Totals | None:
    """The sums over the rows that can be added up; none where the form has no rows of losses."""
    if "losses" not in document_type.__struct_fields__:
        return None
    rows = [
        {**row, "head": row["head"] if isinstance(row.get("head"), str) else ""}
        for row in offers.rows_of(body)
    ]
    lines = list(offers.lines_of(rows))
    shown = [
        Line(
            _label(line.head),
            pounds(line.gross),
            f"{line.contributory_negligence}%",
            pounds(money.after_contribution(line.gross, line.contributory_negligence)),
            pounds(line.interest),
        )
        for line in lines
    ]
    return Totals(
        shown,
        _sums(document_type, body, lines),
        with_contribution=asks(document_type, f"{ROW}/contributoryNegligence"),
        with_interest=asks(document_type, f"{ROW}/interest"),
    )


def total_of(body: Mapping[str, Any]) -> str:
    """The default of the gross amount: the rows after contribution, with interest."""
    return str(money.total(line.value for line in offers.lines_of(offers.rows_of(body))))


def _sums(
    document_type: type[Document], body: Mapping[str, Any], lines: list[offers.Line]
) -> list[Sum]:
    after = money.total(
        money.after_contribution(line.gross, line.contributory_negligence) for line in lines
    )
    every = money.total(line.value for line in lines)
    sums = _of_rows(document_type, after, every)
    if not asks(document_type, "/agreement/grossAmount"):
        return sums
    return [*sums, *_left_to_pay(body, every)]


def _of_rows(document_type: type[Document], after: Decimal, every: Decimal) -> list[Sum]:
    if asks(document_type, f"{ROW}/contributoryNegligence"):
        total, formula = _("Total after contribution"), _("sum of gross × (1 - % / 100)")
    else:
        total, formula = _("Total"), _("sum of the gross values")
    sums = [Sum(total, formula, pounds(after))]
    if asks(document_type, f"{ROW}/interest"):
        with_interest = _("%(total)s + interest") % {"total": total.lower()}
        sums.append(Sum(_("Total with interest"), with_interest, pounds(every)))
    return sums


def _left_to_pay(body: Mapping[str, Any], every: Decimal) -> list[Sum]:
    given = body.get("agreement")
    agreement = given if isinstance(given, Mapping) else {}
    gross = money.amount_of(agreement.get("grossAmount"))
    gross = every if gross is None else gross
    cru = money.amount_of(body.get("cruDeductions")) or Decimal(0)
    interim = money.amount_of(agreement.get("interimPayments")) or Decimal(0)
    left = money.net(gross, cru_deductions=cru, interim_payments=interim)
    return [
        Sum(_("Gross amount"), _("as entered, or the total with interest"), pounds(gross)),
        Sum(
            _("Net amount to pay"),
            _("gross amount - CRU deductions - interim payments"),
            pounds(left),
        ),
    ]


def _label(head: str) -> str:
    return next((code.label for code in HeadOfLoss if code.value == head), _("Head not chosen"))


def pounds(amount: Decimal) -> str:
    """The amount as people write it, like £1,234.50."""
    exact = money.to_the_penny(amount)
    words = amount_in_words(str(abs(exact)))
    return f"-{words}" if exact < 0 else words
