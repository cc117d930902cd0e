"""What the operator's staff may do: one table. What stands nowhere in it, nobody may.

The facts name the need for a realm of its own and not its roles (identity facts 1.4):
the table is [our decision].
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    SUPPORT = "support"
    REGISTRAR = "registrar"
    DATA_PROTECTION = "data-protection"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    LOOK_UP = "look-up"
    READ_CLAIMS = "read-claims"
    SEE_READINESS = "see-readiness"
    IMPORT_ACCOUNTS = "import-accounts"
    WRITE_LETTERS = "write-letters"
    RUN_CUT_OVER = "run-cut-over"
    CONFIRM_CUT_OVER = "confirm-cut-over"
    SEE_REGISTRATIONS = "see-registrations"
    DECIDE_REGISTRATIONS = "decide-registrations"
    ASK_RECOVERY = "ask-recovery"
    CONFIRM_RECOVERY = "confirm-recovery"
    SEE_TRANSFERS = "see-transfers"
    ASK_TRANSFER = "ask-transfer"
    CONFIRM_TRANSFER = "confirm-transfer"
    SEE_DELETIONS = "see-deletions"
    RECOVER_CLAIMS = "recover-claims"
    EXPORT_SUBJECTS = "export-subjects"
    HOLD_CLAIMS = "hold-claims"
    MANAGE_DIRECTORY = "manage-directory"
    SEE_REQUESTS = "see-requests"
    MANAGE_STAFF = "manage-staff"
    CONFIRM_STAFF = "confirm-staff"
    READ_AUDIT = "read-audit"


@dataclass(frozen=True)
class Row:
    """A right in words, and the roles that have it."""

    right: Right
    words: str
    roles: frozenset[Role]


S, R, D, A = Role.SUPPORT, Role.REGISTRAR, Role.DATA_PROTECTION, Role.ADMINISTRATOR
ROLE_NAMES = MappingProxyType({
    S: "Support", R: "Registrar", D: "Data protection", A: "Administrator of the platform",
})  # fmt: skip


def _row(right: Right, roles: Iterable[Role], words: str) -> Row:
    return Row(right, words, frozenset(roles))


# fmt: off
TABLE: tuple[Row, ...] = (
    _row(Right.LOOK_UP,          (S, R, D, A), "Look up the state of users, organisations and claims"),
    _row(Right.READ_CLAIMS,      (S, D),       "Read a claim, with a reason that its organisations can read"),
    _row(Right.SEE_READINESS,    (S, R, D, A), "See how ready organisations are for the move"),
    _row(Right.IMPORT_ACCOUNTS,  (R, A),       "Take files of legacy accounts in"),
    _row(Right.WRITE_LETTERS,    (R, A),       "Write to administrators about the move"),
    _row(Right.RUN_CUT_OVER,     (A,),         "Plan and rehearse the cut-over, ask for it, and abort it"),
    _row(Right.CONFIRM_CUT_OVER, (D, A),       "Confirm the cut-over that somebody else asked for"),
    _row(Right.SEE_REGISTRATIONS, (S, R, D, A), "See who applied to be registered, and where it stands"),
    _row(Right.DECIDE_REGISTRATIONS, (R, A),   "Decide on registrations and further kinds of claim; correct numbers of registers"),
    _row(Right.ASK_RECOVERY,     (S, R, A),    "Ask to let an administrator in again; send a forgotten User ID"),
    _row(Right.CONFIRM_RECOVERY, (D, A),       "Confirm that an administrator is let in again"),
    _row(Right.SEE_TRANSFERS,    (S, R, D, A), "See bulk transfers between organisations, and their claims’ numbers"),
    _row(Right.ASK_TRANSFER,     (S, R, A),    "Ask for a bulk transfer, put one to be confirmed, refuse one"),
    _row(Right.CONFIRM_TRANSFER, (D, A),       "Confirm a bulk transfer to which both organisations agreed"),
    _row(Right.SEE_DELETIONS,    (D, A),       "See which claims were deleted under data protection law"),
    _row(Right.RECOVER_CLAIMS,   (D,),         "Have such a claim back within two weeks"),
    _row(Right.HOLD_CLAIMS,      (D,),         "Keep a claim from every deletion by a legal hold, and lift it"),
    _row(Right.EXPORT_SUBJECTS,  (D,),         "Export all that is held on a claimant, with a reason"),
    _row(Right.MANAGE_DIRECTORY, (R, A),       "Keep the directory: service notices, mail lists, insurers, hospitals, addresses, holidays, agreement"),
    _row(Right.SEE_REQUESTS,     (S, R, D, A), "See the requests that one may ask for or confirm"),
    _row(Right.MANAGE_STAFF,     (A,),         "Disable staff; ask for staff, roles and set-up codes"),
    _row(Right.CONFIRM_STAFF,    (D, A),       "Confirm what somebody else asked for about staff"),
    _row(Right.READ_AUDIT,       (D, A),       "Read the audit of the operator"),
)
# fmt: on
WORDS = MappingProxyType({row.right: row.words for row in TABLE})


def rights_of(roles: Iterable[str]) -> frozenset[Right]:
    """The union of what the roles give; a role that is not known gives nothing."""
    held = set(roles)
    return frozenset(row.right for row in TABLE if held & {role.value for role in row.roles})


def names_of(roles: Iterable[str]) -> list[str]:
    held = set(roles)
    return [name for role, name in ROLE_NAMES.items() if role.value in held]
