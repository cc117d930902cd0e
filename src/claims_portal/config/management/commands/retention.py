"""`claims-portal retention`: what the nightly deletion would delete, or do it now; legal holds."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from claims_portal import clock
from claims_portal.retention import deleting, holds
from claims_portal.retention.holds import HoldRefused
from claims_portal.retention.models import LegalHold

HERE = "command line"


class Command(BaseCommand):
    help = (
        "Claims that the table of retention says are to be deleted (docs/retention.md). "
        "Without more, only says how many; `run` deletes them, as the worker does each night."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what")
        what.add_parser("run", help="delete what is due")
        what.add_parser("holds", help="list the claims that may not be deleted")
        for name, said in (("hold", "keep a claim from deletion"), ("lift", "lift a hold")):
            one = what.add_parser(name, help=said)
            one.add_argument("number", type=int, metavar="APPLICATION_ID")
            one.add_argument("--reason", required=True, help="kept in the operator's audit")

    def handle(self, *args: Any, **options: Any) -> None:
        what = options["what"]
        if what is None:
            self._tell_due()
        elif what == "run":
            for name, number in deleting.run(at=clock.now()).deleted.items():
                self.stdout.write(f"{number:>9,}  {name} deleted")
        elif what == "holds":
            for hold in LegalHold.objects.filter(lifted_at=None).order_by("placed_at"):
                since = f"{hold.claim_id:016d}  {hold.placed_at:%Y-%m-%d}"
                self.stdout.write(f"{since}  {hold.placed_by}: {hold.reason}")
        else:
            self._hold_or_lift(what, options["number"], options["reason"])

    def _tell_due(self) -> None:
        for one in deleting.due(at=clock.now()):
            self.stdout.write(f"{one.claims:>9,}  {one.rule.what}, after {one.rule.kept}")

    def _hold_or_lift(self, what: str, number: int, reason: str) -> None:
        verb = holds.place if what == "hold" else holds.lift
        try:
            verb(number, reason=reason, by=HERE, at=clock.now())
        except HoldRefused as refused:
            raise CommandError(str(refused)) from refused
