"""`claims-portal count-figures [--anew]`: count events into figures, as the worker does."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from claims_portal import clock
from claims_portal.figures import probing, tallying


class Command(BaseCommand):
    help = "Count events into the monthly figures: those that are new, or all of them anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="forget what was counted and begin from nothing"
        )

    def handle(self, *args: Any, anew: bool, **options: Any) -> None:
        began = time.monotonic()
        probing.sum_up(at=clock.now())
        told = (
            f"{tallying.rebuild():,} tallies made anew"
            if anew
            else f"{tallying.bring_up_to_date()} months counted"
        )
        self.stdout.write(f"{told} in {time.monotonic() - began:.1f} s.")
