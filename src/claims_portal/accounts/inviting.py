"""A new account with the link by which its person proves the address, in one step."""

from datetime import datetime
from typing import Any

from django.db import transaction

from claims_portal.accounts import addresses, users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User


@transaction.atomic
def invite(*, email: str, by: Actor, at: datetime, **details: Any) -> User:
    """Create the account (as `users.create`) and mail the link; both happen or neither."""
    account = users.create(email=email, by=by, at=at, **details)
    addresses.change(account, account.email, by=by, at=at)
    return account
