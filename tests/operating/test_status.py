"""The status page: for everybody, true, and cheap however often it is asked for."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims_portal import clock
from claims_portal.accounts.models import User
from claims_portal.config.health import status
from claims_portal.figures.models import Probe
from claims_portal.webhooks.models import Subscription

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    status.forget()
    yield
    status.forget()


def told(client: Client) -> Any:
    status.forget()
    return client.get("/status.json").json()


def probed(at: datetime, *taken: float | None) -> None:
    for number, one in enumerate(taken):
        minute = (at - timedelta(minutes=number)).replace(second=0, microsecond=0)
        Probe.objects.create(minute=minute, answered_in_ms=one)


def a_worker_was_heard(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat)"
            " VALUES (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def test_the_page_and_its_json_say_the_same(client: Client) -> None:
    now = clock.now()
    probed(now - timedelta(days=3), 10.0, 20.0, None, 30.0)
    facts = told(client)
    (day,) = facts["days"]
    assert (day["minutesAsked"], day["minutesAnswered"], day["availablePercent"]) == (4, 3, 75.0)
    assert day["medianMs"] == 20.0
    page = client.get("/status").content.decode()
    assert "75.00" in page
    assert "20 ms" in page


def test_days_of_more_than_a_month_ago_are_not_told(client: Client) -> None:
    probed(clock.now() - timedelta(days=31), 10.0)
    assert told(client)["days"] == []
    assert "Nothing was measured" in client.get("/status").content.decode()


def test_background_work_that_stands_still_is_told(client: Client) -> None:
    assert told(client)["backgroundWork"] == "delayed"
    a_worker_was_heard(600)
    assert told(client)["backgroundWork"] == "delayed"
    a_worker_was_heard(20)
    assert told(client)["backgroundWork"] == "working"
    assert "Delayed" not in client.get("/status").content.decode()


@pytest.mark.parametrize(
    ("state", "minutes", "receiver", "word"),
    [
        ("waiting", 10, {}, "delayed"),
        ("waiting", 1, {}, "working"),
        ("delivered", 10, {}, "working"),
        # Of these the receiver is the cause, not the portal.
        ("waiting", 10, {"failures": 1, "failing_since": clock.now()}, "working"),
        ("waiting", 10, {"stopped": "by-hand"}, "working"),
    ],
)
def test_webhooks_that_were_not_tried_in_time_are_told(
    client: Client, lawyer: User, state: str, minutes: int, receiver: Any, word: str
) -> None:
    subscription = Subscription.objects.create(
        organisation=lawyer.organisation, url="https://cases.example.com", event_types=["*"],
        created_at=clock.now(), **receiver,
    )  # fmt: skip
    due = clock.now() - timedelta(minutes=minutes)
    subscription.deliveries.create(
        message_id="msg_1", type="claim.submitted", state=state, due_at=due, created_at=due
    )
    assert told(client)["webhooks"] == word


def test_a_crowd_that_asks_costs_no_more_than_one(client: Client) -> None:
    client.get("/status")
    with CaptureQueriesContext(connection) as asked:
        client.get("/status.json")
    assert not [one for one in asked if "figures_probe" in one["sql"]]
