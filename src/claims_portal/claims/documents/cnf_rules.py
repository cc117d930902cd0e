"""The rules that every claim notification form has, whatever the type of the claim."""

from collections.abc import Iterator
from datetime import date

from claims_portal.claims.documents.base import Context, Json, Rule
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.rules import (
    all_of,
    as_day,
    at,
    either,
    in_order,
    is_,
    isnt,
    must_be,
    needed,
    no,
    not_in_future,
    not_yes,
    special,
    unwanted,
    yes,
)
from claims_portal.sentences import said

ERRORS = "Error list of the old interface"
OTHER_NEEDED = FaultCode.OTHER_MUST_BE_PROVIDED

individual = is_("defendant/kind", "individual")
business = is_("defendant/kind", "business")
time_off, no_time_off = yes("injury/timeOffWork"), no("injury/timeOffWork")
attention, no_attention = yes("injury/medicalAttention"), no("injury/medicalAttention")
hospital, no_hospital = yes("injury/hospital"), no("injury/hospital")


def other_text(path: str, text: str, source: str, word: str = "other") -> tuple[Rule, Rule]:
    """The text is given exactly where the code says "other"."""
    why = said("when “%(word)s” is chosen", word=word)
    only = said("unless “%(word)s” is chosen", word=word)
    return (
        needed(text, when=is_(path, word), why=why, code=OTHER_NEEDED, source=source),
        unwanted(text, when=isnt(path, word), why=only, source=source),
    )


def birthday(path: str) -> tuple[Rule, Rule]:
    return (
        not_in_future(path, source=ERRORS),
        in_order(
            path,
            "accident/date",
            earlier=True,
            code=FaultCode.BEFORE_ACCIDENT,
            message="must be before the date of accident",
            source=ERRORS,
        ),
    )


def not_before_accident(path: str) -> Rule:
    """For the day on which a medical professional was seen first."""
    return in_order(
        path,
        "accident/date",
        code=FaultCode.ACCIDENT_AFTER_MEDICAL_ATTENTION,
        message="must not be before the date of accident",
        source=ERRORS,
        inferred=False,
    )


def age_on(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _child_flag(document: Json, context: Context) -> Iterator[Fault]:
    today = as_day(context.get("today"))
    born = as_day(at(document, ("claimant", "person", "dateOfBirth")))
    child = at(document, ("claimant", "child"))
    if today is None or born is None or born > today or not isinstance(child, bool):
        return
    if child is not (age_on(born, today) < 18):
        says = "must be “yes” for a claimant under 18" if not child else (
            "must be “no” for a claimant of 18 or over"
        )  # fmt: skip
        yield Fault("/claimant/child", FaultCode.WRONG_VALUE, says)


# fmt: off
def defendant_rules(source: str) -> tuple[Rule, ...]:
    """The defendant is described once, as what it is; one compensator is chosen."""
    return (
        needed("defendant/person", when=individual, why="when the defendant is an individual",
               source=source),
        unwanted("defendant/organisation", when=individual,
                 why="when the defendant is an individual", source=source),
        needed("defendant/organisation", when=business, why="when the defendant is a business",
               source=source),
        unwanted("defendant/person", when=business, why="when the defendant is a business",
                 source=source),
        *other_text("defendant/person/title", "defendant/person/otherTitle", source),
        must_be("defendant/compensator/chosen", True, message="must be “yes” for the compensator",
                source=source),
    )


def claimant_rules(source: str) -> tuple[Rule, ...]:
    return (
        *other_text("claimant/person/title", "claimant/person/otherTitle", source),
        special("claimant/child is yes exactly for a claimant under 18", _child_flag,
                source=source, inferred=False),
        either("claimant/nationalInsuranceNumber", "claimant/noNationalInsuranceNumberReason",
               neither=(FaultCode.NI_NUMBER_AND_COMMENT_MISSING,
                        "must be given, or the reason why there is none"),
               both=(FaultCode.NI_NUMBER_AND_COMMENT,
                     "must not be given together with the number"),
               source=ERRORS, inferred=False),
    )


def medical_rules(source: str) -> tuple[Rule, ...]:
    """Time off work, medical attention, hospitals and rehabilitation."""
    return (
        needed("injury/stillOffWork", when=time_off, why="when time off work was needed",
               source=source),
        needed("injury/daysOffWork", when=all_of(time_off, not_yes("injury/stillOffWork")),
               why="when time off work was needed and has ended", source=source),
        unwanted("injury/daysOffWork", "injury/stillOffWork", when=no_time_off,
                 why="when no time off work was needed", source=source),
        needed("injury/firstMedicalAttention", when=attention,
               why="when medical attention was sought", source=source),
        unwanted("injury/firstMedicalAttention", when=no_attention,
                 why="when no medical attention was sought", source=source),
        not_in_future("injury/firstMedicalAttention", source=ERRORS, inferred=True),
        needed("injury/overnight", when=hospital, why="when a hospital was attended",
               source=source),
        needed("injury/daysInHospital", when=all_of(hospital, yes("injury/overnight")),
               why="when the claimant was kept overnight", source=source),
        unwanted("injury/overnight", "injury/daysInHospital", "hospitals", when=no_hospital,
                 why="when no hospital was attended", source=source),
        needed("rehabilitation/treatment", when=is_("rehabilitation/recommended", "yes"),
               why="when rehabilitation was recommended", source=source),
        needed("rehabilitation/details", when=yes("rehabilitation/needs"),
               why="when rehabilitation needs are known", source=source),
    )
# fmt: on
