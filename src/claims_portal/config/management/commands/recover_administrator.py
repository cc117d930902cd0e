"""`claims-portal recover-administrator USER_ID --reason TEXT`: a way in where nobody has one."""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from claims_portal import clock
from claims_portal.accounts import recovery
from claims_portal.accounts.refusals import AccountRefusal


class Command(BaseCommand):
    help = "Let one person of an organisation in again as its administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user_id", metavar="USER_ID")
        parser.add_argument("--reason", required=True, help="kept in the audit")
        parser.add_argument("--email", default="", help="a new address of the person")
        parser.add_argument(
            "--force", action="store_true", help="although usable administrators are there"
        )
        parser.add_argument(
            "--lost-factors",
            action="store_true",
            help="remove the person's passkeys, authenticator app and recovery codes too",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            account = recovery.let_in(
                options["user_id"],
                reason=options["reason"],
                email=options["email"],
                force=options["force"],
                lost_factors=options["lost_factors"],
                at=clock.now(),
            )
        except AccountRefusal as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(
            f"{account.user_name} is an administrator's account again. A link went to "
            f"{account.email}; once it is opened, the person signs in for the first time."
        )
