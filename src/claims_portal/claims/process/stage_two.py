"""Stage 2, the same machine for every claim type: interim payments, settlement, court pack.

Rows bear the numbers of the RTA table; a process names them its own way. What the
types differ in are the forms, and where a claim goes when nothing was agreed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from claims_portal.claims.documents.base import Document
from claims_portal.claims.documents.codes import CounterOfferDecision, PackDecision
from claims_portal.claims.documents.notes import (
    Acknowledge,
    CounterOfferNeeded,
    ExtendLimit,
    InterimNeeded,
    InterimPaymentReceived,
    PartialInterimPayment,
    RejectInterimPack,
    SettlementAgreement,
)
from claims_portal.claims.process import guards, records
from claims_portal.claims.process.deadlines import (
    COURT_PACK,
    INTERIM_PAYMENT,
    NEGOTIATION,
    SETTLEMENT_DECISION,
)
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import End, Expiry, Phase, Step

CR = Side.CLAIMANT_REPRESENTATIVE
COMP = Side.COMPENSATOR

Row = Callable[[int], str]
"""What a process calls the row that bears this number in the RTA table."""


@dataclass(frozen=True, kw_only=True)
class Forms:
    """The forms of stage 2 of one claim type."""

    interim_request: type[Document]
    interim_response: type[Document]
    settlement_request: type[Document]
    settlement_response: type[Document]
    offer_by_representative: type[Document]
    offer_by_compensator: type[Document]
    court_request: type[Document]
    court_response: type[Document]


# ruff: noqa: E501 - tables
# fmt: off
def phases(row: Row) -> tuple[Phase, ...]:
    interim_silence = Expiry(row(19), "InterimPaymentDecisionTimeout", "interim:timed-out", "Interim payment decision: time limit reached")
    settlement_silence = Expiry(row(29), "Stage2SettlementPackDecisionTimeout", "settlement:timed-out", "Stage 2 settlement pack response: time limit reached")
    offer_silence = Expiry(row(29), "Stage2SettlementPackDecisionTimeout", "settlement:offer-timed-out", "Stage 2 settlement pack counter offer: time limit reached")
    last_offer_stands = Expiry(row(26), "Stage2SettlementPackAgreementDecision", "settlement:negotiation-ended", "Stage 2 settlement pack counter offer: time limit reached")
    no_court_response = Expiry(row(38), "EndOfStage2", "court-pack:timed-out", "Court proceedings pack response: time limit reached")
    return (
        Phase("StartOfStage21", "Start of stage 2.1", "The claimant representative says whether an interim payment is needed.", CR),
        Phase("InterimSettlementPackForm", "Interim settlement pack form", "The claimant representative writes the interim settlement pack.", CR),
        Phase("InterimPaymentDecision", "Interim payment decision", "The compensator makes an interim payment, whole or in part, or rejects the pack.", COMP, INTERIM_PAYMENT, interim_silence),
        Phase("WaitingForInterimPayment", "Waiting for interim payment", "The claimant representative says whether the interim payment arrived.", CR, INTERIM_PAYMENT),
        Phase("AcceptanceOfPartialInterimPayment", "Acceptance of partial interim payment", "Less was offered than asked for; the claimant representative accepts that or not.", CR, INTERIM_PAYMENT),
        Phase("PartialPaymentDecision", "Partial payment decision", "The partial interim payment was not accepted; the compensator takes note, and still makes the mandatory payment.", COMP),
        Phase("WaitingForMandatoryInterimPayment", "Waiting for the mandatory interim payment", "The claimant representative says whether the mandatory payment arrived; then the claim leaves.", CR, INTERIM_PAYMENT),
        Phase("InterimSettlementPackRejected", "Interim settlement pack rejected", "The compensator rejected the interim pack; the claimant representative takes note.", CR),
        Phase("InterimPaymentDecisionTimeout", "Interim payment decision timeout", "No answer to the interim pack came in time; the claimant representative goes on, begins stage 2.1 anew, or takes the claim out.", CR),
        Phase("Stage2SettlementPackForm", "Stage 2 settlement pack form", "The claimant representative writes the stage 2 settlement pack.", CR),
        Phase("Stage2SettlementPackDecision", "Stage 2 settlement pack decision", "The compensator confirms the settlement pack, makes an offer or repudiates it.", COMP, SETTLEMENT_DECISION, settlement_silence),
        Phase("Stage2SettlementPackConfirmed", "Stage 2 settlement pack confirmed", "The compensator agreed; the claimant representative takes note.", CR),
        Phase("Stage2SettlementPackRepudiated", "Stage 2 settlement pack repudiated", "The compensator repudiated the pack; the claimant representative takes note and the claim leaves.", CR),
        Phase("Stage2SettlementPackCounterOfferDecision", "Stage 2 settlement pack counter offer decision", "The compensator made an offer; the claimant representative makes a counter offer, or none.", CR, NEGOTIATION, last_offer_stands),
        Phase("Stage2SettlementPackCounterOfferResponse", "Stage 2 settlement pack counter offer response", "The claimant representative made a counter offer; the compensator accepts it or makes a new one.", COMP, NEGOTIATION, offer_silence),
        Phase("Stage2SettlementPackAgreementDecision", "Stage 2 settlement pack agreement decision", "No more counter offers: the claimant representative agrees to the compensator's last offer, or not.", CR, NEGOTIATION),
        Phase("Stage2SettlementPackAgreed", "Stage 2 settlement pack agreed", "The claimant representative agreed to the last offer; the compensator takes note.", COMP),
        Phase("Stage2SettlementPackNotAgreed", "Stage 2 settlement pack not agreed", "The compensator did not agree to the last offer; the claimant representative takes note.", CR),
        Phase("Stage2SettlementPackDecisionTimeout", "Stage 2 settlement pack decision timeout", "No response came in time; the claimant representative takes note and the claim leaves.", CR),
        Phase("CourtProceedingsPackForm", "Court proceedings pack form", "The claimant representative writes the court proceedings pack.", CR),
        Phase("CourtProceedingsPackResponse", "Court proceedings pack response", "The compensator answers the court proceedings pack.", COMP, COURT_PACK, no_court_response),
        Phase("EndOfStage2", "End of stage 2", "The court proceedings pack is complete, or was not answered; the claimant representative takes note.", CR),
        Phase("Stage2SettlementPackConfirmationEnd", "Settled", "The settlement pack, or a counter offer of the claimant representative, was agreed.", end=End.SETTLED),
        Phase("Stage2SettlementPackAgreedEnd", "Settled: offer agreed", "The compensator's last offer was agreed.", end=End.SETTLED),
        Phase("CourtProceedingsPackEnd", "Court proceedings pack complete", "The negotiation is over; the claim goes to court with its pack.", end=End.COURT_PACK),
        Phase("InterimPaymentNotMadeEnd", "Left: interim payment not made", "The claim left the portal because the interim payment did not arrive.", end=End.LEFT_AT_STAGE_2),
        Phase("PartialInterimPaymentRefusedEnd", "Left: partial interim payment refused", "The claim left the portal because the partial interim payment was not accepted.", end=End.LEFT_AT_STAGE_2),
        Phase("Stage2SettlementPackRepudiationEnd", "Left: pack repudiated", "The claim left the portal because the pack was repudiated.", end=End.LEFT_AT_STAGE_2),
        Phase("Stage2SettlementPackDecisionTimeoutEnd", "Left: no response to the pack", "The claim left the portal because no response to the pack or to a counter offer came.", end=End.LEFT_AT_STAGE_2),
    )


def interim_steps(row: Row, forms: Forms) -> tuple[Step, ...]:
    """RTA Protocol 7.8 to 7.30, EL/PL Protocol 7.6 to 7.28."""
    back_to_start = "StartOfStage21"
    return (
        Step(row(12), "StartOfStage21", CR, "set-interim-payment-needed", InterimNeeded, "Stage2SettlementPackForm", "interim:not-needed", "No interim payment needed", guards.NO_INTERIM_NEEDED),
        Step(row(12), "StartOfStage21", CR, "set-interim-payment-needed", InterimNeeded, "InterimSettlementPackForm", "interim:needed", "Interim payment needed", guards.both(guards.INTERIM_NEEDED, guards.both(guards.INTERIM_POSSIBLE, guards.ANOTHER_INTERIM_POSSIBLE))),

        Step(row(13), "InterimSettlementPackForm", CR, "send-interim-pack", forms.interim_request, "InterimPaymentDecision", "interim:pack-sent", "Interim settlement pack sent", None, records.interim_pack_sent),
        # That the choice can be taken back is [inferred], as row 20 is.
        Step(row(13), "InterimSettlementPackForm", CR, "return-to-start-of-stage-2-1", Acknowledge, back_to_start, "interim:returned-to-stage-2-1", "Back to the start of stage 2.1"),

        Step(row(14), "InterimPaymentDecision", COMP, "respond-to-interim-pack", forms.interim_response, "WaitingForInterimPayment", "interim:whole-payment-offered", "Interim payment offered as asked for", guards.OFFERS_WHOLE_INTERIM, records.interim_offered),
        Step(row(14), "InterimPaymentDecision", COMP, "respond-to-interim-pack", forms.interim_response, "AcceptanceOfPartialInterimPayment", "interim:partial-payment-offered", "Partial interim payment offered", None, records.interim_offered),
        Step(row(14), "InterimPaymentDecision", COMP, "reject-interim-pack", RejectInterimPack, "InterimSettlementPackRejected", "interim:pack-rejected", "Interim settlement pack rejected"),
        Step(row(14), "InterimPaymentDecision", COMP, "extend-interim-payment-limit", Acknowledge, "InterimPaymentDecision", "interim:limit-extended", "Limit of the interim payment extended to 30 days from the request", guards.INTERIM_LIMIT_EXTENDABLE, records.interim_limit_extended),

        Step(row(15), "WaitingForInterimPayment", CR, "confirm-interim-payment", InterimPaymentReceived, back_to_start, "interim:paid", "Interim payment received", guards.PAYMENT_RECEIVED, records.interim_paid),
        Step(row(15), "WaitingForInterimPayment", CR, "confirm-interim-payment", InterimPaymentReceived, "InterimPaymentNotMadeEnd", "interim:not-paid", "Interim payment not received", guards.PAYMENT_OVERDUE),

        Step(row(16), "AcceptanceOfPartialInterimPayment", CR, "decide-on-partial-interim-payment", PartialInterimPayment, "WaitingForInterimPayment", "interim:partial-payment-accepted", "Partial interim payment accepted", guards.PARTIAL_ACCEPTED),
        Step(row(16), "AcceptanceOfPartialInterimPayment", CR, "decide-on-partial-interim-payment", PartialInterimPayment, "PartialPaymentDecision", "interim:partial-payment-refused", "Partial interim payment not accepted"),

        Step(row(17), "PartialPaymentDecision", COMP, "acknowledge-partial-payment-decision", Acknowledge, "WaitingForMandatoryInterimPayment", "interim:refusal-acknowledged", "Refusal of the partial interim payment acknowledged"),
        Step(row(17), "WaitingForMandatoryInterimPayment", CR, "confirm-interim-payment", InterimPaymentReceived, "PartialInterimPaymentRefusedEnd", "interim:mandatory-payment-received", "Mandatory interim payment received", guards.PAYMENT_RECEIVED, records.interim_paid),
        Step(row(17), "WaitingForMandatoryInterimPayment", CR, "confirm-interim-payment", InterimPaymentReceived, "InterimPaymentNotMadeEnd", "interim:mandatory-payment-not-received", "Mandatory interim payment not received", guards.PAYMENT_OVERDUE),

        Step(row(18), "InterimSettlementPackRejected", CR, "acknowledge-interim-pack-rejected", Acknowledge, back_to_start, "interim:rejection-acknowledged", "Rejection of the interim pack acknowledged"),

        Step(row(19), "InterimPaymentDecisionTimeout", CR, "acknowledge-interim-timeout", Acknowledge, "Stage2SettlementPackForm", "interim:timeout-acknowledged", "Timeout of the interim payment acknowledged"),
        Step(row(19), "InterimPaymentDecisionTimeout", CR, "return-to-start-of-stage-2-1", Acknowledge, back_to_start, "interim:begun-anew", "Back to the start of stage 2.1"),
    )


def settlement_steps(row: Row, forms: Forms) -> tuple[Step, ...]:
    """RTA Protocol 7.32 to 7.39, EL/PL Protocol 7.30 to 7.36, up to an agreement or none."""
    confirmed, agreement = "Stage2SettlementPackConfirmed", "Stage2SettlementPackAgreementDecision"
    by_cr, by_comp = "Stage2SettlementPackCounterOfferDecision", "Stage2SettlementPackCounterOfferResponse"
    return (
        Step(row(20), "Stage2SettlementPackForm", CR, "send-settlement-pack", forms.settlement_request, "Stage2SettlementPackDecision", "settlement:pack-sent", "Stage 2 settlement pack sent", None, records.settlement_pack_sent),
        Step(row(20), "Stage2SettlementPackForm", CR, "return-to-start-of-stage-2-1", Acknowledge, "StartOfStage21", "settlement:returned-to-stage-2-1", "Back to the start of stage 2.1"),

        Step(row(21), "Stage2SettlementPackDecision", COMP, "respond-to-settlement-pack", forms.settlement_response, confirmed, "settlement:confirmed", "Stage 2 settlement pack confirmed", guards.pack(PackDecision.CONFIRM), records.settlement_agreed),
        Step(row(21), "Stage2SettlementPackDecision", COMP, "respond-to-settlement-pack", forms.settlement_response, by_cr, "settlement:offer-made", "Offer made by the compensator", guards.pack(PackDecision.COUNTER_OFFER), records.offer_made),
        Step(row(21), "Stage2SettlementPackDecision", COMP, "respond-to-settlement-pack", forms.settlement_response, "Stage2SettlementPackRepudiated", "settlement:repudiated", "Stage 2 settlement pack repudiated", guards.pack(PackDecision.REPUDIATE)),
        Step(row(21), "Stage2SettlementPackDecision", COMP, "extend-settlement-pack-limit", ExtendLimit, "Stage2SettlementPackDecision", "settlement:limit-extended", "Limit of the settlement pack decision extended by agreement", guards.LIMIT_MOVABLE, records.settlement_limit_extended),

        Step(row(24), by_cr, CR, "send-counter-offer", forms.offer_by_representative, by_comp, "settlement:counter-offer-sent", "Counter offer made by the claimant representative", guards.NEW_OFFERS_POSSIBLE, records.offer_made),
        Step(row(24), by_cr, CR, "set-counter-offer-needed", CounterOfferNeeded, agreement, "settlement:no-counter-offer", "No new counter offer", guards.NO_COUNTER_OFFER),
        Step(row(24), by_cr, CR, "extend-negotiation-limit", ExtendLimit, by_cr, "settlement:negotiation-extended", "Limit of the negotiation extended by agreement", guards.LIMIT_MOVABLE, records.negotiation_limit_extended),

        Step(row(25), by_comp, COMP, "respond-to-counter-offer", forms.offer_by_compensator, confirmed, "settlement:counter-offer-accepted", "Counter offer accepted by the compensator", guards.counter_offer(CounterOfferDecision.ACCEPT), records.settlement_agreed),
        Step(row(25), by_comp, COMP, "respond-to-counter-offer", forms.offer_by_compensator, by_cr, "settlement:new-offer-made", "New offer made by the compensator", guards.both(guards.counter_offer(CounterOfferDecision.NEW_OFFER), guards.NEW_OFFERS_POSSIBLE), records.offer_made),
        Step(row(25), by_comp, COMP, "decide-on-counter-offer", SettlementAgreement, confirmed, "settlement:agreed-at-the-end", "Counter offer agreed by the compensator", guards.both(guards.ONLY_YES_OR_NO_LEFT, guards.AGREED), records.settlement_agreed),
        Step(row(25), by_comp, COMP, "decide-on-counter-offer", SettlementAgreement, "Stage2SettlementPackNotAgreed", "settlement:not-agreed-at-the-end", "Counter offer not agreed by the compensator", guards.ONLY_YES_OR_NO_LEFT),
        Step(row(25), by_comp, COMP, "extend-negotiation-limit", ExtendLimit, by_comp, "settlement:negotiation-extended", "Limit of the negotiation extended by agreement", guards.LIMIT_MOVABLE, records.negotiation_limit_extended),

        Step(row(26), agreement, CR, "decide-on-last-offer", SettlementAgreement, "Stage2SettlementPackAgreed", "settlement:offer-agreed", "Offer agreed by the claimant representative", guards.AGREED, records.settlement_agreed),
    )


def acknowledgements(row: Row, without_agreement: str) -> tuple[Step, ...]:
    """Where a claim goes on from the outcome; `without_agreement` is also the way of a child."""
    child, settled = guards.CHILD_AT_AGREEMENT, "Agreement acknowledged; the claim is settled"
    to_court = "Agreement acknowledged; a child's settlement goes to court"
    return (
        Step(row(22), "Stage2SettlementPackConfirmed", CR, "acknowledge-settlement-confirmed", Acknowledge, without_agreement, "settlement:confirmation-acknowledged", to_court, child),
        Step(row(22), "Stage2SettlementPackConfirmed", CR, "acknowledge-settlement-confirmed", Acknowledge, "Stage2SettlementPackConfirmationEnd", "settlement:settled", settled),
        Step(row(23), "Stage2SettlementPackRepudiated", CR, "acknowledge-settlement-repudiated", Acknowledge, "Stage2SettlementPackRepudiationEnd", "settlement:repudiation-acknowledged", "Repudiation acknowledged"),
        Step(row(26), "Stage2SettlementPackAgreementDecision", CR, "decide-on-last-offer", SettlementAgreement, without_agreement, "settlement:offer-not-agreed", "Offer not agreed by the claimant representative"),
        Step(row(27), "Stage2SettlementPackAgreed", COMP, "acknowledge-settlement-agreed", Acknowledge, without_agreement, "settlement:agreement-acknowledged", to_court, child),
        Step(row(27), "Stage2SettlementPackAgreed", COMP, "acknowledge-settlement-agreed", Acknowledge, "Stage2SettlementPackAgreedEnd", "settlement:settled-by-offer", settled),
        Step(row(28), "Stage2SettlementPackNotAgreed", CR, "acknowledge-settlement-not-agreed", Acknowledge, without_agreement, "settlement:disagreement-acknowledged", "Disagreement acknowledged"),
        Step(row(29), "Stage2SettlementPackDecisionTimeout", CR, "acknowledge-settlement-timeout", Acknowledge, "Stage2SettlementPackDecisionTimeoutEnd", "settlement:timeout-acknowledged", "Timeout of the settlement pack acknowledged"),
    )


def court_steps(row: Row, forms: Forms) -> tuple[Step, ...]:
    """RTA Protocol 7.64 to 7.70, EL/PL Protocol 7.48 to 7.53."""
    return (
        Step(row(36), "CourtProceedingsPackForm", CR, "send-court-pack", forms.court_request, "CourtProceedingsPackResponse", "court-pack:sent", "Court proceedings pack sent", None, records.court_pack_sent),
        Step(row(37), "CourtProceedingsPackResponse", COMP, "respond-to-court-pack", forms.court_response, "EndOfStage2", "court-pack:answered", "Court proceedings pack answered"),
        Step(row(38), "EndOfStage2", CR, "acknowledge-court-pack-response", Acknowledge, "CourtProceedingsPackEnd", "court-pack:acknowledged", "Court proceedings pack complete"),
    )


EXIT_POSSIBLE_IN_STAGE_2 = (
    "StartOfStage21", "InterimSettlementPackForm", "InterimPaymentDecision",
    "WaitingForInterimPayment", "AcceptanceOfPartialInterimPayment",
    "WaitingForMandatoryInterimPayment", "Stage2SettlementPackForm",
    "Stage2SettlementPackDecision", "Stage2SettlementPackCounterOfferDecision",
    "Stage2SettlementPackCounterOfferResponse", "Stage2SettlementPackAgreementDecision",
    "CourtProceedingsPackForm", "CourtProceedingsPackResponse",
)
EXIT_OF_THE_REPRESENTATIVE = ("InterimPaymentDecisionTimeout",)
"""Row 19: there the claimant representative alone may leave."""
FRAUD_POSSIBLE_IN_STAGE_2 = ("InterimPaymentDecision", "Stage2SettlementPackDecision")
# fmt: on
