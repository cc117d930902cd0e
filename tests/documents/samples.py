"""The sample forms, as bodies that a test may change."""

import copy
import json
from datetime import date
from importlib import resources
from typing import Any

from claims_portal.claims.documents.additional_damages import (
    RtaAdditionalDamagesRequest,
    RtaAdditionalDamagesResponse,
)
from claims_portal.claims.documents.base import kind_of
from claims_portal.claims.documents.checking import check
from claims_portal.claims.documents.cnf_rta import RtaCnf
from claims_portal.claims.documents.counter_offers import (
    RtaCounterOfferByCompensator,
    RtaCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack import RtaCourtPackRequest, RtaCourtPackResponse
from claims_portal.claims.documents.faults import DocumentRefused
from claims_portal.claims.documents.interim import RtaInterimPackRequest, RtaInterimPackResponse
from claims_portal.claims.documents.liability import RtaLiabilityResponse
from claims_portal.claims.documents.settlement import (
    RtaSettlementPackRequest,
    RtaSettlementPackResponse,
)

FOLDER = resources.files("claims_portal") / "samples"
TODAY = date(2026, 11, 2)


def sample(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text("utf-8"))


CNF = sample("rta_cnf")
LIABILITY = sample("rta_liability_response")
REQUEST = sample("rta_settlement_pack_request")
RESPONSE = sample("rta_settlement_pack_response")
INTERIM = sample("rta_interim_pack_request")
INTERIM_RESPONSE = sample("rta_interim_pack_response")
OFFER = sample("rta_counter_offer_by_representative")
COUNTER_OFFER = sample("rta_counter_offer_by_compensator")
DAMAGES = sample("rta_additional_damages_request")
DAMAGES_RESPONSE = sample("rta_additional_damages_response")
COURT_PACK = sample("rta_court_pack_request")
COURT_PACK_RESPONSE = sample("rta_court_pack_response")

# In the order of a claim that ends in court: each form answers those before it.
FORMS = (
    (RtaCnf, CNF),
    (RtaLiabilityResponse, LIABILITY),
    (RtaInterimPackRequest, INTERIM),
    (RtaInterimPackResponse, INTERIM_RESPONSE),
    (RtaSettlementPackRequest, REQUEST),
    (RtaSettlementPackResponse, RESPONSE),
    (RtaCounterOfferByRepresentative, OFFER),
    (RtaCounterOfferByCompensator, COUNTER_OFFER),
    (RtaAdditionalDamagesRequest, DAMAGES),
    (RtaAdditionalDamagesResponse, DAMAGES_RESPONSE),
    (RtaCourtPackRequest, COURT_PACK),
    (RtaCourtPackResponse, COURT_PACK_RESPONSE),
)
CONTEXT = {"today": TODAY, "accident_date": "2026-10-20"}


def context_for(document_type: Any, **instead: Any) -> dict[str, Any]:
    """What stands in the claim when the form is sent: the samples before it.

    `instead` puts other bodies in, by kind with underscores; GONE takes one away.
    """
    sent: dict[str, Any] = {}
    for form, body in FORMS:
        if form is document_type:
            break
        sent[kind_of(form)] = body
    sent |= {kind.replace("_", "-"): body for kind, body in instead.items()}
    return {**CONTEXT, "sent": {kind: body for kind, body in sent.items() if body is not GONE}}


GONE = object()
"""Takes the member away."""


def changed(body: Any, **changes: Any) -> Any:
    """A copy with other answers; `a__b__0__c` leads to a/b/0/c."""
    return with_answers(body, {path.replace("__", "/"): to for path, to in changes.items()})


def with_answers(body: Any, answers: dict[str, Any]) -> Any:
    body = copy.deepcopy(body)
    for path, answer in answers.items():
        *way, last = (int(step) if step.isdecimal() else step for step in path.split("/"))
        here = body
        for step in way:
            here = here[step] if isinstance(step, int) else here.setdefault(step, {})
        if answer is GONE:
            del here[last]
        else:
            here[last] = copy.deepcopy(answer)
    return body


def found(document_type: Any, raw: Any, context: Any = None) -> list[tuple[str, str]]:
    """Pointer and code of every fault."""
    return [(fault.pointer, fault.code.value) for fault in faults(document_type, raw, context)]


def faults(document_type: Any, raw: Any, context: Any = None) -> list[Any]:
    if context is None:
        context = context_for(document_type)
    try:
        check(document_type, raw, context)
    except DocumentRefused as refused:
        return list(refused.faults)
    return []
