import pytest

from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User


@pytest.fixture
def boss(administrator: User) -> Actor:
    """The lawyer's administrator, acting."""
    return administrator.as_actor()
