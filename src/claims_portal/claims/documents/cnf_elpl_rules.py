"""The rules between the questions of forms EL1, ELD1 and PL1.

As in `cnf_rta_rules`, each names its source, and `inferred` marks what the published
record only suggests.
"""

from datetime import date

from claims_portal.claims.documents.base import Rule
from claims_portal.claims.documents.cnf_rules import (
    ERRORS,
    birthday,
    claimant_rules,
    defendant_rules,
    medical_rules,
    not_before_accident,
    other_text,
)
from claims_portal.claims.documents.faults import FaultCode
from claims_portal.claims.documents.rules import (
    at_least_one,
    in_order,
    is_,
    isnt,
    must_be,
    needed,
    not_in_future,
    unwanted,
)

CLAIM = "Forms EL1, ELD1 and PL1, tab 1 (claim and claimant)"
MEDICAL = "Forms EL1, ELD1 and PL1, tab 2 (medical)"
ACCIDENT = "Forms EL1 and PL1, tab 3 (accident)"
EXPOSURE = "Form ELD1, tab 3 (exposure)"
SCOPE = "EL/PL Protocol 4.1"
EXCLUDED = "EL/PL Protocol 4.3"

PROTOCOL_BEGINS = date(2013, 7, 31)


# fmt: off
def _reported(group: str, source: str) -> tuple[Rule, Rule]:
    """When and to whom is said exactly where something was reported."""
    answer, details = f"{group}/reported", f"{group}/reportedWhenAndToWhom"
    return (
        needed(details, when=is_(answer, "yes"), why="when it was reported", source=source),
        unwanted(details, when=isnt(answer, "yes"), why="unless it was reported", source=source),
    )


COMMON_RULES = (
    not_in_future("claim/notificationDate", source="Process facts 3.3: the limit runs from it",
                  inferred=True),
    *defendant_rules(CLAIM),
    *claimant_rules(CLAIM),
    *birthday("claimant/person/dateOfBirth"),
    *medical_rules(MEDICAL),
)

ACCIDENT_RULES = (
    in_order("claim/notificationDate", "accident/date", code=FaultCode.ON_OR_AFTER_ACCIDENT,
             message="must be on or after the date of accident", source=ERRORS),
    not_before_accident("injury/firstMedicalAttention"),
    not_in_future("accident/date", source=ERRORS),
    in_order("accident/date", PROTOCOL_BEGINS, code=FaultCode.WRONG_VALUE,
             message="must not be before 31 July 2013, when the process began", source=SCOPE,
             inferred=False),
    *_reported("accident", ACCIDENT),
)

EL_RULES = (*COMMON_RULES, *ACCIDENT_RULES)

ELD_RULES = (
    *COMMON_RULES,
    in_order("claim/notificationDate", PROTOCOL_BEGINS, code=FaultCode.WRONG_VALUE,
             message="must not be before 31 July 2013, when the process began", source=SCOPE),
    at_least_one("injury", "respiratory", "deafness", "vibration", "dermatitis", "other",
                 message="must have at least one disease ticked", source=MEDICAL),
    *_reported("exposure", EXPOSURE),
)

PL_RULES = (
    *COMMON_RULES,
    *ACCIDENT_RULES,
    # A person who is sued in business is entered as the business.
    must_be("defendant/kind", "business", source=EXCLUDED,
            message="must be “business”: a claim against a private individual is outside the "
                    "process"),
    *other_text("accident/claimantLocation", "accident/otherLocation", ACCIDENT),
)
# fmt: on
