"""What stood before the move, kept beside the tables, so that it can be put back.

Set by set, whatever the size; only rows that changed are written again.
"""

from dataclasses import dataclass
from typing import Any, LiteralString

from django.db import connection, models
from psycopg import sql

from claims_portal.accounts.models import User, UserProfile
from claims_portal.claims.models import Claim, Document, Draft, Event
from claims_portal.files.models import Attachment
from claims_portal.migration.models import AccountImport, LegacyAccount, LegacyDocument
from claims_portal.organisations.models import Branch, Organisation


@dataclass(frozen=True)
class Kept:
    """A table that an import changes. `but` names columns that never change, and are large."""

    model: type[models.Model]
    but: tuple[str, ...] = ()

    @property
    def table(self) -> sql.Identifier:
        return sql.Identifier(self.model._meta.db_table)

    @property
    def before(self) -> sql.Identifier:
        return sql.Identifier(f"cutover_before_{self.model._meta.db_table}")

    @property
    def key(self) -> sql.Identifier:
        assert self.model._meta.pk is not None  # noqa: S101 - every model has one
        return sql.Identifier(str(self.model._meta.pk.column))

    @property
    def columns(self) -> list[sql.Identifier]:
        names = [str(field.column) for field in self.model._meta.concrete_fields]
        return [sql.Identifier(name) for name in names if name not in self.but]


KEPT = (
    Kept(Organisation),
    Kept(Branch),
    Kept(User),
    Kept(UserProfile),
    Kept(LegacyAccount),
    Kept(AccountImport),
    Kept(LegacyDocument, but=("raw",)),
)
"""In an order in which rows may be put back."""
CLAIMS = Kept(Claim)
"""An import adds claims and changes none: what came is known by not being here."""
OF_CLAIMS: tuple[type[models.Model], ...] = (Event, Document, Draft, Attachment)
"""The bytes of attachments are swept later, once nothing needs them."""
WRITTEN: tuple[type[models.Model], ...] = (*(one.model for one in KEPT), Claim, Event, Document)


def keep() -> None:
    """Keep every row as it is, once nobody writes any more."""
    _run("LOCK TABLE {tables} IN SHARE MODE", tables=_names(WRITTEN))
    for one in (*KEPT, CLAIMS):
        _run("DROP TABLE IF EXISTS {before}", before=one.before)
        _run(
            "CREATE TABLE {before} AS SELECT {columns} FROM {table}",
            before=one.before, columns=sql.SQL(", ").join(one.columns), table=one.table,
        )  # fmt: skip
        _run("ALTER TABLE {before} ADD PRIMARY KEY ({key})", before=one.before, key=one.key)
        _run("ANALYZE {before}", before=one.before)


def drop() -> None:
    for one in (*KEPT, CLAIMS):
        _run("DROP TABLE IF EXISTS {before}", before=one.before)


def put_back() -> None:
    """Every table as it was kept; what came since is gone, the audit alone stays."""
    _run("LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE", tables=_names(WRITTEN))
    _release_addresses()
    _delete_added(Kept(LegacyDocument))
    for model in OF_CLAIMS:
        _run(
            "DELETE FROM {table} WHERE claim_id NOT IN (SELECT id FROM {before})",
            table=Kept(model).table, before=CLAIMS.before,
        )  # fmt: skip
    _put_back_changed(KEPT[-1])
    _delete_added(CLAIMS)
    for one in reversed(KEPT[:-1]):
        _delete_added(one)
    for one in KEPT[:-1]:
        _put_back_changed(one)
        _put_back_missing(one)


def claims_that_changed() -> int:
    """Claims that were here before and are gone, moved on or have another time limit."""
    found = _run(
        "SELECT count(*) FROM {before} was LEFT JOIN {table} USING (id)"
        " WHERE {table}.id IS NULL OR (was.phase, was.turn, was.times_out_on, was.event_count)"
        " IS DISTINCT FROM ({table}.phase, {table}.turn, {table}.times_out_on,"
        " {table}.event_count)",
        before=CLAIMS.before, table=CLAIMS.table,
    )  # fmt: skip
    return int(found[0][0])


def _release_addresses() -> None:
    """Rows take back what they had one by one; no address may be taken meanwhile."""
    users = next(one for one in KEPT if one.model is User)
    _run(
        "UPDATE {table} account SET shares_address = TRUE FROM {before} was"
        " WHERE account.id = was.id AND NOT account.shares_address"
        " AND (account.email, account.active, account.shares_address)"
        " IS DISTINCT FROM (was.email, was.active, was.shares_address)",
        table=users.table, before=users.before,
    )  # fmt: skip


def _delete_added(one: Kept) -> None:
    _run(
        "DELETE FROM {table} now WHERE NOT EXISTS"
        " (SELECT FROM {before} was WHERE was.{key} = now.{key})",
        table=one.table, before=one.before, key=one.key,
    )  # fmt: skip


def _put_back_changed(one: Kept) -> None:
    columns = sql.SQL(", ").join(one.columns)
    was = sql.SQL(", ").join(sql.SQL("was.{}").format(column) for column in one.columns)
    now = sql.SQL(", ").join(sql.SQL("now.{}").format(column) for column in one.columns)
    _run(
        "UPDATE {table} now SET ({columns}) = ROW ({was}) FROM {before} was"
        " WHERE was.{key} = now.{key} AND ({was}) IS DISTINCT FROM ({now})",
        table=one.table, columns=columns, was=was, now=now, before=one.before, key=one.key,
    )  # fmt: skip


def _put_back_missing(one: Kept) -> None:
    _run(
        "INSERT INTO {table} ({columns}) SELECT {columns} FROM {before} was WHERE NOT EXISTS"
        " (SELECT FROM {table} now WHERE now.{key} = was.{key})",
        table=one.table, columns=sql.SQL(", ").join(one.columns), before=one.before, key=one.key,
    )  # fmt: skip


def _names(of: tuple[type[models.Model], ...]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(model._meta.db_table) for model in of)


def _run(statement: LiteralString, **parts: sql.Composable) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(**parts))
        return cursor.fetchall() if cursor.description else []
