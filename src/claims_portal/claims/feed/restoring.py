"""What the feed needs once a dump was restored, or the server set back in time.

In another server transactions are counted anew. An event whose number the new server has
not reached would be taken for new when it does.
"""

from django.db import connection, transaction

_UNGUARD = "ALTER TABLE claims_event DISABLE TRIGGER events_are_never_changed"
_SETTLE = """
UPDATE claims_event SET transaction_id = '1'
WHERE transaction_id >= pg_snapshot_xmax(pg_current_snapshot())
"""
_GUARD = "ALTER TABLE claims_event ENABLE TRIGGER events_are_never_changed"
# Written anew, the row is of this transaction: cursors of before are of another server.
_ANOTHER_SERVER = """
INSERT INTO claims_feedserver (id) VALUES (1)
ON CONFLICT (id) DO UPDATE SET made_in = EXCLUDED.made_in
"""


@transaction.atomic
def settle() -> int:
    """Count events from another server as old, how many, and cursors of before as too old.

    For the owner of the tables.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UNGUARD)
        cursor.execute(_SETTLE)
        settled: int = cursor.rowcount
        cursor.execute(_GUARD)
        cursor.execute(_ANOTHER_SERVER)
    return settled
