"""Reading what a claim says: only with a reason, which its organisations can read afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from claims_portal.claims.models import Claim, Document, Event
from claims_portal.operators.acting import StaffActor
from claims_portal.operators.looking_up import claim_of
from claims_portal.operators.noting import THE_OPERATOR, note
from claims_portal.operators.reasons import must_be_reason
from claims_portal.operators.roles import Right


@dataclass(frozen=True)
class Opened:
    claim: Claim
    documents: Sequence[Document]
    events: Sequence[Event]


@transaction.atomic
def open_claim(number: int, *, reason: str, by: StaffActor, at: datetime) -> Opened:
    """The whole claim; each time it is read is an entry in the audit of each of its organisations.

    A draft is nobody's but its representative's, so that only that one is told.
    """
    by.must(Right.READ_CLAIMS)
    must_be_reason(reason)
    claim = claim_of(number)
    for code in sorted({THE_OPERATOR, *_organisations(claim)}):
        note(
            "operator:claim:opened", claim.application_id,
            by=by.author, at=at, organisation_code=code, reason=reason.strip(),
        )  # fmt: skip
    documents = claim.documents.order_by("-number")
    events = claim.events.select_related("user", "real_user", "client").order_by("-number")
    return Opened(claim, list(documents), list(events))


def _organisations(claim: Claim) -> list[str]:
    told = [claim.representative.code]
    if claim.sent_at is not None and claim.compensator is not None:
        told.append(claim.compensator.code)
    return told
