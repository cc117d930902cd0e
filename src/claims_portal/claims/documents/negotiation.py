"""What the two sides have said so far about the damages, head by head.

Read from the documents in a claim (`Context`'s `sent`). Within each side the documents can
only follow one another in one order, so the later word on a head is known without dates.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from claims_portal.claims.documents.amounts import after_contribution, amount_of, total
from claims_portal.claims.documents.base import Context, Json
from claims_portal.claims.documents.rules import at

Rows = dict[str, Json]
"""The row of each head."""

CLAIMED = (
    "settlement-pack-request", "counter-offer-by-representative", "additional-damages-request",
)  # fmt: skip
OFFERED = (
    "settlement-pack-response", "counter-offer-by-compensator", "additional-damages-response",
)  # fmt: skip
AS_CLAIMED = ("confirm", "accept", "agree")
"""Decisions by which the compensator takes the claimant's figures over."""
SAME_IN_OFFER = (
    "head", "contributoryNegligence", "interest", "tariffType", "injuryDuration", "uplift",
    "upliftPercentage",
)  # fmt: skip
"""The answers of a row that both sides give under the same name."""


def latest(context: Context, name: str) -> Json | None:
    """The latest document of a kind, whatever the claim's type."""
    sent = context.get("sent")
    if not isinstance(sent, Mapping):
        return None
    bodies = (sent.get(f"{process}-{name}") for process in ("rta", "elpl"))
    return next((body for body in bodies if isinstance(body, Mapping)), None)


def rows_of(document: Json) -> Iterator[tuple[int, Json]]:
    """The loss rows of a form that are rows at all, with their numbers."""
    rows = document.get("losses")
    for number, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        if isinstance(row, Mapping):
            yield number, row


def by_head(document: Json) -> Rows:
    return {row["head"]: row for _, row in rows_of(document) if isinstance(row.get("head"), str)}


def rows_in(context: Context, name: str) -> Rows:
    """The rows of the latest document of a kind."""
    return by_head(latest(context, name) or {})


def last_claimed(context: Context) -> Rows:
    """The claimant's last word on each head; empty where no pack is known."""
    rows: Rows = {}
    for name in CLAIMED:
        rows |= rows_in(context, name)
    return rows


def last_offered(context: Context) -> Rows:
    """The compensator's last word on each head; empty where there is none."""
    rows: Rows = {}
    claimed: Rows = {}
    for asked, answered in zip(CLAIMED, OFFERED, strict=True):
        claimed |= rows_in(context, asked)
        answer = latest(context, answered) or {}
        if decision_of(answer) in AS_CLAIMED:
            rows |= {head: as_offer(row) for head, row in claimed.items()}
        rows |= by_head(answer)
    return rows


def as_offer(claimed: Json) -> dict[str, Any]:
    """A claimed row as the answer that agrees to it."""
    offer = {name: claimed[name] for name in SAME_IN_OFFER if claimed.get(name) is not None}
    if "grossValueClaimed" in claimed:
        offer["grossValueOffered"] = claimed["grossValueClaimed"]
    return {**offer, "grossAmountAgreed": True}


def is_pursued(row: Json) -> bool:
    """The question may be left open: only a “no” takes the head out of an interim pack."""
    return row.get("pursued") is not False


def pursued(interim_pack: Json) -> Rows:
    return {head: row for head, row in by_head(interim_pack).items() if is_pursued(row)}


def decision_of(document: Json) -> Any:
    return at(document, ("agreement", "decision"))


def total_of(document: Json, member: str) -> Decimal:
    """The rows added up: gross values after contribution, and interest."""
    amounts = []
    for _, row in rows_of(document):
        gross = amount_of(row.get(member))
        if gross is not None:
            share = amount_of(row.get("contributoryNegligence")) or Decimal(0)
            interest = amount_of(row.get("interest")) or Decimal(0)
            amounts += [after_contribution(gross, share), interest]
    return total(amounts)


def claimed_in_all(context: Context) -> Decimal | None:
    """The claimant's last offer as a whole; the first pack has no sum but that of its rows."""
    for name in reversed(CLAIMED):
        document = latest(context, name)
        if document is not None:
            gross = amount_of(at(document, ("agreement", "grossAmount")))
            return total_of(document, "grossValueClaimed") if gross is None else gross
    return None


def offered_in_all(context: Context) -> Decimal | None:
    """The compensator's last offer as a whole."""
    for name in reversed(OFFERED):
        document = latest(context, name)
        if document is not None:
            return amount_of(at(document, ("agreement", "grossAmount")))
    return None
