"""`claims-portal migrate cutover`: the one planned window in which everything moves over."""

import json
from argparse import ArgumentTypeError
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from rich.table import Table

from claims_portal import clock
from claims_portal.claims.process.calendar import LONDON
from claims_portal.config import column_mappings, tables
from claims_portal.config.consoles import wide_console
from claims_portal.migration.cut_over import (
    aborting,
    beginning,
    checking,
    finishing,
    journal,
    signing,
)
from claims_portal.migration.cut_over.beginning import Plan
from claims_portal.migration.cut_over.checking import Verdict, Window
from claims_portal.migration.cut_over.refusals import CutOverRefused


def moment(said: str) -> datetime:
    """A moment as ISO 8601; London time where it names no other."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{said} is no time such as 2027-05-28T19:00") from wrong
    return found if found.tzinfo else found.replace(tzinfo=LONDON)


class Command(BaseCommand):
    help = "Move from the old platform: --check, then --begin, then --finish; or --abort."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="go or no-go; changes nothing")
        what.add_argument("--begin", action="store_true", help="close the intake, take the rest")
        what.add_argument("--finish", action="store_true", help="verify, and end the old order")
        what.add_argument("--abort", action="store_true", help="back to the state before --begin")
        what.add_argument("--verify", type=Path, metavar="FILE", help="check a signed report")
        parser.add_argument("--closes-at", type=moment, help="when the intake closes (London)")
        parser.add_argument("--opens-at", type=moment, help="when the portal opens (London)")
        parser.add_argument("--accounts", type=Path, nargs="+", default=[], metavar="FILE")
        parser.add_argument("--map", type=Path, help=f"of --accounts; {column_mappings.HELP}")
        parser.add_argument("--claims", type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="the answer as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verify"]:
            self._verify(options["verify"])
            return
        tables.must_be_ready()
        if options["check"]:
            self._check(options)
            return
        try:
            with journal.alone():
                self._change(options)
        except CutOverRefused as refused:
            raise CommandError(str(refused)) from refused

    def _change(self, options: dict[str, Any]) -> None:
        at = clock.now()
        if options["begin"]:
            self._begin(options, at)
        elif options["finish"]:
            signed = finishing.finish(at=at, tell=self._tell)
            written = finishing.write(signed)
            self._print_report(signed["report"], as_json=options["json"])
            self._tell(f"The signed report is {written}.")
        else:
            self._tell("abort: begins")
            put_back = aborting.abort(at=at)
            self._tell(f"Aborted: {put_back['organisations']} organisations were put back.")

    def _begin(self, options: dict[str, Any], at: datetime) -> None:
        plan = Plan(
            options["closes_at"],
            options["opens_at"],
            options["accounts"],
            column_mappings.read(options["map"]),
            options["claims"],
        )
        comparison = beginning.begin(plan, at=at, tell=self._tell)
        if options["json"]:
            self.stdout.write(json.dumps(comparison, indent=2, ensure_ascii=False))
        else:
            self._print_comparison(comparison)
        if problems := beginning.problems_of(comparison):
            raise CommandError(f"{'; '.join(problems)}. Look into it, or --abort.")
        self._tell("All steps are done: --finish, or --abort.")

    def _tell(self, said: str) -> None:
        """On standard error, at once: who looks on sees where it is."""
        self.stderr.write(said)
        self.stderr.flush()

    def _check(self, options: dict[str, Any]) -> None:
        window = None
        if options["closes_at"] and options["opens_at"]:
            window = Window(options["closes_at"], options["opens_at"])
        lines = checking.check(window, at=clock.now())
        go = all(line.verdict is not Verdict.NO_GO for line in lines)
        if options["json"]:
            told = {"go": go, "lines": [asdict(line) for line in lines]}
            self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))
        else:
            table = Table("what", "verdict", "says")
            for line in lines:
                table.add_row(line.name, line.verdict.value, line.says)
            wide_console(self.stdout).print(table)
        if not go:
            raise CommandError("No-go.")

    def _verify(self, path: Path) -> None:
        try:
            verdict = signing.verify(path.read_bytes())
        except OSError as unreadable:
            raise CommandError(f"{path} cannot be read: {unreadable.strerror}.") from unreadable
        if not verdict.is_ours:
            raise CommandError(verdict.says)
        self.stdout.write(verdict.says)

    def _print_comparison(self, comparison: dict[str, Any]) -> None:
        table = Table("", "files", "portal", title="Both sides", title_justify="left")
        for side in ("accounts", "claims"):
            file, portal = comparison[side]["file"], comparison[side]["portal"]
            for name in file:
                if not isinstance(file[name], dict):
                    table.add_row(f"{side}: {name}", str(file[name]), str(portal[name]))
        wide_console(self.stdout).print(table)
        rows = Table("where", "what", "because")
        for one in comparison["accounts"]["differences"]:
            where = one.get("userId") or f"{one.get('file')} line {one['line']}"
            rows.add_row(str(where), ", ".join(one["columns"]) or "missing", one["because"])
        for one in comparison["claims"]["differences"]:
            rows.add_row(one["file"], one["what"], one["because"])
        if rows.row_count:
            wide_console(self.stdout).print(rows)

    def _print_report(self, report: dict[str, Any], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(report, indent=2, ensure_ascii=False))
            return
        table = Table("what", "before", "after", "SHA-256 after", title="The move")
        for name, after in report["after"].items():
            if name != "claimsByPhase":
                before = report["before"][name]["number"]
                table.add_row(name, str(before), str(after["number"]), after["sha256"])
        for phase, number in report["after"]["claimsByPhase"].items():
            was = report["before"]["claimsByPhase"].get(phase, 0)
            table.add_row(f"claims in {phase}", str(was), str(number), "")
        wide_console(self.stdout).print(table)
        self._print_comparison(report["comparison"])
        for group in report["openGroups"]:
            ids = ", ".join(group["userIds"])
            self.stdout.write(f"{group['organisationId']}: share an address, kept out: {ids}")
