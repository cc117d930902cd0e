"""Which transaction wrote a row: what tells the events that were committed since one looked.

Numbers and instants are given before a transaction ends, so that one which takes long
ends behind others with later ones. Whoever reads on "from the last number" misses its
rows. PostgreSQL's snapshots tell instead which transactions had ended: see claims.feed.
"""

from typing import Any

from django.db import models


class TransactionIdField(models.Field):  # type: ignore[type-arg]
    """PostgreSQL's 64-bit number of a transaction; as a default that of the one which writes."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("db_default", CurrentTransaction())
        super().__init__(*args, **options)

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return str(value) if isinstance(value, int) else value


class CurrentTransaction(models.Func):
    function = "pg_current_xact_id"
    arity = 0
    output_field = models.TextField()


class FeedServer(models.Model):
    """One row that knows in which server it was written, by the transaction that wrote it.

    A dump that is restored elsewhere has it written by another transaction: then cursors of
    before mean nothing any more. `after-restore` writes it anew for a server that was set
    back in time.
    """

    made_in = TransactionIdField()
