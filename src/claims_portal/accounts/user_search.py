"""The accounts of an organisation, searched, in pages after a cursor: for programs.

The pages with numbers that people turn are `user_list`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Upper

from claims_portal import cursors
from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.states import State, state_in_sql
from claims_portal.accounts.user_list import SEARCHED

PAGE_SIZE = 50


@dataclass(frozen=True)
class Wanted:
    """Which accounts; what is None is not asked for."""

    state: State | None = None
    enabled: bool | None = None
    active: bool | None = None
    verified: bool | None = None
    profile: str | None = None
    branch: str | None = None
    """A branch ID."""
    words: str | None = None
    """Each word stands somewhere in User ID, name or address, whatever its case."""


@dataclass(frozen=True)
class Page:
    accounts: Sequence[User]
    next_cursor: str | None


def page(
    by: Actor,
    wanted: Wanted,
    *,
    at: datetime,
    cursor: str | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """A page of this administrator's accounts by User ID: two queries, whatever their number."""
    accounts = (
        users.in_reach_of(by)
        .alias(state=state_in_sql(at))
        .filter(_condition(wanted))
        .annotate(place=Upper("user_name"))
        .order_by("place")
        .select_related("branch")
        .prefetch_related("profiles")
    )
    if cursor:
        accounts = accounts.filter(place__gt=cursors.read(cursor))
    found = list(accounts[: size + 1])
    more = len(found) > size
    return Page(found[:size], cursors.write(found[size - 1].user_name.upper()) if more else None)


def _condition(wanted: Wanted) -> Q:
    exact = {
        "state": wanted.state.value if wanted.state else None,
        "enabled": wanted.enabled,
        "active": wanted.active,
        "profiles__profile": wanted.profile,
        "branch__number": wanted.branch,
        "email_verified_at__isnull": None if wanted.verified is None else not wanted.verified,
    }
    condition = Q(**{name: value for name, value in exact.items() if value is not None})
    for word in (wanted.words or "").split():
        found = Q()
        for column in SEARCHED:
            found |= Q(**{f"{column}__icontains": word})
        condition &= found
    return condition
