"""Rows with amounts as a table: losses, offers, disbursements, with their sums.

Works on any document whose rows have money in them, by the form's own outline.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from claims_portal.claims.documents.outline import Question, Section
from claims_portal.claims.process import money
from claims_portal.claims.process.figures import Loss
from claims_portal.claims.summaries import answer_in_words, pounds

SHARE = "contributoryNegligence"
AFTER = "After contributory negligence"


class Table(msgspec.Struct, frozen=True):
    columns: list[str]
    """The first is words, the others are figures."""
    rows: list[list[str]]
    notes: list[str]
    """What else is said of each row, below it; empty where there is nothing."""
    totals: list[str]


def has_amounts(part: Section) -> bool:
    return part.kind == "rows" and any(
        isinstance(item, Question) and item.kind == "money" for item in part.items
    )


def table_of(part: Section, body: Any, counted: Sequence[Loss] = ()) -> Table | None:
    """`counted` are the losses that the rows with an amount come to, in their order."""
    rows = [row for row in body if isinstance(row, Mapping)] if isinstance(body, list) else []
    if not rows:
        return None
    questions = [item for item in part.items if isinstance(item, Question)]
    first = questions[0]
    figures = [one for one in questions[1:] if one.kind in ("money", "percentage")]
    figures = [one for one in figures if any(row.get(one.name) for row in rows)]
    others = [one for one in questions[1:] if one not in figures]
    columns, cells, totals = _figures(figures, rows, counted)
    return Table(
        columns=[first.label, *columns],
        rows=[
            [answer_in_words(first, row.get(first.name) or ""), *line]
            for row, line in zip(rows, cells, strict=True)
        ],
        notes=[_note(others, row) for row in rows],
        totals=["Total", *totals] if any(totals) else [],
    )


def _figures(
    figures: Sequence[Question], rows: Sequence[Mapping[str, Any]], counted: Sequence[Loss]
) -> tuple[list[str], list[list[str]], list[str]]:
    """Columns, cells of each row, and sums; with a column of our own where a share is taken off."""
    columns: list[str] = []
    cells: list[list[str]] = [[] for _ in rows]
    totals: list[str] = []
    gross = next((one for one in figures if one.kind == "money"), None)
    states_it = any("AfterContribution" in one.name for one in figures)
    for one in figures:
        columns.append(one.label)
        for row, line in zip(rows, cells, strict=True):
            line.append(answer_in_words(one, row.get(one.name) or ""))
        totals.append(_sum(row.get(one.name) for row in rows) if one.kind == "money" else "")
        if one.name == SHARE and gross is not None and counted and not states_it:
            columns.append(AFTER)
            losses = iter(counted)
            for row, line in zip(rows, cells, strict=True):
                loss = (
                    next(losses, None) if money.amount_of(row.get(gross.name)) is not None else None
                )
                line.append(pounds(loss.after_contribution) if loss else "")
            totals.append(pounds(money.total(loss.after_contribution for loss in counted)))
    return columns, cells, totals


def _sum(values: Iterable[Any]) -> str:
    amounts = [amount for amount in map(money.amount_of, values) if amount is not None]
    return pounds(money.total(amounts)) if amounts else ""


def _note(questions: Sequence[Question], row: Mapping[str, Any]) -> str:
    said = (
        f"{one.label}: {answer_in_words(one, row[one.name])}"
        for one in questions
        if row.get(one.name) not in (None, "")
    )
    return "  ·  ".join(said)
