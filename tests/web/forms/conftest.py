"""Signed-in clients of the cast."""

from collections.abc import Iterator

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from tests import make


@pytest.fixture(autouse=True)
def _at_the_usual_time(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages ask the clock; here it stands still."""
    monkeypatch.setattr(clock, "now", lambda: make.NOW)
    return None


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def lawyers_browser(lawyer: User) -> Client:
    return signed_in(lawyer)


@pytest.fixture
def insurers_browser(insurer: User) -> Client:
    return signed_in(insurer)
