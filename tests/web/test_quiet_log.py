"""What strangers send wrong fills no log."""

import logging

import pytest
from django.test import Client

from claims_portal.config import refused_hosts
from claims_portal.config.refused_hosts import LOGGER, RefusedHosts

FORGOTTEN = "portal.example.com"


@pytest.fixture
def minutes(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The minutes that went by, of a portal that was started just now."""
    monkeypatch.setattr(logging.getLogger(LOGGER), "filters", [RefusedHosts()])
    passed = [1.0]
    monkeypatch.setattr(refused_hosts, "monotonic", lambda: passed[0] * 60)
    return passed


@pytest.mark.parametrize("path", ["/sign-in", "/new-password"])
def test_a_host_that_is_refused_is_one_warning(
    db: None, path: str, minutes: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    for host in (FORGOTTEN, FORGOTTEN, "evil.example.com"):
        assert Client(HTTP_HOST=host).get(path).status_code == 400
    (record,) = caplog.records
    assert (record.levelname, record.exc_info) == ("WARNING", None)
    assert FORGOTTEN in record.getMessage()
    assert "PORTAL_ALLOWED_HOSTS" in record.getMessage()


def test_a_host_that_is_still_refused_is_told_again(
    db: None, minutes: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    Client(HTTP_HOST=f"{FORGOTTEN}:8443").get("/sign-in")
    minutes[0] += 1
    Client(HTTP_HOST="evil.example.com").get("/sign-in")
    assert [record.args for record in caplog.records] == [
        (FORGOTTEN,), ("evil.example.com",),
    ]  # fmt: skip


@pytest.mark.parametrize("host", ["kim:secret@evil", "a b", "x" * 9000, "\u2028", ""])
def test_what_is_no_host_is_not_told(
    db: None, host: str, minutes: list[float], caplog: pytest.LogCaptureFixture
) -> None:
    Client(HTTP_HOST=host).get("/sign-in")
    assert not caplog.records


def test_a_body_that_is_too_large_is_no_error_of_the_portal(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    too_large = b"name=" + b"x" * 1_100_000
    answer = Client().post("/sign-in", too_large, "application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    assert not [one for one in caplog.records if one.name.startswith("django.security")]


def test_a_form_without_its_token_is_no_error_of_the_portal(
    db: None, caplog: pytest.LogCaptureFixture
) -> None:
    assert Client(enforce_csrf_checks=True).post("/sign-in").status_code == 403
    assert not caplog.records
