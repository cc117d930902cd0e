"""The words in which rules compare the rows of a form with those of an earlier one.

As in `rules`, each has nothing to say where the earlier form is not known.
"""

from collections.abc import Callable, Iterable, Iterator

from claims_portal.claims.documents.amounts import amount_of
from claims_portal.claims.documents.base import Context, Finder, Json
from claims_portal.claims.documents.codes import HeadOfLoss
from claims_portal.claims.documents.faults import Fault, FaultCode
from claims_portal.claims.documents.negotiation import AS_CLAIMED, Rows, decision_of, rows_of
from claims_portal.sentences import said

Before = Callable[[Context], Rows]
"""The rows that a form is compared with."""


def head_of(row: Json) -> str:
    head = row.get("head")
    return head if isinstance(head, str) else ""


def labels_of(heads: Iterable[str]) -> str:
    labels = {code.value: code.label for code in HeadOfLoss}
    return ", ".join(labels.get(head, head) for head in heads)


def only_heads_of(before: Before, pack: str) -> Finder:
    """No row is about a head that the earlier form does not have."""

    def find(document: Json, context: Context) -> Iterator[Fault]:
        known = before(context)
        for number, row in rows_of(document):
            if known and head_of(row) and head_of(row) not in known:
                says = said("must be one of the heads of loss in the %(pack)s", pack=said(pack))
                yield Fault(f"/losses/{number}/head", FaultCode.WRONG_VALUE, says)

    return find


def every_head_of(before: Before, pack: str) -> Finder:
    """Each head of the earlier form has its row; silent where no row is given at all."""

    def find(document: Json, context: Context) -> Iterator[Fault]:
        answered = [head_of(row) for _, row in rows_of(document)]
        missing = [head for head in before(context) if head not in answered]
        if answered and missing and decision_of(document) != "repudiate":
            says = said(
                "must also have rows for what is in the %(pack)s: %(heads)s",
                pack=said(pack),
                heads=labels_of(missing),
            )
            yield Fault("/losses", FaultCode.MUST_BE_PROVIDED, says)

    return find


def agreed_is_claimed(before: Before) -> Finder:
    """A row that agrees the gross amount repeats it."""

    def find(document: Json, context: Context) -> Iterator[Fault]:
        if decision_of(document) in AS_CLAIMED:
            return
        claimed = before(context)
        for number, row in rows_of(document):
            asked = amount_of(claimed.get(head_of(row), {}).get("grossValueClaimed"))
            offered = amount_of(row.get("grossValueOffered"))
            agreed = row.get("grossAmountAgreed") is True
            if agreed and asked is not None and offered is not None and offered != asked:
                says = said(
                    "must be the %(asked)s that was claimed, since it is agreed", asked=asked
                )
                yield Fault(f"/losses/{number}/grossValueOffered", FaultCode.WRONG_VALUE, says)

    return find
