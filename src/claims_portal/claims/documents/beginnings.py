"""What a form begins with: the figures that follow from what was sent before.

Whoever fills it in changes what they do not agree with. A figure that nobody has said yet
is left out, and asked for.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from claims_portal.claims.documents.amounts import after_contribution, amount_of, to_the_penny
from claims_portal.claims.documents.base import Context, Document, Json, kind_of
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.documents.negotiation import (
    as_offer,
    by_head,
    claimed_in_all,
    last_claimed,
    last_offered,
    latest,
    offered_in_all,
    pursued,
)

NOTHING = "0.00"
TARIFF = ("tariffType", "injuryDuration", "uplift", "upliftPercentage")
OF_CLAIM = ("head", "grossValueClaimed", "contributoryNegligence")
OF_OFFER = ("head", "grossValueOffered", "contributoryNegligence")

Body = dict[str, Any]


def beginning(document_type: type[Document], context: Context) -> Body:
    """The part of the form that is known; empty for a form that answers no earlier one."""
    _process, _, name = kind_of(document_type).partition("-")
    begin = BEGINNINGS.get(name)
    return begin(context) if begin else {}


def _interim_response(context: Context) -> Body:
    rows = pursued(latest(context, "interim-pack-request") or {})
    return {"losses": [as_offer(row) for row in rows.values()], "cruDeductions": NOTHING}


def _answer(context: Context) -> Body:
    """Every head as it was claimed last, agreed."""
    return {
        "losses": [as_offer(row) for row in last_claimed(context).values()],
        "cruDeductions": NOTHING,
        "agreement": {"interimPayments": _interim_payments(context)},
    }


def _counter_offer(context: Context) -> Body:
    return {
        "losses": [dict(row) for row in last_claimed(context).values()],
        "agreement": {"interimPayments": _interim_payments(context)},
    }


def _additional_damages(context: Context) -> Body:
    body = _counter_offer(context)
    if all(row["head"] != HeadOfLoss.ADDITIONAL_DAMAGES for row in body["losses"]):
        body["losses"].append({"head": HeadOfLoss.ADDITIONAL_DAMAGES.value})
    return body


def _court_pack(context: Context) -> Body:
    offers = {
        "claimantFinalOffer": claimed_in_all(context),
        "defendantFinalOffer": offered_in_all(context) or Decimal(0),
    }
    return {
        "losses": [
            _last_word(row, (*OF_CLAIM, "evidenceAttached", *TARIFF, "upliftReason"))
            for row in last_claimed(context).values()
        ],
        "partB": {name: _text(offer) for name, offer in offers.items() if offer is not None},
    }


def _court_response(context: Context) -> Body:
    pack, offered = latest(context, "court-pack-request") or {}, last_offered(context)
    return {
        "losses": [
            _last_word(offered.get(head) or _nothing_offered(row), (*OF_OFFER, *TARIFF))
            for head, row in by_head(pack).items()
        ],
        "disbursements": [
            {"number": row["number"]} for row in pack.get("disbursements", ()) if "number" in row
        ],
        "partB": {"defendantFinalOffer": _text(offered_in_all(context) or Decimal(0))},
    }


def _nothing_offered(claimed: Json) -> Body:
    return {**as_offer(claimed), "grossValueOffered": NOTHING}


def _last_word(row: Json, names: tuple[str, ...]) -> Body:
    """The answers of these names, and the value after contribution."""
    gross = amount_of(row.get(names[1])) or Decimal(0)
    share = amount_of(row.get("contributoryNegligence")) or Decimal(0)
    kept = {name: row[name] for name in names if row.get(name) is not None}
    return {**kept, "valueAfterContribution": _text(after_contribution(gross, share))}


def _interim_payments(context: Context) -> str:
    """What the portal saw paid in the meantime (process facts 7.3); it may be overwritten."""
    paid = getattr(context.get("facts"), "interim_paid", None)
    return _text(paid) if isinstance(paid, Decimal) else NOTHING


def _text(amount: Decimal) -> str:
    return str(to_the_penny(amount))


BEGINNINGS: Mapping[str, Callable[[Context], Body]] = {
    "interim-pack-response": _interim_response,
    "settlement-pack-response": _answer,
    "counter-offer-by-representative": _counter_offer,
    "counter-offer-by-compensator": _answer,
    "additional-damages-request": _additional_damages,
    "additional-damages-response": _answer,
    "court-pack-request": _court_pack,
    "court-pack-response": _court_response,
}
