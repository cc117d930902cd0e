"""Accounts that have a second factor, and what a person gives of it."""

from datetime import datetime

import pyotp

from claims_portal.accounts.models import User
from claims_portal.accounts.second_factors import (
    authenticator_apps,
    passkeys,
    proving,
    recovery_codes,
)
from claims_portal.accounts.second_factors.kinds import Kind
from claims_portal.accounts.second_factors.proving import Given
from tests import make
from tests.authenticator import Authenticator


def an_app(user: User, *, at: datetime = make.NOW) -> pyotp.TOTP:
    """An app in use; its code of this moment is spent by the set-up."""
    authenticator_apps.begin(user, at=at)
    secret = authenticator_apps.secret_to_confirm(user)
    assert secret is not None
    app = pyotp.TOTP(secret)
    authenticator_apps.confirm(user, app.at(at), by=user.as_actor(), at=at)
    return app


def codes(user: User, *, at: datetime = make.NOW) -> list[str]:
    return recovery_codes.make(user, by=user.as_actor(), at=at)


def a_passkey(
    user: User,
    *,
    name: str = "Laptop",
    at: datetime = make.NOW,
    device: Authenticator | None = None,
) -> Authenticator:
    device = device or Authenticator()
    options, challenge = passkeys.options_to_add(user)
    passkeys.add(
        user, device.creates(options), challenge=challenge, name=name, by=user.as_actor(), at=at
    )
    return device


def prove(
    kind: Kind, answer: str, *users: User, challenge: str = "", at: datetime = make.NOW
) -> list[User]:
    return proving.prove(kind, Given(answer, challenge), accounts=users, at=at)
