from datetime import datetime
from typing import Any

import pytest

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from tests import make

SHARED = "jo.seile@cr00101.example.com"


@pytest.fixture
def boss(administrator: User) -> Actor:
    """The lawyer's administrator, acting."""
    return administrator.as_actor()


def sharing(one: User, *profiles: Profile, verified: bool = True, **fields: Any) -> User:
    """An account of the same organisation that came with the shared address."""
    at: datetime | None = make.NOW if verified else None
    known = {"email": SHARED, "shares_address": True, "email_verified_at": at}
    return make.user(one.organisation, *profiles, **{**known, **fields})
