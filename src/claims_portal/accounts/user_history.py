"""What was done to an account, from the audit: newest first, in pages."""

from dataclasses import dataclass

from claims_portal.accounts.models import User
from claims_portal.records.models import AuditEntry

PAGE = 20


@dataclass(frozen=True)
class History:
    """A page of it; `older` is the number to ask for the next with, or nothing."""

    entries: tuple[AuditEntry, ...]
    older: int | None


def of(account: User, *, below: int | None = None) -> History:
    """The entries about this account with a number under `below`, the newest first."""
    entries = AuditEntry.objects.filter(
        organisation_code=account.organisation.code,
        subject=account.user_name,
        tag__startswith="account:",
    ).exclude(tag__startswith="account:client:")
    if below is not None:
        entries = entries.filter(number__lt=below)
    found = entries.order_by("-number")[: PAGE + 1]
    shown = tuple(found)[:PAGE]
    return History(shown, shown[-1].number if len(found) > PAGE else None)
