"""The rules between the questions of the answers and packs, and of the exit."""

from collections.abc import Iterator, Mapping
from typing import Any

from claims_portal.claims.documents.base import Context, Json, Rule
from claims_portal.claims.documents.codes import ExitReason
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.rules import (
    as_amount,
    as_day,
    at,
    at_least_one,
    different,
    each,
    either,
    is_,
    isnt,
    more_than_zero,
    must_be,
    needed,
    no,
    not_in_future,
    not_yes,
    special,
    unwanted,
    yes,
)

RESPONSE = "Compensator response to form RTA1 (RTA Protocol 6.10 to 6.16)"
PACK = "Stage 2 settlement pack, form RTA5 (RTA Protocol 7.32)"
ANSWER = "Response to the stage 2 settlement pack, form RTA5 (RTA Protocol 7.38)"
ERRORS = "Error list of the old interface"
TARIFF = "Whiplash Injury Regulations 2021"
EXITS = "Exit reasons of the portal"

ADMITTED = ("admitted", "admitted-with-contributory-negligence")


def _admissions(document: Json, _context: Context) -> Iterator[Fault]:
    if at(document, ("liability", "decision")) not in ADMITTED:
        return
    for name in ("accidentOccurred", "causedByDefendant", "causedSomeLoss"):
        answer = at(document, ("liability", "admissions", name))
        if answer is True:
            continue
        code = FaultCode.MUST_BE_PROVIDED if answer is None else FaultCode.WRONG_VALUE
        says = "must be “yes” when liability is admitted"
        yield Fault(f"/liability/admissions/{name}", code, says)


def _born_before_accident(document: Json, context: Context) -> Iterator[Fault]:
    born = as_day(document.get("defendantDateOfBirth"))
    accident = as_day(context.get("accident_date"))
    if born and accident and born >= accident:
        says = "must be before the date of accident"
        yield Fault("/defendantDateOfBirth", FaultCode.BEFORE_ACCIDENT, says)


def _rows(document: Any) -> list[tuple[int, Mapping[str, Any]]]:
    rows = at(document, ("losses",))
    if not isinstance(rows, list):
        return []
    return [(number, row) for number, row in enumerate(rows) if isinstance(row, dict)]


def _claimed(context: Context) -> dict[str, Mapping[str, Any]] | None:
    """The claimed rows by head, where the pack that is answered is known."""
    request = (context.get("sent") or {}).get("rta-settlement-pack-request")
    if not isinstance(request, dict):
        return None
    return {row["head"]: row for _, row in _rows(request) if isinstance(row.get("head"), str)}


def _heads_match(document: Json, context: Context) -> Iterator[Fault]:
    claimed = _claimed(context)
    rows = _rows(document)
    if claimed is None or not rows:
        return
    answered = {row.get("head") for _, row in rows if isinstance(row.get("head"), str)}
    for number, row in rows:
        head = row.get("head")
        if isinstance(head, str) and head not in claimed:
            says = "must be one of the heads of loss in the settlement pack"
            yield Fault(f"/losses/{number}/head", FaultCode.WRONG_VALUE, says)
    missing = [head for head in claimed if head not in answered]
    if missing and at(document, ("agreement", "decision")) != "repudiate":
        says = f"must answer every head of loss in the settlement pack, also {', '.join(missing)}"
        yield Fault("/losses", FaultCode.MUST_BE_PROVIDED, says)


SAME_AS_CLAIMED = (
    ("grossValueOffered", "grossValueClaimed"),
    ("contributoryNegligence", "contributoryNegligence"),
    ("interest", "interest"),
)


def _agreed_values(document: Json, context: Context) -> Iterator[Fault]:
    """Agreed is what was claimed; a confirmed pack repeats every figure of the request."""
    claimed = _claimed(context) or {}
    confirmed = at(document, ("agreement", "decision")) == "confirm"
    for number, row in _rows(document):
        head = row.get("head")
        request = claimed.get(head) if isinstance(head, str) else None
        if request is None:
            continue
        figures = SAME_AS_CLAIMED if confirmed else SAME_AS_CLAIMED[:1]
        if not confirmed and row.get("grossAmountAgreed") is not True:
            continue
        for name, of_request in figures:
            offered, asked = as_amount(row.get(name)), as_amount(request.get(of_request))
            if offered is not None and asked is not None and offered != asked:
                says = f"must be the {asked} that was claimed, since it is agreed"
                yield Fault(f"/losses/{number}/{name}", FaultCode.WRONG_VALUE, says)


def _confirm_agrees_all(document: Json, _context: Context) -> Iterator[Fault]:
    if at(document, ("agreement", "decision")) != "confirm":
        return
    for number, row in _rows(document):
        if row.get("grossAmountAgreed") is False:
            says = "must be “yes” in every row when the pack is confirmed"
            yield Fault(f"/losses/{number}/grossAmountAgreed", FaultCode.WRONG_VALUE, says)


def _exit_reason_of_side(document: Json, context: Context) -> Iterator[Fault]:
    side, reason = context.get("side"), document.get("reason")
    if side is None or not isinstance(reason, str):
        return
    claim_type = context.get("claim_type", "rta")
    allowed = [code.value for code in ExitReason if code.may_be_given_by(side, claim_type)]
    if reason not in allowed and reason in [code.value for code in ExitReason]:
        says = "must be a reason that this side may give"
        yield Fault("/reason", FaultCode.WRONG_VALUE, says)


# fmt: off
ADMISSION_RULES: tuple[Rule, ...] = (
    special("all three admissions when liability is admitted", _admissions, source=RESPONSE,
            inferred=False),
    needed("liability/reasonsNotAdmitted", when=is_("liability/decision", "not-admitted"),
           why="when liability is not admitted", source=RESPONSE),
    unwanted("liability/reasonsNotAdmitted", when=is_("liability/decision", "admitted"),
             why="when liability is admitted", source=RESPONSE),
)

LIABILITY_RULES: tuple[Rule, ...] = (
    needed("otherCapacity", when=is_("capacity", "other"), why="when “other” is chosen",
           code=FaultCode.OTHER_MUST_BE_PROVIDED, source=RESPONSE),
    unwanted("otherCapacity", when=isnt("capacity", "other"), why="unless “other” is chosen",
             source=RESPONSE),
    *ADMISSION_RULES,
    not_in_future("defendantDateOfBirth", source=ERRORS),
    special("the defendant was born before the accident", _born_before_accident, source=RESPONSE,
            inferred=False),
)

_TARIFF_ROW = (
    needed("tariffType", "injuryDuration", when=is_("head", "whiplash-tariff"),
           why="for the whiplash tariff", source=TARIFF),
    unwanted("tariffType", "injuryDuration", "uplift", when=isnt("head", "whiplash-tariff"),
             why="outside the whiplash tariff", source=TARIFF),
    needed("upliftPercentage", when=yes("uplift"), why="when there is an uplift", source=TARIFF),
    unwanted("upliftPercentage", when=not_yes("uplift"), why="without an uplift", source=TARIFF),
)
_DIFFERENT_HEADS = different("losses", "head", message="must not be the same in two rows",
                             source=PACK)
_NOT_ADDITIONAL = must_be(
    "head", None, when=is_("head", "additional-damages"), source=PACK,
    message="must not be additional damages: they have a pack of their own",
)

REQUEST_RULES: tuple[Rule, ...] = (
    needed("medicalReports/medcoCaseNumber", when=yes("medicalReports/softTissueInjury"),
           why="for a soft tissue injury", source="RTA Protocol 7.8A"),
    at_least_one("losses", message="must have at least one row", source=ERRORS, inferred=False),
    each("losses",
         more_than_zero("grossValueClaimed", source=ERRORS),
         *_TARIFF_ROW,
         needed("upliftReason", when=yes("uplift"), why="when an uplift is claimed",
                source=TARIFF),
         unwanted("upliftReason", when=not_yes("uplift"), why="without an uplift",
                  source=TARIFF),
         _NOT_ADDITIONAL),
    _DIFFERENT_HEADS,
)

RESPONSE_RULES: tuple[Rule, ...] = (
    either("cru/reference", "cru/noReferenceReason",
           neither=(FaultCode.MUST_BE_PROVIDED, "must be given, or the reason why there is none"),
           source=ANSWER),
    at_least_one("losses", when=is_("agreement/decision", "confirm", "counter-offer"),
                 message="must have at least one row", source=ERRORS),
    each("losses",
         needed("comments", when=no("grossAmountAgreed"),
                why="when the gross amount is not agreed", source=ANSWER),
         *_TARIFF_ROW,
         _NOT_ADDITIONAL),
    _DIFFERENT_HEADS,
    special("a confirmed pack agrees every row", _confirm_agrees_all, source=ANSWER,
            inferred=False),
    special("the answer has the heads of loss of the pack", _heads_match, source=ANSWER),
    special("agreed amounts are the amounts claimed", _agreed_values, source=ANSWER,
            inferred=False),
)

EXIT_RULES: tuple[Rule, ...] = (
    needed("comment", when=is_("reason", "other"), why="when “other” is chosen",
           code=FaultCode.OTHER_MUST_BE_PROVIDED, source=EXITS),
    special("the reason is one of this side's", _exit_reason_of_side, source=EXITS,
            inferred=False),
)
# fmt: on
