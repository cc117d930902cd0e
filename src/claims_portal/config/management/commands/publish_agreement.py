"""`claims-portal publish-agreement VERSION FILE`: a new version of the user agreement."""

from argparse import ArgumentTypeError
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from claims_portal import clock
from claims_portal.claims.process.calendar import LONDON
from claims_portal.organisations import agreements
from claims_portal.organisations.agreements import AgreementRefused


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("write the day like 2026-12-01") from None


class Command(BaseCommand):
    help = "Publish a version of the user agreement, which administrators then have to accept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("agreement", metavar="VERSION")
        parser.add_argument("file", type=Path, help="its text, UTF-8")
        parser.add_argument("--from", type=day, dest="from_day", help="the day, by default now")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as unreadable:
            raise CommandError(f"{options['file']} cannot be read as UTF-8 text.") from unreadable
        starts = clock.now()
        if options["from_day"]:
            starts = datetime.combine(options["from_day"], time(), LONDON)
        try:
            made = agreements.publish(options["agreement"], text, in_force_from=starts)
        except AgreementRefused as refused:
            raise CommandError(str(refused)) from refused
        when = f"{made.in_force_from.astimezone(LONDON):%-d %B %Y, %H:%M}"
        self.stdout.write(f"{made} is in force from {when}.")
