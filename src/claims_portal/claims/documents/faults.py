"""What is wrong with a form, said to the person or program that sent it."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec


class FaultCode(StrEnum):
    """The codes of the old interface, spelt as it spelt them."""

    MUST_NOT_BE_PROVIDED = "MustNotBeProvided"
    MUST_BE_PROVIDED = "MustBeProvided"
    FORMAT_NOT_VALID = "FormatNotValid"
    AT_LEAST_ONE = "AtLeastOne"
    OTHER_MUST_BE_PROVIDED = "OtherMustBeProvided"
    WRONG_VALUE = "WrongValue"
    FUTURE_DATE = "FutureDate"
    NI_NUMBER_AND_COMMENT = "NINEnteredCommet"
    NI_NUMBER_AND_COMMENT_MISSING = "NINMissingCommet"
    GREATER_THAN_ZERO = "GreaterThanZero"
    EQUAL_OR_GREATER_THAN_ZERO = "EqualGreaterThanZero"
    MISSING_ACCIDENT_DATE = "MissingAccidentDate"
    INSURER_NOT_SELECTED = "InsurerNotSelected"
    ACCIDENT_AFTER_MEDICAL_ATTENTION = "AccidentDateAfterMedicalAttentionDate"
    ON_OR_AFTER_ACCIDENT = "DateAfterOrOnAccidentDate"
    LESS_THAN_1000 = "LessThan1000"
    AFTER_CURRENT_TIMEOUT = "AfterCurrentTimeoutDate"
    BEFORE_ACCIDENT = "DateBeforeAccidentDate"


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong: where (RFC 6901 pointer), which code, and a sentence."""

    pointer: str
    code: FaultCode
    message: str


class DocumentRefused(Exception):
    """The form cannot be taken. Carries every fault, in the order of the form."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{fault.pointer}: {fault.message}" for fault in self.faults))


class NotJson(Exception):
    """The body is not JSON at all. The text says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def pointer_step(name: str) -> str:
    """A member's name as it stands in a JSON pointer."""
    return "/" + name.replace("~", "~0").replace("/", "~1")
