"""`claims-portal operator add|set-up|list`: the operator's staff, from the machine itself.

For the first administrator of the platform, and for when nobody can sign in any more;
everything else is done on the operator's pages, with four eyes.
"""

from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import transaction
from rich.table import Table

from claims_portal import clock
from claims_portal.accounts.refusals import AccountRefusal
from claims_portal.config import tables
from claims_portal.config.consoles import wide_console
from claims_portal.operators import holding, setting_up, staff
from claims_portal.operators.models import Staff
from claims_portal.operators.noting import COMMAND_LINE
from claims_portal.operators.refusals import OperatorRefusal
from claims_portal.operators.roles import Role, names_of
from claims_portal.operators.staff import NewStaff


class Command(BaseCommand):
    help = "The operator's staff: add somebody, issue a set-up code, list everybody."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True)
        adding = what.add_parser("add", help="add a member of staff; prints the set-up code")
        adding.add_argument("staff_id", metavar="STAFF_ID")
        adding.add_argument("--forename", required=True)
        adding.add_argument("--surname", required=True)
        adding.add_argument("--email", required=True)
        adding.add_argument(
            "--role", required=True, action="append", choices=[role.value for role in Role]
        )
        again = what.add_parser("set-up", help="a fresh set-up code; password and app are gone")
        again.add_argument("staff_id", metavar="STAFF_ID")
        what.add_parser("list", help="everybody, with roles and state")

    def handle(self, *args: Any, **options: Any) -> None:
        tables.must_be_ready()
        try:
            if options["what"] == "add":
                self._tell(options["staff_id"], self._add(options))
            elif options["what"] == "set-up":
                self._tell(options["staff_id"], self._set_up(options["staff_id"]))
            else:
                self._list()
        except (OperatorRefusal, AccountRefusal) as refused:
            raise CommandError(str(refused)) from refused

    def _add(self, options: dict[str, Any]) -> str:
        new = NewStaff(
            options["staff_id"], options["forename"], options["surname"], options["email"],
            options["role"],
        )  # fmt: skip
        return staff.add(new, by=COMMAND_LINE, at=clock.now())

    @transaction.atomic
    def _set_up(self, staff_id: str) -> str:
        person = holding.held(holding.find(staff_id))
        if not person.enabled:
            staff.enable(person, by=COMMAND_LINE, at=clock.now())
            person = holding.held(person)
        return setting_up.issue(person, by=COMMAND_LINE, at=clock.now())

    def _tell(self, staff_id: str, code: str) -> None:
        self.stdout.write(
            f"{staff_id} opens this link within 24 hours, chooses a password and sets an "
            f"authenticator app up:\n{setting_up.link_of(code)}"
        )

    def _list(self) -> None:
        table = Table("staff ID", "name", "e-mail", "roles", "state")
        for one in Staff.objects.order_by("staff_id"):
            state = "can sign in" if one.can_sign_in else "not set up yet"
            table.add_row(
                one.staff_id, one.full_name, one.email, ", ".join(names_of(one.roles)),
                state if one.enabled else "disabled",
            )  # fmt: skip
        wide_console(self.stdout).print(table)
