"""From a posted form to the body of an action."""

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict

from claims_portal.claims import offers
from claims_portal.claims.documents.base import Context, Document
from claims_portal.claims.documents.codes import (
    AdditionalDamagesDecision,
    CounterOfferDecision,
    PackDecision,
)
from claims_portal.claims.documents.outline import Question, Section, outline
from claims_portal.web.forms import pack_prefilling
from claims_portal.web.forms.reading import MOST_ROWS, put, read, value_at
from claims_portal.web.forms.totals import total_of

AGREES_TO_ALL = frozenset(
    {
        PackDecision.CONFIRM.value,
        CounterOfferDecision.ACCEPT.value,
        AdditionalDamagesDecision.AGREE.value,
    }
)


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


def completed(
    document_type: type[Document], typed_in: Mapping[str, Any], context: Context
) -> dict[str, Any]:
    """With what follows from the answers: who agrees repeats what was claimed; the rows' sum.

    The answers stay as they were typed, for the page that shows them again after a refusal:
    a sum that was put there would stand as one that somebody entered, and not follow the rows.
    """
    body = copy.deepcopy(dict(typed_in))
    if "agreement" not in document_type.__struct_fields__:
        return body
    decision = value_at(body, "/agreement/decision")
    if decision in AGREES_TO_ALL:
        rows = body.get("losses") or []
        comments = {
            row["head"]: row["comments"]
            for row in rows
            if isinstance(row.get("head"), str) and "comments" in row
        }
        claimed = offers.last_claimed(context.get("sent") or {})
        body["losses"] = pack_prefilling.as_claimed(document_type, claimed, comments)
    if value_at(body, "/agreement/grossAmount") is None:
        put(body, "/agreement/grossAmount", total_of(body))
    return body
