"""Many guesses at the same instant are as many guesses, on real connections."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from django.db import connection, transaction
from django.test import Client

from claims_portal import clock
from claims_portal.accounts import guessing
from claims_portal.accounts.models import FailedSignIn, User
from claims_portal.accounts.sign_in import SignInRefused, check_password
from tests import make
from tests.claims.together import at_once
from tests.web.test_signing_in import code_step, is_signed_in, password_step

ADDRESS = "127.0.0.1"
pytestmark = pytest.mark.django_db(transaction=True)


def enter() -> list[User] | None:
    """The right password; None where it is refused."""
    try:
        return list(check_password(name="LAWYER", password=make.PASSWORD, at=clock.now()))
    except SignInRefused:
        return None
    finally:
        connection.close()


@pytest.mark.parametrize(
    "change",
    [
        {"enabled": False, "failed_sign_ins": 5},
        {"failed_sign_ins": 5},
        {"enabled": False, "active": False},
        {"password": "!changed"},
    ],
)
def test_what_happened_while_the_password_was_hashed_counts(
    lawyer: User, change: dict[str, object]
) -> None:
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            held = User.objects.select_for_update().filter(pk=lawyer.pk)
            assert len(held) == 1
            entering = threads.submit(enter)
            assert not wait([entering], timeout=2).done, "it does not look again"
            held.update(**change)
        assert entering.result(20) is None


def test_many_passwords_at_once_are_no_more_than_five(lawyer: User) -> None:
    wrong = [lambda: password_step(Client(), "LAWYER", "wrong") for _ in range(12)]
    assert {answer.status_code for answer in at_once(*wrong)} == {200}
    lawyer.refresh_from_db()
    assert (lawyer.enabled, lawyer.failed_sign_ins) == (False, 5)
    assert enter() is None


def test_the_last_guess_of_a_network_is_one_whoever_else_asks_at_once(lawyer: User) -> None:
    for _ in range(29):
        guessing.note_failure(ADDRESS, at=clock.now())
    wrong = [lambda: password_step(Client(), "NOBODY", "wrong") for _ in range(12)]
    codes = sorted(answer.status_code for answer in at_once(*wrong))
    assert codes == [200] + [429] * 11
    assert FailedSignIn.objects.count() == 30


def test_who_is_right_leaves_no_failure_behind(client: Client, lawyer: User) -> None:
    password_step(client, "LAWYER")
    code_step(client)
    assert is_signed_in(client)
    assert not FailedSignIn.objects.exists()
