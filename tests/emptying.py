"""Empties the database after a test that really commits: of a hundred tables those with rows.

Django truncates all of them, which makes five hundred files anew, and then makes its own
permissions again: half a second a test.
"""

from typing import Any

from django.db import connection, transaction

OF_THE_QUEUE = {
    "procrastinate_jobs",
    "procrastinate_events",
    "procrastinate_periodic_defers",
}
"""None of Django's, which would leave them as they are."""
MADE_BY_MIGRATING = {"auth_permission", "django_content_type"}
"""Django makes these rows, and no test changes them."""


def empty_the_tables(_test: Any) -> None:
    """In the place of TransactionTestCase._fixture_teardown."""
    names = set(connection.introspection.django_table_names(only_existing=True))
    with transaction.atomic(), connection.cursor() as cursor:
        # No trigger and no foreign key has a say in it; so it does for TRUNCATE of all at once.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})"  # noqa: S608 - names of tables
                for name in sorted((names | OF_THE_QUEUE) - MADE_BY_MIGRATING)
            )
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608
