"""What the move from the old platform keeps, by noun."""

from claims_portal.migration.models.accounts import AccountImport, LegacyAccount
from claims_portal.migration.models.claims import LegacyDocument
from claims_portal.migration.models.combining import Combination
from claims_portal.migration.models.cut_over import CutOver, CutOverState, CutOverStep

__all__ = [
    "AccountImport",
    "Combination",
    "CutOver",
    "CutOverState",
    "CutOverStep",
    "LegacyAccount",
    "LegacyDocument",
]
