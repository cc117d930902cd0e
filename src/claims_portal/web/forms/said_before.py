"""What was said before, on the page of the action that answers it.

The document that is acknowledged stands open; beside an offer, the last word of the other
side and all offers so far can be opened, so that nobody writes figures from memory.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from claims_portal.accounts.actor import Actor
from claims_portal.claims import disclosure
from claims_portal.claims.documents.notes import Acknowledge
from claims_portal.claims.models import Claim
from claims_portal.claims.models import Document as SentDocument
from claims_portal.claims.process.tables import Step
from claims_portal.claims.summaries import Section, document_type_of, summary_of
from claims_portal.web.negotiation import Negotiation, negotiation_of


@dataclass(frozen=True)
class Said:
    """A document of the other side."""

    title: str
    sections: list[Section]


@dataclass(frozen=True)
class Before:
    acknowledged: Said | None = None
    answered: Said | None = None
    negotiation: Negotiation | None = None


def said_before(claim: Claim, step: Step, by: Actor) -> Before:
    if step.takes is Acknowledge and step.action.startswith("acknowledge-"):
        sent = disclosure.documents_for(by, claim).last()
        return Before(acknowledged=_said([sent] if sent else [], by))
    if "losses" not in step.takes.__struct_fields__:
        return Before()
    documents = list(disclosure.documents_for(by, claim))
    theirs = [sent for sent in documents if sent.side != by.side.value]
    return Before(answered=_said(theirs, by), negotiation=negotiation_of(documents))


def _said(documents: Sequence[SentDocument], by: Actor) -> Said | None:
    """The newest, where it is the other side's."""
    if not documents or documents[-1].side == by.side.value:
        return None
    sent = documents[-1]
    document_type = document_type_of(sent.kind)
    body = disclosure.body_for(by.side, sent.kind, sent.body)
    return Said(document_type.title, summary_of(document_type, body))
