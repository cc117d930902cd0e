"""The moves of a claim, in words: who does what, and what is said with it.

`CR` and `COMP` name the people of the cast; a form is a sample of the claim's own kind.
"""

from typing import Any

from claims_portal.claims.models import Claim
from claims_portal.samples.forms import DENIAL as DENIAL
from claims_portal.samples.forms import WITH_NEGLIGENCE as WITH_NEGLIGENCE
from claims_portal.samples.forms import form, written

CR, COMP = "lawyer", "insurer"
Move = tuple[str, str, Any]
SILENCE: Move = ("", "silence", None)
"""Nobody acts until the limit has passed; the sweeper comes."""
LAST_DAY: Move = ("", "wait", None)
"""Time runs to the last day of the limit."""


ACCEPTED: dict[str, list[Move]] = {
    "rta": [
        (COMP, "accept-claim", {"compensatorReference": "NM/26/1"}),
        (COMP, "apply-article-75", {"applies": False}),
    ],
    "elpl": [
        (COMP, "acknowledge-claim", {}),
        (COMP, "accept-claim", {"compensatorReference": "NM/26/1"}),
    ],
}
ADMITTED: list[Move] = [
    (COMP, "send-liability-decision", form("liability_response")),
    (CR, "acknowledge-liability-admitted", {}),
]
NO_INTERIM: Move = (CR, "set-interim-payment-needed", {"needed": False})
INTERIM: list[Move] = [
    (CR, "set-interim-payment-needed", {"needed": True}),
    (CR, "send-interim-pack", form("interim_pack_request")),
]
PARTIAL: Move = (COMP, "respond-to-interim-pack", form("interim_pack_response"))
PACK: list[Move] = [NO_INTERIM, (CR, "send-settlement-pack", form("settlement_pack_request"))]
CONFIRMED: Move = (COMP, "respond-to-settlement-pack", form("settlement_pack_response"))
OFFERED: Move = (
    COMP,
    "respond-to-settlement-pack",
    form("settlement_pack_response", agreement__decision="counter-offer"),
)
COUNTER: Move = (CR, "send-counter-offer", form("counter_offer_by_representative"))
COUNTER_ACCEPTED: Move = (
    COMP,
    "respond-to-counter-offer",
    form("counter_offer_by_compensator", agreement__decision="accept"),
)
NEW_OFFER: Move = (COMP, "respond-to-counter-offer", form("counter_offer_by_compensator"))
NO_COUNTER: Move = (CR, "set-counter-offer-needed", {"needed": False})
COURT: list[Move] = [
    (CR, "send-court-pack", form("court_pack_request")),
    (COMP, "respond-to-court-pack", form("court_pack_response")),
    (CR, "acknowledge-court-pack-response", {}),
]
NO_DAMAGES: dict[str, list[Move]] = {
    "rta": [(CR, "set-additional-damages-exist", {"exist": False})],
    "elpl": [],
}
DAMAGES: list[Move] = [
    (CR, "set-additional-damages-exist", {"exist": True}),
    (CR, "send-additional-damages", form("additional_damages_request")),
]
DAMAGES_OFFERED: Move = (
    COMP, "respond-to-additional-damages", form("additional_damages_response"),
)  # fmt: skip
DAMAGES_AGREED: Move = (
    COMP,
    "respond-to-additional-damages",
    form("additional_damages_response", agreement__decision="agree"),
)
NOT_AGREED: list[Move] = [OFFERED, NO_COUNTER, (CR, "decide-on-last-offer", {"agreed": False})]


def body_of(claim: Claim, name: str, changes: dict[str, Any]) -> dict[str, Any]:
    """The form, as it fits the claim now, with the changes."""
    sent = {one.kind: one.body for one in claim.documents.order_by("number")}
    return written((name, changes), claim_type=claim.claim_type, sent=sent)
