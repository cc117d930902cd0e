"""Migrations that a running portal can live with, checked over the migrations (`make check`).

While a release is rolled out, processes of the one before go on working on the new tables
(docs/operations.md, "Releases without an interruption"). So a migration

- adds an index to a large table concurrently, outside of a transaction;
- adds no column that must be given, unless the database has a default for it;
- renames nothing, and changes no column's type of a large table;
- removes nothing that the release before still reads: what is removed stands in REMOVED, with
  the release that used it last;
- adds no constraint to a large table that has the whole table read while it is locked.

What was there before the policy is in GRANDFATHERED, one by one: it was made when no portal ran.
"""

import os
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

# fmt: off
LARGE = frozenset({
    ("claims", "claim"), ("claims", "event"), ("claims", "document"), ("claims", "internalevent"),
    ("claims", "draft"), ("claims", "dismissal"), ("accounts", "user"), ("accounts", "userprofile"),
    ("accounts", "passwordused"), ("files", "storedfile"), ("files", "attachment"),
    ("files", "printedform"), ("records", "auditentry"), ("webhooks", "delivery"),
    ("migration", "legacydocument"), ("transfers", "line"), ("retention", "deletedclaim"),
})
GRANDFATHERED = frozenset({
    ("accounts", "0002_states_and_sessions"),
    ("accounts", "0003_second_factors"),
    ("accounts", "0005_shared_addresses"),
    ("accounts", "0006_wrong_factor_tries"),
    ("accounts", "0008_accounts_by_address"),
    ("accounts", "0010_clients_keys_scopes_and_usage"),
    ("claims", "0004_held_claims"),
    ("claims", "0005_imported_claims"),
    ("claims", "0006_limits_and_notices"),
    ("claims", "0007_search_keys"),
    ("claims", "0010_events_by_time"),
    ("claims", "0011_found_by_retention"),
    ("claims", "0013_events_know_their_transaction"),
    ("files", "0002_attachments_of_nobody_here"),
    ("migration", "0004_cut_over_steps"),
    ("migration", "0005_contact_corrected_and_columns_of_last_files"),
    ("organisations", "0002_agreements"),
    ("records", "0003_staff_in_the_audit"),
})
"""Made before anything was released."""
REMOVED: Mapping[tuple[str, str], str] = {}
"""(app, "model.field" or "model") to the release that used it last."""
# fmt: on
SQL = re.compile(
    r"\bRENAME\s+(TO|COLUMN|CONSTRAINT)\b|\bDROP\s+COLUMN\b|\bALTER\s+COLUMN\s+\w+\s+(SET\s+DATA\s+)?TYPE\b"
    r"|\bALTER\s+COLUMN\s+\w+\s+SET\s+NOT\s+NULL\b|\bCREATE\s+(UNIQUE\s+)?INDEX\s+(?!CONCURRENTLY)",
    re.IGNORECASE,
)


def main() -> int:
    faults = [
        f"{app}/migrations/{name}.py: {fault}"
        for (app, name), migration in own_migrations()
        if (app, name) not in GRANDFATHERED
        for fault in faults_of(app, migration)
    ]
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    return 1 if faults else 0


def own_migrations() -> Iterator[tuple[tuple[str, str], Any]]:
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None, ignore_no_migrations=True)
    for key, migration in sorted(loader.disk_migrations.items()):
        if migration.__module__.startswith("claims_portal."):
            yield key, migration


def faults_of(app: str, migration: Any) -> Iterator[str]:
    from django.db.migrations import operations as ops

    made = {one.name.lower() for one in migration.operations if isinstance(one, ops.CreateModel)}
    for one in _flat(migration.operations):
        model = (getattr(one, "model_name", "") or "").lower()
        if model in made:
            continue
        yield from _fault_of(app, model, one)


def _flat(operations: Any) -> Iterator[Any]:
    """What is done to the database, also where the state is told apart from it."""
    for one in operations:
        yield from _flat(one.database_operations) if hasattr(one, "database_operations") else [one]


def _fault_of(app: str, model: str, one: Any) -> Iterator[str]:
    is_large = (app, model) in LARGE
    kind = type(one).__name__
    if kind in ("AddIndex", "RenameIndex") and is_large:
        yield f"{kind} on {model}: use AddIndexConcurrently, with atomic = False"
    elif kind == "AddConstraint" and is_large:
        yield f"AddConstraint on {model}: use AddConstraintNotValid, and validate it afterwards"
    elif kind in ("AddField", "AlterField"):
        yield from _fault_of_field(model, one, is_large=is_large)
    elif kind in ("RenameField", "RenameModel", "AlterModelTable"):
        yield f"{kind}: the release before knows it by its old name; add anew, copy, remove later"
    elif kind in ("RemoveField", "DeleteModel") and (app, _named(one)) not in REMOVED:
        yield f"{kind} {_named(one)}: name in REMOVED the release that used it last"
    elif kind == "RunSQL" and (found := SQL.search(str(one.sql))):
        yield f"RunSQL with “{found[0]}”: not while the release before runs"


def _fault_of_field(model: str, one: Any, *, is_large: bool) -> Iterator[str]:
    from django.db.models import NOT_PROVIDED, ManyToManyField

    field = one.field
    if isinstance(field, ManyToManyField):
        return
    if type(one).__name__ == "AlterField":
        if is_large:
            yield f"AlterField {model}.{one.name}: a large table may be written anew"
        return
    if not field.null and field.db_default is NOT_PROVIDED:
        yield f"AddField {model}.{one.name}: null, or a db_default, or old processes cannot add rows"
    if is_large and field.db_index:
        yield f"AddField {model}.{one.name}: add the index apart, concurrently"


def _named(one: Any) -> str:
    if type(one).__name__ == "DeleteModel":
        return str(one.name).lower()
    return f"{one.model_name}.{one.name}".lower()


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "claims_portal.config.settings")
    django.setup()
    sys.exit(main())
