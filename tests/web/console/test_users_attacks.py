"""Whoever may not, cannot: every route of the users' pages, one by one."""

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.records.models import AuditEntry
from claims_portal.web.console.user_routes import urlpatterns
from tests import make

ROUTES = [f"/administration/{route.pattern}" for route in urlpatterns]
OF_ONE_USER = [route for route in ROUTES if "<str:user_name>" in route]
METHODS = ("get", "post")


def for_user(route: str, user_name: str) -> str:
    return route.replace("<str:user_name>", user_name)


def test_there_are_routes() -> None:
    assert len(OF_ONE_USER) >= 10
    assert len(ROUTES) > len(OF_ONE_USER)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", ROUTES)
def test_a_handler_may_not(client: Client, lawyer: User, route: str, method: str) -> None:
    client.force_login(lawyer)
    answer = getattr(client, method)(for_user(route, "LAWYER"))
    assert answer.status_code == (405 if _reads_only(route, method) else 403)
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", OF_ONE_USER)
@pytest.mark.parametrize("user_name", ["STRANGER", "stranger", "NOBODY", "%00", "x%0A", "%F0%9F"])
def test_users_of_another_organisation_are_not_there(
    console: Client, stranger: User, route: str, method: str, user_name: str
) -> None:
    answer = getattr(console, method)(for_user(route, user_name))
    assert answer.status_code == (405 if _reads_only(route, method) else 404)
    assert "STRANGER" not in answer.content.decode().replace("/STRANGER", "")
    assert not AuditEntry.objects.exists()


def _reads_only(route: str, method: str) -> bool:
    last = route.rsplit("/", 1)[1]
    return method == "post" and last in {"users", "users.csv", "done", "<str:user_name>"}


def test_lists_and_downloads_hold_no_other_organisation(console: Client, stranger: User) -> None:
    for path in ("/administration/users", "/administration/users.csv"):
        answer = console.get(path, {"search": "stranger"})
        content = b"".join(answer) if answer.streaming else answer.content
        assert b"STRANGER" not in content


def test_an_administrator_who_lost_the_profile_is_out_at_once(
    console: Client, administrator: User
) -> None:
    administrator.profiles.all().delete()
    assert console.get("/administration/users").status_code == 403


def test_a_form_without_its_token_changes_nothing(administrator: User, lawyer: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator)
    answer = client.post("/administration/users/LAWYER/disable", {})
    assert answer.status_code == 403
    lawyer.refresh_from_db()
    assert lawyer.enabled


def test_what_people_are_called_is_no_markup(console: Client, administrator: User) -> None:
    evil = "<script>alert(1)</script>"
    make.user(administrator.organisation, user_name="EVIL", forename=evil, surname=evil)
    for path in ("users", "users/EVIL", "users/EVIL/edit", "users/EVIL/disable"):
        assert "<script>alert" not in console.get(f"/administration/{path}").content.decode()
    answer = console.post("/administration/users-in-bulk", {"do": "extend", "user": "EVIL"})
    assert "<script>alert" not in answer.content.decode()
