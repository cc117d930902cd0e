"""The audit is whole, in order, and cannot be changed unseen."""

import pytest
from django.db import DatabaseError, connection, transaction

from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.records import audit
from claims_portal.records.models import AuditEntry
from tests import make
from tests.administration.test_users import create


def test_entries_are_numbered_and_chained(boss: Actor) -> None:
    account = create(boss)
    users.disable(account, by=boss, at=make.NOW)
    users.enable(account, by=boss, at=make.NOW)
    entries = list(AuditEntry.objects.order_by("number"))
    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous_hash for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert list(audit.broken_links()) == []


@pytest.mark.parametrize(
    "statement",
    ["UPDATE records_auditentry SET subject = 'X'", "DELETE FROM records_auditentry"],
)
def test_the_database_refuses_to_change_it(boss: Actor, statement: str) -> None:
    create(boss)
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("tampering", "number", "why"),
    [
        ("UPDATE records_auditentry SET subject = 'X' WHERE number = 2", 2, "it was changed"),
        ("DELETE FROM records_auditentry WHERE number = 2", 2, "an entry is missing"),
        ("DELETE FROM records_auditentry WHERE number = 1", 1, "an entry is missing"),
    ],
)
def test_tampering_past_the_database_is_found(
    boss: Actor, tampering: str, number: int, why: str
) -> None:
    account = create(boss)
    users.disable(account, by=boss, at=make.NOW)
    users.enable(account, by=boss, at=make.NOW)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_auditentry DISABLE TRIGGER audit_is_never_changed")
        cursor.execute(tampering)
    broken = list(audit.broken_links())
    assert (broken[0].number, broken[0].why) == (number, why)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        audit.write("x:y:z", organisation_code="CR1", subject="s", by=audit.THE_PORTAL, at=make.NOW)
