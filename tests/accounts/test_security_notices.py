"""What lets a person in was changed: the person hears of it, at the old address too."""

import pytest

from claims_portal.accounts import addresses, passwords, users
from claims_portal.accounts.administrators import LastAdministrator
from claims_portal.accounts.models import User
from claims_portal.accounts.states import State, plain_state
from tests import mailbox, make

NEW = "Nine-lanterns-over-7-hills"


def test_a_changed_password_is_told(lawyer: User) -> None:
    passwords.change(lawyer, make.PASSWORD, NEW, by=lawyer.as_actor(), at=make.NOW)
    told = mailbox.delivered()[-1]
    assert told.to == [lawyer.email]
    assert "password was changed" in told.body
    assert NEW not in told.body


def test_a_reset_password_is_told_with_the_way_on(lawyer: User, administrator: User) -> None:
    users.reset_password(lawyer, by=administrator.as_actor(), at=make.NOW)
    assert "/new-password" in mailbox.delivered()[-1].body
    lawyer.refresh_from_db()
    assert plain_state(lawyer, at=make.NOW).state is State.MUST_CHOOSE_PASSWORD


def test_a_changed_address_is_told_to_the_old_one(lawyer: User, administrator: User) -> None:
    old, new = lawyer.email, "new.name@cr00101.example.com"
    addresses.change(lawyer, new, by=administrator.as_actor(), at=make.NOW)
    link = mailbox.delivered()[-1].body.split("link=")[1].split()[0]
    addresses.verify(link, at=make.NOW)
    told = mailbox.delivered()[-1]
    assert told.to == [old]
    assert new in told.body


@pytest.mark.parametrize(("days", "refused"), [(1, True), (29, True), (30, False)])
def test_the_last_administrator_is_not_expired_by_edit(
    administrator: User, days: int, refused: bool
) -> None:
    wanted = make.days_later(days).date()
    boss = administrator.as_actor()
    if refused:
        with pytest.raises(LastAdministrator):
            users.edit(administrator, by=boss, at=make.NOW, expires_on=wanted)
    else:
        users.edit(administrator, by=boss, at=make.NOW, expires_on=wanted)
