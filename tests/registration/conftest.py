"""Registrars, and what they post."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims_portal.operators.models import Staff
from claims_portal.registration.models import Application
from tests.operators.conftest import boss, protector, registrar, supporter
from tests.web.operator.conftest import SignedIn, signed_in

__all__ = ["boss", "protector", "registrar", "signed_in", "supporter"]

Decide = Callable[..., Any]
LOOKED = ["regulator", "ico", "person", "identity"]
NOTE = "Spoke to the firm; all is as it should be."


@pytest.fixture
def desk(signed_in: SignedIn, registrar: Staff) -> Client:
    """The registrar's browser."""
    return signed_in(registrar)


@pytest.fixture
def decide(desk: Client) -> Decide:
    """What the registrar posts about an application, as it stands unless told otherwise."""

    def post(application: Application, do: str, **typed: Any) -> Any:
        entered = {"do": do, "revision": application.revision, "looked": LOOKED, "note": NOTE}
        path = f"/operator/registrations/{application.reference}/decide"
        return desk.post(path, entered | typed)

    return post
