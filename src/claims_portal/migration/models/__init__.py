"""What the move from the old platform keeps, by noun."""

from claims_portal.migration.models.account_files import (
    AccountFile,
    AccountFileFault,
    FileState,
)
from claims_portal.migration.models.accounts import AccountImport, LegacyAccount
from claims_portal.migration.models.claims import LegacyDocument
from claims_portal.migration.models.combining import Combination
from claims_portal.migration.models.cut_over import (
    CutOver,
    CutOverJob,
    CutOverJobState,
    CutOverLine,
    CutOverState,
    CutOverStep,
)
from claims_portal.migration.models.letters import Letter, LetterRun, ReminderRule
from claims_portal.migration.models.readiness import (
    OrganisationReadiness,
    ReadinessChange,
    ReadinessDay,
)

__all__ = [
    "AccountFile",
    "AccountFileFault",
    "AccountImport",
    "Combination",
    "CutOver",
    "CutOverJob",
    "CutOverJobState",
    "CutOverLine",
    "CutOverState",
    "CutOverStep",
    "FileState",
    "LegacyAccount",
    "LegacyDocument",
    "Letter",
    "LetterRun",
    "OrganisationReadiness",
    "ReadinessChange",
    "ReadinessDay",
    "ReminderRule",
]
