"""`claims-portal migrate accounts FILE...`: the old platform's accounts come in."""

import json
from argparse import Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from claims_portal import clock
from claims_portal.config import column_mappings, cut_over_stops, tables
from claims_portal.config.consoles import wide_console
from claims_portal.migration import account_files, importing, readiness_kept
from claims_portal.migration.account_files import FileRefused, Reading
from claims_portal.migration.importing import Report
from claims_portal.spreadsheet import csv_lines

SHOWN = 50
"""How many refused values the table shows; `--report` writes all of them."""


class Command(BaseCommand):
    help = "Take files of legacy accounts in (CSV, XLSX or JSON lines)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument("--map", type=Path, help=column_mappings.HELP)
        parser.add_argument("--dry-run", action="store_true", help="check and report, take nothing")
        parser.add_argument("--json", action="store_true", help="the report as one JSON object")
        parser.add_argument("--report", type=Path, help="write every refused value to this CSV")
        parser.add_argument("--template", type=Path, help="write an empty .csv, .xlsx or .jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        tables.must_be_ready()
        with cut_over_stops.kept_out():
            self._take_all(Namespace(**options))

    def _take_all(self, given: Namespace) -> None:
        if given.template:
            account_files.write_template(given.template)
            self.stdout.write(f"{given.template} is the template.")
        elif not given.files:
            raise CommandError("Name at least one file, or --template FILE.")
        mapping = column_mappings.read(given.map)
        reports = {}
        for path in given.files:
            reports[path.name] = self._take(path, mapping, dry_run=given.dry_run, quiet=given.json)
            self._tell(path, reports[path.name], as_json=given.json, dry_run=given.dry_run)
        if not given.dry_run:
            readiness_kept.compute_soon()
        if given.report:
            _write_report(given.report, reports)

    def _take(self, path: Path, mapping: dict[str, str], *, dry_run: bool, quiet: bool) -> Report:
        columns = (
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
            TextColumn("{task.fields[rate]}"), TimeElapsedColumn(), TimeRemainingColumn(),
        )  # fmt: skip
        console = Console(stderr=True, quiet=quiet)
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(path.name, total=None, rate="")

            def progress(reading: Reading, rows: int) -> None:
                seconds = bar.tasks[0].elapsed or 1
                rate = f"{rows / seconds:,.0f} rows/s"
                bar.update(task, total=reading.size, completed=reading.position, rate=rate)

            try:
                return importing.take_file(
                    path, mapping=mapping, dry_run=dry_run, progress=progress, at=clock.now()
                )
            except FileRefused as refused:
                raise CommandError(f"{path}: {refused} Nothing was taken.") from refused
            except OSError as unreadable:
                raise CommandError(f"{path}: {unreadable.strerror}.") from unreadable

    def _tell(self, path: Path, report: Report, *, as_json: bool, dry_run: bool) -> None:
        told = {"file": path.name, **asdict(report.taken), "refused": report.refused}
        if as_json:
            faults = [asdict(fault) for fault in report.faults]
            said = {**told, "dryRun": dry_run, "remarks": report.remarks, "faults": faults}
            self.stdout.write(json.dumps(said))
            return
        taken = report.taken
        self.stdout.write(
            f"{path.name}: {taken.rows} rows: {taken.added} added, {taken.updated} updated, "
            f"{taken.unchanged} unchanged, {taken.kept} kept as the portal has them, "
            f"{report.refused} not taken{'; nothing was written' if dry_run else ''}."
        )
        for remark in report.remarks:
            self.stdout.write(f"  {remark}")
        if report.faults:
            table = Table("line", "column", "value", "rule")
            for fault in report.faults[:SHOWN]:
                table.add_row(str(fault.line), fault.column, fault.value, fault.rule)
            wide_console(self.stdout).print(table)
        if len(report.faults) > SHOWN:
            self.stdout.write(f"{len(report.faults) - SHOWN} more; --report FILE writes them all.")


def _write_report(target: Path, reports: dict[str, Report]) -> None:
    """Every refused value of every file, as a CSV that a spreadsheet opens safely."""
    rows = [("file", "line", "column", "value", "rule")]
    rows += [
        (name, str(one.line), one.column, one.value, one.rule)
        for name, report in reports.items()
        for one in report.faults
    ]
    target.write_text("".join(csv_lines(rows)), encoding="utf-8-sig")
