"""Programs that call the API over the real routes, each for one user, and a clock to set."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.test import Client

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.claims.models import Claim, Document, Event
from tests import make

ROOT = "/api/v1"


@dataclass
class Clock:
    """The time the front doors see."""

    now: datetime = make.NOW


@dataclass
class Caller:
    """A case system with a token of the user's organisation, acting for that user."""

    user: User
    token: str
    client: Client = field(default_factory=Client)

    def headers(self, **headers: str | None) -> dict[str, str]:
        named = {"Authorization": f"Bearer {self.token}", "Login-As": self.user.user_name}
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return {name: value for name, value in {**named, **given}.items() if value is not None}

    def get(self, path: str, query: Any = None, **headers: str | None) -> Any:
        return self.client.get(ROOT + path, query, headers=self.headers(**headers))

    def post(self, path: str, body: Any, **headers: str | None) -> Any:
        """A JSON body; bytes are sent as they are."""
        content_type = headers.pop("Content_Type", "application/json")
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.generic(
            "POST", ROOT + path, raw, content_type, headers=self.headers(**headers)
        )

    def send(self, method: str, path: str, body: Any = None, **headers: str | None) -> Any:
        """Any method, with a JSON body where there is one; bytes are sent as they are."""
        raw = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        )
        return self.client.generic(
            method, ROOT + path, raw, "application/json", headers=self.headers(**headers)
        )

    def act(self, claim: Claim, action: str, says: Any = None, **headers: str | None) -> Any:
        """An action on the claim as it stands, or as `If_Match` says."""
        body = make.sample(says) if isinstance(says, str) else says
        headers.setdefault("If_Match", f'"{claim.activity_id}"')
        path = f"/claims/{claim.application_id}/actions/{action}"
        return self.post(path, {} if body is None else body, **headers)


@pytest.fixture(autouse=True)
def the_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    held = Clock()
    monkeypatch.setattr(clock, "now", lambda: held.now)
    return held


def caller(user: User) -> Caller:
    return Caller(user, make.token(user.organisation, at=make.NOW))


@pytest.fixture
def as_lawyer(lawyer: User) -> Caller:
    return caller(lawyer)


@pytest.fixture
def as_administrator(administrator: User) -> Caller:
    return caller(administrator)


@pytest.fixture
def as_insurer(insurer: User) -> Caller:
    return caller(insurer)


@pytest.fixture
def as_stranger(stranger: User) -> Caller:
    return caller(stranger)


@pytest.fixture
def claim_at(lawyer: User, insurer: User) -> Any:
    """Makes a claim of the two that was walked to a phase."""
    return partial(make.claim, lawyer=lawyer, insurer=insurer)


def rows() -> tuple[int, int, int]:
    """How many claims, documents and events there are: what a refusal may not change."""
    return Claim.objects.count(), Document.objects.count(), Event.objects.count()


def stored() -> tuple[Any, ...]:
    """Everything that stands in the claims' tables."""
    return rows(), tuple(Claim.objects.order_by("pk").values_list())


def kind(answer: Any) -> str:
    """The last part of a problem's type."""
    assert answer["Content-Type"] == "application/problem+json", answer.content
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return str(problem["type"].rpartition("#")[2])


def codes(answer: Any) -> set[tuple[str, str]]:
    return {(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]}
