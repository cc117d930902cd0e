"""`claims-portal migrate readiness`: what stands between the organisations and the move."""

from collections.abc import Iterator
from typing import Any

import msgspec
from django.core.management import BaseCommand, CommandError, CommandParser
from rich.table import Table

from claims_portal import clock
from claims_portal.config import tables
from claims_portal.config.consoles import wide_console
from claims_portal.migration import readiness, rule_mode
from claims_portal.migration.cases import CASES
from claims_portal.migration.readiness import Readiness
from claims_portal.organisations.models import Organisation


class Command(BaseCommand):
    help = "Show how ready organisations are for the move, and every finding."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON object a finding")
        parser.add_argument("--organisation", help="an organisation ID; by default all")
        parser.add_argument(
            "--case", type=int, action="append", choices=sorted(CASES), metavar="N",
            help="only this case of the decision table; may be said again",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        tables.must_be_ready()
        found = self._found(options["organisation"])
        cases = set(options["case"] or ())
        if options["json"]:
            for one in found:
                self._print_json(one, cases)
        else:
            self._print_table(found, cases)

    def _found(self, code: str | None) -> Iterator[Readiness]:
        at, after = clock.now(), rule_mode.is_after_cut_over()
        if code is None:
            return readiness.everywhere(at=at, after_cut_over=after)
        organisation = Organisation.objects.filter(code__iexact=code).first()
        if organisation is None:
            raise CommandError(f"There is no organisation {code}.")
        one = readiness.of(organisation.pk, at=at, after_cut_over=after)
        return iter([one] if one else [])

    def _print_json(self, one: Readiness, cases: set[int]) -> None:
        for finding in one.findings:
            if not cases or finding.case in cases:
                self.stdout.write(msgspec.json.encode(readiness.told(finding)).decode())

    def _print_table(self, found: Iterator[Readiness], cases: set[int]) -> None:
        console = wide_console(self.stdout)
        for one in found:
            table = Table(
                "case", "User IDs", "what to do",
                title=f"{one.organisation_id} {one.name}: {one.score} of 100, "
                f"{_number(one.accounts, 'account')}, "
                f"{_number(one.administrators, 'administrator')}",
                title_justify="left",
            )  # fmt: skip
            for finding in one.findings:
                if not cases or finding.case in cases:
                    about = f"{finding.row.situation} {finding.row.what_to_do}"
                    table.add_row(str(finding.case), ", ".join(finding.user_ids), about)
            if table.row_count or not cases:
                console.print(table)


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
