"""The sentences of faults, where a person at a form needs other words than a program."""

from django.utils.translation import gettext as _

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.outline import Question, outline, sentence
from claims_portal.web.wording import in_language

MISSING = frozenset(
    {
        FaultCode.MUST_BE_PROVIDED,
        FaultCode.OTHER_MUST_BE_PROVIDED,
        FaultCode.AT_LEAST_ONE,
        FaultCode.MISSING_ACCIDENT_DATE,
        FaultCode.INSURER_NOT_SELECTED,
        FaultCode.NI_NUMBER_AND_COMMENT_MISSING,
    }
)
"""The codes that say no more than that something is still to be answered."""


def message_of(document_type: type[Document], fault: Fault) -> str:
    """The fault's sentence for people who type into controls rather than write JSON."""
    question = _question_at(document_type, fault.pointer)
    if question is None:
        return fault.message
    if fault.code is FaultCode.MUST_BE_PROVIDED and question.kind in ("flag", "code"):
        choose = _("choose yes or no") if question.kind == "flag" else _("choose one")
        return f"“{in_language(question.label)}”: {choose}"
    return _format_message(document_type, question, fault)


def _format_message(document_type: type[Document], question: Question, fault: Fault) -> str:
    if fault.code is not FaultCode.FORMAT_NOT_VALID:
        return fault.message
    if question.kind == "date" and _("1 January 1900") not in fault.message:
        says = _("must be a real date with day, month and year")
    elif question.kind == "money":
        says = _("must be an amount in pounds and pence, like 1250.00")
    elif question.kind == "percentage":
        says = _("must be a number from 0 to 100 with at most two decimals")
    elif question.kind == "flag":
        says = _("must be “yes” or “no”")
    else:
        return fault.message
    return sentence(document_type, fault.pointer, says)


def _question_at(document_type: type[Document], pointer: str) -> Question | None:
    starred = "".join("/*" if step.isdecimal() else f"/{step}" for step in pointer.split("/")[1:])
    for part in outline(document_type).questions():
        if part.pointer == starred:
            return part
    return None
