"""`claims-portal migrate claims DIR`: the old platform's claim documents in."""

import json
from argparse import ArgumentParser
from collections import Counter
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

from django.core.management import BaseCommand, CommandError
from django.db import transaction
from rich.console import Console
from rich.table import Table

from claims_portal import clock
from claims_portal.config import cut_over_stops
from claims_portal.migration.claims.moving import Brought, Choices, Outcome, Taken, move


class Command(BaseCommand):
    help = (
        "Read the old platform's claim documents (*.xml below a directory) into claims. Safe to "
        "repeat: what was taken is left alone. Ends with an error where a file was refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("directory", type=Path)
        parser.add_argument("--json", action="store_true", help="the report as JSON")
        parser.add_argument("--dry-run", action="store_true", help="report, and change nothing")
        parser.add_argument(
            "--representative",
            default="",
            metavar="ORGANISATION_ID",
            help="the claimant representative of forms that name none",
        )
        parser.add_argument(
            "--sent-on",
            type=date.fromisoformat,
            default=None,
            metavar="DATE",
            help="the day on which forms were sent that do not say; today if not given",
        )

    def handle(
        self,
        *args: Any,
        directory: Path,
        json: bool,
        dry_run: bool,
        representative: str,
        sent_on: date | None,
        **options: Any,
    ) -> None:
        if not directory.is_dir():
            raise CommandError(f"{directory} is no directory.")
        choices = Choices(representative=representative, sent_on=sent_on, dry_run=dry_run)
        with cut_over_stops.kept_out(), transaction.atomic() if dry_run else nullcontext():
            report = list(move(directory, choices=choices, at=clock.now()))
            if dry_run:
                transaction.set_rollback(True)
        self._tell_json(report) if json else self._tell(report)
        refused = sum(taken.outcome is Outcome.REFUSED for taken in report)
        if refused:
            raise CommandError(f"{refused} of {len(report)} files were refused.")

    def _tell(self, report: list[Taken]) -> None:
        table = Table(box=None)
        for heading in ("File", "Outcome", "Application ID", "Reason"):
            table.add_column(heading, overflow="fold")
        for taken in report:
            where = f" (line {taken.line}, column {taken.column})" if taken.line else ""
            table.add_row(
                taken.file,
                taken.outcome.value,
                taken.application_id,
                _in_words(taken.brought) if taken.brought else f"{taken.reason}{where}",
            )
            for note in taken.notes:
                table.add_row("", f"  {note.kind}", "", f"{note.place}: {note.says}")
        console = Console(file=cast(IO[str], self.stdout), width=200, markup=False, highlight=False)
        console.print(table)
        console.print(", ".join(f"{many} {word}" for word, many in _counts(report).items()))

    def _tell_json(self, report: list[Taken]) -> None:
        told = {"files": [_as_json(taken) for taken in report], "counts": _counts(report)}
        self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))


def _in_words(brought: Brought) -> str:
    limit = f", times out on {brought.times_out_on}" if brought.times_out_on else ""
    said = f"{brought.claim_type.upper()} claim at {brought.phase}{limit}"
    return f"{said}: {len(brought.documents)} documents, {brought.files} files"


def _counts(report: list[Taken]) -> dict[str, int]:
    found = Counter(taken.outcome.value for taken in report)
    return {outcome.value: found[outcome.value] for outcome in Outcome if found[outcome.value]}


def _as_json(taken: Taken) -> dict[str, Any]:
    return {
        "file": taken.file,
        "outcome": taken.outcome.value,
        "applicationId": taken.application_id or None,
        "reason": taken.reason or None,
        "claim": _claim_as_json(taken.brought) if taken.brought else None,
        "line": taken.line,
        "column": taken.column,
        "notes": [
            {"kind": note.kind.value, "place": note.place, "says": note.says}
            for note in taken.notes
        ],
    }


def _claim_as_json(brought: Brought) -> dict[str, Any]:
    return {
        "claimType": brought.claim_type,
        "phase": brought.phase,
        "timesOutOn": str(brought.times_out_on) if brought.times_out_on else None,
        "documents": list(brought.documents),
        "files": brought.files,
    }
