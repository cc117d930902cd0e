"""What stands against sending a form that is still being written."""

from collections.abc import Mapping, Sequence
from typing import Any

from claims_portal.claims.documents.base import Context, Document
from claims_portal.claims.documents.checking import check
from claims_portal.claims.documents.faults import DocumentRefused, Fault
from claims_portal.claims.documents.outline import Section, outline


def faults_of(
    document_type: type[Document], body: Mapping[str, Any], context: Context
) -> Sequence[Fault]:
    """Every fault of a form, question by question also where a whole group is missing."""
    try:
        check(document_type, _with_groups(outline(document_type), body), context)
    except DocumentRefused as refused:
        return refused.faults
    return ()


def _with_groups(section: Section, body: Mapping[str, Any]) -> dict[str, Any]:
    """The body with the groups that must be given, empty where they are missing."""
    made = dict(body)
    for item in section.items:
        if not isinstance(item, Section) or item.kind == "rows":
            continue
        given = made.get(item.name)
        if given is None and item.required:
            given = {}
        if isinstance(given, Mapping):
            made[item.name] = _with_groups(item, given)
    return made
