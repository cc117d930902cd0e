"""The figures of a claim's documents, each counted on what was sent before it."""

from collections.abc import Iterable, Mapping
from typing import Any

from claims_portal.claims.documents.conversion import FORM_OF_KIND
from claims_portal.claims.documents.rules import at
from claims_portal.claims.models import Document
from claims_portal.claims.process.figures import Figures, figures_of


def by_number(documents: Iterable[Document]) -> dict[int, Figures]:
    """The figures of those documents of one claim that have any; the oldest must come first."""
    found: dict[int, Figures] = {}
    sent: dict[str, Mapping[str, Any]] = {}
    accident_date = None
    for document in documents:
        if document.kind.endswith("-cnf"):
            accident_date = at(document.body, ("accident", "date"))
        form = FORM_OF_KIND.get(document.kind)
        context = {"sent": sent, "accident_date": accident_date}
        figures = figures_of(form, document.body, context) if form else None
        if figures is not None:
            found[document.number] = figures
        sent[document.kind] = document.body
    return found
