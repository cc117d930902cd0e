"""Whose an address is, among all accounts of the portal, is answered by an index."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims_portal.accounts.models import User
from claims_portal.accounts.sign_in import SignInRefused, check_password
from claims_portal.migration import readiness
from tests import make


def sign_in_by_address(lawyer: User) -> None:
    with pytest.raises(SignInRefused):
        check_password(name=lawyer.email, password="wrong", at=make.NOW)


def read_readiness(lawyer: User) -> None:
    readiness.of(lawyer.organisation_id, at=make.NOW)


def many_colleagues_of(user: User) -> None:
    """So many that no plan but the index of addresses is worth a thought."""
    User.objects.bulk_create(
        User(
            user_name=f"COLLEAGUE{number}",
            organisation=user.organisation,
            email=f"colleague{number}@example.com",
            password="!",  # noqa: S106 - none that can be entered
            expires_on=make.NOW.date(),
            created_at=make.NOW,
        )
        for number in range(2000)
    )


@pytest.mark.parametrize("ask", [sign_in_by_address, read_readiness])
def test_an_address_is_found_by_the_index(lawyer: User, ask: Callable[[User], None]) -> None:
    with CaptureQueriesContext(connection) as asked:
        ask(lawyer)
    statement = next(one["sql"] for one in asked if "lower(trim(" in one["sql"].lower())
    many_colleagues_of(lawyer)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE accounts_user")
        cursor.execute(f"EXPLAIN {statement}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "accounts_by_address" in plan
