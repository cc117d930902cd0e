"""From a posted form to the body of an action."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

from claims_portal.claims.documents.base import Context, Document
from claims_portal.claims.documents.codes import PackDecision
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.web.forms import prefilling
from claims_portal.web.forms.reading import MOST_ROWS, put, read, value_at
from claims_portal.web.forms.totals import total_offered


def typed(
    document_type: type[Document], posted: QueryDict, *, with_blank_rows: bool = False
) -> dict[str, Any]:
    """The whole form as it was typed."""
    whole = outline(document_type)
    body = read(whole.items, posted, {}, with_blank_rows=with_blank_rows)
    return body if whole.tag is None else {whole.tag[0]: whole.tag[1], **body}


def change_rows(
    items: Iterable[Question | Section], body: dict[str, Any], add: str, remove: str
) -> str:
    """Add a row, or take one away; the place of the page to go to."""
    name, _slash, last = remove.rpartition("/")
    for item in items:
        if not isinstance(item, Section) or item.kind != "rows":
            continue
        given = value_at(body, item.pointer)
        rows = list(given) if isinstance(given, list) else []
        if add == item.pointer[1:] and len(rows) < (item.most or MOST_ROWS):
            put(body, item.pointer, [*rows, {}])
            return f"#{add}-{len(rows)}".replace("/", "-")
        is_row = len(last) <= 3 and last.isascii() and last.isdecimal()
        if name == item.pointer[1:] and is_row and int(last) < len(rows):
            put(body, item.pointer, rows[: int(last)] + rows[int(last) + 1 :] or None)
            return f"#{name}".replace("/", "-")
    return ""


def complete(document_type: type[Document], body: dict[str, Any], context: Context) -> None:
    """What follows from the answers: a confirmed pack repeats what was claimed, and its sum."""
    if document_type not in prefilling.SETTLEMENT_RESPONSES:
        return
    decision = value_at(body, "/agreement/decision")
    if decision == PackDecision.CONFIRM.value:
        rows = body.get("losses") or []
        comments = {
            row["head"]: row["comments"]
            for row in rows
            if isinstance(row.get("head"), str) and "comments" in row
        }
        body["losses"] = prefilling.offers_as_claimed(context, comments)
    if decision and value_at(body, "/agreement/grossAmount") is None:
        put(body, "/agreement/grossAmount", total_offered(body))
