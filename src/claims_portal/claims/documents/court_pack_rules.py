"""The rules of the court proceedings pack and its response.

The pack holds nothing new: its figures are those of the negotiation (RTA Protocol 7.64).
"""

from collections.abc import Callable, Iterator
from decimal import Decimal

from claims_portal.claims.documents.amounts import PENNY, after_contribution, amount_of
from claims_portal.claims.documents.base import Context, Finder, Json, Rule
from claims_portal.claims.documents.comparing import (
    Before,
    every_head_of,
    head_of,
    only_heads_of,
)
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.negotiation import (
    Rows,
    claimed_in_all,
    last_claimed,
    last_offered,
    latest,
    offered_in_all,
    rows_in,
    rows_of,
)
from claims_portal.claims.documents.pack_rules import (
    CLAIMED_TARIFF_ROW,
    DIFFERENT_HEADS,
    ERRORS,
    TARIFF_IN_FORCE,
    TARIFF_ROW,
)
from claims_portal.claims.documents.rules import (
    at,
    at_least_one,
    different,
    each,
    more_than_zero,
    needed,
    no,
    not_yes,
    special,
    unwanted,
    yes,
)
from claims_portal.sentences import said

PACK = "Court proceedings pack, forms RTA6, RTA7, EPL6 and EPL7 (RTA Protocol 7.64)"
ANSWER = "Response to the court proceedings pack (RTA Protocol 7.66, EL/PL Protocol 7.50)"


def claimed_in_pack(context: Context) -> Rows:
    return rows_in(context, "court-pack-request")


def said_before(before: Before, *names: str) -> Finder:
    """The figures are those of the last offer on the head."""

    def find(document: Json, context: Context) -> Iterator[Fault]:
        rows = before(context)
        for number, row in rows_of(document):
            last = rows.get(head_of(row), {})
            for name in names:
                earlier, now = amount_of(last.get(name)), amount_of(row.get(name))
                if earlier is not None and now is not None and earlier != now:
                    says = said(
                        "must be the %(amount)s of the last offer on this head of loss",
                        amount=earlier,
                    )
                    yield Fault(f"/losses/{number}/{name}", FaultCode.WRONG_VALUE, says)

    return find


def value_is_gross_less_contribution(gross: str) -> Finder:
    """A penny is left to programs that round otherwise."""

    def find(document: Json, _context: Context) -> Iterator[Fault]:
        for number, row in rows_of(document):
            before, now = amount_of(row.get(gross)), amount_of(row.get("valueAfterContribution"))
            share = amount_of(row.get("contributoryNegligence")) or Decimal(0)
            if before is None or now is None or share > 100:
                continue
            right = after_contribution(before, share)
            if abs(right - now) > PENNY:
                says = said("must be %(right)s: the gross value less the contribution", right=right)
                pointer = f"/losses/{number}/valueAfterContribution"
                yield Fault(pointer, FaultCode.WRONG_VALUE, says)

    return find


def final_offer(
    name: str, last: Callable[[Context], Decimal | None], whose: str, *, may_rise: bool = False
) -> Finder:
    """The offer is the last one of the negotiation; with `may_rise`, it may be better."""

    def find(document: Json, context: Context) -> Iterator[Fault]:
        now, before = amount_of(at(document, ("partB", name))), last(context)
        if now is None or before is None or now == before or (may_rise and now > before):
            return
        says = (
            said(
                "must be at least %(amount)s, the last offer of the %(whose)s",
                amount=before,
                whose=said(whose),
            )
            if may_rise
            else said(
                "must be %(amount)s, the last offer of the %(whose)s",
                amount=before,
                whose=said(whose),
            )
        )
        yield Fault(f"/partB/{name}", FaultCode.WRONG_VALUE, says)

    return find


def _paid_is_less_than_claimed(document: Json, _context: Context) -> Iterator[Fault]:
    for number, row in _disbursements(document):
        claimed, paid = amount_of(row.get("amountClaimed")), amount_of(row.get("amountPaid"))
        if claimed is not None and paid is not None and paid > claimed:
            says = "must not be more than the amount claimed"
            yield Fault(f"/disbursements/{number}/amountPaid", FaultCode.WRONG_VALUE, says)


def _each_dispute_has_its_reason(document: Json, context: Context) -> Iterator[Fault]:
    pack = latest(context, "court-pack-request")
    if pack is None:
        return
    disputed = {row.get("number"): row.get("description") for _, row in _disbursements(pack)}
    answered = [row.get("number") for _, row in _disbursements(document)]
    for place, number in enumerate(answered):
        if isinstance(number, int) and number not in disputed:
            says = "must be the number of a disbursement in the court proceedings pack"
            yield Fault(f"/disbursements/{place}/number", FaultCode.WRONG_VALUE, says)
    missing = [f"{number} ({says})" for number, says in disputed.items() if number not in answered]
    if missing:
        says = said(
            "must give the reason for each one in the pack, also for %(these)s",
            these=", ".join(missing),
        )
        yield Fault("/disbursements", FaultCode.MUST_BE_PROVIDED, says[:500])


def _disbursements(document: Json) -> list[tuple[int, Json]]:
    rows = document.get("disbursements")
    rows = rows if isinstance(rows, list | tuple) else ()
    return [(number, row) for number, row in enumerate(rows) if isinstance(row, dict)]


# fmt: off
SOLICITOR_RULES: tuple[Rule, ...] = (
    needed("defendantSolicitor/details", when=yes("defendantSolicitor/named"),
           why="when the defendant named a solicitor", source=ANSWER),
    unwanted("defendantSolicitor/details", when=not_yes("defendantSolicitor/named"),
             why="unless the defendant named a solicitor", source=ANSWER),
)

DIFFERENT_NUMBERS: Rule = different(
    "disbursements", "number", message="must not be the same in two rows", source=PACK,
)

COMMON_REQUEST_RULES: tuple[Rule, ...] = (
    at_least_one("losses", message="must have at least one row", source=ERRORS, inferred=False),
    DIFFERENT_HEADS,
    special("only heads of loss of the negotiation",
            only_heads_of(last_claimed, "negotiation"), source=PACK, inferred=False),
    special("every head of loss of the negotiation",
            every_head_of(last_claimed, "negotiation"), source=PACK),
    special("the claimant's figures are those of the last offer",
            said_before(last_claimed, "grossValueClaimed", "contributoryNegligence"),
            source=PACK, inferred=False),
    special("the value claimed is the gross value less the contribution",
            value_is_gross_less_contribution("grossValueClaimed"), source="Process facts 7.3",
            inferred=False),
    unwanted("disbursements", when=yes("allDisbursementsPaid"),
             why="when all disbursements are agreed and paid", source=PACK),
    at_least_one("disbursements", when=no("allDisbursementsPaid"), source=PACK,
                 message="must have at least one row unless all are agreed and paid"),
    each("disbursements", more_than_zero("amountClaimed", source=ERRORS)),
    DIFFERENT_NUMBERS,
    special("no more is paid of a disbursement than was claimed", _paid_is_less_than_claimed,
            source=PACK),
    special("the claimant's final offer is the last one made",
            final_offer("claimantFinalOffer", claimed_in_all, "claimant"), source=PACK),
    special("the defendant's final offer is the last one made",
            final_offer("defendantFinalOffer", offered_in_all, "defendant"), source=PACK),
    *SOLICITOR_RULES,
)
COMMON_RESPONSE_RULES: tuple[Rule, ...] = (
    at_least_one("losses", message="must have at least one row", source=ERRORS, inferred=False),
    DIFFERENT_HEADS,
    special("only heads of loss of the pack",
            only_heads_of(claimed_in_pack, "court proceedings pack"), source=ANSWER,
            inferred=False),
    special("every head of loss of the pack",
            every_head_of(claimed_in_pack, "court proceedings pack"), source=ANSWER),
    special("the compensator's figures are those of the last offer",
            said_before(last_offered, "grossValueOffered", "contributoryNegligence"),
            source=PACK, inferred=False),
    special("the value offered is the gross value less the contribution",
            value_is_gross_less_contribution("grossValueOffered"), source="Process facts 7.3",
            inferred=False),
    DIFFERENT_NUMBERS,
    special("each disputed disbursement has its reason", _each_dispute_has_its_reason,
            source=ANSWER, inferred=False),
    special("the defendant's final offer is not below the last one made",
            final_offer("defendantFinalOffer", offered_in_all, "defendant", may_rise=True),
            source=ANSWER),
    *SOLICITOR_RULES,
)
"""Of every type of claim."""

REQUEST_RULES: tuple[Rule, ...] = (
    *COMMON_REQUEST_RULES,
    each("losses", *CLAIMED_TARIFF_ROW),
    TARIFF_IN_FORCE,
)

RESPONSE_RULES: tuple[Rule, ...] = (*COMMON_RESPONSE_RULES, each("losses", *TARIFF_ROW))
# fmt: on
