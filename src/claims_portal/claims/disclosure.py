"""What a side may read of a document.

The referral source is never shown to the compensator (process facts 3.2 and 6).
"""

from typing import Any

from claims_portal.claims.process.sides import Side


def body_for(side: Side, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    """The document's body as this side may see it; the kept one is left as it is."""
    if side is Side.COMPENSATOR and kind.endswith("-cnf"):
        representative = dict(body.get("claimantRepresentative", {}))
        representative.pop("referral", None)
        return {**body, "claimantRepresentative": representative}
    return body
