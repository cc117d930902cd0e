"""The offers of a negotiation, as the documents of both sides make them.

A claimant's pack, a counter offer and additional damages are offers of one side;
the responses are those of the other (process facts 3.7 and 7.3). Works on the bodies
as they are kept.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from claims_portal.claims.documents import negotiation
from claims_portal.claims.models import Document
from claims_portal.claims.process import money
from claims_portal.claims.process.sides import Side

CR, COMP = Side.CLAIMANT_REPRESENTATIVE, Side.COMPENSATOR

# The first of these that was sent is the newest.
CLAIMS = tuple(reversed(negotiation.CLAIMED))
OFFERS = tuple(reversed(negotiation.OFFERED))


@dataclass(frozen=True)
class Line:
    """One head of loss in an offer, in pounds."""

    head: str
    gross: Decimal
    contributory_negligence: Decimal
    interest: Decimal
    agreed: bool

    @property
    def value(self) -> Decimal:
        """After contribution, with interest."""
        return money.total(
            [money.after_contribution(self.gross, self.contributory_negligence), self.interest]
        )


@dataclass(frozen=True)
class Offer:
    """What one side said at one time: its heads, and its sum.

    `gross` is the sum as entered, which may be a global offer, or else that of the heads.
    """

    kind: str
    side: Side
    number: int
    at: datetime
    lines: Mapping[str, Line]
    gross: Decimal
    is_global: bool
    cru_deductions: Decimal
    interim_payments: Decimal

    @property
    def net(self) -> Decimal:
        return money.net(
            self.gross,
            cru_deductions=self.cru_deductions,
            interim_payments=self.interim_payments,
        )


def name_of(kind: str) -> str:
    """The kind of a document without its claim type: rta-cnf is cnf."""
    return kind.partition("-")[2]


def offers_of(documents: Sequence[Document]) -> list[Offer]:
    """The offers among a claim's documents, in the order in which they were made."""
    made = (_offer(one) for one in sorted(documents, key=lambda one: one.number))
    return [offer for offer in made if offer is not None]


def last_claimed(sent: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The claimant's last word on each head, by the latest document of each kind."""
    return list(negotiation.last_claimed({"sent": sent}).values())


def last_offered(sent: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The compensator's last word on each head."""
    return list(negotiation.last_offered({"sent": sent}).values())


def newest(sent: Mapping[str, Any], names: Sequence[str]) -> Mapping[str, Any]:
    """The body of the first of these kinds that was sent; empty where none was."""
    by_name = {name_of(kind): body for kind, body in sent.items()}
    return next((by_name[name] for name in names if name in by_name), {})


def lines_of(rows: Sequence[Mapping[str, Any]]) -> Iterator[Line]:
    """The rows that can be added up."""
    for row in rows:
        gross = money.amount_of(row.get("grossValueOffered", row.get("grossValueClaimed")))
        if gross is None or not isinstance(row.get("head"), str):
            continue
        yield Line(
            head=row["head"],
            gross=gross,
            contributory_negligence=_amount(row.get("contributoryNegligence")),
            interest=_amount(row.get("interest")),
            agreed=row.get("grossAmountAgreed") is True,
        )


def _offer(document: Document) -> Offer | None:
    name = name_of(document.kind)
    if name not in CLAIMS and name not in OFFERS:
        return None
    body = document.body
    agreement = body.get("agreement") or {}
    lines = {line.head: line for line in lines_of(rows_of(body))}
    total = money.total(line.value for line in lines.values())
    entered = money.amount_of(agreement.get("grossAmount"))
    return Offer(
        kind=document.kind,
        side=CR if name in CLAIMS else COMP,
        number=document.number,
        at=document.sent_at,
        lines=lines,
        gross=total if entered is None else entered,
        is_global=entered is not None and entered != total,
        cru_deductions=_amount(body.get("cruDeductions")),
        interim_payments=_amount(agreement.get("interimPayments")),
    )


def rows_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = body.get("losses")
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _amount(text: Any) -> Decimal:
    return money.amount_of(text) or Decimal(0)
