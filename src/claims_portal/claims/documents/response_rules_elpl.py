"""The rules of the answers and packs of EL, ELD and PL claims.

What every type of claim has in common, and nothing more: there is no contributory
negligence, no whiplash tariff, no MedCo case and no pack of additional damages.
"""

from claims_portal.claims.documents import court_pack_rules, interim_rules, offer_rules
from claims_portal.claims.documents.response_rules import ADMISSION_RULES

LIABILITY_RULES = ADMISSION_RULES
INTERIM_REQUEST_RULES = interim_rules.COMMON_REQUEST_RULES
INTERIM_RESPONSE_RULES = interim_rules.COMMON_RESPONSE_RULES
REQUEST_RULES = offer_rules.COMMON_REQUEST_RULES
RESPONSE_RULES = offer_rules.COMMON_RESPONSE_RULES
OFFER_BY_REPRESENTATIVE_RULES = offer_rules.COMMON_OFFER_BY_REPRESENTATIVE_RULES
OFFER_BY_COMPENSATOR_RULES = offer_rules.COMMON_OFFER_BY_COMPENSATOR_RULES
COURT_REQUEST_RULES = court_pack_rules.COMMON_REQUEST_RULES
COURT_RESPONSE_RULES = court_pack_rules.COMMON_RESPONSE_RULES
