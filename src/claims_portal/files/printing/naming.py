"""What printed forms are called, in lists and as files."""

from claims_portal.claims.defendant_only import form_number
from claims_portal.claims.models import Claim, Document
from claims_portal.claims.summaries import document_type_of
from claims_portal.files.printing.forms import DEFENDANT_ONLY, form_of, number_of
from claims_portal.files.printing.printed import Copy


def title_of(document: Document) -> str:
    return document_type_of(document.kind).title


def number_of_form(document: Document, claim: Claim, copy: Copy = Copy.WHOLE) -> str:
    """RTA1 and so on; nothing for a note."""
    if copy is Copy.DEFENDANT_ONLY:
        return form_number(claim.claim_type)
    return number_of(form_of(document.kind), claim.claim_type)


def file_name_of(document: Document, claim: Claim, copy: Copy = Copy.WHOLE) -> str:
    """Sorted by when it was sent, and readable without the portal."""
    title = DEFENDANT_ONLY if copy is Copy.DEFENDANT_ONLY else title_of(document)
    number = number_of_form(document, claim, copy)
    return f"{document.number:02} {title}{f' {number}' if number else ''}.pdf"
