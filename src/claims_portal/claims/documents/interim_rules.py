"""The rules of the interim settlement pack and its response."""

from collections.abc import Iterator
from decimal import Decimal

from claims_portal.claims.documents.amounts import after_contribution, amount_of, total
from claims_portal.claims.documents.base import Context, Json, Rule
from claims_portal.claims.documents.comparing import (
    agreed_is_claimed,
    every_head_of,
    only_heads_of,
)
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.negotiation import (
    Rows,
    is_pursued,
    latest,
    pursued,
    rows_in,
    rows_of,
)
from claims_portal.claims.documents.pack_rules import (
    COMMENT_IF_NOT_AGREED,
    CRU_RULES,
    DIFFERENT_HEADS,
    ERRORS,
    MEDCO_RULES,
    NOT_ADDITIONAL,
    TARIFF_IN_FORCE,
)
from claims_portal.claims.documents.rules import at_least_one, each, more_than_zero, special
from claims_portal.sentences import said

LEAST_INTERIM = Decimal(1000)
"""Pounds: the smallest interim payment that may be asked for, and offered (process facts 7.2).

That it is also the part that must be paid is [inferred].
"""
REQUEST = "Interim settlement pack, forms RTA4 and EPL4 (RTA Protocol 7.18, EL/PL Protocol 7.17)"
ANSWER = "Response to the interim settlement pack (RTA Protocol 7.18, EL/PL Protocol 7.17)"


def asked_for(request: Json) -> Decimal:
    """The payment asked for: every head that is pursued, after contribution."""
    return total(_values(request, "grossValueClaimed", pursued_only=True))


def offered_in(response: Json) -> Decimal:
    return total(_values(response, "grossValueOffered"))


def claimed_before(context: Context) -> Rows:
    return rows_in(context, "interim-pack-request")


def pursued_before(context: Context) -> Rows:
    return pursued(latest(context, "interim-pack-request") or {})


def _values(document: Json, member: str, *, pursued_only: bool = False) -> Iterator[Decimal]:
    for _, row in rows_of(document):
        gross = amount_of(row.get(member))
        if gross is not None and (is_pursued(row) or not pursued_only):
            share = amount_of(row.get("contributoryNegligence")) or Decimal(0)
            yield after_contribution(gross, share)


def _asks_for_enough(document: Json, _context: Context) -> Iterator[Fault]:
    asked = asked_for(document)
    if any(True for _ in rows_of(document)) and asked < LEAST_INTERIM:
        says = said(
            "must come to at least £1,000 over the heads that are pursued, not %(asked)s",
            asked=asked,
        )
        yield Fault("/losses", FaultCode.LESS_THAN_1000, says)


def _offers_enough(document: Json, _context: Context) -> Iterator[Fault]:
    """A request is for £1,000 or more, so that much can be paid; for nothing there is a
    rejection."""
    offered = offered_in(document)
    if any(True for _ in rows_of(document)) and offered < LEAST_INTERIM:
        says = said("must come to an offer of at least £1,000, not %(offered)s", offered=offered)
        yield Fault("/losses", FaultCode.LESS_THAN_1000, says)


# fmt: off
COMMON_REQUEST_RULES: tuple[Rule, ...] = (
    at_least_one("losses", message="must have at least one row", source=ERRORS, inferred=False),
    each("losses", more_than_zero("grossValueClaimed", source=ERRORS)),
    DIFFERENT_HEADS,
    special("the heads pursued come to £1,000 or more after contribution", _asks_for_enough,
            source=REQUEST, inferred=False),
)
COMMON_RESPONSE_RULES: tuple[Rule, ...] = (
    *CRU_RULES,
    at_least_one("losses", message="must have at least one row", source=ERRORS, inferred=False),
    each("losses", COMMENT_IF_NOT_AGREED),
    DIFFERENT_HEADS,
    special("only heads of the request are answered",
            only_heads_of(claimed_before, "interim settlement pack"), source=ANSWER),
    special("each head that is pursued is answered",
            every_head_of(pursued_before, "interim settlement pack"), source=ANSWER),
    special("agreed amounts are the amounts claimed", agreed_is_claimed(claimed_before),
            source=ANSWER, inferred=False),
    special("the offer is £1,000 or more after contribution", _offers_enough, source=ANSWER),
)
"""Of every type of claim."""

REQUEST_RULES: tuple[Rule, ...] = (
    *MEDCO_RULES,
    *COMMON_REQUEST_RULES,
    each("losses", NOT_ADDITIONAL),
    TARIFF_IN_FORCE,
)

RESPONSE_RULES: tuple[Rule, ...] = (*COMMON_RESPONSE_RULES, each("losses", NOT_ADDITIONAL))
# fmt: on
