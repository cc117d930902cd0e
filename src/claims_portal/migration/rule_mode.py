"""Whether shared addresses are findings (before the move) or refused (after it).

After the move the database itself lets no account come to share an address
(migration 0002 of this package); those that still do are kept out of the web.
"""

from datetime import datetime

from claims_portal.accounts import administrators
from claims_portal.accounts.models import User
from claims_portal.migration.models import CutOver, CutOverState


def is_after_cut_over() -> bool:
    return CutOver.objects.filter(state=CutOverState.AFTER).exists()


def is_kept_out(account: User) -> bool:
    """Whether an account may not sign in because it came sharing its address (facts 3.1, 28)."""
    return account.shares_address and is_after_cut_over()


def who_can_help(account: User, *, at: datetime) -> list[User]:
    """The administrators of its organisation who can sign in and combine; nobody: the operator."""
    usable = administrators.usable(account.organisation_id, at=at)
    return sorted((one for one in usable if not is_kept_out(one)), key=lambda one: one.user_name)
