"""Whether the database has the tables of this version, and making them where it is ours."""

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

NOT_READY = (
    "The tables are not those of this version: run `claims-portal migrate`. Where the portal is "
    "run with another DATABASE_URL or PORTAL_STATE_DIR, its commands need the same."
)


def are_ready() -> bool:
    """Whether the database is up to date: asked first, since `migrate` takes a second anyway."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def must_be_ready() -> None:
    """Make the tables of the embedded database; elsewhere that is the operator's decision."""
    if are_ready():
        return
    if not settings.EMBEDDED_DATABASE:
        raise CommandError(NOT_READY)
    call_command("migrate", verbosity=0, interactive=False)
