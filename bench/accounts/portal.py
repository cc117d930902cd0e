"""The portal on one file, in a process of its own: import, readiness, plan, carrying it out."""

import io
import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction

from bench.accounts.statements import timed_statements
from bench.portal import cpu_seconds, database_server
from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.migration import readiness_kept

FLOOR_COLUMNS = 22
# The tables that an account stands in, in the order in which they name each other.
FLOOR = (
    ("accounts_user", ("organisation_id", "organisations_organisation"),
                      ("branch_id", "organisations_branch")),
    ("accounts_userprofile", ("user_id", "again_accounts_user")),
    ("migration_legacyaccount", ("user_id", "again_accounts_user")),
)  # fmt: skip


def run(path: str, *, profile: bool) -> int:
    """Tells the seconds of each part and the memory of the whole process."""
    call_command("migrate", verbosity=0, interactive=False)
    run = Run(Path(path), profile=profile)
    run.take()
    run.take_again()
    run.compute_readiness()
    run.plan()
    run.carry_out()
    run.figures["portal_mb"] = _most_memory()
    run.floors()
    print(json.dumps(run.figures))
    return 0


class Run:
    def __init__(self, path: Path, *, profile: bool) -> None:
        self.path, self.plan_path = path, path.with_suffix(".plan.jsonl")
        self.figures: dict[str, float] = {}
        self._profile, self._server = profile, database_server()

    def take(self) -> None:
        told = self._take("import")
        self.figures["accounts"] = told["added"]
        _must(told["refused"] == 0, "rows were refused")

    def take_again(self) -> None:
        told = self._take("again")
        _must(told["unchanged"] == self.figures["accounts"], "the same file changed something")

    def _take(self, part: str) -> dict[str, int]:
        out = io.StringIO()
        with self._timed(part):
            call_command("migrate_accounts", str(self.path), json=True, stdout=out)
        told: dict[str, int] = json.loads(out.getvalue())
        return told

    def compute_readiness(self) -> None:
        with self._timed("readiness"):
            day = readiness_kept.compute(at=clock.now())
        self.figures["organisations"] = day.organisations

    def plan(self) -> None:
        self.figures["planned"] = self._write_plan("plan")
        _must(self.figures["planned"] > 0, "nothing was planned")

    def carry_out(self) -> None:
        with self._timed("combine"):
            call_command("migrate_combine", plan=self.plan_path, stdout=io.StringIO())
        dropped = User.objects.filter(disabled_because="combined").count()
        self.figures["dropped"] = dropped
        self.plan_path = self.path.with_suffix(".plan-after.jsonl")
        _must(self._write_plan("plan_after") == 0, "something was left to combine")

    def floors(self) -> None:
        """What PostgreSQL alone takes: the bare rows in, and the finished rows once more."""
        columns = ", ".join(f"cell_{number} text" for number in range(FLOOR_COLUMNS))
        with self._timed("floor_copy"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMP TABLE bare ({columns}) ON COMMIT DROP")
            with (
                self.path.open("rb") as file,
                cursor.copy("COPY bare FROM STDIN (FORMAT csv, HEADER)") as copy,
            ):
                while block := file.read(1 << 18):
                    copy.write(block)
        with self._timed("floor_insert"), transaction.atomic(), connection.cursor() as cursor:
            for table, *foreign_keys in FLOOR:
                cursor.execute(f"CREATE TABLE again_{table} (LIKE {table} INCLUDING ALL)")
                for column, other in foreign_keys:
                    cursor.execute(
                        f"ALTER TABLE again_{table} ADD FOREIGN KEY ({column}) "
                        f"REFERENCES {other} DEFERRABLE INITIALLY DEFERRED"
                    )
                cursor.execute(f"INSERT INTO again_{table} SELECT * FROM {table}")  # noqa: S608

    def _write_plan(self, part: str) -> int:
        with self._timed(part), self.plan_path.open("w") as out:
            call_command(
                "migrate_combine", dry_run=True, json=True, stdout=out, stderr=io.StringIO()
            )
        return sum(1 for _ in self.plan_path.open())

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        began, ours, theirs = time.perf_counter(), time.process_time(), cpu_seconds(self._server)
        with _profiled(part) if self._profile else nullcontext():
            yield
        self.figures[f"{part}_seconds"] = round(time.perf_counter() - began, 3)
        ours, theirs = time.process_time() - ours, cpu_seconds(self._server) - theirs
        self.figures[f"{part}_cpu_seconds"] = round(ours + theirs, 3)
        self.figures[f"{part}_postgresql_cpu_seconds"] = round(theirs, 3)
        self.figures[f"{part}_mb_by_then"] = _most_memory()


@contextmanager
def _profiled(part: str) -> Iterator[None]:
    with timed_statements() as statements:
        yield
    print(f"{part}: CPU seconds of PostgreSQL", file=sys.stderr)
    for seconds, words in sorted(statements, reverse=True)[:14]:
        print(f"{seconds:8.2f}  {words}", file=sys.stderr)


def _most_memory() -> float:
    """MB of this process, when it had most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise RuntimeError(f"The run is void: {otherwise}.")
