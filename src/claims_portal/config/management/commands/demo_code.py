"""`claims-portal demo-code STAFF_ID`: what the authenticator app of a demo's staff shows now."""

from argparse import ArgumentParser
from typing import Any

import pyotp
from django.core.management import BaseCommand, CommandError

from claims_portal import clock
from claims_portal.config import demo_staff


class Command(BaseCommand):
    help = "Print the code that the authenticator app of a member of the demo's staff shows now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("staff_id", metavar="STAFF_ID")

    def handle(self, *args: Any, staff_id: str, **options: Any) -> None:
        person = next((one for one in demo_staff.STAFF if one[0] == staff_id.upper()), None)
        if person is None:
            raise CommandError(f"The demo has no staff ID {staff_id}.")
        self.stdout.write(pyotp.TOTP(demo_staff.secret_of(person[0])).at(clock.now()))
