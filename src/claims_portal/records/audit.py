"""Writing and checking the audit.

An entry is written in the transaction of the change that it tells, by the same
function: if either fails, neither happened.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import msgspec
from django.db import connection, transaction
from django.db.models import QuerySet
from psycopg import Cursor

from claims_portal.records.models import AuditEntry

BEGINNING = "0" * 64
_ENCODER = msgspec.json.Encoder(order="sorted")
_COLUMNS = [field.attname for field in AuditEntry._meta.concrete_fields if not field.primary_key]


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, and from where; nobody when the portal does it by itself."""

    user: str = ""
    real_user: str = ""
    client: str = ""
    address: str = ""
    staff: str = ""
    """One of the operator's own people, who is of no organisation."""


THE_PORTAL = Author()


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of many that are written together."""

    tag: str
    organisation_code: str
    subject: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True)
class Broken:
    """Where a chain does not hold, and why."""

    organisation_code: str
    number: int
    why: str


def write(
    tag: str,
    *,
    organisation_code: str,
    subject: str,
    by: Author,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Add an entry; must be called inside the transaction of the change itself."""
    _must_be_in_a_transaction()
    said = Entry(tag, organisation_code, subject, before or {}, after or {}, reason)
    entry = _following(_last_of(organisation_code), said, by, at)
    entry.save(force_insert=True)
    return entry


def write_many(entries: Sequence[Entry], *, by: Author, at: datetime) -> None:
    """Add entries of any number of organisations with a few statements; otherwise as `write`."""
    _must_be_in_a_transaction()
    codes = sorted({entry.organisation_code for entry in entries})
    _copy(_chained(entries, _last_of_each(codes), by, at))


def _chained(
    entries: Sequence[Entry], last: dict[str, AuditEntry], by: Author, at: datetime
) -> Iterator[AuditEntry]:
    for said in entries:
        entry = _following(last.get(said.organisation_code), said, by, at)
        last[said.organisation_code] = entry
        yield entry


def _copy(entries: Iterable[AuditEntry]) -> None:
    """As `bulk_create`, in a fifth of the time."""
    connection.ensure_connection()
    with (
        Cursor(connection.connection) as cursor,
        cursor.copy(f"COPY records_auditentry ({', '.join(_COLUMNS)}) FROM STDIN") as copy,
    ):
        for entry in entries:
            values = attrgetter(*_COLUMNS)(entry)
            copy.write_row([_json(one) if isinstance(one, dict) else one for one in values])


def _json(said: dict[str, Any]) -> str:
    return _ENCODER.encode(said).decode()


def _must_be_in_a_transaction() -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit entry goes with its change")


def _following(last: AuditEntry | None, said: Entry, by: Author, at: datetime) -> AuditEntry:
    """The entry that comes after the last of its organisation."""
    entry = AuditEntry(
        organisation_code=said.organisation_code,
        number=last.number + 1 if last else 1,
        at=at,
        tag=said.tag,
        subject=said.subject,
        by_user=by.user,
        by_real_user=by.real_user,
        by_client=by.client,
        by_staff=by.staff,
        from_address=by.address,
        before=_plain(said.before),
        after=_plain(said.after),
        reason=said.reason,
        previous_hash=last.hash if last else BEGINNING,
    )
    entry.hash = hash_of(entry)
    return entry


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over what the entry says and the hash of the one before it."""
    by = [entry.by_user, entry.by_real_user, entry.by_client, entry.from_address]
    if entry.by_staff:
        # Entries from before there were staff keep their hashes.
        by.append(entry.by_staff)
    said = {
        "organisation": entry.organisation_code,
        "number": entry.number,
        "at": entry.at.astimezone(UTC).isoformat(),
        "tag": entry.tag,
        "subject": entry.subject,
        "by": by,
        "before": entry.before,
        "after": entry.after,
        "reason": entry.reason,
        "previous": entry.previous_hash,
    }
    return hashlib.sha256(_ENCODER.encode(said)).hexdigest()


def broken_links(organisation_code: str = "") -> Iterator[Broken]:
    """Every place where a chain was changed, cut or forked; nothing when all is whole.

    Looks at the chain of one organisation, or at all.
    """
    entries = AuditEntry.objects.order_by("organisation_code", "number")
    if organisation_code:
        entries = entries.filter(organisation_code=organisation_code)
    return _broken_links(entries)


def broken_links_of(organisation_code: str) -> Iterator[Broken]:
    """As `broken_links`, of one chain; under no organisation's ID is that of the operator."""
    chain = AuditEntry.objects.filter(organisation_code=organisation_code)
    return _broken_links(chain.order_by("number"))


def _broken_links(entries: QuerySet[AuditEntry]) -> Iterator[Broken]:
    previous: AuditEntry | None = None
    for entry in entries.iterator():
        same_chain = previous is not None and previous.organisation_code == entry.organisation_code
        expected = previous.number + 1 if previous and same_chain else 1
        if entry.number != expected:
            yield Broken(entry.organisation_code, expected, "an entry is missing")
        elif entry.previous_hash != (previous.hash if previous and same_chain else BEGINNING):
            yield Broken(entry.organisation_code, entry.number, "it does not follow the one before")
        if hash_of(entry) != entry.hash:
            yield Broken(entry.organisation_code, entry.number, "it was changed")
        previous = entry


def _last_of(organisation_code: str) -> AuditEntry | None:
    """The end of a chain, held until the transaction ends, so that nobody forks it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock_shared(hashtext('audit')), "
            "pg_advisory_xact_lock(hashtext('audit'), hashtext(%s))",
            [organisation_code],
        )
    return (
        AuditEntry.objects.filter(organisation_code=organisation_code).order_by("-number").first()
    )


def _last_of_each(codes: Sequence[str]) -> dict[str, AuditEntry]:
    """As `_last_of`, for many: one lock that shuts out all who hold it shared."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('audit'))")
    newest = (
        AuditEntry.objects.filter(organisation_code__in=codes)
        .order_by("organisation_code", "-number")
        .distinct("organisation_code")
    )
    return {entry.organisation_code: entry for entry in newest}


def _plain(said: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON will give it back, so that the hash can be computed again."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(dict(said)))
    return plain
