"""`claims-portal compensator-relations`: who may pass claims to whom; add one, end one."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from claims_portal import clock
from claims_portal.organisations import relations
from claims_portal.organisations.models import RelationKind
from claims_portal.organisations.relations import RelationRefused


class Command(BaseCommand):
    help = (
        "Which compensators are brands of each other, or administer claims for each other: "
        "they may pass claims on that were not accepted. Without more, lists them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what")
        added = what.add_parser("add", help="relate two compensators")
        ended = what.add_parser("end", help="end what was added")
        for one in (added, ended):
            one.add_argument("compensator", metavar="ORGANISATION_ID")
            one.add_argument("other", metavar="OTHER_ORGANISATION_ID")
            one.add_argument("--reason", required=True, help="kept in the audit of both")
        kinds = [kind.value for kind in RelationKind]
        added.add_argument("--kind", choices=kinds, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["what"] == "add":
                relations.add(
                    options["compensator"], options["other"], RelationKind(options["kind"]),
                    reason=options["reason"], at=clock.now(),
                )  # fmt: skip
            elif options["what"] == "end":
                relations.end(
                    options["compensator"], options["other"], reason=options["reason"],
                    at=clock.now(),
                )  # fmt: skip
        except RelationRefused as refused:
            raise CommandError(str(refused)) from refused
        for relation in relations.every():
            self.stdout.write(
                f"{relation.compensator.code}  {relation.other.code}  {relation.kind}  "
                f"since {relation.since:%Y-%m-%d}"
            )
