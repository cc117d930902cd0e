"""Forms that fit the claim they are sent in: a sample's words, the claim's own figures."""

from typing import Any

from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.beginnings import beginning
from claims_portal.claims.documents.negotiation import AS_CLAIMED, claimed_in_all
from tests import make


def fitting(takes: Any, context: Any, *, decision: str = "") -> dict[str, Any]:
    """The sample of the form, made to answer what was sent before it.

    An offer keeps the sample's figures for the heads of loss that both have.
    """
    kind = kind_of(takes)
    body, known = make.sample(kind.replace("-", "_")), beginning(takes, context)
    if decision:
        body["agreement"]["decision"] = decision
    if not known.get("losses"):
        return body
    accepted = body.get("agreement", {}).get("decision") in AS_CLAIMED
    said = {row["head"]: row for row in body["losses"]}
    if "partB" in body:
        rest = {"evidenceAttached": True}
        if kind.endswith("request"):
            rest["interestRate"] = "0.00"
        body["losses"] = [{**rest, **row} for row in known["losses"]]
        body["partB"] |= known["partB"]
    elif accepted:
        body["losses"] = known["losses"]
        body["agreement"]["grossAmount"] = str(claimed_in_all(context))
    elif kind.endswith("additional-damages-request"):  # what is agreed already is frozen
        body["losses"] = [{**said.get(row["head"], {}), **row} for row in known["losses"]]
    else:
        body["losses"] = [said.get(row["head"], row) for row in known["losses"]]
    return body
