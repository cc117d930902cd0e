"""What was done to an account, from the audit: newest first, with what changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claims_portal.accounts.models import User
from claims_portal.records.models import AuditEntry

PAGE = 20


@dataclass(frozen=True)
class Change:
    """What the account said before and after; None where it said nothing."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Happened:
    number: int
    at: datetime
    tag: str
    by_user: str
    by_real_user: str
    by_client: str
    from_address: str
    reason: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class History:
    """A page of it; `older` is the number to ask for the next with, or nothing."""

    entries: tuple[Happened, ...]
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
    found = list(entries.order_by("-number")[: PAGE + 1])
    shown = tuple(_happened(entry) for entry in found[:PAGE])
    return History(shown, shown[-1].number if len(found) > PAGE else None)


def _happened(entry: AuditEntry) -> Happened:
    return Happened(
        number=entry.number,
        at=entry.at,
        tag=entry.tag,
        by_user=entry.by_user,
        by_real_user=entry.by_real_user,
        by_client=entry.by_client,
        from_address=entry.from_address,
        reason=entry.reason,
        changes=_changes(entry.before, entry.after),
    )


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    names = [*after, *(name for name in before if name not in after)]
    return tuple(
        Change(name, before.get(name), after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )
