"""What the buttons of a claim say: every action of the step tables in words.

A test compares this table with the step tables.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from claims_portal.sentences import Sentence, said
from claims_portal.web.wording import in_language

# ruff: noqa: E501 - a table of sentences
# fmt: off
NAMES = {
    "send-claim": gettext_noop("Write and send the claim"),
    "accept-claim": gettext_noop("Accept the claim"),
    "reject-claim": gettext_noop("Send the claim back"),
    "reassign-claim": gettext_noop("Pass the claim to another compensator"),
    "acknowledge-rejection": gettext_noop("Acknowledge the rejection"),
    "resend-claim": gettext_noop("Correct and resend the claim"),
    "exit-rejected-claim": gettext_noop("Give the claim up"),
    "apply-article-75": gettext_noop("Decide on Article 75"),
    "send-liability-decision": gettext_noop("Send the liability decision"),
    "state-fraud": gettext_noop("State fraud"),
    "exit-claim": gettext_noop("Take the claim out"),
    "acknowledge-exit": gettext_noop("Acknowledge the exit"),
    "acknowledge-fraud-stated": gettext_noop("Acknowledge the statement of fraud"),
    "acknowledge-liability-timeout": gettext_noop("Acknowledge that no decision came"),
    "acknowledge-liability-admitted": gettext_noop("Acknowledge the admission"),
    "acknowledge-liability-admitted-for-child": gettext_noop("Acknowledge the admission"),
    "acknowledge-liability-admitted-with-negligence": gettext_noop("Acknowledge the admission with negligence"),
    "acknowledge-liability-denied": gettext_noop("Acknowledge the denial"),
    "set-interim-payment-needed": gettext_noop("Say whether an interim payment is needed"),
    "send-settlement-pack": gettext_noop("Send the settlement pack"),
    "return-to-start-of-stage-2-1": gettext_noop("Go back to the start of stage 2.1"),
    "respond-to-settlement-pack": gettext_noop("Respond to the settlement pack"),
    "acknowledge-settlement-confirmed": gettext_noop("Acknowledge the agreement"),
    "acknowledge-settlement-repudiated": gettext_noop("Acknowledge the repudiation"),
    "acknowledge-settlement-timeout": gettext_noop("Acknowledge that no response came"),
    "acknowledge-claim": gettext_noop("Acknowledge the receipt of the claim"),
    "set-stage-1-payment": gettext_noop("Say whether the stage 1 costs were paid"),
    "send-interim-pack": gettext_noop("Send the interim settlement pack"),
    "respond-to-interim-pack": gettext_noop("Respond to the interim settlement pack"),
    "reject-interim-pack": gettext_noop("Reject the interim settlement pack"),
    "extend-interim-payment-limit": gettext_noop("Extend the limit to 30 days"),
    "confirm-interim-payment": gettext_noop("Say whether the payment arrived"),
    "decide-on-partial-interim-payment": gettext_noop("Accept the partial payment or not"),
    "acknowledge-partial-payment-decision": gettext_noop("Acknowledge that the partial payment was not accepted"),
    "acknowledge-interim-pack-rejected": gettext_noop("Acknowledge the rejection of the interim pack"),
    "acknowledge-interim-timeout": gettext_noop("Continue to the settlement pack"),
    "extend-settlement-pack-limit": gettext_noop("Extend the limit as agreed"),
    "send-counter-offer": gettext_noop("Make a counter offer"),
    "set-counter-offer-needed": gettext_noop("Make no new counter offer"),
    "extend-negotiation-limit": gettext_noop("Extend the negotiation as agreed"),
    "respond-to-counter-offer": gettext_noop("Respond to the counter offer"),
    "decide-on-counter-offer": gettext_noop("Agree to the counter offer or not"),
    "decide-on-last-offer": gettext_noop("Agree to the last offer or not"),
    "acknowledge-settlement-agreed": gettext_noop("Acknowledge the agreement"),
    "acknowledge-settlement-not-agreed": gettext_noop("Acknowledge that there was no agreement"),
    "set-additional-damages-exist": gettext_noop("Say whether there are additional damages"),
    "send-additional-damages": gettext_noop("Send the additional damages"),
    "respond-to-additional-damages": gettext_noop("Respond to the additional damages"),
    "extend-additional-damages-limit": gettext_noop("Extend the limit as agreed"),
    "acknowledge-all-damages-agreed": gettext_noop("Acknowledge the agreement on all damages"),
    "decide-on-additional-damages": gettext_noop("Agree to the offer on additional damages or not"),
    "acknowledge-additional-damages-agreement": gettext_noop("Acknowledge the agreement on additional damages"),
    "acknowledge-additional-damages-timeout": gettext_noop("Acknowledge that no decision came"),
    "send-court-pack": gettext_noop("Send the court proceedings pack"),
    "respond-to-court-pack": gettext_noop("Respond to the court proceedings pack"),
    "acknowledge-court-pack-response": gettext_noop("Acknowledge the end of stage 2"),
}

# What an action does, where the phase's own sentence does not say it.
EXPLANATIONS = {
    "exit-claim": gettext_noop("This ends the claim in the portal, for both sides and for good: it can not come back. The other party is told the reason and takes note."),
    "exit-rejected-claim": gettext_noop("This ends the claim in the portal for good. The compensator is told."),
    "state-fraud": gettext_noop("This ends the claim in the portal for good. The claimant representative reads what you state here."),
}
# fmt: on


def name_of(action: str) -> str:
    return _(NAMES[action]) if action in NAMES else action.replace("-", " ").capitalize()


def refusal_in_words(refusal: Exception) -> str:
    """Of an action people read what its button says, not its name in the API."""
    told = refusal.args[0] if refusal.args else ""
    action = told.words.get("action") if isinstance(told, Sentence) else None
    if not isinstance(told, Sentence) or action not in NAMES:
        return in_language(refusal)
    return in_language(said(told.template, **told.words | {"action": f"“{name_of(action)}”"}))


def explanation_of(action: str) -> str:
    """What the page of an action says first; nothing where the phase says enough."""
    return _(EXPLANATIONS[action]) if action in EXPLANATIONS else ""
