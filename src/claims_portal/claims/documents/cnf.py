"""The claim notification form of each type of claim."""

from claims_portal.claims.documents.cnf_elpl import ElCnf, EldCnf, PlCnf
from claims_portal.claims.documents.cnf_rta import RtaCnf

Cnf = RtaCnf | ElCnf | EldCnf | PlCnf

CNF_TYPES: dict[str, type[Cnf]] = {"rta": RtaCnf, "el": ElCnf, "eld": EldCnf, "pl": PlCnf}
"""By the word that `claimType` says."""
