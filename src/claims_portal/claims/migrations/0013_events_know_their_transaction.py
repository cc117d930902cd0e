"""Which transaction wrote an event, for the feed; of those that are there, an old one.

First with a constant default, so that the table is not written anew.
"""

from django.db import migrations, models

import claims_portal.claims.models.transactions

ADD = """
ALTER TABLE claims_event ADD COLUMN transaction_id xid8 NOT NULL DEFAULT '1';
ALTER TABLE claims_event ALTER COLUMN transaction_id SET DEFAULT pg_current_xact_id();
"""
REMOVE = "ALTER TABLE claims_event DROP COLUMN transaction_id"


def index(told, name, *fields, **more):
    return migrations.AddIndex(
        model_name="event",
        index=models.Index(
            fields=[told, *fields],
            condition=models.Q((f"{told}__isnull", False)),
            name=f"{name}_{told}",
            **more,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("claims", "0012_correlation_of_events")]

    operations = [
        migrations.RunSQL(
            ADD,
            REMOVE,
            state_operations=[
                migrations.AddField(
                    model_name="event",
                    name="transaction_id",
                    field=claims_portal.claims.models.transactions.TransactionIdField(
                        db_default=claims_portal.claims.models.transactions.CurrentTransaction()
                    ),
                )
            ],
        ),
        *(
            operation
            for told in ("for_representative", "for_compensator")
            for operation in (
                index(told, "feed", "id"),
                index(told, "new", "transaction_id", include=("id",)),
            )
        ),
    ]
