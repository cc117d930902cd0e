"""A signed-in member of staff, as a test client."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.operators import sessions
from claims_portal.operators.models import Staff
from claims_portal.operators.sessions import From
from claims_portal.web.operator.realm import COOKIE
from tests.operators.conftest import boss, protector, registrar, supporter

__all__ = ["boss", "protector", "registrar", "supporter"]

SignedIn = Callable[[Staff], Client]


@pytest.fixture
def signed_in() -> SignedIn:
    def as_staff(staff: Staff) -> Client:
        client = Client()
        token = sessions.begin(staff, proved=True, where=From("127.0.0.1"), at=clock.now())
        client.cookies[COOKIE] = token
        return client

    return as_staff
