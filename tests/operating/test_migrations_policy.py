"""The policy refuses what a running portal could not live with, and nothing else."""

from typing import Any

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Index, Q

from tests import migrations_policy

ADD = migrations.AddField
CHECK = models.CheckConstraint(condition=Q(event_count__gte=0), name="counted")

# fmt: off
CASES: list[tuple[Any, str]] = [
    # an operation in the app `claims`, and what is said of it
    (migrations.AddIndex("claim", Index(fields=["phase"], name="x")), "AddIndexConcurrently"),
    (AddIndexConcurrently("claim", Index(fields=["phase"], name="x")), ""),
    (migrations.AddIndex("holiday", Index(fields=["day"], name="x")), ""),
    (migrations.AddConstraint("claim", CHECK), "AddConstraintNotValid"),
    (ADD("claim", "new", models.CharField(max_length=5, default="")), "db_default"),
    (ADD("claim", "new", models.CharField(max_length=5, default="", db_default="")), ""),
    (ADD("holiday", "new", models.BooleanField(default=False)), "db_default"),
    (ADD("claim", "new", models.DateField(null=True)), ""),
    (ADD("claim", "new", models.DateField(null=True, db_index=True)), "add the index apart"),
    (migrations.AlterField("claim", "phase", models.CharField(max_length=60)), "written anew"),
    (migrations.RenameField("holiday", "day", "date"), "old name"),
    (migrations.RenameModel("Holiday", "DayOff"), "old name"),
    (migrations.RemoveField("claim", "turn"), "claim.turn: name in REMOVED"),
    (migrations.DeleteModel("Holiday"), "holiday: name in REMOVED"),
    (migrations.RunSQL("ALTER TABLE x DROP COLUMN y"), "DROP COLUMN"),
    (migrations.RunSQL("create index z on x (y)"), "create index"),
    (migrations.RunSQL("CREATE INDEX CONCURRENTLY z ON x (y)"), ""),
    (migrations.RunSQL("CREATE TRIGGER t BEFORE UPDATE ON x"), ""),
]
# fmt: on


@pytest.mark.parametrize(("operation", "told"), CASES)
def test_an_operation(operation: Any, told: str) -> None:
    migration = migrations.Migration("9999_new", "claims")
    migration.operations = [operation]
    faults = list(migrations_policy.faults_of("claims", migration))
    assert len(faults) == bool(told)
    assert told in "".join(faults)


def test_what_a_table_is_made_with_is_not_asked_of_it() -> None:
    migration = migrations.Migration("9999_new", "claims")
    made = migrations.CreateModel("Claim", [("id", models.BigAutoField(primary_key=True))])
    migration.operations = [made, migrations.AddIndex("claim", Index(fields=["id"], name="x"))]
    assert not list(migrations_policy.faults_of("claims", migration))


def test_only_what_is_there_is_grandfathered() -> None:
    there = dict(migrations_policy.own_migrations())
    assert there.keys() >= migrations_policy.GRANDFATHERED
    for app, name in migrations_policy.GRANDFATHERED:
        assert list(migrations_policy.faults_of(app, there[app, name])), (app, name)
