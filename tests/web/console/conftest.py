import pytest
from django.test import Client

from claims_portal.accounts.models import User


@pytest.fixture
def console(client: Client, administrator: User) -> Client:
    """The lawyer's administrator, signed in."""
    client.force_login(administrator)
    return client
