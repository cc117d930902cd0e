"""`claims-portal demo-mail [USER_ID]`: the newest demo mail, to read a sign-in code."""

import email
from argparse import ArgumentParser
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from claims_portal.accounts.models import User
from claims_portal.accounts.user_ids import of_user_id

SEPARATOR = "-" * 79


class Command(BaseCommand):
    help = "Print the newest mail of the demo, of one user or of anybody."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user_id", nargs="?")

    def handle(self, *args: Any, user_id: str | None = None, **options: Any) -> None:
        address = None
        if user_id is not None:
            user = of_user_id(user_id, among=User.objects.all()).first()
            if user is None:
                raise CommandError(f"There is no User ID {user_id}.")
            address = user.email
        for message in newest_first(Path(settings.EMAIL_FILE_PATH)):
            if address is None or address in str(message["To"]):
                body = message.get_body()
                text = body.get_content() if body else ""
                self.stdout.write(f"To: {message['To']}\nSubject: {message['Subject']}\n\n{text}")
                return
        raise CommandError("No such mail yet.")


def newest_first(directory: Path) -> list[EmailMessage]:
    files = sorted(directory.glob("*.log"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [
        email.message_from_string(text.strip() + "\n", EmailMessage, policy=policy.default)
        for path in files
        for text in reversed(path.read_text().split(SEPARATOR))
        if text.strip()
    ]
