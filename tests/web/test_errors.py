"""Errors as pages in the house look, and what they do not tell."""

import pytest
from django.test import Client
from pytest_django import Settings

from claims_portal.accounts.models import User


def test_missing_page_looks_like_the_portal(client: Client, lawyer: User) -> None:
    client.force_login(lawyer)
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Page not found" in page
    assert "portal-header" in page and "Worklist" in page


def test_stranger_sees_no_menu_on_a_missing_page(db: None, client: Client) -> None:
    answer = client.get("/nothing/here")
    assert answer.status_code == 404
    assert "Worklist" not in answer.content.decode()


def test_a_host_that_is_not_ours_is_told_so_on_a_page(
    db: None, client: Client, settings: Settings
) -> None:
    """Also where the operator takes questions, though nobody is known to be signed in."""
    settings.SUPPORT_ADDRESS = "help@operator.example.org"
    assert client.get("/sign-in", headers={"host": "elsewhere.example.com"}).status_code == 400


def test_fault_of_ours_is_a_page_without_particulars(
    lawyer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError("secret particulars")

    monkeypatch.setattr("claims_portal.claims.worklist.counts_by_phase", broken)
    client = Client(raise_request_exception=False)
    client.force_login(lawyer)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "Something broke" in answer.content.decode()
    assert "particulars" not in answer.content.decode()


def test_health_is_plain_and_open(db: None, client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")
