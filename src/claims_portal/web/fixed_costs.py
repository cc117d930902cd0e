"""The fixed costs of a claim as its page shows them: each amount, how it is found, its rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from claims_portal.claims.models import Claim
from claims_portal.claims.process.fixed_costs import LONDON_WEIGHTING, costs_of_claim
from claims_portal.claims.summaries import pounds
from claims_portal.web.wording import in_language


@dataclass(frozen=True)
class Row:
    name: str
    amount: str
    in_london: str
    formula: str
    source: str


@dataclass(frozen=True)
class FixedCosts:
    rows: Sequence[Row]
    weighting: str
    """The formula of the column for London."""


def fixed_costs_of(claim: Claim, today: date) -> FixedCosts | None:
    """None for a claim that was not sent, or that the process did not take when it was."""
    found = costs_of_claim(claim.claim_type, claim.state.facts, today=today)
    if not found:
        return None
    return FixedCosts(
        rows=[
            Row(
                in_language(cost.name),
                pounds(cost.amount),
                pounds(cost.in_london) if cost.in_london is not None else "–",
                in_language(cost.formula),
                in_language(cost.source),
            )
            for cost in found
        ],
        weighting=_("amount × (1 + %(percent)s / 100)") % {"percent": LONDON_WEIGHTING},
    )
