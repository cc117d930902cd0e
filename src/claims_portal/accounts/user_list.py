"""The accounts of an organisation as a list: filtered, searched, sorted, in pages.

Two statements a page and one for its profiles, however many accounts there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import reduce
from operator import or_

from django.db.models import (
    Case,
    Count,
    Expression,
    F,
    IntegerField,
    OrderBy,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Lower, Upper

from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.states import State, state_in_sql

PAGE = 50
MOST_WORDS = 5
ROWS_AT_ONCE = 500
SEARCHED = ("user_name", "forename", "second_name", "surname", "email")


class Flags(StrEnum):
    """The four filters of the console (identity facts 2.1)."""

    ALL = "all"
    ENABLED = "active-enabled"
    DISABLED_BY_PORTAL = "active-disabled"
    DISABLED_BY_ADMINISTRATOR = "inactive-disabled"


FLAGS = {
    Flags.ALL: Q(),
    Flags.ENABLED: Q(active=True, enabled=True),
    Flags.DISABLED_BY_PORTAL: Q(active=True, enabled=False),
    Flags.DISABLED_BY_ADMINISTRATOR: Q(active=False, enabled=False),
}


class Column(StrEnum):
    """By what the list may be sorted."""

    USER_ID = "user-id"
    NAME = "name"
    STATE = "state"
    LAST_USED = "last-used"
    EXPIRES = "expires"


@dataclass(frozen=True)
class Wanted:
    """Which accounts are asked for, and in which order; by default all, by User ID."""

    flags: Flags = Flags.ALL
    state: State | None = None
    profile: Profile | None = None
    branch: str = ""
    verified: bool | None = None
    text: str = ""
    sort: Column = Column.USER_ID
    descending: bool = False


@dataclass(frozen=True)
class Page:
    """Page `number` of `pages`, counted from 1, of `total` accounts found."""

    accounts: Sequence[User]
    total: int
    number: int
    pages: int


def page(by: Actor, wanted: Wanted, *, number: int, at: datetime) -> Page:
    """A page with its profiles and branches; the last one where there are not so many."""
    found = _found(by, wanted, at)
    total = found.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(number, 1), pages)
    start = (number - 1) * PAGE
    accounts = _with_all(found, wanted)[start : start + PAGE]
    return Page(list(accounts), total, number, pages)


def every(by: Actor, wanted: Wanted, *, at: datetime) -> Iterator[User]:
    """All that were found, a few hundred in memory at a time."""
    return _with_all(_found(by, wanted, at), wanted).iterator(chunk_size=ROWS_AT_ONCE)


def chosen(by: Actor, user_names: Sequence[str]) -> list[User]:
    """The accounts of these User IDs, by User ID; what is not in reach is left out."""
    names = [name for name in user_names if "\x00" not in name]
    accounts = users.in_reach_of(by).filter(user_name__in=names)
    return list(_with_all(accounts, Wanted()))


def counts(by: Actor) -> dict[Flags, int]:
    """How many accounts of the organisation each of the four filters has."""
    asked = {flags.name: Count("pk", filter=condition) for flags, condition in FLAGS.items()}
    counted = users.in_reach_of(by).aggregate(**asked)
    return {flags: counted[flags.name] for flags in FLAGS}


def _found(by: Actor, wanted: Wanted, at: datetime) -> QuerySet[User]:
    found = users.in_reach_of(by).alias(state=state_in_sql(at)).filter(FLAGS[wanted.flags])
    if wanted.state is not None:
        found = found.filter(state=wanted.state.value)
    if wanted.profile is not None:
        found = found.filter(profiles__profile=wanted.profile.value)
    if wanted.branch:
        found = found.filter(branch__number=wanted.branch)
    if wanted.verified is not None:
        found = found.filter(email_verified_at__isnull=not wanted.verified)
    for word in wanted.text.split()[:MOST_WORDS]:
        anywhere = (Q(**{f"{column}__icontains": word}) for column in SEARCHED)
        found = found.filter(reduce(or_, anywhere))
    return found


def _with_all(found: QuerySet[User], wanted: Wanted) -> QuerySet[User]:
    ordered = found.order_by(*_order(wanted))
    return ordered.select_related("branch").prefetch_related("profiles")


def _order(wanted: Wanted) -> list[OrderBy]:
    """Nobody stands in two places: the User ID decides where the column leaves it open."""
    columns: dict[Column, tuple[Expression | F, ...]] = {
        Column.USER_ID: (),
        Column.NAME: (Lower("surname"), Lower("forename")),
        Column.STATE: (_state_as_number(),),
        Column.LAST_USED: (F("last_used_at"),),
        Column.EXPIRES: (F("expires_on"),),
    }
    by = (*columns[wanted.sort], Upper("user_name"))
    if wanted.descending:
        return [one.desc(nulls_last=True) for one in by]
    # Never used comes before used long ago.
    return [one.asc(nulls_first=True) for one in by]


def _state_as_number() -> Case:
    """States in the order of their list: usable first, what an administrator disabled last."""
    places = [When(state=state.value, then=Value(place)) for place, state in enumerate(State)]
    return Case(*places, output_field=IntegerField())
