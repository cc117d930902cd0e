"""The portal on one file, in a process of its own: import, readiness, plan, carrying it out."""

import cProfile
import io
import json
import pstats
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

FLOOR_COLUMNS = 22


def run(path: str, *, profile: bool) -> int:
    """Tells the seconds of each part and the memory of the whole process."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    run = _Run(Path(path), profile=profile)
    run.take()
    run.compute_readiness()
    run.plan()
    run.carry_out()
    run.figures["portal_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    run.floors()
    print(json.dumps(run.figures))
    return 0


class _Run:
    def __init__(self, path: Path, *, profile: bool) -> None:
        self.path, self.plan_path = path, path.with_suffix(".plan.jsonl")
        self.figures: dict[str, float] = {}
        self._profile = profile

    def take(self) -> None:
        out = io.StringIO()
        with self._timed("import"):
            _command("migrate_accounts", str(self.path), json=True, stdout=out)
        told = json.loads(out.getvalue())
        self.figures["accounts"] = told["added"]
        _must(told["refused"] == 0, "rows were refused")

    def compute_readiness(self) -> None:
        from claims_portal import clock
        from claims_portal.migration import readiness_kept

        with self._timed("readiness"):
            day = readiness_kept.compute(at=clock.now())
        self.figures["organisations"] = day.organisations

    def plan(self) -> None:
        self.figures["planned"] = self._write_plan("plan")
        _must(self.figures["planned"] > 0, "nothing was planned")

    def carry_out(self) -> None:
        from claims_portal.accounts.models import User

        with self._timed("combine"):
            _command("migrate_combine", plan=self.plan_path, stdout=io.StringIO())
        dropped = User.objects.filter(disabled_because="combined").count()
        self.figures["dropped"] = dropped
        self.plan_path = self.path.with_suffix(".plan-after.jsonl")
        _must(self._write_plan("plan_after") == 0, "something was left to combine")

    def floors(self) -> None:
        """What PostgreSQL alone takes: the bare rows in, and the finished rows once more."""
        from django.db import connection, transaction

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
            for table in ("accounts_user", "accounts_userprofile", "migration_legacyaccount"):
                cursor.execute(f"CREATE TABLE again_{table} (LIKE {table} INCLUDING ALL)")
                cursor.execute(f"INSERT INTO again_{table} SELECT * FROM {table}")  # noqa: S608

    def _write_plan(self, part: str) -> int:
        with (
            self._timed(part),
            self.plan_path.open("w") as out,
        ):
            _command("migrate_combine", dry_run=True, json=True, stdout=out, stderr=io.StringIO())
        return sum(1 for _ in self.plan_path.open())

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        began = time.perf_counter()
        with _profiled(part) if self._profile else _plainly():
            yield
        self.figures[f"{part}_seconds"] = round(time.perf_counter() - began, 3)


@contextmanager
def _plainly() -> Iterator[None]:
    yield


@contextmanager
def _profiled(part: str) -> Iterator[None]:
    from bench.accounts.statements import timed_statements

    profiler = cProfile.Profile()
    with timed_statements() as statements:
        profiler.enable()
        yield
        profiler.disable()
    print(f"--- {part}", file=sys.stderr)
    pstats.Stats(profiler, stream=sys.stderr).sort_stats("tottime").print_stats(18)
    for seconds, words in sorted(statements, reverse=True)[:14]:
        print(f"{seconds:8.3f} s  {words}", file=sys.stderr)


def _command(name: str, *args: str, **options: Any) -> None:
    from django.core.management import call_command

    call_command(name, *args, **options)


def _must(holds: bool, otherwise: str) -> None:
    if not holds:
        raise RuntimeError(f"The run is void: {otherwise}.")
