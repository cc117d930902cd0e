"""After the move, accounts that still share an address are kept out of the web, and told why."""

from typing import Any

import pytest
from django.test import Client

from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.migration.models import CutOver, CutOverState
from tests import make
from tests.migration.conftest import SHARED, sharing
from tests.web.test_signing_in import last_code

RTA, BOSS = Profile.CR_RTA_CLAIM_HANDLER, Profile.CR_ADMINISTRATOR


@pytest.fixture
def jo(administrator: User) -> User:
    """One of two that share an address."""
    sharing(administrator, BOSS, user_name="ADMIN_X")
    return sharing(administrator, RTA, user_name="JO")


def moved() -> None:
    CutOver.objects.create(pk=1, state=CutOverState.AFTER)


def sign_in(client: Client, name: str, password: str = make.PASSWORD) -> Any:
    """Both steps; the answer to the last one that was reached."""
    answer = client.post("/sign-in", {"name": name, "password": password})
    if answer.status_code != 302:
        return answer
    code = last_code()
    return client.post(answer["Location"], {"code": code})


def test_it_is_told_after_both_steps_and_by_whom_it_is_put_right(client: Client, jo: User) -> None:
    moved()
    first = client.post("/sign-in", {"name": "JO", "password": make.PASSWORD})
    assert first.status_code == 302
    assert "shares" not in client.get(first["Location"]).content.decode()
    answer = client.post(first["Location"], {"code": last_code()})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "JO shares its e-mail address with another User ID of Organisation CR00101" in page
    assert "(ADMIN_1)" in page
    assert "ADMIN_X" not in page
    assert client.get("/").status_code == 302


def test_a_stranger_with_a_wrong_password_learns_nothing(client: Client, jo: User) -> None:
    moved()
    answer = sign_in(client, "JO", "wrong")
    other = sign_in(client, "NOBODY", "wrong")
    assert answer.content.decode().replace("JO", "NOBODY").count("NOBODY") == (
        other.content.decode().count("NOBODY")
    )
    assert "shares" not in answer.content.decode()
    assert answer.status_code == other.status_code


def test_where_no_administrator_can_sign_in_the_operator_helps(
    client: Client, administrator: User, jo: User
) -> None:
    User.objects.filter(pk=administrator.pk).update(enabled=False, disabled_because="unused")
    moved()
    page = sign_in(client, "JO").content.decode()
    assert "Ask the operator of the portal" in page


def test_before_the_move_it_signs_in(client: Client, jo: User) -> None:
    assert sign_in(client, "JO")["Location"] == "/"


def test_a_session_from_before_the_move_ends(client: Client, jo: User) -> None:
    client.force_login(jo)
    assert client.get("/").status_code == 200
    moved()
    assert client.get("/").status_code == 302


def test_combined_one_signs_in_again(client: Client, administrator: User, jo: User) -> None:
    moved()
    client.force_login(administrator)
    client.post("/administration/migration/combine", {"user": ["JO", "ADMIN_X"], "survivor": "JO"})
    assert sign_in(Client(), "JO")["Location"] == "/"


def test_the_api_acts_for_it_as_before(client: Client, jo: User) -> None:
    moved()
    headers = {"Authorization": f"Bearer {make.token(jo.organisation)}", "Login-As": "JO"}
    assert client.get("/api/v1/users/me", headers=headers).status_code == 200
    assert SHARED in client.get("/api/v1/users/me", headers=headers).content.decode()
