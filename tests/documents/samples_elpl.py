"""The sample forms of EL, ELD and PL claims."""

from datetime import date

from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.counter_offers_elpl import (
    ElplCounterOfferByCompensator,
    ElplCounterOfferByRepresentative,
)
from claims_portal.claims.documents.court_pack_elpl import (
    ElplCourtPackRequest,
    ElplCourtPackResponse,
)
from claims_portal.claims.documents.interim_elpl import (
    ElplInterimPackRequest,
    ElplInterimPackResponse,
)
from claims_portal.claims.documents.liability_elpl import ElplLiabilityResponse
from claims_portal.claims.documents.settlement_elpl import (
    ElplSettlementPackRequest,
    ElplSettlementPackResponse,
)
from tests.documents.samples import sample

TODAY = date(2026, 11, 25)
EL = sample("el_cnf")
ELD = sample("eld_cnf")
PL = sample("pl_cnf")
LIABILITY = sample("elpl_liability_response")
INTERIM = sample("elpl_interim_pack_request")
INTERIM_RESPONSE = sample("elpl_interim_pack_response")
REQUEST = sample("elpl_settlement_pack_request")
RESPONSE = sample("elpl_settlement_pack_response")
OFFER = sample("elpl_counter_offer_by_representative")
COUNTER_OFFER = sample("elpl_counter_offer_by_compensator")
COURT_PACK = sample("elpl_court_pack_request")
COURT_PACK_RESPONSE = sample("elpl_court_pack_response")

CONTEXT = {"today": TODAY, "accident_date": "2026-09-02"}

FORMS = (
    (ElCnf, EL),
    (EldCnf, ELD),
    (PlCnf, PL),
    (ElplLiabilityResponse, LIABILITY),
    (ElplInterimPackRequest, INTERIM),
    (ElplInterimPackResponse, INTERIM_RESPONSE),
    (ElplSettlementPackRequest, REQUEST),
    (ElplSettlementPackResponse, RESPONSE),
    (ElplCounterOfferByRepresentative, OFFER),
    (ElplCounterOfferByCompensator, COUNTER_OFFER),
    (ElplCourtPackRequest, COURT_PACK),
    (ElplCourtPackResponse, COURT_PACK_RESPONSE),
)
