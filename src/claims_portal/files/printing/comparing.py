"""The offers of a negotiation side by side, head by head."""

from collections.abc import Sequence

from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.offers import Offer
from claims_portal.claims.process.calendar import LONDON
from claims_portal.claims.process.sides import Side
from claims_portal.claims.summaries import pounds
from claims_portal.files.printing.tables import Table

MOST_COLUMNS = 5
"""The first claim, and the newest of the others: more do not fit on a page."""


def offers_compared(made: Sequence[Offer]) -> Table | None:
    """What each offer gives for each head, and as a whole; nothing where there is but one."""
    if len(made) < 2:
        return None
    shown = [made[0], *made[1:][-(MOST_COLUMNS - 1) :]]
    heads = dict.fromkeys(head for offer in shown for head in offer.lines)
    labels = {code.value: code.label for code in HeadOfLoss}
    return Table(
        columns=["Head of loss", *(_name(offer) for offer in shown)],
        rows=[
            [
                labels.get(head, head),
                *(
                    pounds(offer.lines[head].value) if head in offer.lines else "–"
                    for offer in shown
                ),
            ]
            for head in heads
        ],
        notes=["" for _head in heads],
        totals=["Gross amount", *(pounds(offer.gross) for offer in shown)],
    )


def _name(offer: Offer) -> str:
    word = "Offered" if offer.side is Side.COMPENSATOR else "Claimed"
    return f"{word} {offer.at.astimezone(LONDON):%-d %b %Y}"
