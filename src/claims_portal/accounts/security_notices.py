"""Mails to a person about a change of what lets them in, so that a stranger's is noticed."""

from datetime import datetime

from django.utils import timezone

from claims_portal.accounts.models import User
from claims_portal.notices import mail

SUBJECT = "A change of how you sign in to the Claims Portal"


def write_to(
    account: User, sentence: str, *, at: datetime, subject: str = SUBJECT, address: str = ""
) -> None:
    """Queue the mail in the transaction of the change; to `address`, by default the account's."""
    address = address or account.email
    if not address:
        return
    when = f"{timezone.localtime(at):%-d %B %Y at %H:%M}"
    mail.post(
        subject,
        f"{sentence}\n\nUser ID: {account.user_name}, {account.organisation.name}\n"
        f"When: {when}\n\n"
        "If this was not you, or you did not ask for it, tell an administrator of your "
        "organisation at once.\n",
        to=[address],
    )
