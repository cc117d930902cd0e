"""Accounts disabled for twelve months are deleted, unless a claim bears their work."""

from datetime import timedelta

import pytest

from claims_portal.accounts import upkeep
from claims_portal.accounts.models import User
from claims_portal.records.models import AuditEntry
from tests import make

pytestmark = pytest.mark.django_db


def disabled(user: User, *, days_ago: int, active: bool = False) -> User:
    User.objects.filter(pk=user.pk).update(
        enabled=False, active=active, disabled_at=make.NOW - timedelta(days=days_ago)
    )
    return user


@pytest.mark.parametrize(
    ("days_ago", "active", "stays"),
    [(365, False, False), (366, True, False), (364, False, True), (0, True, True)],
)
def test_twelve_months_after_it_was_disabled(
    lawyer: User, days_ago: int, active: bool, stays: bool
) -> None:
    disabled(lawyer, days_ago=days_ago, active=active)
    upkeep.delete_long_disabled(at=make.NOW)
    assert User.objects.filter(pk=lawyer.pk).exists() == stays
    assert AuditEntry.objects.filter(tag="account:user:deleted").exists() != stays


def test_whoever_acted_on_a_claim_stays_for_its_history(lawyer: User, insurer: User) -> None:
    make.claim(lawyer=lawyer, insurer=insurer)
    disabled(lawyer, days_ago=400)
    assert upkeep.delete_long_disabled(at=make.NOW) == 0
    assert User.objects.filter(pk=lawyer.pk).exists()


def test_an_enabled_account_is_never_deleted(lawyer: User) -> None:
    User.objects.filter(pk=lawyer.pk).update(disabled_at=make.days_later(-500))
    assert upkeep.delete_long_disabled(at=make.NOW) == 0


def test_the_user_id_is_free_again(lawyer: User) -> None:
    disabled(lawyer, days_ago=400)
    assert upkeep.delete_long_disabled(at=make.NOW) == 1
    make.user(lawyer.organisation, user_name="LAWYER")
