"""What the RTA steps write down in the facts of a claim."""

from collections.abc import Mapping
from typing import Any

from claims_portal.claims.documents.codes import CompensatorKind
from claims_portal.claims.process.sides import Side
from claims_portal.claims.process.tables import Circumstances, Recorder


def claim_sent(at: Circumstances) -> Mapping[str, Any]:
    """The clock starts anew with each sending; what the last compensator said is gone (R3)."""
    cnf = at.document
    return {
        "sent_on": at.today,
        "compensator_code": cnf.defendant.compensator.organisation_id,
        "claimant_born_on": cnf.claimant.person.date_of_birth,
        "mib": cnf.defendant.compensator.kind is CompensatorKind.MIB,
        "article75": False,
        "compensator_reference": None,
    }


def claim_accepted(at: Circumstances) -> Mapping[str, Any]:
    return {"compensator_reference": at.document.compensator_reference}


def article75(at: Circumstances) -> Mapping[str, Any]:
    return {"article75": at.document.applies}


def liability_decided(at: Circumstances) -> Mapping[str, Any]:
    return {"child_at_liability_response": at.facts.is_child_on(at.today)}


def settlement_pack_sent(at: Circumstances) -> Mapping[str, Any]:
    return {
        "settlement_pack_sent_on": at.today,
        "child_at_settlement_request": at.facts.is_child_on(at.today),
    }


def settlement_agreed(at: Circumstances) -> Mapping[str, Any]:
    return {"child_at_settlement_agreement": at.facts.is_child_on(at.today)}


def exited_by(side: Side) -> Recorder:
    return lambda at: {"exited_by": side.value}
