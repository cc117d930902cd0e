"""The rules between the questions of the answers and packs of EL, ELD and PL claims."""

from claims_portal.claims.documents.base import Rule
from claims_portal.claims.documents.response_rules import ADMISSION_RULES

LIABILITY_RULES: tuple[Rule, ...] = ADMISSION_RULES
INTERIM_REQUEST_RULES: tuple[Rule, ...] = ()
INTERIM_RESPONSE_RULES: tuple[Rule, ...] = ()
REQUEST_RULES: tuple[Rule, ...] = ()
RESPONSE_RULES: tuple[Rule, ...] = ()
OFFER_BY_REPRESENTATIVE_RULES: tuple[Rule, ...] = ()
OFFER_BY_COMPENSATOR_RULES: tuple[Rule, ...] = ()
COURT_REQUEST_RULES: tuple[Rule, ...] = ()
COURT_RESPONSE_RULES: tuple[Rule, ...] = ()
