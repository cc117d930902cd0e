"""`claims-portal check-audit`: whether the audit's hash chains hold."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from claims_portal.records import audit
from claims_portal.records.models import AuditEntry


class Command(BaseCommand):
    help = "Check the audit's hash chains; ends with an error where one does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = list(audit.broken_links())
        for link in broken:
            self.stderr.write(f"{link.organisation_code} entry {link.number}: {link.why}")
        if broken:
            raise CommandError("The audit was tampered with.")
        self.stdout.write(f"{AuditEntry.objects.count()} entries, all chains hold.")
