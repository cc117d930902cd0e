"""Deny by default: every page of the operator wants a staff sign-in and the right of its row."""

import pytest
from django.test import Client
from django.urls import get_resolver

from claims_portal.accounts.models import User
from claims_portal.operators.models import Staff
from claims_portal.operators.roles import Right, Role, rights_of
from tests import make
from tests.web.operator.conftest import SignedIn
from tests.web.test_every_page_wants_a_sign_in import filled_in, routes

SIGN_IN = {
    "operator-sign-in", "operator-sign-in-code", "operator-sign-in-recovery-code",
    "operator-set-up", "operator-set-up-app",
}  # fmt: skip
ANYBODY = {
    "operator-home", "operator-sign-out", "operator-account", "operator-password",
    "operator-app", "operator-recovery-codes", "operator-end-sessions",
}  # fmt: skip
PAGES = [(path, pattern) for path, pattern in routes(get_resolver()) if path.startswith("operator")]
CLOSED = [(path, pattern) for path, pattern in PAGES if pattern.name not in SIGN_IN]
CASES = [
    pytest.param(filled_in(path), pattern.callback, id=str(pattern.name))
    for path, pattern in CLOSED
]


def test_the_walk_meets_pages() -> None:
    assert len(CLOSED) > 20
    assert {pattern.name for _path, pattern in PAGES} >= SIGN_IN | ANYBODY


def test_every_page_but_those_of_ones_own_names_a_right() -> None:
    for _path, pattern in CLOSED:
        right = pattern.callback.operator_right
        assert isinstance(right, Right) or pattern.name in ANYBODY, pattern.name


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("path", "view"), CASES)
def test_page_wants_a_staff_sign_in(
    db: None, client: Client, lawyer: User, path: str, view: object, method: str
) -> None:
    for signed_in_for_an_organisation in (False, True):
        if signed_in_for_an_organisation:
            client.force_login(lawyer)
        answer = getattr(client, method)(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/operator/sign-in?next=")


@pytest.mark.parametrize("role", list(Role))
def test_page_wants_its_right(db: None, signed_in: SignedIn, role: Role) -> None:
    client = signed_in(make.staff(role))
    for path, pattern in CLOSED:
        if pattern.name == "operator-sign-out":
            continue
        right = pattern.callback.operator_right
        may = right is None or right in rights_of([role.value])
        for method in ("get", "post"):
            status = getattr(client, method)(filled_in(path)).status_code
            assert (status != 403) is may, (pattern.name, method, status)
            assert status < 500


def test_without_a_role_one_has_only_the_own_account(db: None, signed_in: SignedIn) -> None:
    client = signed_in(make.staff())
    for path, pattern in CLOSED:
        expected = {200, 302, 405, 422} if pattern.name in ANYBODY else {403}
        assert client.get(filled_in(path)).status_code in expected, pattern.name


def test_a_right_taken_away_is_gone_at_the_next_page(signed_in: SignedIn, boss: Staff) -> None:
    client = signed_in(boss)
    assert client.get("/operator/staff").status_code == 200
    Staff.objects.filter(pk=boss.pk).update(roles=["support"])
    refused = client.get("/operator/staff")
    assert refused.status_code == 403
    assert "None of your roles allows that" in refused.content.decode()
