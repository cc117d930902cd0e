"""What printed forms are called, in lists and as files."""

from claims_portal.claims.models import Claim, Document
from claims_portal.claims.summaries import document_type_of
from claims_portal.files.printing.forms import Copy, named


def title_of(document: Document) -> str:
    return document_type_of(document.kind).title


def number_of_form(document: Document, claim: Claim, copy: Copy = Copy.WHOLE) -> str:
    return named(document.kind, claim.claim_type, copy).number


def file_name_of(document: Document, claim: Claim, copy: Copy = Copy.WHOLE) -> str:
    """Sorted by when it was sent, and readable without the portal."""
    head = named(document.kind, claim.claim_type, copy)
    title = head.title if copy is Copy.DEFENDANT_ONLY else title_of(document)
    return f"{document.number:02} {title}{f' {head.number}' if head.number else ''}.pdf"
