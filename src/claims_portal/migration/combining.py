"""Combining accounts: one survives with the work and profiles of all, the others are disabled.

Identity facts 3.1 to 3.4. After the move a second account cannot have the address,
so "create, then disable" would not do: everything happens in one transaction.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from psycopg import Cursor

from claims_portal.accounts import administrators
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Right
from claims_portal.accounts.refusals import NoSuchAccount, NotAnAdministrator
from claims_portal.accounts.saving import author, must_be_as_seen, must_fit_text
from claims_portal.accounts.saving import version_of as account_version
from claims_portal.migration import combining_sql as sql
from claims_portal.migration.combining_rules import Group, must_be_possible
from claims_portal.migration.models import Combination
from claims_portal.migration.uniting import United, unite
from claims_portal.records import audit

TOLD_TOGETHER = 5_000


@dataclass(frozen=True, slots=True)
class Pair:
    """One account that goes into another, with all the profiles the other will then have."""

    survivor_pk: int
    dropped_pk: int
    profiles: tuple[str, ...]
    reason: str = ""


def group_of(user_names: Sequence[str], survivor: str, *, by: Actor, hold: bool = True) -> Group:
    """The accounts of these User IDs, held until the transaction ends; NoSuchAccount."""
    if not by.may(Right.MANAGE_USERS):
        raise NotAnAdministrator
    if any("\x00" in name for name in (*user_names, survivor)):
        raise NoSuchAccount
    found = User.objects.select_for_update(of=("self",)) if hold else User.objects.all()
    accounts = list(
        found.select_related("organisation", "branch")
        .prefetch_related("profiles")
        .filter(organisation_id=by.organisation_pk, user_name__in=[*user_names, survivor])
        .order_by("pk")
    )
    by_name = {one.user_name: one for one in accounts}
    if survivor not in by_name or set(user_names) - set(by_name):
        raise NoSuchAccount
    dropped = [one for one in accounts if one.user_name != survivor]
    return Group(by_name[survivor], dropped)


def united(group: Group, *, widen: bool) -> United:
    """The survivor's profiles afterwards."""
    had = _profiles(group.survivor)
    result = unite(had, (), widen=widen)
    added, widening = result.added, result.widening
    for one in group.dropped:
        result = unite(
            result.profiles, _profiles(one), widen=widen,
            same_branch=one.branch_id == group.survivor.branch_id,
        )  # fmt: skip
        added, widening = added | result.added, widening | result.widening
    return United(result.profiles, (added & result.profiles) - set(had), widening)


def combine(
    user_names: Sequence[str],
    *,
    survivor: str,
    widen: bool = False,
    reason: str = "",
    seen: str = "",
    by: Actor,
    at: datetime,
) -> User:
    """Combine these accounts into `survivor`; raises AccountRefusal and then changes nothing.

    `widen` is the separate yes to profiles that open more than the survivor's branch;
    `reason` must be given where another than the proposed User ID survives; `seen` is the
    `version_of` the group that the decision was made on, where there was a page to look at.
    """
    must_fit_text("reason", reason, Combination._meta.get_field("reason").max_length or 0)
    with administrators.one_remains(by.organisation_pk, at=at):
        group = group_of(user_names, survivor, by=by)
        must_be_as_seen(version_of(group), seen)
        must_be_possible(group, reason=reason, by=by, at=at)
        profiles = tuple(sorted(united(group, widen=widen).profiles))
        pairs = [Pair(group.survivor.pk, one.pk, profiles, reason) for one in group.dropped]
        apply(pairs, by=author(by), at=at)
    group.survivor.refresh_from_db()
    return group.survivor


def version_of(group: Group) -> str:
    """Changes whenever one of the accounts does; whichever of them survives."""
    accounts = sorted(group.everybody, key=lambda one: one.pk)
    versions = [f"{one.pk}:{account_version(one)}" for one in accounts]
    return hashlib.sha256("|".join(versions).encode()).hexdigest()[:16]


def apply(pairs: Sequence[Pair], *, by: audit.Author, at: datetime) -> None:
    """Combine each pair; whether they may be is asked before. In the caller's transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Combining is one transaction")
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:
        cursor.execute(sql.COMBINING)
        with cursor.copy(sql.COPY) as copy:
            for one in pairs:
                copy.write_row((one.survivor_pk, one.dropped_pk, list(one.profiles), one.reason))
        for statement in (sql.HOLD, sql.MOVED):
            cursor.execute(statement)
        cursor.execute(sql.KEEP, {"at": at, "by": by.user})
        for statement in (*sql.MOVE, sql.PROFILES, sql.END_SESSIONS):
            cursor.execute(statement)
        cursor.execute(sql.DROP, {"at": at})
        cursor.execute(sql.SETTLE)
        _note(cursor, by, at)
        cursor.execute("DROP TABLE combining, moved")


def _note(cursor: "Cursor[Any]", by: audit.Author, at: datetime) -> None:
    cursor.execute(sql.TOLD)
    while told := cursor.fetchmany(TOLD_TOGETHER):
        audit.write_many([_entry(*one) for one in told], by=by, at=at)


def _entry(
    code: str, survivor: str, dropped: list[str], reason: str | None, profiles: list[str],
    allocations: int, locks: int, drafts: int,
) -> audit.Entry:  # fmt: skip
    return audit.Entry(
        "account:user:combined",
        organisation_code=code,
        subject=survivor,
        before={"accounts": sorted([survivor, *dropped])},
        after={
            "survivor": survivor, "disabled": dropped, "profiles": profiles,
            "allocations": allocations, "locksReleased": locks, "drafts": drafts,
        },
        reason=reason or "",
    )  # fmt: skip


def _profiles(account: User) -> list[str]:
    return [held.profile for held in account.profiles.all()]
