"""`claims-portal write-docs`: the pages under docs/ that are made from the code."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand

from claims_portal.config import notice_page, process_pages, profile_page, wire_name_page


class Command(BaseCommand):
    help = "Write the generated documents under docs/ anew."

    def handle(self, *args: Any, **options: Any) -> None:
        directory = settings.ROOT / "docs" / "processes"
        directory.mkdir(parents=True, exist_ok=True)
        for name, text in process_pages.pages().items():
            (directory / name).write_text(text)
            self.stdout.write(f"docs/processes/{name}")
        (settings.ROOT / "docs" / "notices.md").write_text(notice_page.page())
        self.stdout.write("docs/notices.md")
        (settings.ROOT / "docs" / "profiles.md").write_text(profile_page.page())
        self.stdout.write("docs/profiles.md")
        (settings.ROOT / "docs" / "wire-names.md").write_text(wire_name_page.page())
        self.stdout.write("docs/wire-names.md")
