"""`claims-portal write-docs`: the pages under docs/ that are made from the code."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from claims_portal.config import (
    document_page,
    legacy_operations_page,
    notice_page,
    process_pages,
    profile_page,
    retention_page,
    wire_name_page,
)

PAGES = {
    "documents.md": document_page.page,
    "notices.md": notice_page.page,
    "profiles.md": profile_page.page,
    "retention.md": retention_page.page,
    "wire-names.md": wire_name_page.page,
    "from-the-old-interface.md": legacy_operations_page.page,
}


class Command(BaseCommand):
    help = "Write the generated documents under docs/ anew."

    def handle(self, *args: Any, **options: Any) -> None:
        directory = settings.ROOT / "docs" / "processes"
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in process_pages.pages().items():
            (directory / name).write_text(text)
            self.stdout.write(f"docs/processes/{name}")
        for name, page in PAGES.items():
            (settings.ROOT / "docs" / name).write_text(page())
            self.stdout.write(f"docs/{name}")
