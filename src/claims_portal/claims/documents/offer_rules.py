"""The rules of the settlement pack, the counter offers and the additional damages.

Each answers what was sent before: heads of loss are those of the earlier forms, what is
agreed is what was claimed, and what both sides said alike is not opened again.
"""

from collections.abc import Iterator
from decimal import Decimal

from claims_portal.claims.documents.amounts import amount_of
from claims_portal.claims.documents.base import Context, Json, Rule
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.documents.comparing import (
    agreed_is_claimed,
    every_head_of,
    head_of,
    only_heads_of,
)
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.negotiation import (
    AS_CLAIMED,
    claimed_in_all,
    decision_of,
    last_claimed,
    last_offered,
    latest,
    rows_of,
)
from claims_portal.claims.documents.pack_rules import (
    CLAIMED_TARIFF_ROW,
    COMMENT_IF_NOT_AGREED,
    CRU_RULES,
    DIFFERENT_HEADS,
    ERRORS,
    MEDCO_RULES,
    NOT_ADDITIONAL,
    TARIFF_BEGINS,
    TARIFF_IN_FORCE,
    TARIFF_ROW,
)
from claims_portal.claims.documents.rules import (
    as_day,
    at,
    at_least_one,
    each,
    is_,
    more_than_zero,
    must_be,
    special,
)
from claims_portal.sentences import said

ANSWER = "Response to the stage 2 settlement pack (RTA Protocol 7.38, EL/PL Protocol 7.32)"
OFFERS = "Counter offers (RTA Protocol 7.35 to 7.37, EL/PL Protocol 7.32 to 7.34)"
DAMAGES = "Additional damages (RTA Protocol 7.51; process facts 2.1, R31)"
INJURY = "Process facts 2.1, R20: whiplash ticked in the notification is a tariff injury"

FIGURES = ("grossValue", "contributoryNegligence", "interest")
TARIFF_ANSWERS = ("tariffType", "injuryDuration", "uplift", "upliftPercentage")


def _all_rows_agreed(document: Json, _context: Context) -> Iterator[Fault]:
    if decision_of(document) not in AS_CLAIMED:
        return
    for number, row in rows_of(document):
        if row.get("grossAmountAgreed") is False:
            says = said(
                "must be “yes” in every row when the decision is “%(decision)s”",
                decision=decision_of(document),
            )
            yield Fault(f"/losses/{number}/grossAmountAgreed", FaultCode.WRONG_VALUE, says)


def _taken_over_whole(document: Json, context: Context) -> Iterator[Fault]:
    """Confirmed is what was claimed: every figure, every answer on the tariff, and the sum."""
    if decision_of(document) not in AS_CLAIMED:
        return
    claimed, says = last_claimed(context), ""
    for number, row in rows_of(document):
        before = claimed.get(head_of(row), {})
        for name, asked in _figures_that_differ(row, before):
            says = said("must be the %(asked)s that was claimed, since it is agreed", asked=asked)
            yield Fault(f"/losses/{number}/{name}", FaultCode.WRONG_VALUE, says)
        for name in TARIFF_ANSWERS if before else ():
            if (row.get(name) or None) != (before.get(name) or None):
                says = "must be as it was claimed, since it is agreed"
                yield Fault(f"/losses/{number}/{name}", FaultCode.WRONG_VALUE, says)
    asked_in_all, offered = claimed_in_all(context), _gross_amount(document)
    if asked_in_all is not None and offered is not None and offered != asked_in_all:
        says = said(
            "must be the %(asked_in_all)s that was claimed in all, since it is agreed",
            asked_in_all=asked_in_all,
        )
        yield Fault("/agreement/grossAmount", FaultCode.WRONG_VALUE, says)


def _figures_that_differ(row: Json, claimed: Json) -> Iterator[tuple[str, Decimal]]:
    for figure in FIGURES:
        name, of_claim = _name_of(figure, "Offered"), _name_of(figure, "Claimed")
        offered, asked = amount_of(row.get(name)), amount_of(claimed.get(of_claim))
        if offered is not None and asked is not None and offered != asked:
            yield name, asked


def _agreed_heads_stay(document: Json, context: Context) -> Iterator[Fault]:
    """What both sides said alike of an agreed head is frozen; the rest may be changed."""
    claimed, offered = last_claimed(context), last_offered(context)
    for number, row in rows_of(document):
        before, answer = claimed.get(head_of(row), {}), offered.get(head_of(row), {})
        if answer.get("grossAmountAgreed") is not True:
            continue
        for figure in FIGURES:
            name = _name_of(figure, "Claimed")
            agreed = amount_of(before.get(name))
            answered = amount_of(answer.get(_name_of(figure, "Offered")))
            now = amount_of(row.get(name))
            if agreed is not None and agreed == answered and now is not None and now != agreed:
                says = said("must stay %(agreed)s: this head of loss is agreed", agreed=agreed)
                yield Fault(f"/losses/{number}/{name}", FaultCode.WRONG_VALUE, says)


def _has_additional_damages(document: Json, _context: Context) -> Iterator[Fault]:
    heads = [row.get("head") for _, row in rows_of(document)]
    if HeadOfLoss.ADDITIONAL_DAMAGES not in heads:
        says = said(
            "must have a row for %(head)s", head=said(HeadOfLoss.ADDITIONAL_DAMAGES.label.lower())
        )
        yield Fault("/losses", FaultCode.MUST_BE_PROVIDED, says)


def _additional_damages_are_something(document: Json, _context: Context) -> Iterator[Fault]:
    for number, row in rows_of(document):
        value = amount_of(row.get("grossValueClaimed"))
        if row.get("head") == HeadOfLoss.ADDITIONAL_DAMAGES and value is not None and value <= 0:
            says = "must be more than zero for the additional damages"
            yield Fault(f"/losses/{number}/grossValueClaimed", FaultCode.GREATER_THAN_ZERO, says)


def _tariff_claimed_for_whiplash(document: Json, context: Context) -> Iterator[Fault]:
    accident = as_day(context.get("accident_date"))
    ticked = at(latest(context, "cnf") or {}, ("injury", "whiplash")) is True
    if not ticked or accident is None or accident < TARIFF_BEGINS:
        return
    rows = list(rows_of(document))
    if rows and all(row.get("head") != HeadOfLoss.TARIFF for _, row in rows):
        says = said(
            "must have a row for %(head)s, since whiplash is ticked in the claim notification form",
            head=said(HeadOfLoss.TARIFF.label.lower()),
        )
        yield Fault("/losses", FaultCode.MUST_BE_PROVIDED, says)


def _name_of(figure: str, side: str) -> str:
    return f"{figure}{side}" if figure == "grossValue" else figure


def _gross_amount(document: Json) -> Decimal | None:
    return amount_of(at(document, ("agreement", "grossAmount")))


def same_heads(pack: str, source: str) -> tuple[Rule, Rule]:
    """The rows are about the heads of loss that the claimant claims, all of them and no other."""
    return (
        special(
            said("only heads of loss of the %(pack)s", pack=said(pack)),
            only_heads_of(last_claimed, pack),
            source=source,
        ),
        special(
            said("every head of loss of the %(pack)s", pack=said(pack)),
            every_head_of(last_claimed, pack),
            source=source,
        ),
    )


# fmt: off
AGREED_RULES: tuple[Rule, ...] = (
    special("what is confirmed, accepted or agreed agrees every row", _all_rows_agreed,
            source=ANSWER, inferred=False),
    special("what is confirmed, accepted or agreed repeats every figure of the claim",
            _taken_over_whole, source=ANSWER, inferred=False),
    special("agreed amounts are the amounts claimed", agreed_is_claimed(last_claimed),
            source=ANSWER, inferred=False),
)
"""Of every answer to what the claimant claims, whatever the claim's type."""

COMMON_REQUEST_RULES: tuple[Rule, ...] = (
    at_least_one("losses", message="must have at least one row", source=ERRORS, inferred=False),
    each("losses", more_than_zero("grossValueClaimed", source=ERRORS)),
    DIFFERENT_HEADS,
)
COMMON_RESPONSE_RULES: tuple[Rule, ...] = (
    *CRU_RULES,
    at_least_one("losses", when=is_("agreement/decision", "confirm", "counter-offer"),
                 message="must have at least one row", source=ERRORS),
    each("losses", COMMENT_IF_NOT_AGREED),
    DIFFERENT_HEADS,
    *same_heads("settlement pack", ANSWER),
    *AGREED_RULES,
)
COMMON_OFFER_BY_REPRESENTATIVE_RULES: tuple[Rule, ...] = (
    DIFFERENT_HEADS,
    more_than_zero("agreement/grossAmount", source=ERRORS, inferred=True),
    *same_heads("settlement pack", OFFERS),
)
COMMON_OFFER_BY_COMPENSATOR_RULES: tuple[Rule, ...] = (
    DIFFERENT_HEADS,
    *same_heads("offer that it answers", OFFERS),
    *AGREED_RULES,
)
"""Of every type of claim."""

REQUEST_RULES: tuple[Rule, ...] = (
    *MEDCO_RULES,
    *COMMON_REQUEST_RULES,
    each("losses",
         *CLAIMED_TARIFF_ROW,
         must_be("injuryDuration", None, when=is_("injuryDuration", "no-band"), source=ERRORS,
                 message="must be one of the bands of the tariff"),
         NOT_ADDITIONAL),
    TARIFF_IN_FORCE,
    special("whiplash ticked in the notification is claimed under the tariff",
            _tariff_claimed_for_whiplash, source=INJURY, inferred=False),
)

RESPONSE_RULES: tuple[Rule, ...] = (
    *COMMON_RESPONSE_RULES,
    each("losses", *TARIFF_ROW, NOT_ADDITIONAL),
)

OFFER_BY_REPRESENTATIVE_RULES: tuple[Rule, ...] = (
    *COMMON_OFFER_BY_REPRESENTATIVE_RULES,
    each("losses", *CLAIMED_TARIFF_ROW, NOT_ADDITIONAL),
)

OFFER_BY_COMPENSATOR_RULES: tuple[Rule, ...] = (
    *COMMON_OFFER_BY_COMPENSATOR_RULES,
    each("losses", *TARIFF_ROW, NOT_ADDITIONAL),
)

DAMAGES_REQUEST_RULES: tuple[Rule, ...] = (
    special("the additional damages have a row", _has_additional_damages, source=DAMAGES,
            inferred=False),
    special("the additional damages are more than nothing", _additional_damages_are_something,
            source=DAMAGES, inferred=False),
    each("losses", *CLAIMED_TARIFF_ROW),
    DIFFERENT_HEADS,
    TARIFF_IN_FORCE,
    more_than_zero("agreement/grossAmount", source=ERRORS, inferred=True),
    special("the heads of loss of the negotiation are claimed on",
            every_head_of(last_claimed, "settlement pack"), source=DAMAGES),
    special("heads already agreed are frozen", _agreed_heads_stay, source=DAMAGES,
            inferred=False),
)

DAMAGES_RESPONSE_RULES: tuple[Rule, ...] = (
    at_least_one("losses", message="must have at least one row", source=ERRORS, inferred=False),
    each("losses", *TARIFF_ROW),
    DIFFERENT_HEADS,
    *same_heads("request for additional damages", DAMAGES),
    *AGREED_RULES,
)
# fmt: on
