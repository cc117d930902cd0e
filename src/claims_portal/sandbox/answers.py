"""What a side may say at each step, by what it is for: one table for counterpart and scenarios.

A table is in order of preference: the first action that is possible now is done. Whatever
only has to be acknowledged is acknowledged by everybody.
"""

from collections.abc import Collection

from claims_portal.claims.documents.codes import ExitReason, FraudReason, RejectionReason
from claims_portal.claims.process.sides import Side
from claims_portal.samples.forms import (
    DENIAL,
    LOWER_OFFER,
    REPUDIATION,
    WHOLE_INTERIM,
    WITH_NEGLIGENCE,
    Says,
    form,
)
from claims_portal.sandbox.models import Behaviour

CR, COMP = Side.CLAIMANT_REPRESENTATIVE, Side.COMPENSATOR
Answers = tuple[tuple[str, Says], ...]
ACKNOWLEDGEMENT = "acknowledge-"

COMMENT = "Played by the sandbox."
# ruff: noqa: E501 - tables of rows
# fmt: off
TAKING_IN: Answers = (
    ("accept-claim", {"compensatorReference": "SANDBOX/1"}),
    ("apply-article-75", {"applies": False}),
)
COURT: Answers = (
    ("send-court-pack", form("court_pack_request")),
    ("respond-to-court-pack", form("court_pack_response")),
)
CLAIMING: Answers = (
    ("send-interim-pack", form("interim_pack_request")),
    ("send-settlement-pack", form("settlement_pack_request")),
    ("send-additional-damages", form("additional_damages_request")),
    ("confirm-interim-payment", {"received": True}),
)
PREFERENCES: dict[tuple[Side, Behaviour], Answers] = {
    (COMP, Behaviour.ADMITS): (
        *TAKING_IN,
        ("send-liability-decision", form("liability_response")),
        ("respond-to-interim-pack", WHOLE_INTERIM),
        ("respond-to-settlement-pack", form("settlement_pack_response")),
        ("decide-on-counter-offer", {"agreed": True}),
        ("respond-to-counter-offer", form("counter_offer_by_compensator", agreement__decision="accept")),
        ("respond-to-additional-damages", form("additional_damages_response", agreement__decision="agree")),
        *COURT,
    ),
    (COMP, Behaviour.DENIES): (
        *TAKING_IN,
        ("send-liability-decision", DENIAL),
        ("reject-interim-pack", {"comment": COMMENT}),
        ("respond-to-settlement-pack", REPUDIATION),
        ("decide-on-counter-offer", {"agreed": False}),
        ("respond-to-counter-offer", form("counter_offer_by_compensator")),
        ("respond-to-additional-damages", form("additional_damages_response")),
        *COURT,
    ),
    (COMP, Behaviour.COUNTER_OFFERS): (
        *TAKING_IN,
        ("send-liability-decision", form("liability_response")),
        ("respond-to-interim-pack", form("interim_pack_response")),
        ("respond-to-settlement-pack", LOWER_OFFER),
        ("decide-on-counter-offer", {"agreed": False}),
        ("respond-to-counter-offer", form("counter_offer_by_compensator")),
        ("respond-to-additional-damages", form("additional_damages_response")),
        *COURT,
    ),
    (CR, Behaviour.ADMITS): (
        ("exit-rejected-claim", {}),
        ("set-interim-payment-needed", {"needed": False}),
        ("decide-on-partial-interim-payment", {"accepted": True}),
        ("set-counter-offer-needed", {"needed": False}),
        ("decide-on-last-offer", {"agreed": True}),
        ("set-additional-damages-exist", {"exist": False}),
        ("decide-on-additional-damages", {"agreed": True}),
        *CLAIMING, *COURT,
    ),
    (CR, Behaviour.DENIES): (
        ("exit-rejected-claim", {}),
        ("set-interim-payment-needed", {"needed": False}),
        ("decide-on-partial-interim-payment", {"accepted": False}),
        ("set-counter-offer-needed", {"needed": False}),
        ("decide-on-last-offer", {"agreed": False}),
        ("set-additional-damages-exist", {"exist": False}),
        ("decide-on-additional-damages", {"agreed": False}),
        *CLAIMING, *COURT,
    ),
    (CR, Behaviour.COUNTER_OFFERS): (
        ("exit-rejected-claim", {}),
        ("set-interim-payment-needed", {"needed": False}),
        ("decide-on-partial-interim-payment", {"accepted": True}),
        ("send-counter-offer", form("counter_offer_by_representative")),
        ("set-counter-offer-needed", {"needed": False}),
        ("decide-on-last-offer", {"agreed": False}),
        ("set-additional-damages-exist", {"exist": True}),
        ("decide-on-additional-damages", {"agreed": True}),
        *CLAIMING, *COURT,
    ),
    (CR, Behaviour.SILENT): (),
    (COMP, Behaviour.SILENT): (),
}

# What nobody does by itself, and a scenario may need on its way.
BESIDE: Answers = (
    ("send-liability-decision", WITH_NEGLIGENCE),
    ("reject-claim", {"reason": RejectionReason.FIELDS_WRONG.value}),
    ("state-fraud", {"reason": FraudReason.FRAUD.value, "comment": COMMENT}),
    ("exit-claim", {"reason": ExitReason.OTHER.value, "comment": COMMENT}),
    ("set-interim-payment-needed", {"needed": True}),
    ("confirm-interim-payment", {"received": False}),
    ("apply-article-75", {"applies": True}),
)
# fmt: on


def preferred(
    possible: Collection[str], side: Side, behaviour: Behaviour
) -> tuple[str, Says] | None:
    """The first of the possible actions that the behaviour has an answer for."""
    if behaviour is Behaviour.SILENT:
        return None
    for action, says in PREFERENCES[side, behaviour]:
        if action in possible:
            return action, says
    acknowledged = (one for one in sorted(possible) if one.startswith(ACKNOWLEDGEMENT))
    return next(((action, {}) for action in acknowledged), None)


def of_action(action: str) -> list[Says]:
    """Everything that any side may say with this action."""
    if action.startswith(ACKNOWLEDGEMENT):
        return [{}]
    found: list[Says] = []
    for table in (*PREFERENCES.values(), BESIDE):
        found += [says for one, says in table if one == action and says not in found]
    return found
