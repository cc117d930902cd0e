"""The rules that the packs have in common: their rows, the CRU reference, the MedCo case.

All of them hold for one form alone; what compares it with earlier ones is in `offer_rules`.
"""

from collections.abc import Iterator
from datetime import date

from claims_portal.claims.documents.base import Context, Json, Rule
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.negotiation import rows_of
from claims_portal.claims.documents.rules import (
    as_day,
    different,
    either,
    is_,
    isnt,
    must_be,
    needed,
    no,
    not_yes,
    special,
    unwanted,
    yes,
)

ERRORS = "Error list of the old interface"
TARIFF = "Whiplash Injury Regulations 2021"
MEDCO = "RTA Protocol 7.8A"
CRU = "Packs of release 5 (RTA Protocol 6.12, EL/PL Protocol 6.12)"
ROWS = "Loss rows of the packs"

TARIFF_BEGINS = date(2021, 5, 31)


def _tariff_in_force(document: Json, context: Context) -> Iterator[Fault]:
    accident = as_day(context.get("accident_date"))
    if accident is None or accident >= TARIFF_BEGINS:
        return
    for number, row in rows_of(document):
        if row.get("head") == HeadOfLoss.TARIFF:
            says = "must not be the whiplash tariff for an accident before 31 May 2021"
            yield Fault(f"/losses/{number}/head", FaultCode.WRONG_VALUE, says)


# fmt: off
MEDCO_RULES: tuple[Rule, ...] = (
    needed("medicalReports/medcoCaseNumber", when=yes("medicalReports/softTissueInjury"),
           why="for a soft tissue injury", source=MEDCO, inferred=False),
)

CRU_RULES: tuple[Rule, ...] = (
    either("cru/reference", "cru/noReferenceReason",
           neither=(FaultCode.MUST_BE_PROVIDED, "must be given, or the reason why there is none"),
           source=CRU, inferred=False),
)

TARIFF_ROW: tuple[Rule, ...] = (
    needed("tariffType", "injuryDuration", when=is_("head", "whiplash-tariff"),
           why="for the whiplash tariff", source=TARIFF),
    unwanted("tariffType", "injuryDuration", "uplift", when=isnt("head", "whiplash-tariff"),
             why="outside the whiplash tariff", source=TARIFF),
    needed("upliftPercentage", when=yes("uplift"), why="when there is an uplift", source=TARIFF),
    unwanted("upliftPercentage", when=not_yes("uplift"), why="without an uplift", source=TARIFF),
)

CLAIMED_TARIFF_ROW: tuple[Rule, ...] = (
    *TARIFF_ROW,
    needed("upliftReason", when=yes("uplift"), why="when an uplift is claimed", source=TARIFF),
    unwanted("upliftReason", when=not_yes("uplift"), why="without an uplift", source=TARIFF),
)

TARIFF_IN_FORCE: Rule = special(
    "the whiplash tariff holds for accidents from 31 May 2021", _tariff_in_force, source=TARIFF,
    inferred=False,
)

COMMENT_IF_NOT_AGREED: Rule = needed(
    "comments", when=no("grossAmountAgreed"), why="when the gross amount is not agreed",
    source="Rows of a response that are not agreed (process facts 2.1, R14 and R21)",
    inferred=False,
)

NOT_ADDITIONAL: Rule = must_be(
    "head", None, when=is_("head", "additional-damages"), source=ROWS,
    message="must not be additional damages: they have a pack of their own",
)

DIFFERENT_HEADS: Rule = different(
    "losses", "head", message="must not be the same in two rows", source=ROWS,
)
# fmt: on
