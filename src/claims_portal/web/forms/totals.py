"""The sums of a settlement pack beside its form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from claims_portal.claims import offers
from claims_portal.claims.documents.base import Context, Document
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.documents.outline import asks
from claims_portal.claims.process import money
from claims_portal.claims.process.figures import Loss, figures_of
from claims_portal.claims.summaries import pounds
from claims_portal.web.wording import in_language

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


def totals_of(
    document_type: type[Document], body: Mapping[str, Any], context: Context | None = None
) -> Totals | None:
    """The sums over the rows that can be added up; none where the form has no rows of losses."""
    figures = figures_of(document_type, body, context)
    if figures is None:
        return None
    return Totals(
        [_line(loss) for loss in figures.losses],
        [
            Sum(in_language(one.name), in_language(one.formula), pounds(one.amount))
            for one in figures.sums
        ],
        with_contribution=asks(document_type, f"{ROW}/contributoryNegligence"),
        with_interest=asks(document_type, f"{ROW}/interest"),
    )


def total_of(body: Mapping[str, Any]) -> str:
    """The default of the gross amount: the rows after contribution, with interest."""
    return str(money.total(line.value for line in offers.lines_of(offers.rows_of(body))))


def _line(loss: Loss) -> Line:
    return Line(
        _label(loss.head),
        pounds(loss.gross),
        f"{loss.percentage}%",
        pounds(loss.after_contribution),
        pounds(loss.interest or money.NOTHING),
    )


def _label(head: str) -> str:
    return next((code.label for code in HeadOfLoss if code.value == head), _("Head not chosen"))
