"""A sandbox with what it seeds, and programs of its organisations that call it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from pytest_django import Settings

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.config import demo, demo_staff
from claims_portal.organisations.models import Organisation
from claims_portal.sandbox import guard, moving_clock
from tests import make
from tests.api.conftest import Caller

SANDBOXED = "claims_portal.config.sandboxed.sandboxed"
As = Callable[[str], Caller]


@pytest.fixture
def sandbox(db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """What `serve --sandbox` makes, in this process."""
    at = clock.now()
    guard.mark(organisations=demo.CODES, staff=demo_staff.STAFF_IDS, at=at)
    for module in (demo, demo_staff):  # one hash serves all: it is slow on purpose
        monkeypatch.setattr(module, "make_password", lambda _password: make._password_hash())
    demo.prepare(at=at)
    settings.SANDBOX = True
    settings.ROOT_URLCONF = "claims_portal.config.sandbox_urls"
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, SANDBOXED]
    monkeypatch.setattr(clock, "ahead", moving_clock.ahead)
    yield at


@pytest.fixture
def acting(sandbox: datetime) -> As:
    """A program that acts for one of the seeded people."""

    def caller(user_id: str) -> Caller:
        user = User.objects.get(user_name=user_id)
        return Caller(user, make.token(user.organisation))

    return caller


@pytest.fixture
def firm(acting: As) -> Caller:
    return acting("PNAIR01")


@pytest.fixture
def company(acting: As) -> Caller:
    return acting("HWARD")


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def ok(answer: Any) -> Any:
    assert answer.status_code < 300, answer.content
    return answer.json()
