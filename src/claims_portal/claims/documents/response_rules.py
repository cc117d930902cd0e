"""The rules between the questions of the liability response and of the exit."""

from collections.abc import Iterator

from claims_portal.claims.documents.base import Context, Json, Rule
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.rules import (
    as_day,
    at,
    is_,
    isnt,
    needed,
    not_in_future,
    special,
    unwanted,
)

RESPONSE = "Compensator response to form RTA1 (RTA Protocol 6.10 to 6.16)"
ERRORS = "Error list of the old interface"
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


def _reason_left_here(document: Json, context: Context) -> Iterator[Fault]:
    """Nothing of what is no reason at all: that was said where the list is."""
    reason, left = document.get("reason"), context.get("leaves", {}).get("reason")
    if left is not None and isinstance(reason, str) and reason not in left:
        says = "must be a reason that this side may give at this point"
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

REASON_LEFT = special(
    "the reason is one that this side may give in the claim's type and phase", _reason_left_here,
    source=EXITS, inferred=False,
)
EXIT_RULES: tuple[Rule, ...] = (
    needed("comment", when=is_("reason", "other"), why="when “other” is chosen",
           code=FaultCode.OTHER_MUST_BE_PROVIDED, source=EXITS),
    REASON_LEFT,
)
REJECTION_RULES: tuple[Rule, ...] = (REASON_LEFT,)
# fmt: on
