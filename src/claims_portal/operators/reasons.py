"""Reasons that staff must give: long enough to mean something, short enough for the audit."""

from claims_portal.accounts.saving import must_fit_reason
from claims_portal.operators.refusals import ReasonMissing

LEAST = 10


def must_be_reason(reason: str) -> None:
    if len(reason.strip()) < LEAST:
        raise ReasonMissing(LEAST)
    must_fit_reason(reason)
