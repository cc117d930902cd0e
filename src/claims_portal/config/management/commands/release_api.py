"""`claims-portal release-api`: what the API promises from now on."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError

from claims_portal import clock
from claims_portal.config.released import additions, current, facts
from claims_portal.config.released.announcements import ANNOUNCED


class Command(BaseCommand):
    help = "Write the released contract of the API anew; refused where that would break a client."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what differs")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        old, new = current.released(), current.current()
        today = clock.now().date()
        may_end = {one.fact for one in ANNOUNCED if one.ends_on <= today}
        broken = [one for one in facts.breaks(old, new) if one.fact not in may_end]
        for fact in sorted(new.keys() - old.keys()):
            self.stdout.write(f"new: {fact}")
        for one in broken:
            self.stderr.write(f"breaks clients: {one.fact} {one.how}")
        if broken:
            raise CommandError("Nothing is written. Announce it first: config/released.")
        if not dry_run:
            current.RELEASED.write_text(facts.written(new))
            added = additions.with_new(additions.written(), new.keys() - old.keys(), on=today)
            additions.WRITTEN.write_text(additions.text_of(added))
            self.stdout.write(f"{len(new):,} facts are released.")
