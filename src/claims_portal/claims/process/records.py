"""What the steps write down in the facts of a claim."""

from collections.abc import Mapping
from typing import Any

from claims_portal.claims.documents.codes import CompensatorKind, ValueBand
from claims_portal.claims.process import sums
from claims_portal.claims.process.deadlines import NEGOTIATION, count
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Circumstances, Recorder

LAST_DAYS = 5
"""An offer made within so many last days brings the further consideration."""


def claim_sent(at: Circumstances) -> Mapping[str, Any]:
    """The clock starts anew with each sending; what the last compensator said is gone (R3)."""
    cnf = at.document
    compensator = cnf.defendant.compensator
    return {
        "sent_on": at.today,
        "notified_on": getattr(cnf.claim, "notification_date", None),
        "more_than_10000": cnf.claim.value_band is not ValueBand.UP_TO_10000,
        "compensator_code": compensator.organisation_id,
        "claimant_born_on": cnf.claimant.person.date_of_birth,
        "mib": getattr(compensator, "kind", None) is CompensatorKind.MIB,
        "article75": False,
        "compensator_reference": None,
    }


def claim_accepted(at: Circumstances) -> Mapping[str, Any]:
    return {"compensator_reference": at.document.compensator_reference}


def article75(at: Circumstances) -> Mapping[str, Any]:
    return {"article75": at.document.applies}


def liability_decided(at: Circumstances) -> Mapping[str, Any]:
    return {
        "liability_decided_on": at.today,
        "child_at_liability_response": at.facts.is_child_on(at.today),
    }


def interim_pack_sent(at: Circumstances) -> Mapping[str, Any]:
    return {
        "interim_packs": at.facts.interim_packs + 1,
        "interim_pack_sent_on": at.today,
        "interim_requested": sums.requested(at.document),
        "interim_offered": None,
        "interim_limit_extended": False,
    }


def interim_offered(at: Circumstances) -> Mapping[str, Any]:
    return {"interim_offered": sums.payable(at.document)}


def interim_limit_extended(_: Circumstances) -> Mapping[str, Any]:
    return {"interim_limit_extended": True}


def interim_paid(at: Circumstances) -> Mapping[str, Any]:
    return {"interim_paid": at.facts.interim_paid + (at.facts.interim_offered or 0)}


def settlement_pack_sent(at: Circumstances) -> Mapping[str, Any]:
    return {
        "settlement_pack_sent_on": at.today,
        "child_at_settlement_request": at.facts.is_child_on(at.today),
        **_offer_on_the_table(at),
    }


def settlement_limit_extended(at: Circumstances) -> Mapping[str, Any]:
    return {"settlement_limit_agreed": at.document.new_time_out_date}


def negotiation_limit_extended(at: Circumstances) -> Mapping[str, Any]:
    return {"negotiation_limit_agreed": at.document.new_time_out_date}


def offer_made(at: Circumstances) -> Mapping[str, Any]:
    """RTA Protocol 7.37: an offer in the last five days, once, brings five more to consider it.

    The last day to act is the last of the five [inferred].
    """
    offer = _offer_on_the_table(at)
    if at.facts.further_consideration or at.facts.settlement_pack_sent_on is None:
        return offer
    last_day = count(NEGOTIATION, at.facts, at.calendar).last_day
    if at.calendar.business_days_left(at.today, last_day) >= LAST_DAYS:
        return offer
    return {**offer, "further_consideration": True}


def settlement_agreed(at: Circumstances) -> Mapping[str, Any]:
    """What was offered last, by whichever side, is what was agreed."""
    return {
        "child_at_settlement_agreement": at.facts.is_child_on(at.today),
        "settled_for": at.facts.last_offer,
    }


def additional_damages_sent(at: Circumstances) -> Mapping[str, Any]:
    return {"additional_damages_sent_on": at.today, **_offer_on_the_table(at)}


def additional_damages_offered(at: Circumstances) -> Mapping[str, Any]:
    return _offer_on_the_table(at)


def additional_damages_limit_extended(at: Circumstances) -> Mapping[str, Any]:
    return {"additional_damages_limit_agreed": at.document.new_time_out_date}


def additional_damages_agreed(at: Circumstances) -> Mapping[str, Any]:
    return {
        "child_at_additional_damages_agreement": at.facts.is_child_on(at.today),
        "settled_for": at.facts.last_offer,
    }


def court_pack_sent(at: Circumstances) -> Mapping[str, Any]:
    return {"court_pack_sent_on": at.today}


def exited_by(side: Side) -> Recorder:
    return lambda at: {"exited_by": side.value}


def _offer_on_the_table(at: Circumstances) -> Mapping[str, Any]:
    return {"last_offer": sums.in_all(at.document)}
