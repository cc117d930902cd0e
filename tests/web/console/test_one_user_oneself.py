"""One user: what administrators do to themselves and to each other, and second factors."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from claims_portal.accounts.models import AuthenticatorApp, User
from claims_portal.accounts.profiles import Profile
from claims_portal.records.models import AuditEntry
from tests import make
from tests.web.console.test_one_user import AT, kim, text_of

__all__ = ["kim"]


def test_the_last_administrator_is_told_why_not(console: Client, administrator: User) -> None:
    for path, changes in (
        (f"{AT}ADMIN_1/disable", {}),
        (f"{AT}ADMIN_1/profiles", {"profiles": ["cr-rta-claim-handler"]}),
    ):
        answer = console.post(path, changes)
        assert answer.status_code == 409
        assert "without a usable administrator" in answer.content.decode()
    administrator.refresh_from_db()
    assert administrator.enabled


@pytest.mark.parametrize(
    ("slug", "changes"),
    [
        ("disable", {}),
        ("reset-password", {}),
        ("profiles", {"profiles": ["cr-rta-claim-handler"]}),
    ],
)
def test_what_ends_ones_own_session_signs_one_out(
    console: Client, administrator: User, slug: str, changes: dict[str, Any]
) -> None:
    make.user(administrator.organisation, Profile.CR_ADMINISTRATOR)
    console.get("/administration")
    if slug != "profiles":
        assert "you will be signed out" in text_of(console, f"{AT}ADMIN_1/{slug}")
    answer = console.post(f"{AT}ADMIN_1/{slug}", changes, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/sign-in")
    assert "so you are signed out" in answer.content.decode()
    assert console.get("/administration").status_code == 302
    assert not administrator.web_sessions.exists()


def test_gaining_a_profile_keeps_the_session(console: Client, administrator: User) -> None:
    console.get("/administration")
    both = {"profiles": ["cr-administrator", "cr-rta-claim-handler"]}
    answer = console.post(f"{AT}ADMIN_1/profiles", both)
    assert answer.headers["Location"] == f"{AT}ADMIN_1"
    assert console.get("/administration").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_again", range(3))
def test_two_administrators_who_disable_each_other_at_once_do_not_both(_again: int) -> None:
    firm = make.organisation("CR00101")
    first, second = (
        make.user(firm, Profile.CR_ADMINISTRATOR, user_name=f"ADMIN_{n}") for n in (1, 2)
    )
    barrier = Barrier(2)

    def disable(by: User, target: User) -> int:
        client = Client()
        client.force_login(by)
        barrier.wait(timeout=10)
        try:
            return client.post(f"{AT}{target.user_name}/disable").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(disable, (first, second), (second, first)))
    # The loser is told that it is the last, or led to the sign-in.
    assert 302 in statuses
    assert set(statuses) <= {302, 409}
    assert User.objects.filter(enabled=True).count() == 1


def test_second_factors_are_told_and_reset(console: Client, kim: User) -> None:
    assert "Reset second factors" not in text_of(console, f"{AT}KLARK")
    AuthenticatorApp.objects.create(
        user=kim, sealed_secret="x", created_at=make.NOW, confirmed_at=make.NOW
    )
    page = text_of(console, f"{AT}KLARK")
    assert "Authenticator app, Code by e-mail" in page
    assert "Authenticator app. All sessions end." in text_of(
        console, f"{AT}KLARK/reset-second-factors"
    )
    for _click in range(2):
        told = console.post(f"{AT}KLARK/reset-second-factors", follow=True).content.decode()
        assert "The second factors of KLARK are reset." in told
    assert "Authenticator app: none (before: Yes)" in told
    assert not AuthenticatorApp.objects.exists()
    assert AuditEntry.objects.filter(tag="account:second-factor:reset").count() == 1


def test_nobody_resets_their_own_second_factors(console: Client, administrator: User) -> None:
    AuthenticatorApp.objects.create(
        user=administrator, sealed_secret="x", created_at=make.NOW, confirmed_at=make.NOW
    )
    assert "Reset second factors" not in text_of(console, f"{AT}ADMIN_1")
    told = console.post(f"{AT}ADMIN_1/reset-second-factors", follow=True).content.decode()
    assert "cannot reset your own second factor" in told
    assert AuthenticatorApp.objects.exists()
