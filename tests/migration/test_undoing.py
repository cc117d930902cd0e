"""A combination can be taken back for 14 days, as long as nothing contradicts it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims_portal.accounts import users
from claims_portal.accounts.actor import Actor
from claims_portal.accounts.models import User
from claims_portal.accounts.profiles import Profile
from claims_portal.claims.models import Claim
from claims_portal.migration import combining, undoing
from claims_portal.migration.models import CutOver, CutOverState
from claims_portal.migration.undoing import CannotBeUndone, NoSuchCombination
from claims_portal.records.models import AuditEntry
from tests import make
from tests.migration.conftest import sharing

RTA = Profile.CR_RTA_CLAIM_HANDLER


@pytest.fixture
def pair(boss: Actor, administrator: User) -> tuple[User, User]:
    """JO, into whom ADMIN_X was combined."""
    jo = sharing(administrator, RTA, user_name="JO")
    old = sharing(administrator, Profile.CR_ADMINISTRATOR, user_name="ADMIN_X")
    combining.combine(["JO", "ADMIN_X"], survivor="JO", by=boss, at=make.NOW)
    return jo, old


def flags(account: User) -> tuple[bool, bool, bool]:
    account.refresh_from_db()
    return account.enabled, account.active, account.shares_address


def test_undone_it_is_as_it_was(boss: Actor, pair: tuple[User, User]) -> None:
    jo, old = pair
    undoing.undo("JO", by=boss, at=make.days_later(14))
    assert flags(jo) == flags(old) == (True, True, True)
    assert [one.profile for one in jo.profiles.all()] == ["cr-rta-claim-handler"]
    assert AuditEntry.objects.filter(tag="account:user:combination-undone").count() == 1
    with pytest.raises(NoSuchCombination):
        undoing.undo("JO", by=boss, at=make.days_later(14))


def test_work_goes_back_unless_somebody_took_it_on(
    boss: Actor, administrator: User, lawyer: User, insurer: User
) -> None:
    gone, stays = sharing(administrator, RTA), sharing(administrator, RTA, user_name="STAYS")
    first, second = (make.claim(lawyer=gone, insurer=insurer) for _ in range(2))
    Claim.objects.update(representative_handler=gone)
    names = [gone.user_name, "STAYS"]
    combining.combine(names, survivor="STAYS", by=boss, at=make.NOW)
    Claim.objects.filter(pk=second.pk).update(representative_handler=lawyer)
    undoing.undo("STAYS", by=boss, at=make.NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.representative_handler, second.representative_handler) == (gone, lawyer)
    assert stays.pk != gone.pk


def profile_taken_away(boss: Actor, jo: User) -> None:
    users.set_profiles(jo, ["cr-rta-claim-handler"], by=boss, at=make.NOW)


def survivor_disabled(boss: Actor, jo: User) -> None:
    users.disable(jo, by=boss, at=make.NOW)


def moved(boss: Actor, jo: User) -> None:
    CutOver.objects.create(pk=1, state=CutOverState.AFTER)


@pytest.mark.parametrize("since", [profile_taken_away, survivor_disabled, moved])
def test_what_contradicts_it_refuses_it(boss: Actor, pair: tuple[User, User], since: Any) -> None:
    since(boss, pair[0])
    with pytest.raises(CannotBeUndone):
        undoing.undo("JO", by=boss, at=make.NOW)
    assert not flags(pair[1])[1]


def test_after_fourteen_days_it_stays(boss: Actor, pair: tuple[User, User]) -> None:
    late = make.days_later(14) + timedelta(seconds=1)
    with pytest.raises(CannotBeUndone, match="14 days"):
        undoing.undo("JO", by=boss, at=late)


def test_another_organisation_sees_no_combination(pair: tuple[User, User], stranger: User) -> None:
    theirs = make.user(stranger.organisation, Profile.CR_ADMINISTRATOR).as_actor()
    assert undoing.of_organisation(theirs) == []
    with pytest.raises(NoSuchCombination):
        undoing.undo("JO", by=theirs, at=make.NOW)


def test_since_the_move_the_database_lets_nobody_share_an_address(
    administrator: User,
) -> None:
    CutOver.objects.create(pk=1, state=CutOverState.AFTER)
    with pytest.raises(IntegrityError, match="one_active_account"), transaction.atomic():
        sharing(administrator, RTA)
    with pytest.raises(IntegrityError, match="one_active_account"), transaction.atomic():
        User.objects.update(shares_address=True)
