"""What was claimed and offered head by head, document beside document."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.process import money
from claims_portal.files.printing.tables import Table, pounds

GROSS = {"grossValueClaimed": "Claimed", "grossValueOffered": "Offered"}
MOST_COLUMNS = 5
"""The first claim, and the newest of the others: more do not fit on a page."""


def offers_compared(sent: Sequence[tuple[str, Mapping[str, Any]]]) -> Table | None:
    """The gross values of each head. `sent` has the day and the body of each document."""
    columns: list[tuple[str, dict[str, Decimal]]] = []
    for day, body in sent:
        label, amounts = _amounts(body)
        if amounts:
            columns.append((f"{label} {day}", amounts))
    if len(columns) < 2:
        return None
    columns = [columns[0], *columns[1:][-(MOST_COLUMNS - 1) :]]
    heads = dict.fromkeys(head for _label, amounts in columns for head in amounts)
    labels = {code.value: code.label for code in HeadOfLoss}
    return Table(
        columns=["Head of loss", *(label for label, _amounts in columns)],
        rows=[
            [labels.get(head, head),
             *(pounds(amounts[head]) if head in amounts else "–" for _label, amounts in columns)]
            for head in heads
        ],
        notes=["" for _head in heads],
        totals=["Total", *(pounds(money.total(amounts.values())) for _label, amounts in columns)],
    )  # fmt: skip


def _amounts(body: Mapping[str, Any]) -> tuple[str, dict[str, Decimal]]:
    """By head; heads that occur twice are added up."""
    given = body.get("losses")
    rows = [row for row in given if isinstance(row, Mapping)] if isinstance(given, list) else []
    label, found = "", dict[str, Decimal]()
    for row in rows:
        for name, word in GROSS.items():
            amount = money.amount_of(row.get(name))
            if amount is not None:
                label = word
                head = str(row.get("head", ""))
                found[head] = found.get(head, Decimal(0)) + amount
    return label, found
