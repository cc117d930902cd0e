"""What the losses of a pack come to, and what is left to pay (process facts 7.3)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from claims_portal.claims.process import money
from claims_portal.files.printing.comparing import GROSS
from claims_portal.files.printing.tables import SHARE, pounds


def sums_of(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and amount of each sum; nothing for a document without losses."""
    given = body.get("losses")
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    after, interest = [], []
    for row in rows:
        gross = next((row[name] for name in GROSS if name in row), None)
        amount = money.amount_of(gross)
        if amount is not None:
            share = money.amount_of(row.get(SHARE)) or Decimal(0)
            after.append(money.after_contribution(amount, share))
            interest.append(money.amount_of(row.get("interest")) or Decimal(0))
    if not after:
        return []
    total = money.total([*after, *interest])
    sums = [("Losses after contributory negligence", pounds(money.total(after)))]
    if any(interest):
        sums.append(("Interest", pounds(money.total(interest))))
    sums.append(("Total", pounds(total)))
    return sums + _left(body)


def _left(body: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What is left of the gross amount agreed on or offered, where the document names one."""
    agreement = body.get("agreement")
    named = agreement if isinstance(agreement, Mapping) else {}
    gross = money.amount_of(named.get("grossAmount"))
    if gross is None:
        return []
    cru = money.amount_of(body.get("cruDeductions")) or Decimal(0)
    interim = money.amount_of(named.get("interimPayments")) or Decimal(0)
    net = money.net(gross, cru_deductions=cru, interim_payments=interim)
    return [
        ("Gross amount", pounds(gross)),
        ("Less CRU deductions", pounds(cru)),
        ("Less interim payments", pounds(interim)),
        ("Net amount to pay", pounds(net)),
    ]
