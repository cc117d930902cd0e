"""While everything moves over: one clear page, one problem, and what stays open."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims_portal import clock, closing
from claims_portal.accounts.models import User
from claims_portal.migration.models import CutOver, CutOverState
from tests import make

pytestmark = pytest.mark.django_db
CLOSES, OPENS = make.NOW, make.NOW + timedelta(hours=60)
MINUTE = timedelta(minutes=1)


class Clock:
    now: datetime = make.NOW


@pytest.fixture(autouse=True)
def the_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    held = Clock()
    monkeypatch.setattr(clock, "now", lambda: held.now)
    return held


def moving(state: CutOverState) -> None:
    finished = OPENS - timedelta(hours=1) if state is CutOverState.AFTER else None
    CutOver.objects.create(
        pk=1, state=state, intake_closes_at=CLOSES, opens_at=OPENS, finished_at=finished
    )
    closing.kept.forget()


@pytest.mark.parametrize(
    ("state", "at", "is_closed"),
    [
        (CutOverState.MOVING, CLOSES - MINUTE, False),
        (CutOverState.MOVING, CLOSES, True),
        (CutOverState.MOVING, OPENS + MINUTE, True),
        (CutOverState.AFTER, OPENS - MINUTE, True),
        (CutOverState.AFTER, OPENS, False),
    ],
)
def test_closed_from_the_closing_to_the_opening(
    the_clock: Clock, state: CutOverState, at: datetime, is_closed: bool
) -> None:
    moving(state)
    the_clock.now = at
    assert Client().get("/sign-in").status_code == (503 if is_closed else 200)


@pytest.mark.parametrize("path", ["/", "/sign-in", "/claims/1", "/administration", "/nothing"])
def test_a_page_says_when_it_opens(path: str, lawyer: User) -> None:
    moving(CutOverState.MOVING)
    client = Client()
    client.force_login(lawyer)
    for answer in (client.get(path), client.post(path, {"a": "b"})):
        assert answer.status_code == 503
        assert answer["Retry-After"] == str(60 * 3600 + 1)
        assert "on Wednesday 25 November 2026 at 21:30" in answer.content.decode()
        assert "default-src" in answer["Content-Security-Policy"]


def test_programs_get_a_problem_and_nothing_is_written(lawyer: User, insurer: User) -> None:
    token = make.token(lawyer.organisation)
    moving(CutOverState.MOVING)
    headers = {"Authorization": f"Bearer {token}", "Login-As": lawyer.user_name}
    client = Client()
    body = json.dumps(make.cnf())
    for answer in (
        client.get("/api/v1/claims", headers=headers),
        client.post("/api/v1/claims", body, "application/json", headers=headers),
        client.post("/oauth/token", {"grant_type": "client_credentials"}),
    ):
        assert answer.status_code == 503
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["type"] == "/developers/errors#closed-for-the-move"
        assert int(answer["Retry-After"]) > 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM claims_claim")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "path", ["/healthz", "/developers", "/developers/errors", "/api/v1/openapi.json"]
)
def test_health_and_the_developers_pages_stay_open(path: str) -> None:
    moving(CutOverState.MOVING)
    assert Client().get(path).status_code == 200


def test_requests_share_one_question_to_the_database() -> None:
    closing.kept.forget()
    client = Client()
    client.get("/sign-in")
    with CaptureQueriesContext(connection) as asked:
        client.get("/sign-in")
    assert not [one for one in asked.captured_queries if "migration_cutover" in one["sql"]]


def test_the_openapi_document_tells_it() -> None:
    document: Any = Client().get("/api/v1/openapi.json").json()
    answers = document["paths"]["/api/v1/claims"]["get"]["responses"]
    assert "Retry-After" in answers["503"]["headers"]
