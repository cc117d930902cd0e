"""Forms that fit the claim they are sent in: a sample's words, the claim's own figures."""

from collections.abc import Iterator, Mapping
from typing import Any

from claims_portal.claims.documents.amounts import after_contribution, amount_of
from claims_portal.claims.documents.negotiation import (
    AS_CLAIMED,
    Rows,
    as_offer,
    by_head,
    claimed_in_all,
    decision_of,
    last_claimed,
    last_offered,
    latest,
    offered_in_all,
)
from claims_portal.samples import sample

Body = dict[str, Any]
OFFERS = ("-settlement-pack-response", "-by-compensator", "-damages-response")


def fitting(kind: str, sent: Mapping[str, Any], *, decision: str = "") -> Body:
    """The sample of the form, made to answer what was sent before it.

    An offer keeps the sample's figures for the heads of loss that the claim has.
    """
    body, context = sample(kind.replace("-", "_")), {"sent": sent}
    if decision:
        body["agreement"]["decision"] = decision
    claimed = last_claimed(context)
    if not claimed:
        return body
    if "partB" in body:
        fit = _fit_court_response if kind.endswith("response") else _fit_court_pack
        fit(body, claimed, context)
    elif "losses" in body:
        body["losses"] = list(_rows(kind, claimed, by_head(body), decision_of(body)))
    if decision_of(body) in AS_CLAIMED:
        body["agreement"]["grossAmount"] = str(claimed_in_all(context))
    return body


def _rows(kind: str, claimed: Rows, said: Rows, decision: str) -> Iterator[Body]:
    for head, row in claimed.items():
        if kind.endswith(OFFERS):
            taken = decision in AS_CLAIMED or head not in said
            yield as_offer(row) if taken else dict(said[head])
        elif kind.endswith("-by-representative"):
            yield dict(said.get(head, row))
        else:
            yield dict(row)  # what is agreed already is frozen
    if kind.endswith("-damages-request"):
        yield dict(said["additional-damages"])


def _fit_court_pack(body: Body, claimed: Rows, context: Body) -> None:
    names = {*body["losses"][0], "tariffType", "injuryDuration", "uplift"}
    body["losses"] = [
        {
            **{name: value for name, value in row.items() if name in names},
            "valueAfterContribution": _after(row, "grossValueClaimed"),
            "interestRate": "0.00",
        }
        for row in claimed.values()
    ]
    body["partB"] |= {
        "claimantFinalOffer": str(claimed_in_all(context)),
        "defendantFinalOffer": str(offered_in_all(context) or "0.00"),
    }


def _fit_court_response(body: Body, _claimed: Rows, context: Body) -> None:
    offered = last_offered(context)
    names = {*body["losses"][0], "tariffType", "injuryDuration", "uplift"}
    rows = []
    for head, row in by_head(latest(context, "court-pack-request") or {}).items():
        last = offered.get(head) or {**as_offer(row), "grossValueOffered": "0.00"}
        rows.append(
            {
                **{name: value for name, value in last.items() if name in names},
                "valueAfterContribution": _after(last, "grossValueOffered"),
                "evidenceAttached": False,
            }
        )
    body["losses"] = rows
    body["partB"]["defendantFinalOffer"] = str(offered_in_all(context) or "0.00")


def _after(row: Mapping[str, Any], gross: str) -> str:
    value, share = amount_of(row[gross]), amount_of(row.get("contributoryNegligence", "0"))
    if value is None or share is None:
        raise ValueError(f"No figures in a row of {row.get('head')}")
    return str(after_contribution(value, share))
