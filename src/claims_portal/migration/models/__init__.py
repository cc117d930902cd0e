"""What the move from the old platform keeps, by noun."""

from claims_portal.migration.models.accounts import AccountImport, LegacyAccount
from claims_portal.migration.models.combining import Combination

__all__ = ["AccountImport", "Combination", "LegacyAccount"]
