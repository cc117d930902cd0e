"""`claims-portal api-limit CLIENT_ID CALLS_PER_SECOND`: another limit for one client."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser

from claims_portal import clock
from claims_portal.accounts import api_clients
from claims_portal.accounts.refusals import AccountRefusal

USUAL = "usual"
MOST = 100_000


class Command(BaseCommand):
    help = "Set how many calls a second a client of the API may make."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("client_id", metavar="CLIENT_ID")
        parser.add_argument("limit", metavar="CALLS_PER_SECOND", help=f"a number, or {USUAL}")

    def handle(self, *args: Any, **options: Any) -> None:
        limit = self._read(options["limit"])
        try:
            client = api_clients.limit(options["client_id"], limit, at=clock.now())
        except AccountRefusal as refused:
            raise CommandError(f"There is no API client {options['client_id']}.") from refused
        number = limit or settings.CALLS_PER_SECOND
        self.stdout.write(f"{client} may make {number:,} calls a second.")

    def _read(self, typed: str) -> int | None:
        if typed == USUAL:
            return None
        if not (typed.isascii() and typed.isdigit() and 0 < int(typed) <= MOST):
            raise CommandError(f"Write a number from 1 to {MOST:,}, or {USUAL}.")
        return int(typed)
