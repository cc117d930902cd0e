"""Combining many: first a plan, then exactly that plan, or nothing.

What a person must decide is in no plan: whose branch stays, whose address is not
verified, whose rights would widen (identity facts 3.1, 3.4).
"""

import hmac
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache

import msgspec
from django.db import connection, transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from psycopg import Cursor

from claims_portal.migration import combining, readiness
from claims_portal.migration.combining import Pair
from claims_portal.migration.deciding import Account, case_of_group, groups_of, survivor_of
from claims_portal.migration.uniting import United, unite
from claims_portal.records import audit
from claims_portal.sentences import said


class Planned(msgspec.Struct, frozen=True, rename="camel"):
    """One group that can be combined without asking anybody.

    `seal` stands for all the rest: a line that somebody wrote or changed is none of ours.
    """

    organisation_id: str
    case: int
    survivor: str
    drop: list[str]
    added_profiles: list[str]
    profiles: list[str]
    fingerprints: dict[str, str]
    seal: str = ""

    def sealed(self) -> "Planned":
        rest = msgspec.json.encode(msgspec.structs.replace(self, seal=""))
        return msgspec.structs.replace(self, seal=hmac.digest(_seal_key(), rest, "sha256").hex())


@cache
def _seal_key() -> bytes:
    """Once for tens of thousands of lines."""
    return salted_hmac("a line of a plan to combine accounts", "", algorithm="sha256").digest()


class LeftAlone(msgspec.Struct, frozen=True, rename="camel"):
    """One group that a person must look at, and why."""

    organisation_id: str
    case: int
    user_ids: list[str]
    reason: str


class PlanRefused(Exception):
    """Nothing of it is carried out."""


class NotPlanned(PlanRefused):
    """Lines that no plan has, or not together."""

    def __init__(self, user_ids: Sequence[str], *, why: str) -> None:
        super().__init__(
            said(
                "%(these)s: %(why)s. Nothing was done; plan anew.",
                these=", ".join(user_ids),
                why=why,
            )
        )


class DataMoved(PlanRefused):
    """Accounts of the plan are not as they were when it was made."""

    def __init__(self, user_ids: Sequence[str]) -> None:
        some = ", ".join(user_ids[:10]) + (" and others" if len(user_ids) > 10 else "")
        super().__init__(
            said(
                "Changed since the plan was made: %(some)s. Nothing was done; plan anew.", some=some
            )
        )
        self.user_ids = user_ids


def plan(*, at: datetime, organisation_pk: int | None = None) -> Iterator[Planned | LeftAlone]:
    """Every group, planned or left alone with the reason."""
    for code, accounts in readiness.sharing(at=at, organisation_pk=organisation_pk):
        groups = groups_of(one for one in accounts if not one.api_only).values()
        decided = [(case_of_group(members), members) for members in map(_by_user_id, groups)]
        for case, members in sorted(decided, key=lambda one: (one[0], one[1][0].user_id)):
            yield _plan_group(code, case, members)


def carry_out(planned: Sequence[Planned], *, by: audit.Author, at: datetime) -> int:
    """Combine all that was planned, or raise PlanRefused; how many accounts were dropped."""
    _must_be_a_plan(planned)
    with transaction.atomic():
        pks = _unchanged(planned)
        pairs = [
            Pair(pks[one.survivor], pks[name], tuple(one.profiles))
            for one in planned
            for name in one.drop
        ]
        combining.apply(pairs, by=by, at=at)
    return len(pairs)


def _by_user_id(members: Sequence[Account]) -> list[Account]:
    return sorted(members, key=lambda one: one.user_id)


def _plan_group(code: str, case: int, members: Sequence[Account]) -> Planned | LeftAlone:
    survivor = survivor_of(members)
    dropped = [one for one in members if one is not survivor]
    united = _unite(survivor, dropped)
    reason = _why_left_alone(survivor, members, united)
    if reason:
        return LeftAlone(code, case, [one.user_id for one in members], reason)
    return Planned(
        organisation_id=code,
        case=case,
        survivor=survivor.user_id,
        drop=[one.user_id for one in dropped],
        added_profiles=sorted(united.added),
        profiles=sorted(united.profiles),
        fingerprints={one.user_id: one.fingerprint for one in members},
    ).sealed()


def _unite(survivor: Account, dropped: Sequence[Account]) -> United:
    same_branch = all(one.branch == survivor.branch for one in dropped)
    offered = [profile for one in dropped for profile in one.profiles]
    return unite(survivor.profiles, offered, widen=False, same_branch=same_branch)


def _why_left_alone(survivor: Account, members: Sequence[Account], united: United) -> str:
    if not survivor.verified:
        return f"the address of {survivor.user_id} must be verified first"
    if survivor.is_sleeping:
        return f"{survivor.user_id} is disabled or has expired"
    if any(one.branch_only for one in members) and len({one.branch for one in members}) > 1:
        return "a branch must be chosen"
    if united.widening:
        return "rights would widen from one branch to the whole organisation"
    return ""


# A hundred thousand pairs are hashed in memory, not on disk.
_ROOM = "SET LOCAL work_mem = '64MB'; SET LOCAL jit = off"
_CHECKED = """
CREATE TEMP TABLE planned (user_name text PRIMARY KEY, fingerprint text) ON COMMIT DROP
"""
# Before they are looked at: whoever changes one of them meanwhile is waited for, or waits.
_HOLD = """
SELECT id FROM accounts_user WHERE user_name IN (SELECT user_name FROM planned)
ORDER BY id FOR UPDATE
"""
_NOW = f"""
SELECT planned.user_name, now.id, now.fingerprint IS DISTINCT FROM planned.fingerprint
FROM planned LEFT JOIN (
    SELECT account.user_name, account.id, {readiness.FINGERPRINT} AS fingerprint
    FROM accounts_user account
    LEFT JOIN ({readiness.HELD_PROFILES} GROUP BY user_id) held ON held.user_id = account.id
    WHERE account.user_name IN (SELECT user_name FROM planned)
) now USING (user_name)
"""  # noqa: S608 - composed of constants
_JOINED = """
SELECT account.user_name FROM planned
JOIN accounts_user member ON member.user_name = planned.user_name
JOIN accounts_user account ON account.organisation_id = member.organisation_id
 AND account.active AND lower(trim(account.email)) = lower(trim(member.email))
LEFT JOIN planned known ON known.user_name = account.user_name
WHERE member.shares_address AND member.email <> '' AND known.user_name IS NULL
"""


def _must_be_a_plan(planned: Sequence[Planned]) -> None:
    """As it was printed, line by line, and each account in one line only.

    Lines of two plans could let each of two accounts go into the other.
    """
    met: set[str] = set()
    for one in planned:
        names = [one.survivor, *one.drop]
        if not constant_time_compare(one.seal, one.sealed().seal):
            raise NotPlanned(names, why="the line is not as it was printed")
        if again := [name for name in names if name in met]:
            raise NotPlanned(again, why="a second line names it")
        met.update(names)


def _unchanged(planned: Sequence[Planned]) -> dict[str, int]:
    """The accounts of the plan by User ID; DataMoved where they are not as they were."""
    connection.ensure_connection()
    with Cursor(connection.connection) as cursor:
        cursor.execute(_ROOM)
        cursor.execute(_CHECKED)
        with cursor.copy("COPY planned FROM STDIN") as copy:
            for one in planned:
                for row in one.fingerprints.items():
                    copy.write_row(row)
        cursor.execute("ANALYZE planned")
        cursor.execute(_HOLD)
        now = cursor.execute(_NOW).fetchall()
        moved = {name for name, _pk, is_another in now if is_another}
        moved.update(name for (name,) in cursor.execute(_JOINED).fetchall())
        cursor.execute("DROP TABLE planned")
    if moved:
        raise DataMoved(sorted(moved))
    return {name: pk for name, pk, _is_another in now}
