"""The portal is asked as a user would ask it, and the month says how often it answered."""

import threading
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pytest_django.live_server_helper import LiveServer

from claims_portal.accounts.models import User
from claims_portal.figures import probing
from claims_portal.figures.models import Month, Probe

AT = datetime(2026, 11, 24, 9, 30, 20, tzinfo=UTC)
NOBODY_LISTENS = "http://127.0.0.1:9"


@pytest.mark.django_db(transaction=True)
def test_a_portal_that_answers_is_available(live_server: LiveServer) -> None:
    found = probing.probe(live_server.url, at=AT)
    assert found.answered_in_ms is not None
    assert 0 < found.answered_in_ms < probing.PATIENCE * 1000
    assert found.minute == AT.replace(second=0)


def test_one_that_does_not_is_not(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "PATIENCE", 1.0)
    assert probing.probe(NOBODY_LISTENS, at=AT).answered_in_ms is None


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *told: object) -> None:
        pass


def test_one_that_starts_a_moment_after_the_worker_is_available(db: None) -> None:
    """Bound, so that nobody else has the port; but nobody listens before a second has passed."""
    with HTTPServer(("127.0.0.1", 0), Page, bind_and_activate=False) as late:
        late.server_bind()
        threading.Timer(1, lambda: (late.server_activate(), late.handle_request())).start()
        found = probing.probe(f"http://127.0.0.1:{late.server_port}", at=AT)
    assert found.answered_in_ms is not None
    assert found.answered_in_ms < 1000


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_is_no_page_does_not_count(live_server: LiveServer) -> None:
    assert probing.probe(f"{live_server.url}/nowhere", at=AT).answered_in_ms is None


def test_the_month_is_summed_up(lawyer: User, insurer: User) -> None:
    for minute, answered in enumerate([10.0, 20.0, None, 30.0]):
        Probe.objects.create(minute=AT + timedelta(minutes=minute), answered_in_ms=answered)
    # Still November in London, and long before.
    Probe.objects.create(minute=datetime(2026, 11, 30, 23, 59, tzinfo=UTC), answered_in_ms=20.0)
    Probe.objects.create(minute=datetime(2026, 10, 31, 23, 59, tzinfo=UTC), answered_in_ms=None)
    for _ in range(2):
        probing.sum_up(at=AT)
    (month,) = Month.objects.all()
    assert month.month == date(2026, 11, 1)
    assert (month.asked, month.answered, month.median_ms) == (5, 4, 20.0)
    assert probing.availability(month) == 80
    assert (month.representatives, month.compensators, month.users) == (1, 1, 2)


def test_minutes_are_forgotten_and_their_month_is_not(db: None) -> None:
    Probe.objects.create(minute=AT, answered_in_ms=5.0)
    probing.sum_up(at=AT)
    probing.sum_up(at=AT + timedelta(days=90))
    assert not Probe.objects.exists()
    assert Month.objects.get(month=date(2026, 11, 1)).answered == 1
