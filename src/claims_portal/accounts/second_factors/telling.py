"""A changed factor is told twice: to the audit, and to the person by mail."""

from datetime import datetime
from typing import Any

from claims_portal.accounts import security_notices
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.saving import note

SUBJECT = "Your second factor for the Claims Portal was changed"


def tell(tag: str, account: User, *, by: Actor, at: datetime, sentence: str, **said: Any) -> None:
    """Called in the transaction of the change. What is `said` are before and after."""
    note(tag, account, by, at, **said)
    write_to(account, sentence, at=at)


def write_to(account: User, sentence: str, *, at: datetime) -> None:
    security_notices.write_to(account, sentence, at=at, subject=SUBJECT)
