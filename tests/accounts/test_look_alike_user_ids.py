"""A User ID with a letter that only folds to one of ours is nobody's, wherever it is typed."""  # noqa: RUF002

import pytest

from claims_portal import clock
from claims_portal.accounts import recovery, standing_in, users
from claims_portal.accounts.acting import CannotActAs, resolve
from claims_portal.accounts.models import User
from claims_portal.accounts.new_passwords import Asked, send_code
from claims_portal.accounts.profiles import Profile
from claims_portal.accounts.refusals import NoSuchAccount
from claims_portal.accounts.sign_in import SignInRefused, check_password
from tests import make

ALIKE = ["jſeile01", "jseıle01", "ＪSEILE01", "JSEILE01\x00"]  # noqa: RUF001
everyone_alike = pytest.mark.parametrize("typed", ALIKE)


@pytest.fixture
def jseile(lawyer: User) -> User:
    return make.user(lawyer.organisation, Profile.CR_RTA_CLAIM_HANDLER, user_name="JSEILE01",
                     email="kim.seile@cr00101.example.com")  # fmt: skip


@everyone_alike
def test_no_sign_in(jseile: User, typed: str) -> None:
    with pytest.raises(SignInRefused):
        check_password(name=typed, password=make.PASSWORD, at=clock.now())
    assert check_password(name="jseile01", password=make.PASSWORD, at=clock.now()) == [jseile]


@pytest.mark.parametrize("typed", ["\u212aim.seile@cr00101.example.com", "kim.ſeile@cr00101.example.com"])  # fmt: skip
def test_no_sign_in_and_no_code_by_an_address(jseile: User, typed: str) -> None:
    with pytest.raises(SignInRefused):
        check_password(name=typed, password=make.PASSWORD, at=clock.now())
    assert not send_code(Asked("JSEILE01", typed), at=clock.now())


@everyone_alike
def test_no_code_for_a_new_password(jseile: User, typed: str) -> None:
    assert not send_code(Asked(typed, jseile.email), at=clock.now())
    assert send_code(Asked("jseile01", jseile.email), at=clock.now())


@everyone_alike
def test_no_look_up_by_an_administrator(jseile: User, administrator: User, typed: str) -> None:
    by = administrator.as_actor()
    with pytest.raises(NoSuchAccount):
        users.find(by, typed)
    assert users.find_all(by, [typed, "jseile01"]) == [None, jseile]


@everyone_alike
def test_no_standing_in(jseile: User, typed: str) -> None:
    leader = make.user(jseile.organisation, Profile.CR_RTA_TEAM_LEADER, user_name="LEADER")
    with pytest.raises(NoSuchAccount):
        standing_in.begin(typed, by=leader.as_actor(), at=make.NOW)
    assert standing_in.begin("jseile01", by=leader.as_actor(), at=make.NOW) == jseile


@everyone_alike
def test_no_recovery_by_the_operator(jseile: User, typed: str) -> None:
    with pytest.raises(NoSuchAccount):
        recovery.let_in(typed, reason="The administrator has left", at=make.NOW)


@everyone_alike
def test_no_login_as(jseile: User, typed: str) -> None:
    token = make.token(jseile.organisation)
    now = clock.now()
    with pytest.raises(CannotActAs):
        resolve(token=token, login_as=typed, at=now, today=now.date())
    assert (
        resolve(token=token, login_as="jseile01", at=now, today=now.date()).actor.user_pk
        == jseile.pk
    )
