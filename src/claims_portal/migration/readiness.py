"""How ready an organisation is for the move: its findings, and one figure.

Reads the accounts of any number of organisations with one statement, ordered by
organisation, so that memory holds one organisation at a time.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, LiteralString

import msgspec
from django.conf import settings
from django.db import connection, transaction

from claims_portal.accounts import email_addresses
from claims_portal.accounts.profiles import Reach, Right, grants_of
from claims_portal.accounts.refusals import EmailRefused
from claims_portal.claims.process.calendar import london_date
from claims_portal.migration.cases import Finding, Weight
from claims_portal.migration.deciding import Account, Surroundings, decide
from claims_portal.organisations.models import OrganisationKind

BATCH = 5_000
# What a plan rests on: if it is another when the plan is carried out, the data moved.
FINGERPRINT: LiteralString = """
    md5(concat_ws('|', account.id, lower(trim(account.email)),
                  account.email_verified_at IS NOT NULL, account.enabled, account.active,
                  account.expires_on, account.branch_id, held.profiles))
"""
HELD_PROFILES: LiteralString = """
    SELECT user_id, string_agg(profile, ',' ORDER BY profile) AS profiles
    FROM accounts_userprofile
"""
_OF_CHOSEN: LiteralString = "IN (SELECT id FROM chosen)"
_COLUMNS: LiteralString = """
SELECT organisation.id, organisation.code, organisation.name, organisation.kind,
       organisation.email, organisation.email_domains,
       account.user_name,
       CASE WHEN btrim(legacy.email) = account.email THEN legacy.email ELSE account.email END,
       lower(trim(account.email)),
       CASE WHEN legacy.contact_corrected THEN ''
            ELSE lower(trim(COALESCE(legacy.contact_email, ''))) END,
       account.email_verified_at IS NOT NULL, account.enabled, account.active,
       account.expires_on <= %(today)s, COALESCE(held.profiles, ''), COALESCE(branch.number, ''),
       CASE WHEN account.forename <> '' AND account.surname <> ''
            THEN lower(account.forename || ' ' || account.surname) ELSE '' END,
       COALESCE(legacy.channel = 'api', FALSE),
       COALESCE(account.last_used_at::text, ''), COALESCE(work.held, 0)
"""
_JOINED: LiteralString = f"""
JOIN organisations_organisation organisation ON organisation.id = account.organisation_id
LEFT JOIN migration_legacyaccount legacy ON legacy.user_id = account.id
LEFT JOIN organisations_branch branch ON branch.id = account.branch_id
LEFT JOIN (SELECT holder, count(*) AS held FROM (
               SELECT locked_by_id AS holder FROM claims_claim
               WHERE locked_by_id IS NOT NULL AND locked_until > %(at)s
               UNION ALL SELECT representative_handler_id FROM claims_claim
               WHERE representative_handler_id IS NOT NULL AND turn <> ''
               UNION ALL SELECT compensator_handler_id FROM claims_claim
               WHERE compensator_handler_id IS NOT NULL AND turn <> '') holding
           WHERE %(everybody)s OR holder {_OF_CHOSEN}
           GROUP BY holder) work ON work.holder = account.id
"""  # noqa: S608 - composed of constants
_EVERYBODY: LiteralString = f"""
WITH chosen AS NOT MATERIALIZED (SELECT * FROM accounts_user)
{_COLUMNS}, ''
FROM chosen account {_JOINED}
LEFT JOIN ({HELD_PROFILES} GROUP BY user_id) held ON held.user_id = account.id
ORDER BY account.organisation_id
"""  # noqa: S608 - composed of constants
_OF_ONE: LiteralString = f"""
WITH chosen AS MATERIALIZED (
    SELECT * FROM accounts_user WHERE organisation_id = %(organisation)s::bigint)
{_COLUMNS}, ''
FROM chosen account {_JOINED}
LEFT JOIN ({HELD_PROFILES} WHERE user_id {_OF_CHOSEN} GROUP BY user_id) held
       ON held.user_id = account.id
"""  # noqa: S608 - composed of constants
# Of those that share an address the database lets one at most be without the mark.
_SHARING: LiteralString = f"""
WITH chosen AS MATERIALIZED (
    SELECT * FROM accounts_user
    WHERE active AND (organisation_id, lower(trim(email))) IN (
        SELECT organisation_id, lower(trim(email)) FROM accounts_user
        WHERE shares_address AND active AND email <> ''
          AND (%(organisation)s::bigint IS NULL OR organisation_id = %(organisation)s::bigint)))
{_COLUMNS}, {FINGERPRINT}
FROM chosen account {_JOINED}
LEFT JOIN ({HELD_PROFILES} WHERE user_id {_OF_CHOSEN} GROUP BY user_id) held
       ON held.user_id = account.id
ORDER BY account.organisation_id
"""  # noqa: S608 - composed of constants
# Of all organisations every row is read. Just after an import the database still takes the
# tables for small and would loop over them, account by account, for minutes.
_ALL_OF_MANY: LiteralString = """
SET LOCAL enable_nestloop = off; SET LOCAL cursor_tuple_fraction = 1; SET LOCAL jit = off;
SET LOCAL work_mem = '64MB'
"""
# Addresses of active accounts that those of another organisation have too.
_USED_ELSEWHERE: LiteralString = """
SELECT lower(trim(email)) FROM accounts_user WHERE active AND email <> ''
GROUP BY 1 HAVING min(organisation_id) <> max(organisation_id)
"""
# An array, for each of which the index is asked; a join would read all accounts instead.
_USED_ELSEWHERE_OF_ONE: LiteralString = """
SELECT lower(trim(email)) FROM accounts_user
WHERE active AND organisation_id <> %(organisation)s AND lower(trim(email)) = ANY(ARRAY(
    SELECT lower(trim(email)) FROM accounts_user
    WHERE organisation_id = %(organisation)s AND active AND email <> ''))
"""


@dataclass(frozen=True)
class Readiness:
    """One organisation's findings. `score` is the share of its people who keep their way in."""

    organisation_pk: int
    organisation_id: str
    name: str
    accounts: int
    """Active accounts of people; those that only the API uses are not counted."""
    administrators: int
    """Accounts that could sign in now and hold the Administrator profile."""
    findings: list[Finding]
    by_user_id: dict[str, Account]

    @property
    def score(self) -> int:
        """0 to 100, rounded down; 0 where nobody could run the organisation."""
        if not self.administrators:
            return 0
        stopped = {
            user_id
            for finding in self.findings
            if finding.row.weight is Weight.BLOCKS
            for user_id in finding.user_ids
        }
        return 100 * (self.accounts - len(stopped)) // max(self.accounts, 1)

    @property
    def is_ready(self) -> bool:
        return self.score == 100

    @property
    def to_do(self) -> list[Finding]:
        """What somebody must or should do."""
        return [one for one in self.findings if one.row.weight in (Weight.BLOCKS, Weight.WARNS)]


def of(organisation_pk: int, *, at: datetime, after_cut_over: bool = False) -> Readiness | None:
    """The readiness of one organisation; None as long as it has no account."""
    found = _each(organisation_pk, at, after_cut_over)
    return next(found, None)


def everywhere(*, at: datetime, after_cut_over: bool = False) -> Iterator[Readiness]:
    """The readiness of every organisation that has an account."""
    return _each(None, at, after_cut_over)


def sharing(
    *, at: datetime, organisation_pk: int | None = None
) -> Iterator[tuple[str, list[Account]]]:
    """The accounts that share an address, of one or of each organisation by its ID."""
    asked = _asked(organisation_pk, at)
    with transaction.atomic():
        if organisation_pk is None:
            with connection.cursor() as cursor:
                cursor.execute(_ALL_OF_MANY)
        rows = _rows(_SHARING, {**asked, "everybody": False})
        for code, ours in groupby(rows, key=itemgetter(1)):
            yield code, [_account(row) for row in ours]


def _asked(organisation_pk: int | None, at: datetime) -> dict[str, Any]:
    return {
        "organisation": organisation_pk, "everybody": organisation_pk is None,
        "at": at, "today": london_date(at),
    }  # fmt: skip


def _each(organisation_pk: int | None, at: datetime, after_cut_over: bool) -> Iterator[Readiness]:
    asked = _asked(organisation_pk, at)
    of_all = organisation_pk is None
    with transaction.atomic():
        with connection.cursor() as cursor:
            if of_all:
                cursor.execute(_ALL_OF_MANY)
            cursor.execute(_USED_ELSEWHERE if of_all else _USED_ELSEWHERE_OF_ONE, asked)
            elsewhere = frozenset(row[0] for row in cursor.fetchall())
        rows = _rows(_EVERYBODY if of_all else _OF_ONE, asked)
        for _pk, ours in groupby(rows, key=itemgetter(0)):
            yield _readiness(list(ours), elsewhere, after_cut_over)


def _rows(statement: LiteralString, asked: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    connection.ensure_connection()
    with connection.connection.cursor(name="readiness") as cursor:
        cursor.itersize = BATCH
        cursor.execute(statement, asked)
        while rows := cursor.fetchmany(BATCH):
            yield from rows


def _readiness(
    rows: list[tuple[Any, ...]], elsewhere: frozenset[str], after_cut_over: bool
) -> Readiness:
    pk, code, name, kind, record_email, domains = rows[0][:6]
    accounts = [_account(row) for row in rows]
    around = Surroundings(
        organisation_id=code,
        unrepresented=kind == OrganisationKind.UNREPRESENTED_CLAIMANT,
        compensator=kind == OrganisationKind.COMPENSATOR,
        shared_mailbox_on_record=bool(record_email) and case_of_address(record_email) == 16,
        own_domains=domains or _most_common_domain(accounts),
        used_elsewhere=elsewhere,
        after_cut_over=after_cut_over,
    )
    return Readiness(
        pk, code, name,
        accounts=sum(one.active and not one.api_only for one in accounts),
        administrators=sum(
            one.administers and one.active and one.verified and not one.is_sleeping
            for one in accounts
        ),
        findings=decide(accounts, around, case_of_address),
        by_user_id={one.user_id: one for one in accounts},
    )  # fmt: skip


def _account(row: tuple[Any, ...]) -> Account:
    administers, claim_types, branch_only, profiles = _meaning_of(row[14])
    return Account._make(
        (*row[6:14], administers, claim_types, branch_only, *row[15:20], profiles, row[20])
    )


@lru_cache(maxsize=4096)
def _meaning_of(held: str) -> tuple[bool, frozenset[str], bool, tuple[str, ...]]:
    """Whether they administer, the claim types they open, whether in one branch only, and what
    they are."""
    profiles = tuple(held.split(",")) if held else ()
    grants = grants_of(profiles)
    opening = [grant for grant in grants if grant.claim_types]
    return (
        any(Right.MANAGE_USERS in grant.rights for grant in grants),
        frozenset().union(*(grant.claim_types for grant in opening)),
        any(grant.reach is Reach.BRANCH for grant in opening),
        profiles,
    )


_CASES_OF_ADDRESSES = {"email-free-mail": 15, "email-disposable": 15, "email-shared": 16}
_SOMEBODY, _A_FIRM = "jo.seile", "firm.example.com"


def case_of_address(address: str) -> int:
    """15 for a free-mail or disposable host, 16 for a shared mailbox, 0 for a person's own.

    The rule looks at host and mailbox apart; so each is asked about once.
    """
    mailbox, _, host = address.rpartition("@")
    return _case_of(f"{_SOMEBODY}@{host}") or _case_of(f"{mailbox}@{_A_FIRM}")


@lru_cache(maxsize=100_000)
def _case_of(address: str) -> int:
    try:
        email_addresses.must_be_own_business_address(
            address, domains=(), allowed_hosts=settings.ALLOWED_MAIL_HOSTS
        )
    except EmailRefused as refused:
        return _CASES_OF_ADDRESSES.get(refused.code, 0)
    return 0


def _most_common_domain(accounts: list[Account]) -> list[str]:
    """Of an organisation that keeps no list: the domain that most of its people have."""
    hosts = Counter(
        one.folded.rpartition("@")[2] for one in accounts if one.active and "@" in one.folded
    )
    return [host for host, _ in hosts.most_common(1)]


class ToldAdvice(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """One step of putting a finding right."""

    action: str
    user_ids: list[str]
    survivor: str = ""


class ToldFinding(msgspec.Struct, frozen=True, rename="camel"):
    """A finding as the API and the command tell it; `case` is 0 beside the decision table."""

    organisation_id: str
    case: int
    user_ids: list[str]
    message: str
    actions: list[ToldAdvice]


def told(finding: Finding) -> ToldFinding:
    return ToldFinding(
        finding.organisation_id,
        finding.case,
        list(finding.user_ids),
        finding.message,
        [ToldAdvice(one.step.value, list(one.user_ids), one.survivor) for one in finding.advice],
    )
