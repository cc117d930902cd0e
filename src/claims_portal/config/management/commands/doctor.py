"""`claims-portal doctor`: is everything as the portal needs it? In words, and as exit code."""

import json
import sys
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandParser

from claims_portal.config.health import checks
from claims_portal.config.health.checks import Health

MARKS = {Health.WELL: "  ok ", Health.DOUBTFUL: "look ", Health.BAD: " BAD "}


class Command(BaseCommand):
    help = (
        "Look at settings, database, tables, clock, files, mail, virus scan and queues, and say "
        "what is wrong. Ends with 1 where something is bad, with 0 where it is well or only to "
        "be looked at."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="for programs")

    def handle(self, *args: Any, **options: Any) -> None:
        found = checks.everything()
        if options["json"]:
            self.stdout.write(json.dumps([asdict(one) for one in found], indent=2))
        else:
            for one in found:
                self.stdout.write(f"{MARKS[one.state]} {one.what:<12} {one.says}")
        self.stdout.flush()
        if checks.worst(found) is Health.BAD:
            sys.exit(1)
