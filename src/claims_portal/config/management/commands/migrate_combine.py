"""`claims-portal migrate combine`: plan the combining of accounts, and carry a plan out."""

from pathlib import Path
from typing import Any

import msgspec
from django.core.management import BaseCommand, CommandError, CommandParser
from rich.table import Table

from claims_portal import clock
from claims_portal.config import cut_over_stops, tables
from claims_portal.config.consoles import wide_console
from claims_portal.migration import planning, readiness_kept
from claims_portal.migration.planning import LeftAlone, Planned, PlanRefused
from claims_portal.organisations.models import Organisation
from claims_portal.records.audit import Author

OPERATOR = Author(client="operator")


class Command(BaseCommand):
    help = "Combine accounts that share an address: first --dry-run, then --plan FILE."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--dry-run", action="store_true", help="print what would be combined")
        what.add_argument("--plan", type=Path, help="carry out a plan that --dry-run --json wrote")
        parser.add_argument("--organisation", help="plan for one organisation ID; by default all")
        parser.add_argument(
            "--json", action="store_true", help="the plan as one JSON object a line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tables.must_be_ready()
        if options["plan"]:
            self._carry_out(options["plan"])
        else:
            self._plan(options["organisation"], as_json=options["json"])

    def _plan(self, code: str | None, *, as_json: bool) -> None:
        organisation = Organisation.objects.filter(code__iexact=code).first() if code else None
        if code and organisation is None:
            raise CommandError(f"There is no organisation {code}.")
        rows = planning.plan(
            at=clock.now(), organisation_pk=organisation.pk if organisation else None
        )
        if as_json:
            for row in rows:
                if isinstance(row, Planned):
                    self.stdout.write(msgspec.json.encode(row).decode())
                else:
                    told = f"{row.organisation_id}: {', '.join(row.user_ids)}: {row.reason}"
                    self.stderr.write(f"left alone: {told}")
            return
        self._print(list(rows))

    def _print(self, rows: list[Planned | LeftAlone]) -> None:
        console = wide_console(self.stdout)
        table = Table("organisation", "case", "stays", "goes into it", "profiles it gets",
                      title="To be combined", title_justify="left")  # fmt: skip
        alone = Table("organisation", "case", "User IDs", "why", title="Left for a person",
                      title_justify="left")  # fmt: skip
        for row in rows:
            if isinstance(row, Planned):
                table.add_row(
                    row.organisation_id, str(row.case), row.survivor, ", ".join(row.drop),
                    ", ".join(row.added_profiles) or "none",
                )  # fmt: skip
            else:
                names = ", ".join(row.user_ids)
                alone.add_row(row.organisation_id, str(row.case), names, row.reason)
        console.print(table, alone)

    def _carry_out(self, path: Path) -> None:
        planned = _read(path)
        try:
            with cut_over_stops.kept_out():
                dropped = planning.carry_out(planned, by=OPERATOR, at=clock.now())
        except PlanRefused as refused:
            raise CommandError(str(refused)) from refused
        readiness_kept.compute_soon()
        self.stdout.write(f"{dropped} accounts were combined into {len(planned)}.")


def _read(path: Path) -> list[Planned]:
    decoder = msgspec.json.Decoder(Planned)
    try:
        lines = path.read_bytes().splitlines()
    except OSError as unreadable:
        raise CommandError(f"{path} cannot be read: {unreadable.strerror}.") from unreadable
    planned = []
    for number, line in enumerate(lines, 1):
        try:
            planned.append(decoder.decode(line))
        except msgspec.MsgspecError as broken:
            raise CommandError(f"{path}, line {number}: no line of a plan: {broken}.") from broken
    return planned
