"""The whole negotiation of a claim: every offer beside the others, head by head, with its sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims_portal.claims import offers
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.models import Document
from claims_portal.claims.offers import Offer
from claims_portal.claims.process.sides import Side
from claims_portal.claims.summaries import pounds

TITLES = {
    "settlement-pack-request": gettext_noop("Settlement pack"),
    "settlement-pack-response": gettext_noop("Response"),
    "counter-offer-by-representative": gettext_noop("Counter offer"),
    "counter-offer-by-compensator": gettext_noop("Answer"),
    "additional-damages-request": gettext_noop("Additional damages"),
    "additional-damages-response": gettext_noop("Answer on damages"),
}
CHART_WIDTH, CHART_HEIGHT, CHART_MARGIN = 640, 200, 44
LABEL_ABOVE, LABEL_BELOW = 12, 24


@dataclass(frozen=True)
class Column:
    """One offer: the head of its column."""

    title: str
    side: Side
    at: datetime
    number: int


@dataclass(frozen=True)
class Cell:
    amount: str
    agreed: bool = False


@dataclass(frozen=True)
class Row:
    """A head of loss, or a sum with the way it is counted."""

    label: str
    cells: Sequence[Cell]
    formula: str = ""


@dataclass(frozen=True)
class Point:
    """A gross sum in the chart, written above it where it is claimed and else below it."""

    x: int
    y: int
    label: str
    ours: bool

    @property
    def label_y(self) -> int:
        return self.y + (-LABEL_ABOVE if self.ours else LABEL_BELOW)


@dataclass(frozen=True)
class Chart:
    width: int
    height: int
    points: Sequence[Point]
    claimed: str
    offered: str
    """The two lines, as SVG points."""


@dataclass(frozen=True)
class Negotiation:
    columns: Sequence[Column]
    heads: Sequence[Row]
    sums: Sequence[Row]
    chart: Chart | None
    difference: str


def negotiation_of(sent: Sequence[Document]) -> Negotiation | None:
    """All offers as this side may read them; none before the settlement pack."""
    made = offers.offers_of(sent)
    if not made:
        return None
    return Negotiation(
        columns=[
            Column(_(TITLES[offers.name_of(offer.kind)]), offer.side, offer.at, offer.number)
            for offer in made
        ],
        heads=_heads(made),
        sums=_sums(made),
        chart=_chart(made) if len(made) > 1 else None,
        difference=_difference(made),
    )


def _heads(made: Sequence[Offer]) -> list[Row]:
    named = {head: None for offer in made for head in offer.lines}
    labels = {code.value: code.label for code in HeadOfLoss}
    order = [code.value for code in HeadOfLoss if code.value in named]
    return [Row(labels[head], [_cell(offer, head) for offer in made]) for head in order]


def _cell(offer: Offer, head: str) -> Cell:
    line = offer.lines.get(head)
    return Cell(pounds(line.value), line.agreed) if line else Cell("–")


def _sums(made: Sequence[Offer]) -> list[Row]:
    nothing = Decimal(0)
    return [
        Row(
            _("Gross amount"),
            [Cell(_global(offer) if offer.is_global else pounds(offer.gross)) for offer in made],
            _("sum of the heads after contribution, with interest; or a global sum as entered"),
        ),
        Row(
            _("CRU deductions"),
            [Cell(pounds(offer.cru_deductions or nothing)) for offer in made],
            _("as the compensator entered them"),
        ),
        Row(
            _("Interim payments"),
            [Cell(pounds(offer.interim_payments or nothing)) for offer in made],
            _("paid before, as entered"),
        ),
        Row(
            _("Net amount"),
            [Cell(pounds(offer.net)) for offer in made],
            _("gross amount - CRU deductions - interim payments"),
        ),
    ]


def _global(offer: Offer) -> str:
    return _("%(amount)s (global)") % {"amount": pounds(offer.gross)}


def _difference(made: Sequence[Offer]) -> str:
    """What still lies between the two sides' newest offers."""
    newest = {offer.side: offer for offer in made}
    if len(newest) < 2:
        return ""
    claimed, offered = newest[offers.CR].gross, newest[offers.COMP].gross
    return pounds(abs(claimed - offered))


def _chart(made: Sequence[Offer]) -> Chart:
    """The sums between the lowest and the highest; they come close to each other in most claims."""
    least, most = min(offer.gross for offer in made), max(offer.gross for offer in made)
    span = most - least or Decimal(1)
    inner_width, inner_height = CHART_WIDTH - 2 * CHART_MARGIN, CHART_HEIGHT - 2 * CHART_MARGIN
    points = [
        Point(
            x=CHART_MARGIN + inner_width * position // (len(made) - 1),
            y=CHART_MARGIN + round(inner_height * (most - offer.gross) / span),
            label=pounds(offer.gross),
            ours=offer.side is offers.CR,
        )
        for position, offer in enumerate(made)
    ]
    return Chart(CHART_WIDTH, CHART_HEIGHT, points, _line(points, True), _line(points, False))


def _line(points: Sequence[Point], ours: bool) -> str:
    return " ".join(f"{point.x},{point.y}" for point in points if point.ours is ours)
