"""`claims-portal after-restore`: what a restored dump needs before the portal runs on it."""

from typing import Any

from django.core.management import BaseCommand

from claims_portal.claims.feed import restoring


class Command(BaseCommand):
    help = "Run once as the tables' owner after a dump was restored into another server."

    def handle(self, *args: Any, **options: Any) -> None:
        settled = restoring.settle()
        self.stdout.write(
            f"{settled} events of the other server count as old. Programs begin the feed anew: "
            "cursors from before are answered 410."
        )
