"""`claims-portal demo-claim`: the main job in twenty lines of output."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table

from claims_client import PortalProblem, Unreachable
from claims_portal.config import demo_claim


class Command(BaseCommand):
    help = "Play a whole RTA claim over HTTP against the running demo portal, as both sides."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo-file", type=Path, default=settings.ROOT / "build" / "demo.json")

    def handle(self, *args: Any, demo_file: Path, **options: Any) -> None:
        if not demo_file.exists():
            raise CommandError(f"{demo_file} is not there: start the demo portal with `make run`.")
        demo = json.loads(demo_file.read_text())
        table = Table(box=None)
        for heading in ("#", "Side", "Action", "Phase now", "Next to act", "Last day to act"):
            table.add_column(heading, no_wrap=True)
        steps: list[demo_claim.Shown] = []

        def report(step: demo_claim.Shown) -> None:
            steps.append(step)
            table.add_row(
                str(len(steps)), step.side, step.action, step.phase, step.turn, step.deadline
            )

        try:
            history = demo_claim.play(demo, report)
        except Unreachable as refused:
            raise CommandError(
                f"Nothing answers on {demo['baseUrl']}: start the demo portal with `make run`."
            ) from refused
        except PortalProblem as refused:
            raise CommandError(f"The portal refused step {len(steps) + 1}:\n{refused}") from refused
        console = Console(file=cast(IO[str], self.stdout), width=200)
        console.print(f"An RTA claim from notification to settlement on {demo['baseUrl']}")
        console.print(table)
        console.print(f"{len(history)} events in its history; the last: {history[-1]['says']}.")
