"""A password that changes while something rests on it: what was under way is over."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.test import Client

from claims_portal.accounts import passwords, users
from claims_portal.accounts.models import User, WebSession
from claims_portal.accounts.passwords import OldPasswordWrong
from tests import make
from tests.web.test_signing_in import code_step, is_signed_in, last_code, password_step

pytestmark = pytest.mark.django_db
NEW = "Nine-lanterns-over-7-hills"


def changed(lawyer: User, administrator: User) -> None:
    by = lawyer.as_actor()
    passwords.change(lawyer, make.PASSWORD, NEW, by=by, at=make.NOW)


def reset(lawyer: User, administrator: User) -> None:
    users.reset_password(lawyer, by=administrator.as_actor(), at=make.NOW)


@pytest.mark.parametrize("happens", [changed, reset])
def test_a_sign_in_under_way_ends_with_the_password_that_it_rests_on(
    client: Client, lawyer: User, administrator: User, happens: Callable[[User, User], None]
) -> None:
    password_step(client, "LAWYER")
    code = last_code()
    happens(lawyer, administrator)
    assert code_step(client, code)["Location"] == "/sign-in"
    assert not is_signed_in(client)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "change",
    [
        lambda user: user.set_password(NEW),
        lambda user: setattr(user, "enabled", False),
    ],
    ids=["the password is changed", "the account is disabled"],
)
def test_what_happens_while_the_factor_is_looked_at_counts(
    client: Client, lawyer: User, change: Callable[[User], None]
) -> None:
    password_step(client, "LAWYER")
    code = last_code()
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            held = User.objects.select_for_update().get(pk=lawyer.pk)
            entering = threads.submit(enter_code, client, code)
            assert not wait([entering], timeout=1).done, "it does not look again"
            change(held)
            held.save()
        assert entering.result(20) != "/"
    assert not is_signed_in(client)
    assert not WebSession.objects.exists()


def enter_code(client: Client, code: str) -> str:
    """Where the code leads."""
    try:
        return code_step(client, code).headers.get("Location", "")
    finally:
        connection.close()


def test_a_change_under_way_does_not_undo_an_administrators_reset(
    lawyer: User, administrator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reset_meanwhile(password: str, *, user: User) -> None:
        reset(lawyer, administrator)

    monkeypatch.setattr(passwords, "must_be_good", reset_meanwhile)
    with pytest.raises(OldPasswordWrong):
        passwords.change(lawyer, make.PASSWORD, NEW, by=lawyer.as_actor(), at=make.NOW)
    lawyer.refresh_from_db()
    assert lawyer.must_change_password
    assert not lawyer.has_usable_password()
