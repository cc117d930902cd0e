"""A changed factor is told twice: to the audit, and to the person by mail."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.saving import note
from claims_portal.notices import mail

SUBJECT = "Your second factor for the Claims Portal was changed"


def tell(tag: str, account: User, *, by: Actor, at: datetime, sentence: str, **said: Any) -> None:
    """Called in the transaction of the change. What is `said` are before and after."""
    note(tag, account, by, at, **said)
    write_to(account, sentence, at=at)


def write_to(account: User, sentence: str, *, at: datetime) -> None:
    if not account.email:
        return
    when = f"{timezone.localtime(at):%-d %B %Y at %H:%M}"
    mail.post(
        SUBJECT,
        f"{sentence}\n\nUser ID: {account.user_name}, {account.organisation.name}\n"
        f"When: {when}\n\n"
        "If this was not you, or you did not ask for it, tell an administrator of your "
        "organisation at once.\n",
        to=[account.email],
    )
