"""The sums of a settlement pack beside its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)
from claims_portal.claims.process import money
from claims_portal.claims.summaries import amount_in_words

GROSS = {
    RtaSettlementPackRequest: "grossValueClaimed",
    RtaSettlementPackResponse: "grossValueOffered",
}


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


def totals_of(document_type: type[Document], body: Mapping[str, Any]) -> Totals | None:
    """The sums over the rows that can be added up; none where the form has no sums."""
    member = GROSS.get(document_type)
    if member is None:
        return None
    lines = []
    for row in _rows(body):
        gross = money.amount_of(row.get(member))
        share = money.amount_of(row.get("contributoryNegligence")) or Decimal(0)
        interest = money.amount_of(row.get("interest")) or Decimal(0)
        if gross is not None:
            lines.append((row, gross, share, money.after_contribution(gross, share), interest))
    shown = [
        Line(_label(row), _pounds(gross), f"{share}%", _pounds(after), _pounds(interest))
        for row, gross, share, after, interest in lines
    ]
    after_all = money.total(after for *_rest, after, _interest in lines)
    interest_all = money.total(interest for *_rest, interest in lines)
    return Totals(shown, _sums(document_type, body, after_all, interest_all))


def total_offered(body: Mapping[str, Any]) -> str:
    """The default of the gross amount: what is offered after contribution, with interest."""
    amounts = []
    for row in _rows(body):
        gross = money.amount_of(row.get("grossValueOffered"))
        share = money.amount_of(row.get("contributoryNegligence")) or Decimal(0)
        if gross is None:
            continue
        interest = money.amount_of(row.get("interest")) or Decimal(0)
        amounts += [money.after_contribution(gross, share), interest]
    return str(money.total(amounts))


def _sums(
    document_type: type[Document], body: Mapping[str, Any], after: Decimal, interest: Decimal
) -> list[Sum]:
    every = money.total([after, interest])
    sums = [
        Sum(_("Total after contribution"), _("sum of gross × (1 - % / 100)"), _pounds(after)),
        Sum(_("Total with interest"), _("total after contribution + interest"), _pounds(every)),
    ]
    if document_type is not RtaSettlementPackResponse:
        return sums
    given = body.get("agreement")
    agreement = given if isinstance(given, Mapping) else {}
    gross = money.amount_of(agreement.get("grossAmount"))
    gross = every if gross is None else gross
    cru = money.amount_of(body.get("cruDeductions")) or Decimal(0)
    interim = money.amount_of(agreement.get("interimPayments")) or Decimal(0)
    left = money.net(gross, cru_deductions=cru, interim_payments=interim)
    return [
        *sums,
        Sum(_("Gross amount"), _("as entered, or the total with interest"), _pounds(gross)),
        Sum(
            _("Net amount to pay"),
            _("gross amount - CRU deductions - interim payments"),
            _pounds(left),
        ),
    ]


def _rows(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = body.get("losses")
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _label(row: Mapping[str, Any]) -> str:
    head = row.get("head")
    return next((code.label for code in HeadOfLoss if code.value == head), _("Head not chosen"))


def _pounds(amount: Decimal) -> str:
    exact = money.to_the_penny(amount)
    words = amount_in_words(str(abs(exact)))
    return f"-{words}" if exact < 0 else words
