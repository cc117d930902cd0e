"""`claims-portal grant-application-role`: run by the database's owner after each migration."""

from typing import Any

from django.core.management import BaseCommand

from claims_portal.config import database_roles


class Command(BaseCommand):
    help = "Make the database role under which the portal runs, and give it its rights."

    def handle(self, *args: Any, **options: Any) -> None:
        database_roles.grant()
        self.stdout.write(f"The role {database_roles.APPLICATION_ROLE} has its rights.")
