"""The form for the defendant (RTA2, EL2, ELD2, PL2), which the claimant representative posts.

It is the claim notification form without the claimant's date of birth and National Insurance
number (process facts 3.3), and without the referral source, which is never printed (3.2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims_portal.accounts.actor import Actor
from claims_portal.claims import disclosure
from claims_portal.claims.documents.cnf import CNF_TYPES, Cnf
from claims_portal.claims.models import Claim
from claims_portal.claims.process.sides import Side
from claims_portal.claims.refusals import ClaimRefusal, NotAllowed

NOT_FOR_THE_DEFENDANT = frozenset(
    {"dateOfBirth", "nationalInsuranceNumber", "noNationalInsuranceNumberReason", "referral"}
)
"""Left out wherever they stand. The reason for a missing number is free text that may hold it."""


class NothingSent(ClaimRefusal):
    code = "nothing-sent"

    def __init__(self) -> None:
        super().__init__("The claim notification form of this claim has not been sent yet.")


@dataclass(frozen=True)
class DefendantOnlyForm:
    form_number: str
    document_type: type[Cnf]
    body: dict[str, Any]
    """Not a whole notification form any more: what the defendant must not see is gone."""
    document_number: int
    """Of the notification form that it was made of."""
    sent_at: datetime


def defendant_only_form(claim: Claim, *, by: Actor) -> DefendantOnlyForm:
    """Of the form that was sent last. Raises NotAllowed for the compensator, or NothingSent."""
    if by.side is not Side.CLAIMANT_REPRESENTATIVE:
        raise NotAllowed
    kind = f"{claim.claim_type}-cnf"
    sent = disclosure.documents_for(by, claim).filter(kind=kind).last()
    if sent is None:
        raise NothingSent
    return DefendantOnlyForm(
        form_number=form_number(claim.claim_type),
        document_type=CNF_TYPES[claim.claim_type],
        body=for_the_defendant(sent.body),
        document_number=sent.number,
        sent_at=sent.sent_at,
    )


def form_number(claim_type: str) -> str:
    """RTA2, EL2, ELD2 or PL2."""
    return f"{claim_type.upper()}2"


def for_the_defendant(body: Any) -> Any:
    """A copy of the form's body without what the defendant must not see."""
    if isinstance(body, Mapping):
        return {
            name: for_the_defendant(value)
            for name, value in body.items()
            if name not in NOT_FOR_THE_DEFENDANT
        }
    if isinstance(body, list):
        return [for_the_defendant(value) for value in body]
    return body
